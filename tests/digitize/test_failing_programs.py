"""Programs and disks that fail while a run goes on: every page is accounted for, and what is right stays."""

import errno
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from benchmarks.damage import damaged
from digitize.__main__ import run
from digitize.exit_codes import ExitCode
from digitize.ledger.events import broken_at

POSIX = pytest.mark.skipif(os.name == "nt", reason="the fake programs are shell scripts")
QUIET = ("--progress", "none")
KNOWS_ITSELF = 'case "$*" in *--version*|*--list-langs*|*--print-parameters*) exec {real} "$@";; esac\n'
EATS = f"exec {sys.executable} -c 'h = []\nwhile True: h.append(b\"x\" * 10_000_000)'"
FAILURES = {
    "crashes": ("kill -SEGV $$", {"tesseract_crashed"}),
    "prints what is no UTF-8": ("printf '\\377\\376\\n' > \"$2.tsv\"", {"tesseract_garbled"}),
    "ends well without a word": ("exit 0", {"tesseract_garbled"}),
    "eats memory": (EATS, {"page_memory"}),
    "hangs": ("exec sleep 300", {"tesseract_hung", "page_too_slow"}),
}


@pytest.fixture
def inbox(samples, tmp_path):
    """A page for Tesseract, and one that has its own text."""
    folder = tmp_path / "in"
    folder.mkdir()
    with Image.open(samples / "quyet-dinh-01.jpg") as page:
        page.crop((0, 0, page.width, page.height // 4)).save(folder / "a.png")
    shutil.copy(samples / "ke-hoach-01.pdf", folder / "b.pdf")
    return folder


def ledger(out, query):
    with closing(sqlite3.connect(out / "ledger.sqlite")) as connection:
        return connection.execute(query).fetchall()


def pages(out):
    return ledger(
        out, "SELECT f.name, p.page, p.state, p.code FROM page p JOIN file f USING (sha256) ORDER BY 1, 2"
    )


def intact(out):
    with closing(sqlite3.connect(out / "ledger.sqlite")) as connection:
        return broken_at(connection) is None


@POSIX
@pytest.mark.parametrize("failure", FAILURES)
def test_a_tesseract_that_fails_costs_its_page_which_is_read_once_it_works_again(
    inbox, tmp_path, monkeypatch, capsys, failure
):
    body, codes = FAILURES[failure]
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n" + KNOWS_ITSELF.format(real=shutil.which("tesseract")) + body + "\n")
    program.chmod(0o755)
    monkeypatch.setenv("DIGITIZE_ENGINE", "tesseract")
    monkeypatch.setenv("DIGITIZE_LIMITS__PAGE_SECONDS", "8")
    monkeypatch.setenv("DIGITIZE_LIMITS__PAGE_MEMORY", str(512 * 1024**2))
    command = ["run", str(inbox), "-o", str(tmp_path / "out"), "--jobs", "2", *QUIET]
    with monkeypatch.context() as failing:
        failing.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        assert run(command) == ExitCode.SOME_FAILED
    assert "= 1 xong + 1 lỗi" in capsys.readouterr().out
    (_, page, state, code), *others = pages(tmp_path / "out")
    assert (page, state) == (1, "failed")
    assert code in codes
    assert [state for _, _, state, _ in others] == ["done", "done"]
    monkeypatch.setenv("DIGITIZE_LIMITS__PAGE_SECONDS", "60")
    assert run(command) == ExitCode.DONE
    assert {state for _, _, state, _ in pages(tmp_path / "out")} == {"done"}
    assert intact(tmp_path / "out")


@pytest.mark.usefixtures("in_this_process")
def test_an_output_folder_that_becomes_read_only_stops_the_run_and_it_goes_on_later(
    inbox, tmp_path, monkeypatch, capsys
):
    replace, taken = os.replace, []

    def read_only_soon(source, target):
        taken.append(target)
        if len(taken) > 3:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        replace(source, target)

    command = ["run", str(inbox), "-o", str(tmp_path / "out"), *QUIET]
    with monkeypatch.context() as failing:
        failing.setattr("export.atomic.os.replace", read_only_soon)
        assert run(command) == ExitCode.OUTPUT_UNWRITABLE
    assert "Tìm thấy 2 tệp" in capsys.readouterr().out
    assert not list((tmp_path / "out").rglob("*.part"))
    assert run(command) == ExitCode.DONE
    assert intact(tmp_path / "out")


def test_a_ledger_that_can_no_longer_be_written_ends_the_run_without_losing_a_page(
    inbox, tmp_path, monkeypatch, capsys
):
    commit, calls = sqlite3.Connection.execute, []

    class Full(sqlite3.Connection):
        def execute(self, statement, *rest):
            calls.append(statement)
            if statement.startswith("INSERT OR REPLACE INTO page") and len(calls) > 1:
                raise sqlite3.OperationalError("database or disk is full")
            return commit(self, statement, *rest)

    connect = sqlite3.connect
    command = ["run", str(inbox), "-o", str(tmp_path / "out"), *QUIET]
    with monkeypatch.context() as failing:
        failing.setattr(
            "digitize.ledger.ledger.sqlite3.connect",
            lambda *given, **named: connect(*given, **named, factory=Full),
        )
        assert run(command) == ExitCode.OUTPUT_UNWRITABLE
    assert "ledger.sqlite" in capsys.readouterr().err
    assert run(command) == ExitCode.DONE
    assert intact(tmp_path / "out")


def test_a_clock_that_jumps_back_breaks_no_chain_and_loses_nothing(inbox, tmp_path, monkeypatch):
    class Jumping(datetime):
        steps = iter(range(10_000))

        @classmethod
        def now(cls, tz=UTC):
            return datetime(2026, 11, 24, tzinfo=tz) - timedelta(days=next(cls.steps))

    for module in ("events", "ledger"):
        monkeypatch.setattr(f"digitize.ledger.{module}.datetime", Jumping)
    command = ["run", str(inbox), "-o", str(tmp_path / "out"), *QUIET]
    assert run(command) == ExitCode.DONE
    times = [at for (at,) in ledger(tmp_path / "out", "SELECT at FROM event ORDER BY number")]
    assert times == sorted(times, reverse=True)
    assert intact(tmp_path / "out")
    assert run([*command[:-1], "json"]) == ExitCode.DONE
    reads = ledger(tmp_path / "out", "SELECT count(*) FROM event WHERE what = 'page_read'")
    assert reads == [(3,)]


def test_damaged_files_end_in_an_account_and_never_in_a_fault_of_ours(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    for number, (kind, data) in enumerate(damaged(12, seed=7)):
        (tmp_path / "in" / f"{number}.{kind}").write_bytes(data)
    code = run(["run", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--json", *QUIET])
    shown = capsys.readouterr()
    assert code in {ExitCode.DONE, ExitCode.SOME_FAILED}
    assert "Traceback" not in shown.err
    for fault in ("page_bug", "page_process_died", "page_too_slow", "memory_short"):
        assert fault not in shown.out
    assert all(f'"{number}.' in shown.out or f"/{number}." in shown.out for number in range(12))
    assert intact(tmp_path / "out")
