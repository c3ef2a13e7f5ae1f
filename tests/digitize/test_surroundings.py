"""Wherever the program is put, it works, or says one sentence and ends with the right code."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from digitize.exit_codes import ExitCode

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a shell closes the streams")
TOP = str(Path(__file__).parents[2])  # the working folder of these tests holds no program
LINES = ("ỦY BAN NHÂN DÂN", "PHƯỜNG HÒA BÌNH", "Số: 125/QĐ-UBND", "QUYẾT ĐỊNH")
PAPERS = 2
OUTSIDE_OF_UTF_8 = b"qu\xffy\xe9t.pdf"
LOCALES = {
    "no locale, and nothing that mends it": {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
    "POSIX": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii:strict"},
    "latin1": {"LC_ALL": "vi_VN.ISO-8859-1", "PYTHONUTF8": "0"},
}
CLOSED = {"stdin": "<&-", "stderr": "2>&-", "all": "<&- >&- 2>&-", "stdout": ">&-"}


@pytest.fixture(scope="module")
def inbox(typed, tmp_path_factory):
    """Two digital papers, one whose name is Vietnamese and one whose name is no text at all."""
    folder = tmp_path_factory.mktemp("hồ sơ")
    typed(folder / "quyết-định.pdf", LINES)
    paper = typed(folder / "other.pdf", [*LINES, "Trang khác"])
    paper.rename(folder / os.fsdecode(OUTSIDE_OF_UTF_8))
    return folder


@pytest.fixture
def told(tmp_path):
    """Runs one command line in a shell; ``around`` is what the shell does with its streams."""

    def run(command, around="", **environment):
        line = f'"{sys.executable}" -m digitize {command} {around}'
        return subprocess.run(
            ["bash", "-c", line + "; exit ${PIPESTATUS[0]}"],
            env={
                **os.environ,
                "PYTHONPATH": TOP,
                "DIGITIZE_LANG": "en",
                "PYTHONUNBUFFERED": "",
                **environment,
            },
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="backslashreplace",
            check=False,
            timeout=120,
        )

    return run


def records(out):
    return [json.loads(line) for line in (out / "records.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def latin1(tmp_path):
    """A locale in ISO 8859-1, made by the system's own program."""
    made = tmp_path / "locales" / "vi_VN.ISO-8859-1"
    made.parent.mkdir()
    program = shutil.which("localedef")
    if program is None or subprocess.run(
        [program, "-c", "-i", "en_US", "-f", "ISO-8859-1", made], capture_output=True, check=False
    ).returncode not in {0, 1}:
        pytest.skip("this system makes no locales")
    return {"LOCPATH": str(made.parent)}


@pytest.mark.parametrize("locale", LOCALES)
def test_names_are_read_and_written_whatever_the_locale(inbox, told, tmp_path, latin1, locale):
    done = told(f'run "{inbox}" -o kết-quả --jobs 1', **LOCALES[locale], **latin1)
    assert done.returncode == ExitCode.DONE, done.stderr
    assert "2 done" in done.stdout
    sources = {record["source"] for record in records(tmp_path / "kết-quả")}
    assert any("quyết-định.pdf" in source for source in sources)
    assert any("qu\ufffdy\ufffdt.pdf" in source for source in sources)


@pytest.mark.parametrize("stream", CLOSED)
def test_a_stream_that_is_closed_costs_no_paper(inbox, told, tmp_path, stream):
    done = told(f'run "{inbox}" -o out --jobs 1', CLOSED[stream])
    assert done.returncode == ExitCode.DONE, done.stderr
    assert len(records(tmp_path / "out")) == PAPERS
    # The account is told where anybody can still hear it.
    assert ("2 done" in done.stdout + done.stderr) == (stream != "all")


@pytest.mark.parametrize("around", ["| true", "2>&1 >/dev/null | true", "2>/dev/full"])
def test_who_stops_listening_ends_no_run(inbox, told, tmp_path, around):
    done = told(f'run "{inbox}" lost.pdf -o out --jobs 1 --progress plain', around)
    assert done.returncode == ExitCode.SOME_FAILED, done.stderr
    assert len(records(tmp_path / "out")) == PAPERS
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("--help", ExitCode.DONE),
        ("--version", ExitCode.DONE),
        ("nothing", ExitCode.USAGE),
        ("status nowhere", ExitCode.OUTPUT_UNWRITABLE),
    ],
)
@pytest.mark.parametrize("around", ["| true", "2>&1 >/dev/null | true", *CLOSED.values()])
def test_every_command_ends_with_its_own_code_whoever_listens(told, command, code, around):
    done = told(command, around)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_text_that_is_printed_where_nobody_can_read_it_is_not_read_at_all(inbox, told):
    done = told(f'ocr "{inbox}" --jobs 1', ">&-")
    assert done.returncode == ExitCode.OUTPUT_UNWRITABLE
    assert "stdout is closed" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_full_disk_behind_stdout_is_told_in_one_sentence(told):
    done = told("--version", ">/dev/full")
    assert done.returncode == ExitCode.OUTPUT_UNWRITABLE
    assert "stdout" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "place",
    [
        {"TMPDIR": "/nowhere/at/all"},
        {"TMPDIR": "/dev/null"},
        {"HOME": "/dev/null"},
        {"HOME": "/proc"},
        {"HOME": ""},
        {"HOME": "nowhere"},
    ],
    ids=str,
)
def test_a_folder_that_the_system_promised_and_is_not_there_is_done_without(inbox, told, tmp_path, place):
    done = told(f'run "{inbox}" -o out --jobs 1', **place)
    assert done.returncode == ExitCode.DONE, done.stderr
    assert len(records(tmp_path / "out")) == PAPERS


def test_with_an_empty_environment_and_a_umask_that_denies_everything_papers_are_read(inbox, tmp_path):
    line = f'umask 777; env -i PYTHONPATH="{TOP}" "{sys.executable}" -m digitize'
    done = subprocess.run(
        ["bash", "-c", f'{line} run "{inbox}" -o out --jobs 1'],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == ExitCode.DONE, done.stderr
    assert len(records(tmp_path / "out")) == PAPERS


def test_under_nohup_a_closed_window_does_not_end_the_watch(tmp_path):
    (tmp_path / "in").mkdir()
    watch = subprocess.Popen(
        ["nohup", sys.executable, "-m", "digitize", "watch", "in", "-o", "out"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": TOP},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert watch.stdout
    watch.stdout.readline()  # it has begun
    watch.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        watch.wait(1)
    watch.send_signal(signal.SIGTERM)
    assert watch.wait(30) == ExitCode.INTERRUPTED
    watch.stdout.close()
