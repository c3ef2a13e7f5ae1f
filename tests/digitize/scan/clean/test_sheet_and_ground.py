"""The sheet within the picture, the flat ground under the print, and what lies around the paper."""

import cv2
import numpy as np
import pytest

from digitize.scan.clean import ground
from digitize.scan.clean.quality import PROFILES
from digitize.scan.prepare import prepare
from digitize.scan.raw import RawPage
from digitize.scan.upright import sheet

EDGES = ("Căn cứ Luật Tổ chức chính quyền", "Người yêu cầu nộp một bộ hồ sơ")


def prepared(pixels, dpi=100.0):
    return prepare(RawPage(pixels, dpi, "0" * 64), PROFILES["nd30"], upright=None)


def names(page):
    return [operation.name for operation in page.operations]


@pytest.fixture
def to_the_edge(sheet):
    """A page whose first and last line stand two millimetres from the edge of the paper."""
    return sheet(100).text(2, 2, EDGES[0]).body(lines=20).text(120, 289, EDGES[1]).pixels


def test_black_around_a_scan_is_cropped_and_the_text_at_the_edge_kept(to_the_edge):
    around = cv2.copyMakeBorder(to_the_edge, 30, 25, 40, 20, cv2.BORDER_CONSTANT, value=(10, 10, 10))
    page, plain = prepared(around), prepared(to_the_edge)
    assert "sheet" in names(page)
    inches = [one.geometry.width / one.geometry.dpi for one in (page, plain)]
    assert inches[0] == pytest.approx(inches[1], abs=0.03)
    assert (page.ink < 128).mean() == pytest.approx((plain.ink < 128).mean(), rel=0.05)


def test_nothing_is_cropped_from_a_page_without_borders(to_the_edge):
    assert "sheet" not in names(prepared(to_the_edge))


@pytest.mark.parametrize("desk", [(70, 60, 50), (235, 205, 150)])
def test_a_photographed_sheet_becomes_a_rectangle_of_its_proportions(kinds, desk):
    pixels = kinds["text"](0).pixels
    height, width = pixels.shape[:2]
    corners = np.array(
        [[150, 120], [width - 90, 190], [width - 10, height - 60], [60, height - 150]], np.float32
    )
    page = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(page, corners)
    shot = cv2.warpPerspective(pixels, matrix, (width, height), borderValue=desk)
    found = sheet.corners(shot)
    assert found == pytest.approx(corners, abs=12)
    _, size = sheet.rectified(found)
    assert size[1] / size[0] == pytest.approx(297 / 210, rel=0.01)


def test_a_picture_with_letters_outside_the_brightest_patch_stays_whole(sheet):
    drawn = sheet(100, paper=150).body(lines=34)
    lamp = drawn.pixels.copy()
    lamp[100:1000, 200:] = np.clip(lamp[100:1000, 200:].astype(int) * 1.6, 0, 255).astype(np.uint8)
    assert "sheet" not in names(prepared(lamp))


def test_shade_is_divided_out(sheet):
    drawn = sheet(100).body(lines=20).pixels[..., 0]
    shade = np.linspace(0.35, 1.0, drawn.shape[1])
    flat = ground.flattened((drawn * shade).astype(np.uint8))
    assert np.percentile(flat, 20) > 245
    assert (flat < 128).mean() == pytest.approx((drawn < 128).mean(), rel=0.25)


def test_paper_that_was_drawn_stays_as_it_is():
    drawn = np.full((400, 300), 255, np.uint8)
    drawn[100:110, 40:200] = 30

    assert np.array_equal(ground.flattened(drawn), drawn)


def test_what_shines_through_comes_out_no_stronger():
    paper, through = 210, 180
    plane = np.full((400, 400), paper, np.uint8)
    plane[100:110, 50:350] = through
    flat = ground.flattened(plane)
    assert int(flat[300, 300]) - int(flat[105, 200]) <= (paper - through) / paper * 255 + 1


def test_black_that_reaches_the_edge_is_painted_over_and_print_is_not():
    plane = np.full((800, 600), 240, np.uint8)
    plane[:, :60] = 15
    plane[300:306, 200:500] = 20
    ink, share = ground.without_border(plane, plane)
    assert ink[400, 30] == 255
    assert ink[303, 300] == 20
    assert share == pytest.approx(0.1, abs=0.03)
