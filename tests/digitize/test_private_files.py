"""Whatever a command makes is for its user alone, however open the permissions are that it was started with."""

import os
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from digitize.__main__ import _files_of_this_user, run
from digitize.cluster.shared_place import SharedPlace
from digitize.scan.raw import SourceFile
from digitize.settings import Cluster
from export.original import file_sha256

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
QUIET = ("--progress", "none")
PAPER = "cccd-mat-truoc-01.png"


@pytest.fixture(autouse=True)
def open_to_everybody():
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def inbox(samples, tmp_path):
    """A folder and a ZIP, of which everybody may read everything."""
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(samples / PAPER, folder / "a.png")
    shutil.copy(samples / "quyet-dinh-01.jpg", folder / "b.jpg")
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.write(samples / "ke-hoach-01.pdf", "c/c.pdf")
    return [str(folder), str(tmp_path / "in.zip")]


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder for all temporary files, and a list of what was seen in it whenever something was removed."""
    folder = tmp_path / "tmp"
    folder.mkdir(mode=0o777)
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    seen = {}
    remove = shutil.rmtree

    def looking(path, *given, **named):
        seen.update(open_below(folder, also=seen))
        return remove(path, *given, **named)

    monkeypatch.setattr("shutil.rmtree", looking)
    # Some builds of Python hold the function by a name of their own in tempfile.
    monkeypatch.setattr("tempfile._rmtree", looking, raising=False)
    return seen


def open_below(folder, also=None):
    """The modes of everything below a folder, with those of ``also``."""
    modes = dict(also or {})
    for path in folder.rglob("*"):
        try:
            modes[str(path)] = stat.S_IMODE(path.lstat().st_mode)
        except FileNotFoundError:
            continue
    return modes


def too_open(modes):
    return {path: oct(mode) for path, mode in modes.items() if mode & 0o077}


@pytest.mark.usefixtures("in_this_process")
def test_a_whole_run_leaves_nothing_that_others_may_read_not_even_for_a_moment(inbox, tmp_path, temporary):
    out = tmp_path / "new" / "out"
    assert run(["run", *inbox, "-o", str(out), "--explain", *QUIET]) == 0
    made = open_below(tmp_path / "new")
    assert {Path(path).name for path in made} >= {
        "ledger.sqlite",
        "records.xlsx",
        "document-1.pdf",
        "original",
    }
    assert too_open(made | {str(out): stat.S_IMODE(out.stat().st_mode)}) == {}
    assert [path for path in temporary if "/zip-" in path]
    assert too_open(temporary) == {}


def test_children_and_programs_that_are_started_keep_to_it(inbox, tmp_path, temporary):
    command = ["run", *inbox, "-o", str(tmp_path / "out"), "--engine", "tesseract", *QUIET]
    assert run(command) in {0, 6}  # where there is no Tesseract
    assert temporary
    assert too_open(open_below(tmp_path / "out") | temporary) == {}


def test_every_stage_keeps_to_it(inbox, tmp_path, temporary):
    work = str(tmp_path / "work")
    for command in (
        ["scan", inbox[0], "-o", work, *QUIET],
        ["ocr", work, "-o", work, *QUIET],
        ["extract", work, "-o", work, "--explain"],
        ["export", work, "-o", str(tmp_path / "tables")],
        ["separators", "-o", str(tmp_path / "tables" / "sheets.pdf")],
    ):
        assert run(command) == 0
    assert too_open(open_below(tmp_path / "work") | open_below(tmp_path / "tables") | temporary) == {}


def test_a_folder_that_was_there_keeps_its_permissions(inbox, tmp_path):
    out = tmp_path / "out"
    out.mkdir(mode=0o755)
    assert run(["run", inbox[0], "-o", str(out), *QUIET]) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o755
    assert too_open(open_below(out)) == {}


def test_a_ledger_that_is_open_hides_its_log_and_its_lock(tmp_path, samples, monkeypatch):
    seen = {}

    def look(*_given, **_named):
        seen.update(open_below(tmp_path / "out"))

    monkeypatch.setattr("digitize.jobs.run.write_tables", look)
    run(["run", str(samples / PAPER), "-o", str(tmp_path / "out"), *QUIET])
    assert {Path(path).name for path in seen} >= {"ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"}
    assert [path for path in seen if "lock" in path]
    assert too_open(seen) == {}


def test_the_permissions_of_the_program_are_its_own_again_afterwards(capsys):
    assert run(["--version"]) == 0
    capsys.readouterr()
    assert os.umask(0) == 0


def test_what_travels_to_other_computers_is_for_this_user_alone(samples, tmp_path):
    pytest.importorskip("fsspec", reason="the extra 'cluster' is not installed")
    (tmp_path / "shared").mkdir()
    paper = samples / PAPER
    place, sha256 = SharedPlace.at(Cluster(shared=str(tmp_path / "shared"))), file_sha256(paper)
    with _files_of_this_user():
        place.put(SourceFile(PAPER, paper, sha256, "image", 1))
    assert too_open(open_below(tmp_path / "shared")) == {}
    place.fetch(sha256, tmp_path / "fetched")
    assert stat.S_IMODE((tmp_path / "fetched").stat().st_mode) == 0o600
