"""Seals are marked and taken out of the ink, other red stays dark."""

import numpy as np
import pytest

from digitize.scan.clean.quality import PROFILES
from digitize.scan.prepare import prepare
from digitize.scan.raw import RawPage

RED = (205, 30, 45)


def prepared(pixels, dpi=200.0):
    return prepare(RawPage(pixels, dpi, "0" * 64), PROFILES["nd30"], upright=None)


def darkest(plane, drawn, box):
    (left, top), (right, bottom) = drawn.at(*box[:2]), drawn.at(*box[2:])
    return int(plane[top:bottom, left:right].min())


def test_a_round_seal_is_marked_and_its_ring_leaves_the_ink(sheet):
    page = prepared(sheet().body(lines=18).seal(140, 230).pixels)
    (mark,) = page.marks
    assert mark.kind == "seal"
    assert mark.confidence > 0.9
    assert mark.box.center == pytest.approx((140 * 200 / 25.4, 230 * 200 / 25.4), abs=6)
    assert mark.box.width == pytest.approx(36 * 200 / 25.4, abs=12)
    area = page.ink[mark.box.top : mark.box.bottom, mark.box.left : mark.box.right]
    assert (area < 180).mean() < 0.001


def test_black_print_under_a_seal_stays(sheet):
    drawn = sheet().body(lines=18)
    plain = prepared(drawn.text(125, 228, "Nguyễn Văn An", cut="Bold").pixels)
    sealed = prepared(drawn.seal(140, 230).text(125, 228, "Nguyễn Văn An", cut="Bold").pixels)
    assert (sealed.ink < 128).sum() == pytest.approx((plain.ink < 128).sum(), rel=0.02)


def test_a_seal_that_the_edge_of_the_page_cuts_is_found(sheet):
    page = prepared(sheet().body(lines=18).seal(200, 150).pixels)
    assert len(page.marks) == 1
    assert page.marks[0].box.right <= page.geometry.width


@pytest.mark.parametrize("points", [11, 13, 20])
def test_red_print_is_no_seal_and_stays_dark(sheet, points):
    drawn = sheet().body(lines=12).text(60, 200, "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", points, RED)
    page = prepared(drawn.pixels)
    assert not page.marks
    assert darkest(page.ink, drawn, (60, 200, 120, 208)) < 128


def test_a_red_stamp_with_words_in_a_frame_stays_dark(sheet):
    drawn = sheet().body(lines=12).text(62, 202, "HỎA TỐC", 20, RED, "Bold")
    drawn.draw.rectangle([*drawn.at(60, 200), *drawn.at(105, 213)], outline=RED, width=5)
    page = prepared(drawn.pixels)
    assert not page.marks
    assert darkest(page.ink, drawn, (62, 202, 104, 212)) < 128


def test_blue_writing_stays_dark(sheet):
    drawn = sheet().body(lines=12).text(60, 200, "Ký thay", 16, (40, 60, 170))
    assert darkest(prepared(drawn.pixels).ink, drawn, (60, 200, 80, 208)) < 140


def test_a_red_sheet_has_no_seals():
    red = np.full((1169, 827, 3), (200, 60, 60), np.uint8)
    assert not prepared(red, 100.0).marks
