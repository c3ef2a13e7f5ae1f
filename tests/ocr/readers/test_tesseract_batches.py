"""Strips read by the program: one run a batch, each strip by itself, every failure told apart."""

import time

import numpy as np
import pytest
from pytesseract import pytesseract

from ocr.problem import MachineProblem
from ocr.readers.tesseract_batches import BATCH, PytesseractReader
from tests.ocr.conftest import TSV_HEADER, posix

STRIPS = [np.full((40, 300), 255, np.uint8)] * 3


def word(page, text, left=10):
    return f"5\\t{page}\\t1\\t1\\t1\\t1\\t{left}\\t5\\t30\\t30\\t90\\t{text}\\n"


def table(*rows):
    return f"printf '{TSV_HEADER}\\n{''.join(rows)}' > \"$2.tsv\"\n"


def problem(seconds=5.0):
    with pytest.raises(MachineProblem) as raised:
        PytesseractReader().read(STRIPS, seconds=seconds)
    return raised.value.code, raised.value.data


@posix
def test_words_come_back_to_their_strips_from_left_to_right(fake):
    fake(table(word(3, "cuối"), word(1, "hai", 60), word(1, "Tu\u031b\u0323")))
    read = PytesseractReader().read(STRIPS, seconds=5)
    assert [[found.text for found in words] for words in read] == [["Tự", "hai"], [], ["cuối"]]


@posix
def test_a_box_beyond_its_strip_is_drawn_in(fake):
    fake(table(word(1, "xa", 280)))
    assert PytesseractReader().read(STRIPS, seconds=5)[0][0].box == (280, 5, 300, 35)


@posix
def test_many_strips_take_few_runs(fake):
    folder = fake('echo run >> "$(dirname "$0")/runs"\n' + table())
    assert PytesseractReader().read(STRIPS[:1] * (BATCH + 1), seconds=10) == [()] * (BATCH + 1)
    assert (folder / "runs").read_text().count("run") == 2


@posix
def test_a_hanging_program_is_killed_at_the_deadline(fake):
    fake("trap '' TERM\nwhile :; do sleep 0.1; done\n")
    start = time.monotonic()
    assert problem(seconds=0.4)[0] == "tesseract_hung"
    assert time.monotonic() - start < 3


@posix
@pytest.mark.parametrize(
    ("body", "code", "data"),
    [
        ("exit 3", "tesseract_crashed", {"status": 3}),
        ("kill -SEGV $$", "tesseract_crashed", {"status": -11}),
        ("exit 0", "tesseract_garbled", {"what": "empty"}),
        (': > "$2.tsv"', "tesseract_garbled", {"what": "empty"}),
        ("printf 'level\\n\\377\\376\\n' > \"$2.tsv\"", "tesseract_garbled", {"what": "encoding"}),
        ('echo "what is this" > "$2.tsv"', "tesseract_garbled", {"what": "table"}),
        (table(word(4, "thừa")), "tesseract_garbled", {"what": "table"}),
        (table("5\\tx\\n"), "tesseract_garbled", {"what": "table"}),
    ],
)
def test_each_failure_has_its_own_code(fake, body, code, data):
    fake(body + "\n")
    assert problem() == (code, data)


def test_a_missing_program_is_said_to_be_missing(monkeypatch):
    monkeypatch.setattr(pytesseract, "tesseract_cmd", "/nowhere/tesseract-xyz")
    assert problem() == ("tesseract_missing", {"program": "tesseract-xyz"})
    assert PytesseractReader().unavailable().code == "tesseract_missing"


@posix
def test_a_program_without_the_language_is_unavailable(fake):
    fake("printf 'List of available languages in \"/x/\" (1):\\neng\\n'\n")
    missing = PytesseractReader().unavailable()
    assert (missing.code, missing.data) == ("tesseract_language_missing", {"language": "vie"})
