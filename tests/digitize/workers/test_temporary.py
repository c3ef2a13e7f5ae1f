"""Temporary folders: those of dead processes go, those of living ones stay, whoever looks."""

import os
import subprocess
import sys
import tempfile

import pytest
from filelock import FileLock

from digitize.workers.temporary import folder_of_run, kept_folder, private_folder, remove_left_behind
from ocr.problem import MachineProblem

HOLD = """
import sys, time
from digitize.workers.temporary import private_folder, kept_folder
with private_folder() as folder:
    (folder / "page.png").touch()
    kept_folder("digitize-cluster-")
    print(folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def disk(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_folders_of_a_killed_process_are_removed_and_not_while_it_lives(disk):
    environment = {**os.environ, "TMPDIR": str(disk), "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, env=environment) as program:
        program.stdout.readline()
        remove_left_behind()
        assert len(list(disk.iterdir())) == 2
        program.kill()
    remove_left_behind()
    assert list(disk.iterdir()) == []


def test_a_number_that_another_process_has_by_now_saves_nothing(disk):
    left = disk / f"digitize-{os.getpid()}-abcdefgh"
    left.mkdir()
    (left / ".lock").touch()
    remove_left_behind()
    assert not left.exists()


def test_what_is_held_or_is_not_ours_stays(disk):
    others = [disk / name for name in ("digitize-of-somebody-else", "digitize-it.pdf", "other-1-x")]
    for folder in others:
        folder.mkdir()
    held = disk / "digitize-99999999-abcdefgh"  # of another container, where this number lives
    held.mkdir()
    with FileLock(held / ".lock"), private_folder() as mine:
        remove_left_behind()
        assert mine.exists()
        assert held.exists()
    assert all(folder.exists() for folder in others)


def test_a_process_killed_before_it_took_its_lock_leaves_nothing(disk):
    left = disk / "digitize-99999999-abcdefgh"
    left.mkdir()
    remove_left_behind()
    assert not left.exists()


def test_a_kept_folder_is_held_as_long_as_this_process_lives(disk):
    folder = kept_folder("digitize-cluster-")
    remove_left_behind()
    assert folder.parent == disk
    assert folder.exists()


def test_where_no_place_takes_temporary_files_that_is_told_where_one_is_needed(tmp_path, monkeypatch):
    def nowhere(*_):
        raise FileNotFoundError

    monkeypatch.setattr(tempfile, "gettempdir", nowhere)
    remove_left_behind()
    with pytest.raises(MachineProblem), folder_of_run(tmp_path):
        raise AssertionError


def test_a_folder_whose_name_is_no_text_has_its_temporary_files(disk):
    with folder_of_run(disk / "k\udcff") as folder:
        assert folder.is_dir()
