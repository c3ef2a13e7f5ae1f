"""Lines with proven misreadings put right, and what was read kept beside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.lines.mend import mend_lines
from ocr.page import Line
from tests.ocr.conftest import line_at


def only(text, **more):
    (line,), operations = mend_lines([line_at(text, 10, 20, **more)])
    return line, operations


def test_a_mended_word_keeps_what_was_read_its_box_and_its_confidence():
    read = line_at("QUYÉT ĐỊNH số 12/QÐ-UBND", 10, 20)
    (line,), (operation,) = mend_lines([read])
    assert line.text == "QUYẾT ĐỊNH số 12/QĐ-UBND"
    assert [word.raw for word in line.words] == ["QUYÉT", None, None, "12/QÐ-UBND"]
    assert [word.box for word in line.words] == [word.box for word in read.words]
    assert line.confidence == pytest.approx(read.confidence)
    assert (operation.name, operation.parameters) == ("mend_text", {"eth": 1, "shape": 1})


def test_words_around_prove_a_number():
    line, _ = only("ngày l5 tháng O3 năm 2O25")
    assert line.text == "ngày 15 tháng 03 năm 2025"
    assert [word.raw for word in line.words if word.raw] == ["l5", "O3", "2O25"]


def test_what_needs_no_mend_comes_back_untouched():
    line = line_at("Uỷ ban nhân dân, hoà bình", 10, 20)
    assert mend_lines([line]) == ((line,), ())


@pytest.mark.parametrize("more", [{"confidence": 0.3}, {"source": "text_layer"}])
def test_a_scribble_and_a_text_layer_prove_nothing_about_letters(more):
    assert only("QUYÉT", **more)[0].text == "QUYÉT"


def test_the_letter_eth_is_put_right_in_a_text_layer_too():
    assert only("12/QÐ-UBND", source="text_layer")[0].text == "12/QĐ-UBND"


def test_a_machine_readable_zone_is_left_alone():
    assert only("O9O1022<<<IDVNM0901022030<<O")[1] == ()


def test_a_line_without_words_is_no_failure():
    bare = Line(text="QUYÉT", box=(0, 0, 9, 9), confidence=1, words=())
    assert mend_lines([bare]) == ((bare,), ())


@given(st.lists(st.text("QUYÉTđưọcÐð†l01O5/-().@“’, ", min_size=1), min_size=1, max_size=5))
def test_no_mend_loses_a_word_or_what_was_read(texts):
    words = [text for text in (" ".join(texts)).split() if text] or ["x"]
    read = line_at(" ".join(words), 0, 0)
    (line,), _ = mend_lines([read])
    assert [word.raw or word.text for word in line.words] == [word.text for word in read.words]
    assert line.text.split() == [word.text for word in line.words]
