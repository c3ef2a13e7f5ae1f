"""What every engine in the registry has to keep, or it is not admitted for Vietnamese."""

import sys
import time

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from ocr.box import Box
from ocr.engines.by_line import LineEngine
from ocr.engines.registry import ENGINES, engine
from ocr.problem import ConfigurationProblem
from ocr.readers.tesseract_batches import PytesseractReader
from tests.ocr.conftest import as_page

# Every tone on plain and shaped vowels, in small and capital letters.
TONED = (
    "ngày tháng năm nghỉ phép, mã số thuế",
    "Nguyễn Thị Bưởi, Đặng Hữu Phước, Vũ Ngọc Ẩn",
    "phường Mỹ Đình, quận Cầu Giấy, huyện Phổ Yên",
    "QUYẾT ĐỊNH VỀ VIỆC BỔ NHIỆM CHỨC VỤ",
    "đã được, vẫn giữ, sẽ sửa đổi, khẩn trương rà soát",
)
SHAPES = {"strip": (3, 1200), "column": (1200, 3), "dot": (1, 1), "white": (400, 600)}


PROGRAM = "tesseract-lines without tesserocr"


@pytest.fixture(params=[*sorted(ENGINES), PROGRAM])
def reader(request):
    name = request.param
    found = LineEngine(name, PytesseractReader()) if name == PROGRAM else engine(name)
    missing = found.unavailable()
    if missing:
        pytest.skip(f"{request.param}: {missing}")
    return found


def test_tone_marks_survive(reader, draw):
    page = draw([(60, 40 + 90 * row, text) for row, text in enumerate(TONED)])
    read = "\n".join(line.text for line in reader.read(page, seconds=30).kept)
    assert Levenshtein.distance(read, "\n".join(TONED)) <= 0.02 * sum(map(len, TONED))


def test_boxes_lie_on_the_page_around_their_words(reader, draw):
    page = draw([(60, 40, "Số định danh cá nhân"), (700, 500, "Hà Nội")])
    paper = Box(0, 0, page.geometry.width, page.geometry.height)
    lines = reader.read(page, seconds=30).kept
    for line in lines:
        assert line.box.inside_share(paper) == 1
        assert all(word.box.area and word.box.inside_share(line.box) == 1 for word in line.words)
        assert all(0 <= word.confidence <= 1 for word in line.words)
    assert [(line.box.left < 600, line.box.top < 300) for line in lines] == [(True, True), (False, False)]


def test_a_coarse_page_keeps_its_own_coordinates(reader, draw):
    fine = draw([(60, 40, "Họ, chữ đệm, tên khai sinh")], width=1200, height=200)
    coarse = as_page(np.ascontiguousarray(fine.ink[::2, ::2]), dpi=100.0)
    (line,) = reader.read(coarse, seconds=30).kept
    assert line.box.left == pytest.approx(31, abs=4)
    assert line.box.bottom <= 100


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_pages_without_text_have_no_lines(reader, shape):
    assert reader.read(as_page(np.full(SHAPES[shape], 255, np.uint8)), seconds=30).kept == ()


def test_noise_raises_nothing(reader):
    noise = np.random.default_rng(7).integers(0, 256, (300, 400), dtype=np.uint8)
    start = time.monotonic()
    reader.read(as_page(noise), seconds=30)
    assert time.monotonic() - start < 30


def test_an_unknown_engine_is_a_fault_of_the_configuration():
    with pytest.raises(ConfigurationProblem, match="engine_unknown"):
        engine("abacus")


def test_the_best_reads_with_what_there_is(monkeypatch):
    if engine("lines").unavailable() or engine("tesseract").unavailable():
        pytest.skip("no line engine, or no Tesseract")
    assert engine("auto").name == "lines"
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    assert engine("tesseract-lines").version().startswith("pytesseract ")
    assert engine("auto").name == "lines"
    monkeypatch.setattr("ocr.readers.tesseract_program.pytesseract.tesseract_cmd", "tesseract-xyz")
    assert engine("auto").name == "reader"
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert engine("auto").name == "tesseract"
    assert engine("tesseract-lines").unavailable().code == "onnxruntime_missing"
