"""How the review starts: in one line, on this computer alone, and with one sentence where it cannot."""

import os
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from digitize.__main__ import run
from digitize.decisions.kept import deciding
from digitize.exit_codes import ExitCode
from digitize.review.web import serve
from tests.digitize.review.web.conftest import read


@pytest.fixture
def served(monkeypatch):
    """What would be served: the run of the server is left out."""
    doors = []
    monkeypatch.setattr(
        serve, "_run", lambda _page, door, opened: (opened(), doors.append(door.getsockname()))
    )
    return doors


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "jinja2"])
def test_without_the_extra_one_sentence_says_what_to_install(papers, monkeypatch, capsys, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    assert run(["review", str(papers.out)]) == ExitCode.DEPENDENCY_MISSING
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "hoso-digitize[web]" in said


def test_the_address_is_the_only_thing_on_stdout(papers, served, capsys):
    papers.add({"ho_ten": read("A")})
    assert run(["review", str(papers.out), "--port", "0", "--no-open"]) == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    (host, port) = served[0]
    assert len(lines) == 1
    assert lines[0].startswith(f"http://127.0.0.1:{port}/?key=")
    assert host == "127.0.0.1"


@pytest.mark.usefixtures("served")
def test_each_start_has_a_key_of_its_own(papers, capsys):
    for _ in range(2):
        run(["review", str(papers.out), "--port", "0", "--no-open"])
    first, second = capsys.readouterr().out.splitlines()
    assert first.partition("key=")[2] != second.partition("key=")[2]
    assert len(first.partition("key=")[2]) >= 32


def test_a_browser_is_opened_unless_told_otherwise(papers, served, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    run(["review", str(papers.out), "--port", "0"])
    assert len(opened) == 1
    assert served


@pytest.mark.skipif(os.name == "nt", reason="rights are not numbers there")
@pytest.mark.usefixtures("served")
def test_the_browser_is_given_a_private_file_instead_of_the_key(papers, monkeypatch, capsys):
    seen = []

    def opened(link):
        file = Path(url2pathname(urlsplit(link).path))
        rights = [one.stat().st_mode & 0o777 for one in (file, file.parent)]
        seen.append((link, rights, file.read_text(encoding="utf-8"), file))

    monkeypatch.setattr("webbrowser.open", opened)
    run(["review", str(papers.out), "--port", "0"])
    address = next(word for word in capsys.readouterr().out.split() if "key=" in word)
    ((link, rights, text, file),) = seen
    assert "key" not in link
    assert rights == [0o600, 0o700]
    assert f"0;url={address}" in text
    assert not file.parent.exists()


def test_a_folder_without_results_is_told(tmp_path, capsys):
    assert run(["review", str(tmp_path), "--port", "0"]) == ExitCode.USAGE
    assert "không có kết quả" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(papers, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["review", str(papers.out), "--port", str(port)]) == ExitCode.USAGE
    assert "--port 0" in capsys.readouterr().err


def test_a_second_review_of_the_same_folder_is_told_of_the_first(papers, capsys):
    with deciding(papers.out):
        assert run(["review", str(papers.out), "--port", "0"]) == ExitCode.OUTPUT_UNWRITABLE
    assert "đang có người xem lại" in capsys.readouterr().err


def test_results_follow_when_the_review_ends(papers, served):
    papers.add({"ho_ten": read("A")})
    run(["review", str(papers.out), "--port", "0", "--no-open"])
    assert served
    assert (papers.out / "records.csv").exists()
