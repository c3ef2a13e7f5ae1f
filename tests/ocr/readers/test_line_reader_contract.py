"""What every line reader has to keep."""

import time

import numpy as np
import pytest

from ocr.box import Box
from ocr.problem import MachineProblem
from ocr.readers.contract import LineReader, ReadWord, sureness
from ocr.readers.line_net import NetReader
from ocr.readers.tesseract_batches import PytesseractReader
from ocr.readers.tesseract_inside import TesserocrReader

READERS: dict[str, LineReader] = {
    "pytesseract": PytesseractReader(),
    "net": NetReader(),
    "tesserocr": TesserocrReader(),
    "sauvola": TesserocrReader(options=(("thresholding_method", "2"),)),
}


@pytest.fixture(params=sorted(READERS))
def reader(request):
    found = READERS[request.param]
    missing = found.unavailable()
    if missing:
        pytest.skip(f"{request.param}: {missing}")
    return found


@pytest.fixture
def strips(draw):
    texts = "Nguyễn Thị Bưởi, Vũ Ngọc Khuyến", "đã được rà soát lại"
    return [draw([(20, 10, text)], width=620, height=60).ink for text in texts]


def test_each_strip_has_its_words_from_left_to_right(reader, strips):
    read = reader.read(strips, seconds=30)
    assert [" ".join(word.text for word in words) for words in read] == [
        "Nguyễn Thị Bưởi, Vũ Ngọc Khuyến",
        "đã được rà soát lại",
    ]
    for words in read:
        assert [word.box.left for word in words] == sorted(word.box.left for word in words)
        assert all(0 <= word.confidence <= 1 for word in words)
        assert all(word.box.area and word.box.inside_share(Box(0, 0, 620, 60)) == 1 for word in words)


def test_a_strip_is_read_alone_as_among_others(reader, strips):
    together = reader.read([*strips, *reversed(strips)], seconds=30)
    assert together == [reader.read([strip], seconds=30)[0] for strip in (*strips, *reversed(strips))]


def test_no_strips_have_no_words(reader):
    assert reader.read([], seconds=1) == []


def test_past_the_deadline_is_a_fault_of_the_machine(reader, strips):
    start = time.monotonic()
    with pytest.raises(MachineProblem, match=r"tesseract_hung|reader_slow"):
        reader.read([np.tile(strips[0], (1, 8))] * 1000, seconds=0.3)
    assert time.monotonic() - start < 5


def test_the_version_tells_options_apart():
    plain, other = READERS["tesserocr"], READERS["sauvola"]
    if plain.unavailable():
        pytest.skip("no tesserocr")
    assert plain.version() != other.version()


def test_a_model_that_is_not_there_is_told():
    if READERS["tesserocr"].unavailable():
        pytest.skip("no tesserocr")
    missing = TesserocrReader(language="klingon").unavailable()
    assert missing
    assert (missing.code, missing.data) == ("tesseract_language_missing", {"language": "klingon"})


def test_sureness_is_weighted_by_letters():
    box = Box(0, 0, 1, 1)
    assert sureness((ReadWord("abc", box, 1.0), ReadWord("d", box, 0.2))) == pytest.approx(0.8)
    assert sureness(()) == 0
