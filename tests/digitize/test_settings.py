import pytest

from digitize.settings import load_settings
from ocr.problem import ConfigurationProblem


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
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
