import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.pixels.shrink import shrunk

SIDES = st.integers(1, 90)


@given(SIDES, SIDES, SIDES, SIDES, st.sampled_from([(), (3,)]))
def test_any_picture_comes_in_any_size(height, width, high, wide, planes):
    small = shrunk(np.full((height, width, *planes), 77, np.uint8), (wide, high))
    assert small.shape == (high, wide, *planes)
    assert small.dtype == np.uint8
    assert (small == 77).all()


@pytest.mark.parametrize("scale", [0.25, 0.4378, 0.6, 0.9])
def test_it_looks_as_averaged_areas_do(scale):
    rng = np.random.default_rng(3)
    page = cv2.GaussianBlur(rng.integers(0, 255, (901, 707), dtype=np.uint8), (0, 0), 3)
    size = (round(707 * scale), round(901 * scale))
    exact = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    assert np.abs(shrunk(page, size).astype(int) - exact).mean() < 2
