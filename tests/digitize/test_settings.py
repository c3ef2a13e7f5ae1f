import os
import subprocess
import sys
from pathlib import Path

import pytest
from annotated_types import Ge, Gt, Le
from pydantic import BaseModel

from digitize.__main__ import run
from digitize.exit_codes import ExitCode
from digitize.messages import LANGUAGES, Translator
from digitize.settings import HARMLESS, Cluster, Limits, Review, Settings, Store, load_settings
from digitize.settings_files import LARGEST, own_file
from ocr.problem import ConfigurationProblem


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "own"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_flag_wins_over_the_environment_and_that_over_the_file(own_folder, monkeypatch):
    (own_folder / "digitize.toml").write_text(
        "jobs = 1\nprofile = 'cv7197'\n[limits]\npage_seconds = 7\nzip_depth = 1\n"
    )
    monkeypatch.setenv("DIGITIZE_JOBS", "2")
    monkeypatch.setenv("DIGITIZE_LIMITS__PAGE_SECONDS", "9")
    settings = load_settings(None, jobs=3, engine=None)
    assert (settings.jobs, settings.profile, settings.engine) == (3, "cv7197", "auto")
    assert (settings.limits.page_seconds, settings.limits.zip_depth) == (9, 1)


@pytest.mark.parametrize(
    ("text", "key", "suggestion"),
    [("profil = 'nd30'", "profil", "profile"), ("[limits]\nzip_rato = 3", "limits.zip_rato", "zip_ratio")],
)
def test_an_unknown_key_is_refused_with_the_nearest_known(own_folder, text, key, suggestion):
    (own_folder / "digitize.toml").write_text(text)
    with pytest.raises(ConfigurationProblem) as refused:
        load_settings(None)
    assert refused.value.code == "setting_unknown"
    assert refused.value.data == {"key": key, "suggestion": suggestion}


def test_a_value_of_the_wrong_kind_is_refused(own_folder):
    (own_folder / "mine.toml").write_text("jobs = -1")
    with pytest.raises(ConfigurationProblem, match="setting_invalid"):
        load_settings(own_folder / "mine.toml")


@pytest.mark.parametrize(
    ("text", "code"), [(None, "settings_missing"), ("jobs = = 1", "settings_unreadable")]
)
def test_a_file_that_cannot_be_read_is_named(own_folder, text, code):
    file = own_folder / "mine.toml"
    if text:
        file.write_text(text)
    with pytest.raises(ConfigurationProblem) as refused:
        load_settings(file)
    assert (refused.value.code, refused.value.data["file"]) == (code, str(file))


OWN = {
    "engine",  # chooses the program that runs
    "types",
    "procedures",
    "procedure",  # judges a dossier
    "retry",
    "failed_share",
    "judged_after",
    "secrecy",
    *(f"cluster.{name}" for name in Cluster.model_fields),
    *(f"review.{name}" for name in Review.model_fields),
    *(f"store.{name}" for name in Store.model_fields),
}
"""What only the user may set: a new setting stands here or among the harmless ones."""

VALUES = {
    "engine": "'tesseract'",
    "types": "'.'",
    "procedures": "'.'",
    "procedure": "'1.001193'",
    "retry": "['limit']",
    "failed_share": "1",
    "judged_after": "9",
    "secrecy": "'flag'",
    "cluster.address": "'tls://stranger:8786'",
    "cluster.shared": "'//stranger/share'",
    "cluster.ca_file": "'ca.pem'",
    "cluster.cert_file": "'own.pem'",
    "cluster.key_file": "'own.key'",
    "cluster.insecure": "true",
    "review.two_looks": "['so_dinh_danh']",
    "review.name": "'Somebody else'",
    "review.idle_minutes": "900",
    "store.place": "'//stranger/kho.db'",
    "store.key_file": "'stranger.key'",
}


def all_keys():
    for name, field in Settings.model_fields.items():
        section = field.default if isinstance(field.default, BaseModel) else None
        yield from (f"{name}.{inside}" for inside in type(section).model_fields) if section else [name]


