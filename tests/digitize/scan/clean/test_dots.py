"""Print of dots that do not touch, as pins, a thermal head or a fax leave it; other pages must stay as they are."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from digitize.scan.clean.dots import joined
from digitize.scan.clean.quality import PROFILES
from digitize.scan.prepare import prepare
from digitize.scan.raw import RawPage
from ocr.engines.registry import engine
from ocr.page import UNTRUSTED
from ocr.read_page import read_image
from ocr.textlayer.read import NO_LAYER

SAMPLES = Path(__file__).parents[4] / "samples" / "dossiers"
COARSE = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) * 16 + 8


@pytest.fixture
def printed(sheet):
    """A page as it is set, before it is printed, 200 dots an inch."""
    return sheet().header().body(points=16).pixels


def by_pins(pixels, pitch=(3, 3), dot=(2, 2), ink=60):
    """The page printed by pins: one dot for each cell of ``pitch`` that holds ink."""
    height, width = (side // step * step for side, step in zip(pixels.shape[:2], pitch[::-1], strict=True))
    small = cv2.resize(
        pixels[:height, :width, 1], (width // pitch[0], height // pitch[1]), interpolation=cv2.INTER_AREA
    )
    made = np.full((height, width), 250, np.uint8)
    for down in range(dot[1]):
        for across in range(dot[0]):
            made[down :: pitch[1], across :: pitch[0]] = np.where(small < 150, ink, 250)
    return made


def screened(pixels):
    """The page in one bit, its grey made of a screen of dots."""
    plane = np.minimum(pixels[..., 1], 200)
    tiled = np.tile(COARSE, [side // 4 + 1 for side in plane.shape])[: plane.shape[0], : plane.shape[1]]
    return np.where(plane > tiled, 255, 0).astype(np.uint8)


def turned(pixels, degrees):
    height, width = pixels.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(pixels, matrix, (width, height), borderValue=250)


@pytest.mark.parametrize("pitch", [(3, 3), (4, 4), (3, 4), (5, 4)])
def test_the_distance_of_dots_is_measured(printed, with_noise, pitch):
    found = joined(with_noise(by_pins(printed, pitch)))
    assert found is not None
    assert found.pitch == pitch


@pytest.mark.parametrize("spoil", [lambda p: p, lambda p: turned(p, 0.7), lambda p: np.dstack([p, p, p])])
def test_faint_dots_on_a_turned_page_or_in_colour_are_joined(printed, with_noise, spoil):
    dots = with_noise(spoil(by_pins(printed, ink=150)))
    found = joined(dots)
    assert found is not None
    assert found.pixels.shape == dots.shape


def test_dots_that_touch_in_one_direction_are_joined_in_the_other(printed, with_noise):
    found = joined(with_noise(by_pins(printed, (2, 5), (2, 2))))
    assert found is not None
    assert found.pitch.down == 5


def test_a_page_of_dots_can_be_read_and_goes_to_a_person(printed, with_noise):
    page = prepare(RawPage(with_noise(by_pins(printed)), 200.0, "0" * 64), PROFILES["nd30"])
    read = read_image(page, NO_LAYER, engine("auto"), seconds=60)
    assert "kiểm tra ngay tính hợp lệ của giấy tờ đã nộp" in read.text
    assert "join_dots" in [operation.name for operation in read.operations]
    assert UNTRUSTED & {finding.code for finding in read.findings}


def test_no_page_of_strokes_is_changed_by_a_pixel(printed, kinds, with_noise):
    pages = [printed, *(draw(0).pixels for draw in kinds.values())]
    pages += [with_noise(page) for page in pages]
    pages += [np.asarray(Image.open(path)) for path in sorted(SAMPLES.glob("*-01.jpg"))]
    assert not [at for at, page in enumerate(pages) if joined(page) is not None]


@pytest.mark.parametrize("level", [110, 150, 190])
def test_a_fax_and_a_faded_receipt_are_no_dots(printed, level):
    plane = printed[..., 1]
    low = cv2.resize(plane, None, fx=204 / 200, fy=98 / 200, interpolation=cv2.INTER_AREA)
    assert joined(np.where(low > level, 255, 0).astype(np.uint8)) is None
    assert (
        joined((230 - (250 - cv2.GaussianBlur(plane, (0, 0), 0.8)) * (level / 900)).astype(np.uint8)) is None
    )


def test_grain_specks_and_screens_are_no_dots(printed, sheet, with_noise):
    specks = np.where(np.random.default_rng(0).random((2339, 1654)) < 0.02, 0, 255).astype(np.uint8)
    for page in (sheet().pixels, with_noise(sheet().pixels, 12), specks, screened(printed)):
        assert joined(page) is None
