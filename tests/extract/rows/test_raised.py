"""The raised mark of a note that was misread as a letter is no part of a value; a letter on the line is."""

import pytest

from extract.rows.document_rows import page_rows
from extract.rows.raised import without_raised_notes
from extract.rows.rows import Run
from ocr.box import Box
from ocr.page import Line, Word

TALL, WIDE = 30, 14  # pixels of a letter
LABEL = "Nơi cư trú:"


def run(*words):
    """A row of words: each a text, or a text with the pixels by which it is raised, its confidence and the gap after it."""
    made, x = [], 100
    for word in words:
        text, raised, confidence, gap = (word, 0, 0.99, WIDE) if isinstance(word, str) else word
        top = 200 if raised <= 0 else 198
        made.append(
            Word(text=text, box=Box(x, top, x + WIDE * len(text), 230 - raised), confidence=confidence)
        )
        x += WIDE * len(text) + gap
    return Run(1, tuple(made))


def kept(mark, *value, label=LABEL, raised=11, confidence=0.2, gap=WIDE):
    return without_raised_notes(run(*label.split(), (mark, raised, confidence, gap), *value)).text


@pytest.mark.parametrize("mark", ["P", "0", "0)", "f", "9", "Ph", "Đ)", "2'", "¹"])
def test_a_raised_mark_between_label_and_value_is_dropped(mark):
    assert kept(mark, "Khu", "phố", "2,") == f"{LABEL} Khu phố 2,"


@pytest.mark.parametrize(
    ("mark", "value"),
    [("Ấp", "4,"), ("5", "Lê"), ("E", "Ban"), ("Y", "Wi"), ("5", "ngày"), ("P", "Khu"), ("Số", "5")],
)
def test_a_letter_on_the_line_belongs_to_the_value(mark, value):
    assert kept(mark, value, "làm", raised=0) == f"{LABEL} {mark} {value} làm"


@pytest.mark.parametrize(
    ("mark", "value", "confidence"),
    [("21", "tháng", 0.2), ("8", "tháng", 0.2), ("5", "Lê", 0.7), ("E", "Ban", 0.95), ("Hòa", "An", 0.2)],
)
def test_what_is_more_than_a_guess_or_a_number_stays(mark, value, confidence):
    assert kept(mark, value, "làm", confidence=confidence) == f"{LABEL} {mark} {value} làm"


def test_a_value_before_the_next_label_stays():
    assert kept("Nữ", "Dân", "tộc:", gap=10 * WIDE) == f"{LABEL} Nữ Dân tộc:"


def test_an_empty_blank_keeps_no_mark():
    assert kept("0).") == LABEL
    assert kept("P") == f"{LABEL} P"


def test_words_that_reach_below_the_line_do_not_tell_where_it_is():
    hanging = without_raised_notes(run("gửi:", ("P", 11, 0.2, WIDE), "Ủy"))
    assert hanging.text == "gửi: P Ủy"
    assert kept("P", "Ủy", "ban", label="Kính gửi:") == "Kính gửi: Ủy ban"


def test_a_mark_without_a_label_before_it_stays():
    assert kept("P", "Khu", "phố", label="Nơi cư trú") == "Nơi cư trú P Khu phố"


def test_the_rows_of_a_page_have_no_raised_marks(page):
    words = run(*LABEL.split(), ("P", 11, 0.2, WIDE), "Khu", "phố").words
    read = page().model_copy(update={"lines": (Line.of(words),)})
    assert [row.text for row in page_rows(read).rows] == [f"{LABEL} Khu phố"]
