"""What Tesseract says about itself: a program that was killed is asked again, and half an answer is none."""

import os
import sys

import pytest

from ocr.problem import MachineProblem
from ocr.readers import tesseract_program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")


@pytest.fixture
def program(tmp_path):
    """A program that is killed the first ``deaths`` times it is asked."""
    tesseract_program._asked.cache_clear()

    def made(deaths):
        path, asked = tmp_path / f"tesseract-{deaths}", tmp_path / f"asked-{deaths}"
        path.write_text(
            f'#!/bin/sh\necho x >> "{asked}"\n'
            f'[ "$(wc -l < "{asked}")" -le {deaths} ] && kill -9 $$\n'
            "echo tesseract 5.3.0\n",
            encoding="utf-8",
        )
        path.chmod(0o700)
        return os.fspath(path)

    yield made
    tesseract_program._asked.cache_clear()


@pytest.mark.parametrize("deaths", [0, 1, tesseract_program.ASK_TIMES - 1])
def test_a_program_that_was_killed_is_asked_again(program, deaths):
    assert tesseract_program._answer(program(deaths), "--version") == "tesseract 5.3.0\n"


def test_a_program_that_is_always_killed_has_no_version(program):
    with pytest.raises(MachineProblem, match="tesseract_crashed") as caught:
        tesseract_program._answer(program(99), "--version")
    assert caught.value.data["status"] == -9
