"""Folders of results are looked through however deep somebody made them."""

import os
from contextlib import chdir
from pathlib import Path

import pytest

from digitize.results.own_folders import is_empty, remove_empty, remove_folder

LEVELS = 1200  # deeper than functions can call themselves


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "out" / "a.jpg"
    made.mkdir(parents=True)
    with chdir(made):
        for _ in range(LEVELS):
            Path("d").mkdir()
            os.chdir("d")
    yield made
    # What a test left is too deep for whoever removes the folders of tests.
    if made.exists():
        with chdir(made):
            for _ in range(LEVELS):
                os.chdir("d")
            for _ in range(LEVELS):
                os.chdir("..")
                Path("d").rmdir()


def test_a_deep_folder_is_empty_or_is_not(folder):
    assert is_empty(folder)
    (folder / "x").touch()
    assert not is_empty(folder)
    remove_folder(folder, folder.parent)
    assert not folder.exists()


def test_deep_folders_without_a_file_go(folder):
    remove_empty(folder, folder.parent)
    assert not folder.exists()
