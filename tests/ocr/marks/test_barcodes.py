import time

import cv2
import numpy as np
import pytest
import zxingcpp

from ocr.marks.barcodes import read_codes

CARD = "001099012345||Nguyễn Thị Thử|01021999|Nữ|Tổ 1, phường Thí Dụ, tỉnh Tưởng Tượng|03042021"


def code(text, kind=zxingcpp.BarcodeFormat.QRCode, scale=4):
    return np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=scale))


def on_page(*placed, width=1600, height=900):
    page = np.full((height, width), 255, np.uint8)
    for image, left, top in placed:
        page[top : top + image.shape[0], left : left + image.shape[1]] = image
    return page


def test_a_card_is_read_with_its_letters_and_its_place():
    image = code(CARD)
    (mark,) = read_codes(on_page((image, 900, 100)))
    assert (mark.kind, mark.text) == ("qr", CARD)
    assert abs(mark.box.left - 900) < 40
    assert abs(mark.box.bottom - 100 - image.shape[0]) < 40


def test_several_codes_come_from_top_to_bottom():
    bars = code("H05.20-250101-0001", zxingcpp.BarcodeFormat.Code128)
    bars = np.repeat(bars, max(1, 60 // bars.shape[0]), axis=0)
    marks = read_codes(on_page((bars, 100, 600), (code(CARD), 900, 60)))
    assert [mark.kind for mark in marks] == ["qr", "barcode"]
    assert marks[1].text == "H05.20-250101-0001"


def test_a_code_too_small_at_first_is_found_when_enlarged():
    large = code(CARD, scale=6)
    side = round(large.shape[0] / 6 * 1.7)
    small = cv2.GaussianBlur(cv2.resize(large, (side, side), interpolation=cv2.INTER_AREA), (0, 0), 0.6)
    (mark,) = read_codes(on_page((small, 300, 200), width=700, height=500), seconds=5)
    assert mark.text == CARD
    assert abs(mark.box.left - 300) < 20


def test_a_small_code_beside_a_clear_one_is_not_forgotten():
    large = code("thứ hai", scale=6)
    side = round(large.shape[0] / 6 * 1.6)
    small = cv2.GaussianBlur(cv2.resize(large, (side, side), interpolation=cv2.INTER_AREA), (0, 0), 0.6)
    marks = read_codes(on_page((code(CARD), 100, 100), (small, 900, 300)), seconds=5)
    assert [mark.text for mark in marks] == [CARD, "thứ hai"]


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (700, 500), (400, 300, 3)])
def test_a_page_without_codes_has_no_marks(shape):
    assert read_codes(np.full(shape, 255, np.uint8)) == ()


def test_the_budget_is_kept_on_a_page_of_noise():
    noise = np.random.default_rng(1).integers(0, 256, (1000, 800), dtype=np.uint8)
    start = time.monotonic()
    assert read_codes(noise, seconds=0.2) == ()
    assert time.monotonic() - start < 2
