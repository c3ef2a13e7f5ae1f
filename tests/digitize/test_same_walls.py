"""Every way in has the same walls: what takes too long, or too much, costs its file in every command."""

import json

import pytest

from digitize.__main__ import run
from digitize.evaluate.measure import MeasureTask
from digitize.exit_codes import ExitCode
from digitize.settings import MIB, Limits, Settings
from digitize.stages.one_file import PAGE_BYTES, seconds_for

QUIET = ("--progress", "none")


@pytest.fixture
def no_time(monkeypatch):
    monkeypatch.setenv("DIGITIZE_LIMITS__PAGE_SECONDS", "0.01")


@pytest.mark.usefixtures("no_time")
@pytest.mark.parametrize("command", ["scan", "ocr", "run"])
def test_pages_are_counted_in_a_worker_with_a_deadline(samples, tmp_path, capsys, command):
    paper = str(samples / "ke-hoach-01.pdf")
    assert run([command, paper, "-o", str(tmp_path / "out"), *QUIET]) == ExitCode.LIMIT_EXCEEDED
    assert "(page_too_slow)" in capsys.readouterr().err


@pytest.mark.usefixtures("no_time")
@pytest.mark.parametrize("command", ["extract", "export"])
def test_a_file_is_extracted_and_written_in_a_worker_with_a_deadline(results, tmp_path, capsys, command):
    one = next(results.rglob("c.pdf/text.json")).parent
    code = run([command, str(one), "-o", str(tmp_path / "out"), "--json"])
    shown = capsys.readouterr()
    assert code == ExitCode.LIMIT_EXCEEDED
    files = json.loads(shown.out)["files"]
    assert {file["code"] for file in files} == {"results_unfinished"}
    assert [file["name"] for file in files] == ["c.pdf"]
    assert not list((tmp_path / "out").rglob("*.part"))


@pytest.mark.usefixtures("no_time")
def test_a_file_that_takes_too_long_costs_an_evaluation_this_file(samples, tmp_path, capsys):
    for suffix in (".jpg", ".json"):
        name = f"cong-van-01{suffix}"
        (tmp_path / name).write_bytes((samples / name).read_bytes())
    assert run(["eval", str(tmp_path), "--json", *QUIET]) == ExitCode.DONE
    assert '"pages": 0' in capsys.readouterr().out


@pytest.mark.parametrize("command", ["extract", "export"])
def test_a_file_that_is_no_text_costs_only_itself(results, tmp_path, capsys, command):
    (tmp_path / "in" / "bad").mkdir(parents=True)
    (tmp_path / "in" / "bad" / "text.json").write_text('{"pages": [' * 5000)
    (tmp_path / "in" / "bad" / "document-1.json").write_text("{}")
    good = next(results.rglob("text.json")).parent
    (tmp_path / "in" / "good").mkdir()
    for path in good.glob("*.json"):
        (tmp_path / "in" / "good" / path.name).write_bytes(path.read_bytes())
    assert run([command, str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == ExitCode.SOME_FAILED
    assert "bad" in capsys.readouterr().err


def test_the_deadline_of_a_file_follows_from_its_pages(tmp_path):
    text = tmp_path / "text.json"
    text.write_bytes(bytes(10 * PAGE_BYTES))
    limits = Limits(page_seconds=10)
    assert seconds_for(text, limits) == 120
    assert seconds_for(tmp_path / "gone", limits) == 20
    assert seconds_for(text, Limits(page_seconds=10, file_seconds=60)) == 60
    settings = Settings(limits=limits, jobs=1)
    assert MeasureTask(text, settings, None, pages=3).most_seconds == 40
    assert limits.page_memory == 4096 * MIB


@pytest.mark.parametrize(
    ("command", "code"),
    [("scan", 8), ("ocr", 8), ("extract", 5), ("export", 5), ("eval", 5)],
)
def test_a_folder_a_thousand_deep_ends_no_command_with_a_fault_of_ours(tmp_path, dug, capsys, command, code):
    (tmp_path / "in").mkdir()
    dug(tmp_path / "in")
    assert (
        run([command, str(tmp_path / "in"), *(() if command == "eval" else ("-o", str(tmp_path / "out")))])
        == code
    )
    assert "RecursionError" not in capsys.readouterr().err
