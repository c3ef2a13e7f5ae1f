"""Limits that hold for a whole file, or for the disk: each told, none of them costs what is already there."""

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest

from digitize.__main__ import run
from digitize.exit_codes import ExitCode
from digitize.settings import MIB, Limits

TOP = Path(__file__).parents[2]
QUIET = ("--progress", "none")


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def paper(samples):
    return str(samples / "ke-hoach-01.pdf")


def test_a_file_that_takes_too_long_keeps_what_was_read_and_goes_on_next_time(
    paper, tmp_path, monkeypatch, capsys
):
    clock = iter(range(0, 10**9, 100))
    with monkeypatch.context() as patched:
        patched.setenv("DIGITIZE_LIMITS__FILE_SECONDS", "50")
        patched.setattr("digitize.jobs.by_file.time", SimpleNamespace(monotonic=lambda: next(clock)))
        patched.setattr("digitize.workers.pool.WINDOW_PER_WORKER", 1)
        code = run(["run", paper, "-o", str(tmp_path), "--jobs", "1", *QUIET])
    shown = capsys.readouterr()
    assert code == ExitCode.LIMIT_EXCEEDED
    assert "limits.file_seconds" in shown.err
    assert run(["run", paper, "-o", str(tmp_path), "--progress", "json"]) == ExitCode.DONE
    assert '"total": 1,' in capsys.readouterr().err


def test_nothing_is_begun_where_the_disk_is_nearly_full(paper, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**12, 10**12, 100 * MIB))
    assert run(["run", paper, "-o", str(tmp_path / "out"), *QUIET]) == ExitCode.OUTPUT_UNWRITABLE
    assert "100 MB" in capsys.readouterr().err
    assert not list((tmp_path / "out").glob("*.pdf"))


@pytest.mark.usefixtures("in_this_process")
def test_a_disk_that_is_filled_meanwhile_stops_the_run_before_the_next_file(
    paper, tmp_path, monkeypatch, capsys
):
    again = tmp_path / "again.pdf"
    again.write_bytes(Path(paper).read_bytes() + b"\n")
    command = ["run", paper, str(again), "-o", str(tmp_path / "out"), *QUIET]
    free = iter([10**10, 10**10, 100 * MIB])
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _path: Usage(10**12, 0, next(free)))
        assert run(command) == ExitCode.OUTPUT_UNWRITABLE
    assert "1 xong + 1 lỗi" in capsys.readouterr().out
    assert run(command) == ExitCode.DONE


@pytest.mark.parametrize("page", ["README.md", "docs/huong-dan.md"])
def test_every_limit_is_told_with_its_default(page):
    text = (TOP / page).read_text(encoding="utf-8")
    for name, field in Limits.model_fields.items():
        assert f"| `{name}` |" in text, name
        assert field.default is not None