def own_settings(text):
    own_file().parent.mkdir(parents=True, exist_ok=True)
    own_file().write_text(text, encoding="utf-8")


def test_every_setting_is_either_harmless_or_the_users_own():
    assert not HARMLESS & OWN
    assert set(all_keys()) == HARMLESS | OWN
    assert VALUES.keys() == OWN


@pytest.mark.parametrize("key", sorted(OWN))
def test_a_file_that_lies_in_the_working_folder_cannot_set_what_is_the_users_own(own_folder, key):
    (own_folder / "digitize.toml").write_text(f"{key} = {VALUES[key]}\n", encoding="utf-8")
    with pytest.raises(ConfigurationProblem) as refused:
        load_settings(None)
    assert refused.value.code == "settings_beside_refused"
    assert refused.value.data["keys"] == key
    assert load_settings(own_folder / "digitize.toml") != Settings()


@pytest.mark.parametrize("key", sorted(OWN))
def test_the_users_own_file_and_the_one_that_is_named_set_everything(own_folder, key, monkeypatch):
    own_settings(f"{key} = {VALUES[key]}\n")
    own = load_settings(None)
    assert own != Settings()
    named = own_folder / "named" / "any.toml"
    named.parent.mkdir()
    named.write_text(own_file().read_text(encoding="utf-8"), encoding="utf-8")
    own_file().unlink()
    monkeypatch.setenv("DIGITIZE_CONFIG", str(named))
    # Relative paths are meant from the folder of their file.
    paths = {"types": True, "procedures": True, "cluster": True, "store": {"key_file"}}
    assert load_settings(None).model_dump(exclude=paths) == own.model_dump(exclude=paths)


def test_the_working_folder_is_over_the_own_file_and_a_named_file_is_alone(own_folder):
    own_settings("jobs = 1\nprofile = 'cv7197'\nsecrecy = 'flag'\n")
    (own_folder / "digitize.toml").write_text("profile = 'nd30'\n[limits]\nzip_depth = 1\n")
    (own_folder / "named.toml").write_text("jobs = 2\n")
    both, named = load_settings(None), load_settings(own_folder / "named.toml")
    assert (both.jobs, both.profile, both.secrecy, both.limits.zip_depth) == (1, "nd30", "flag", 1)
    assert (named.jobs, named.profile, named.secrecy, named.limits.zip_depth) == (2, "nd30", "stop", 2)


@pytest.mark.parametrize("name", sorted(Limits.model_fields))
def test_a_file_in_the_working_folder_can_only_tighten_limits(own_folder, name):
    usual = getattr(Limits(), name)
    looser, tighter = (usual / 2, usual * 2) if name == "free_bytes" else (usual * 2, usual / 2)
    kind = type(usual)
    file = own_folder / "digitize.toml"
    file.write_text(f"limits.{name} = {kind(tighter)}\n")
    assert getattr(load_settings(None).limits, name) == kind(tighter)
    file.write_text(f"limits.{name} = {kind(looser)}\n")
    with pytest.raises(ConfigurationProblem, match="settings_beside_refused"):
        load_settings(None)
    own_settings(f"limits.{name} = {kind(looser)}\n")
    assert getattr(load_settings(None).limits, name) == kind(looser)


def test_a_file_in_the_working_folder_starts_no_more_readers_than_there_are_cores(own_folder):
    (own_folder / "digitize.toml").write_text(f"jobs = {os.cpu_count() + 1}\n")
    with pytest.raises(ConfigurationProblem, match="settings_beside_refused"):
        load_settings(None)


def test_a_run_says_that_it_used_the_file_in_the_working_folder(own_folder, capsys):
    (own_folder / "digitize.toml").write_text("profile = 'cv7197'\n[limits]\nzip_depth = 1\n")
    assert run(["types", "list"]) == ExitCode.DONE
    assert (
        capsys.readouterr().err
        == "Đã dùng tệp digitize.toml trong thư mục làm việc cho: profile, limits.zip_depth.\n"
    )
    (own_folder / "digitize.toml").write_text("secrecy = 'flag'\n")
    assert run(["types", "list"]) == ExitCode.CONFIGURATION_INVALID
    assert "secrecy" in capsys.readouterr().err


