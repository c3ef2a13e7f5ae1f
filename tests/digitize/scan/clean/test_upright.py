"""EXIF, quarter turns and skew, and the way back to the scanned page."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitize.scan.clean import ground
from digitize.scan.clean.plane import dark_strokes, grey, reduced
from digitize.scan.clean.quality import PROFILES
from digitize.scan.prepare import prepare
from digitize.scan.raw import RawPage
from digitize.scan.upright import homography, skew
from digitize.scan.upright.head_or_foot import stands_upright
from digitize.scan.upright.orientation import quarter_turn
from digitize.scan.upright.words import NO_WORDS, Words
from ocr.box import Box

ND30 = PROFILES["nd30"]


def prepared(pixels, dpi=200.0, judge=None, **more):
    return prepare(RawPage(pixels, dpi, "0" * 64, **more), ND30, upright=judge)


def done(page, name):
    return [operation.parameters for operation in page.operations if operation.name == name]


def spot_at(pixels):
    """The middle of the one green spot on the page."""
    y, x = np.nonzero((pixels[..., 1].astype(int) - pixels[..., 0] > 60) & (pixels[..., 1] > 120))
    return x.mean() + 0.5, y.mean() + 0.5


@pytest.mark.parametrize(
    ("kind", "degrees"),
    [("text", -9.3), ("few", 1.27), ("table", 3.4), ("header", -0.55), ("photo", 9.7), ("sealed", 0.0)],
)
def test_skew_is_found_to_a_tenth_of_a_degree(kinds, laid_askew, with_noise, kind, degrees):
    pixels = with_noise(laid_askew(kinds[kind](3).pixels, degrees))
    strokes = dark_strokes(ground.flattened(reduced(grey(pixels), 2_200_000)))
    assert skew.angle(strokes) == pytest.approx(degrees, abs=0.1)


def test_noise_has_no_skew():
    noise = np.random.default_rng(0).integers(0, 256, (1200, 900)).astype(np.uint8)
    assert skew.angle(dark_strokes(ground.flattened(noise))) == 0


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("kind", ["text", "table"])
def test_a_page_is_turned_upright_by_its_own_words(kinds, turn, kind):
    page = prepared(np.ascontiguousarray(np.rot90(kinds[kind](1).pixels, turn // 90)))
    assert done(page, "turn") == ([{"degrees": turn}] if turn else [])


def test_a_page_with_few_letters_stays(sheet):
    assert not done(prepared(sheet().text(40, 60, "Hết").pixels, judge=stands_upright), "turn")


@pytest.mark.parametrize("turn", [0, 180])
def test_capitals_and_digits_are_turned_by_reading_them_both_ways(sheet, turn):
    card = sheet(200, (86, 54)).text(5, 8, "IDVNM0929000012", 11).text(5, 16, "HỌ TÊN: TRẦN VĂN MẪU", 9)
    card = card.text(5, 24, "NƠI CƯ TRÚ: XÃ HÒA BÌNH", 9).text(5, 32, "CÓ GIÁ TRỊ ĐẾN 28/09/2038", 9)
    page = prepared(np.ascontiguousarray(np.rot90(card.pixels, turn // 90)), judge=stands_upright)
    assert done(page, "turn") == ([{"degrees": turn}] if turn else [])


@pytest.mark.parametrize(("stands", "turn"), [(True, 0), (False, 180), (None, 0)])
def test_where_words_leave_a_doubt_the_judge_decides_and_else_the_page_stays(stands, turn):
    doubtful = Words(count=9, x_height=10, wide=1.0, upright=-3.0)
    assert quarter_turn(doubtful, NO_WORDS, lambda _: stands) == turn


def test_the_judge_is_not_asked_about_a_page_that_is_surely_upright(kinds):
    def judge(_):
        raise AssertionError

    prepared(kinds["text"](0).pixels, judge=judge)


@settings(max_examples=25, deadline=None)
@given(
    exif=st.integers(1, 8),
    turn=st.sampled_from([0, 90, 180, 270]),
    degrees=st.floats(-10, 10),
    x=st.floats(0, 300),
    y=st.floats(0, 400),
)
def test_matrices_of_every_step_lead_back_to_the_scanned_pixel(exif, turn, degrees, x, y):
    first, size = homography.exif(exif, (300, 400))
    second, size = homography.quarter(turn, size)
    third, size = homography.straight(degrees, size)
    way_back = first @ second @ third
    there = homography.through(np.linalg.inv(way_back), np.array([[x, y]]))
    assert -1e-6 <= there[0, 0] <= size[0] + 1e-6
    assert -1e-6 <= there[0, 1] <= size[1] + 1e-6
    assert homography.through(way_back, there)[0] == pytest.approx([x, y], abs=1e-6)


@pytest.mark.parametrize(
    "scan",  # EXIF, quarter turn, skew, black border, dpi
    [
        (1, 0, 0.0, 0, 200),
        (6, 90, 2.2, 0, 200),
        (3, 180, -4.1, 80, 200),
        (8, 0, 1.3, 60, 200),
        (2, 0, -7.5, 0, 100),
        (5, 0, 0.0, 40, 100),
        (7, 0, 3.0, 0, 200),
        (4, 0, 0.0, 0, 150),
    ],
)
def test_a_spot_on_the_upright_page_lies_where_it_was_scanned(sheet, laid_askew, scan):
    exif, turn, degrees, border, dpi = scan
    drawn = sheet(dpi).header().body()
    x, y = drawn.at(150, 240)
    drawn.draw.ellipse([x - dpi // 15, y - dpi // 15, x + dpi // 15, y + dpi // 15], fill=(0, 190, 60))
    seen = laid_askew(drawn.pixels, degrees)
    seen = np.rot90(seen, turn // 90)
    seen = cv2.copyMakeBorder(
        np.ascontiguousarray(seen), border, 0, border, border, cv2.BORDER_CONSTANT, value=(8,) * 3
    )
    # The stored page is the seen one under the inverse of what EXIF asks for.
    inverse, stored_size = next(
        (matrix, new)
        for tag in range(1, 9)
        for matrix, new in [homography.exif(tag, seen.shape[1::-1])]
        if np.allclose(matrix @ homography.exif(exif, new)[0], np.eye(3))
    )
    stored = homography.placed(seen, inverse, stored_size, (250,) * 3)
    page = prepared(stored, float(dpi), exif=exif)
    upright_x, upright_y = spot_at(page.colour)
    spot = Box(round(upright_x), round(upright_y), round(upright_x), round(upright_y))
    back = page.geometry.original_points(spot)[0]
    assert back == pytest.approx(spot_at(stored), abs=1.5)
