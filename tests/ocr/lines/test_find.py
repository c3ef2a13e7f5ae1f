import subprocess
import sys
import time

import cv2
import numpy as np
import pytest

from ocr.box import Box
from ocr.lines.find import FoundLine, find_lines
from ocr.lines.strip import strip
from samples.pages import draw_scan


def overlap(one, other):
    shared = one.intersection(other).area
    return shared / (one.area + other.area - shared)


@pytest.fixture(scope="module")
def paper():
    """A clean drawn paper in grey, and the boxes of its lines."""
    scanned = draw_scan(4_200_001, "văn bản hành chính", "clean", 150)
    lines = [line for line in scanned.truths[0].lines if not line.overlay]
    return np.asarray(scanned.pictures[0].convert("L")), [Box(*map(round, line.box)) for line in lines]


def test_the_lines_of_a_clean_paper_are_found(paper):
    ink, true = paper
    found = [line.box for line in find_lines(ink)]
    hit = sum(any(overlap(box, other) > 0.5 for other in found) for box in true)
    assert hit >= 0.95 * len(true)


def test_the_same_page_gives_the_same_lines(paper):
    assert find_lines(paper[0]) == find_lines(paper[0])


def test_two_texts_far_apart_on_one_height_are_two_lines(draw):
    page = draw([(60, 300, "ỦY BAN NHÂN DÂN"), (760, 300, "CỘNG HÒA XÃ HỘI")])
    left, right = sorted(find_lines(page.ink), key=lambda line: line.box.left)
    assert left.box.right < 700 < right.box.left


def test_a_figure_alone_beside_a_line_is_found(draw):
    page = draw([(60, 300, "Kết hôn lần thứ"), (60, 360, "Giấy tờ tùy thân"), (700, 300, "2")])
    beside = [line for line in find_lines(page.ink) if line.box.left > 600]
    assert len(beside) == 1
    assert beside[0].box.intersection(Box(700, 300, 720, 340)).area


def test_a_bent_line_is_followed_and_made_straight(draw):
    flat = draw([(60, 280, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6")]).ink
    shift = np.round(14 * np.sin(np.arange(flat.shape[1]) / 380)).astype(int)
    bent = np.stack([np.roll(column, by) for column, by in zip(flat.T, shift, strict=True)], axis=1)
    (line,) = find_lines(bent)
    ends, middle = line.middle(np.array([100.0, 900.0])), line.middle(np.array([500.0]))
    assert middle[0] - ends.mean() > 4
    rows = np.flatnonzero((strip(bent, line).pixels < 128).any(axis=1))
    level = np.flatnonzero((flat < 128).any(axis=1))
    assert np.ptp(rows) <= 1.2 * np.ptp(level)


@pytest.mark.parametrize("shape", [(1, 1), (30, 1600), (1600, 30), (900, 700)])
def test_white_pages_of_any_shape_have_no_lines(shape):
    assert find_lines(np.full(shape, 255, np.uint8)) == ()


def test_a_receipt_of_twenty_thousand_pixels_is_searched_to_its_end(draw):
    page = draw([(60, 40 + 90 * row, "Tổng cộng tiền hàng") for row in range(5)], width=600, height=500).ink
    receipt = np.tile(page, (40, 1))
    start = time.monotonic()
    found = find_lines(receipt)
    assert len(found) == pytest.approx(200, abs=4)
    assert max(line.box.bottom for line in found) > 19_800
    assert time.monotonic() - start < 20


def specks(rng):
    """Twenty thousand specks of toner."""
    page = np.full((1754, 1240), 255, np.uint8)
    for x, y, radius in zip(
        rng.integers(0, 1240, 20_000), rng.integers(0, 1754, 20_000), rng.integers(1, 4, 20_000), strict=True
    ):
        cv2.circle(page, (int(x), int(y)), int(radius), 0, -1)
    return page


def grain(rng):
    return rng.integers(0, 256, (1754, 1240), dtype=np.uint8)


def halftone(rng):
    """A photograph through a screen of dots."""
    soft = cv2.resize(rng.random((9, 7), dtype=np.float32), (1240, 1754), interpolation=cv2.INTER_CUBIC)
    y, x = np.mgrid[0:1754, 0:1240]
    screen = 0.5 + 0.25 * (np.sin(0.8 * (x + y)) + np.sin(0.8 * (x - y)))
    return np.where(soft > screen, 255, 0).astype(np.uint8)


def black(_):
    return np.zeros((1754, 1240), np.uint8)


@pytest.mark.parametrize("page", [specks, grain, halftone, black])
def test_a_page_without_text_is_answered_soon_with_no_more_lines_than_a_page_of_text_has(page):
    pixels = page(np.random.default_rng(1))
    start = time.process_time()
    found = find_lines(pixels)
    assert time.process_time() - start < 5
    assert len(found) <= 150


def test_a_page_of_rules_is_answered_soon():
    page = np.full((1754, 1240), 255, np.uint8)
    page[::24] = page[:, ::24] = 0
    start = time.process_time()
    find_lines(page)
    assert time.process_time() - start < 5


def test_a_strip_thirty_pixels_high_is_read_along_its_whole_length(draw):
    strip = draw([(5, 2, "Căn cứ Luật Tổ chức chính quyền địa phương")], width=900, height=30, size=22).ink
    found = find_lines(strip)
    assert min(line.box.left for line in found) < 20
    assert max(line.box.right for line in found) > 400


def test_a_negative_is_answered_with_no_more_than_twice_its_lines(paper):
    assert len(find_lines(255 - paper[0])) <= 2 * len(paper[1])


def test_a_strip_knows_where_its_pixels_lie_on_the_page(draw):
    ink = draw([(200, 300, "Hà Nội")]).ink
    y, x = np.nonzero(ink < 128)
    letters = Box(int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1)
    line = FoundLine(letters, letters.height, (letters.center[1], 0.0, 0.0), 1.0)
    piece = strip(ink, line)
    y, x = np.nonzero(piece.pixels < 128)
    back = piece.on_page(Box(int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1))
    assert np.abs(np.subtract(back, letters)).max() <= 2


def test_the_room_beside_a_line_ends_where_the_next_begins(draw):
    ink = draw([(200, 300, "Hà Nội"), (320, 300, "Huế")]).ink
    one = FoundLine(Box(200, 290, 300, 340), 50, (315, 0, 0), 1)
    other = FoundLine(Box(310, 290, 380, 340), 50, (315, 0, 0), 1)
    alone, beside = strip(ink, one), strip(ink, one, (one, other))
    assert alone.pixels.shape[1] > beside.pixels.shape[1]


def test_importing_the_finder_loads_no_engine():
    code = "import sys, ocr.lines.find, ocr.engines.by_line, ocr.readers.tesseract_inside; sys.exit('onnxruntime' in sys.modules or 'tesserocr' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