def test_relative_paths_in_a_file_are_meant_from_its_folder():
    own_settings("types = 'own'\n[cluster]\nca_file = 'ca.pem'\nshared = 's3://bucket'\n")
    settings = load_settings(None)
    assert settings.types == own_file().parent / "own"
    assert settings.cluster.ca_file == own_file().parent / "ca.pem"
    assert settings.cluster.shared == "s3://bucket"


@pytest.mark.skipif(os.name == "nt", reason="the variable is of other systems")
@pytest.mark.parametrize("home", [".", ""])
def test_a_home_folder_that_is_relative_is_none(own_folder, monkeypatch, home):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", "")
    monkeypatch.setenv("HOME", home)
    (own_folder / ".config" / "digitize").mkdir(parents=True)
    (own_folder / ".config" / "digitize" / "digitize.toml").write_text("secrecy = 'flag'\n")
    assert load_settings(None) == Settings()


@pytest.mark.skipif(os.name == "nt", reason="the variable is of other systems")
def test_a_configuration_folder_that_is_relative_is_not_believed(own_folder, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", "here")
    monkeypatch.setattr("sys.platform", "linux")
    (own_folder / "here" / "digitize").mkdir(parents=True)
    (own_folder / "here" / "digitize" / "digitize.toml").write_text("secrecy = 'flag'\n")
    monkeypatch.setenv("HOME", str(own_folder / "home"))
    assert load_settings(None) == Settings()


@pytest.mark.parametrize(
    ("platform", "variables", "place"),
    [
        ("linux", {"XDG_CONFIG_HOME": "/x"}, "/x/digitize/digitize.toml"),
        ("linux", {"XDG_CONFIG_HOME": "", "HOME": "/h"}, "/h/.config/digitize/digitize.toml"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/digitize/digitize.toml"),
        ("win32", {"APPDATA": "/a"}, "/a/digitize/digitize.toml"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="paths are those of other systems")
def test_each_system_has_its_folder_for_the_users_own_settings(platform, variables, place, monkeypatch):
    monkeypatch.setattr("sys.platform", platform)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert own_file().as_posix() == place


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a = " + b"[" * 3_000 + b"]" * 3_000, "settings_value"),
        (b"jobs = " + b"9" * 5_000, "settings_value"),
        (b"jobs = 2026-02-30", "settings_unreadable"),
        (b"engine = '" + b"x" * LARGEST + b"'", "settings_too_large"),
        (b"a" + b".a" * (LARGEST // 2 - 10) + b" = 1", "setting_unknown"),
        ("jobs = 1".encode("utf-16"), "settings_not_utf8"),
        ("# ghi chú".encode("cp1258", "replace"), "settings_not_utf8"),
        (b"jobs = 0x" + b"f" * 9_000, "setting_invalid"),
        (b"engine = " + b"[" * 100 + b"]" * 100, "setting_invalid"),
        (b"x" * 9_000 + b" = 1", "setting_unknown"),
        (b"limits = 3", "setting_invalid"),
        (b"cluster = 3", "setting_invalid"),
    ],
    ids=range(12),
)
def test_a_file_that_means_harm_is_told_in_one_sentence(own_folder, content, code):
    file = own_folder / "named.toml"
    file.write_bytes(content)
    with pytest.raises(ConfigurationProblem) as refused:
        load_settings(file)
    assert refused.value.code == code
    assert all(len(Translator(language).problem(refused.value)) < 600 for language in LANGUAGES)


def test_a_byte_order_mark_is_read(own_folder):
    (own_folder / "named.toml").write_bytes(b"\xef\xbb\xbfjobs = 7\r\n")
    assert load_settings(own_folder / "named.toml").jobs == 7


NUMBERS = [
    (model, name)
    for model in (Settings, Limits)
    for name, field in model.model_fields.items()
    if field.annotation in (int, float)
]


@pytest.mark.parametrize(("model", "name"), NUMBERS)
@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan"), 2**63, 10**40, 1e300, -1])
def test_no_number_is_more_than_a_computer_holds_or_less_than_nothing(model, name, value):
    section = "limits" if model is Limits else None
    with pytest.raises(ConfigurationProblem, match="setting_invalid"):
        load_settings(None, **({section: {name: value}} if section else {name: value}))


@pytest.mark.parametrize(("model", "name"), NUMBERS)
def test_every_number_has_a_floor_and_a_ceiling(model, name):
    kinds = {type(one) for one in model.model_fields[name].metadata}
    assert kinds & {Ge, Gt}
    assert Le in kinds


@pytest.mark.parametrize("name", sorted(Limits.model_fields.keys() - {"free_bytes"}))
def test_no_limit_is_zero(name):
    with pytest.raises(ConfigurationProblem, match="setting_invalid"):
        load_settings(None, limits={name: 0})


def test_a_variable_that_is_not_json_where_a_list_is_wanted_is_named(monkeypatch):
    monkeypatch.setenv("DIGITIZE_RETRY", "limit")
    with pytest.raises(ConfigurationProblem, match="setting_variable") as refused:
        load_settings(None)
    assert refused.value.data == {"name": "DIGITIZE_RETRY"}


def test_the_reason_of_a_wrong_value_is_told_in_the_language_of_the_user():
    with pytest.raises(ConfigurationProblem) as refused:
        load_settings(None, jobs=-1)
    assert "cần từ 0 trở lên" in Translator("vi").problem(refused.value)
    assert "it has to be 0 or more" in Translator("en").problem(refused.value)


def test_doctor_says_where_the_settings_come_from(own_folder, capsys, monkeypatch):
    own_settings("secrecy = 'flag'\n")
    monkeypatch.setenv("DIGITIZE_JOBS", "1")
    (own_folder / "digitize.toml").write_text("profile = 'cv7197'\n")
    run(["doctor"])
    told = capsys.readouterr().out
    assert f"{own_file()}: secrecy" in told
    assert "digitize.toml trong thư mục làm việc: profile" in told
    assert "DIGITIZE_JOBS" in told


def test_doctor_tells_settings_that_are_wrong(own_folder, capsys, monkeypatch):
    monkeypatch.setattr("digitize.screen.doctor.examine", tuple)
    (own_folder / "named.toml").write_text("jobs = 'x'")
    assert run(["doctor", "--config", str(own_folder / "named.toml")]) == ExitCode.CONFIGURATION_INVALID
    assert "cần số nguyên" in capsys.readouterr().out


@pytest.mark.parametrize("seconds", ["inf", "nan", "1e300"])
def test_no_option_takes_time_without_end(own_folder, seconds, capsys):
    assert run(["watch", str(own_folder), "-o", "out", "--still", seconds]) == ExitCode.USAGE
    assert "--still" in capsys.readouterr().err


def test_no_gate_is_without_a_number(own_folder, capsys):
    assert run(["eval", str(own_folder), "--min-type", "nan"]) == ExitCode.USAGE
    assert "--min-type" in capsys.readouterr().err


def test_doctor_tells_programs_the_same_in_every_language(own_folder, capsys):
    own_settings("secrecy = 'flag'\n")
    (own_folder / "digitize.toml").write_text("profile = 'cv7197'\n")
    told = []
    for language in LANGUAGES:
        run(["doctor", "--json", "--lang", language])
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert "beside digitize.toml profile" in told[0]


def test_no_program_is_taken_from_the_working_folder(own_folder):
    """Windows looks there first unless it is told not to."""
    code = (
        "import os, sys; from digitize import __main__ as m\n"
        "m.run = lambda _: int(os.environ.get('NoDefaultCurrentDirectoryInExePath') != '1'); m.main()\n"
    )
    top = str(Path(__file__).parents[2])
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=own_folder, env=os.environ | {"PYTHONPATH": top}, check=False
    )
    assert ran.returncode == 0
