"""A text layer is believed where the picture says the same."""

import numpy as np
import pytest

from ocr.box import Box
from ocr.readers.contract import ReadWord
from ocr.textlayer.compared import OTHERS, WITH_DIGITS, compared
from tests.ocr.conftest import line_at

INK = np.full((2000, 1600), 255, np.uint8)
SAID = ("Số 125 ngày 15 tháng 5", "Về việc thành lập tổ công nghệ", "Số điện thoại 0900.000.555")


class Eye:
    """Reads the strips as what was printed there, changed as ``sees`` says; strips are known by their order."""

    def __init__(self, lines, sees, confidence=0.999):
        self.words = {word.box: word.text for line in lines for word in line.words}
        self.sees, self.confidence, self.asked = sees, confidence, 0

    def read(self, strips, *, seconds):
        assert seconds > 0
        self.asked = len(strips)
        return [
            (ReadWord(self.sees(self.words[box]), Box(0, 0, 9, 9), self.confidence),) for box in self.boxes
        ]


@pytest.fixture
def held(monkeypatch):
    """What becomes of a layer with these lines, if the picture is read by ``sees``."""

    def hold(said, sees, **how):
        lines = [
            line_at(text, 100, 100 + 60 * row, source="text_layer", confidence=0.99)
            for row, text in enumerate(said)
        ]
        eye = Eye(lines, sees, **how)
        eye.boxes = []
        monkeypatch.setattr(
            "ocr.textlayer.compared._strip", lambda ink, word: eye.boxes.append(word.box) or ink[:9, :9]
        )
        return compared(lines, INK, eye, seconds=9), eye

    return hold


def doubted(layer):
    return [word.text for line in layer.lines for word in line.words if word.confidence < 0.9]


def test_a_layer_that_says_what_is_seen_stays_as_it_is(held):
    layer, _ = held(SAID, lambda text: text)
    assert (layer.lies, doubted(layer)) == (False, [])


def test_a_font_that_draws_other_digits_than_it_says_lies(held):
    swapped = str.maketrans("56", "65")
    layer, _ = held(SAID, lambda text: text.translate(swapped))
    assert layer.lies


def test_a_word_that_is_surely_read_otherwise_goes_to_a_person(held):
    layer, _ = held(SAID, lambda text: "135" if text == "125" else text)
    assert (layer.lies, doubted(layer)) == (False, ["125"])


def test_a_reader_that_is_not_sure_contradicts_nothing(held):
    layer, _ = held(SAID, lambda _: "khác", confidence=0.9)
    assert (layer.lies, doubted(layer)) == (False, [])


def test_capitals_and_punctuation_of_one_shape_contradict_nothing(held):
    layer, _ = held(("Cơ sở 12, C.T.", "xã số 15/2024"), lambda text: text.upper().replace(".", ""))
    assert (layer.lies, doubted(layer)) == (False, [])


def test_few_words_are_read_of_a_long_table_and_every_sign_is_seen(held):
    rows = [f"Nguyễn Thị Hoa {number:06d} xã An Bình" for number in range(300)]
    layer, eye = held([*rows, "Đỗ Xuân Quý"], lambda text: text.replace("ỗ", "ố"))
    assert eye.asked <= WITH_DIGITS + OTHERS
    assert doubted(layer) == ["Đỗ"]


def test_a_page_of_nothing_but_signs_asks_nobody(held):
    layer, eye = held(("- -", "."), lambda text: text)
    assert (layer.lies, eye.asked) == (False, 0)
