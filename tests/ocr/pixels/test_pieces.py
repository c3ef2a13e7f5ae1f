import cv2
import numpy as np
import pytest

from ocr.pixels.pieces import pieces

NARROW, WIDE = (np.random.default_rng(7).random((600, 600)) < share for share in (0.05, 0.35))
DOTS = np.zeros((600, 600), bool)
DOTS[::2, ::2] = True  # 90,000 pieces, more than 16 bits tell apart


@pytest.mark.parametrize("mask", [NARROW, WIDE, DOTS, np.zeros((4, 4), bool), np.ones((1, 1), bool)])
def test_pieces_are_the_same_in_narrow_and_in_wide_numbers(mask):
    _, labels, rows, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)

    found, found_rows = pieces(mask)

    assert np.array_equal(found, labels)
    assert np.array_equal(found_rows, rows)


def test_few_pieces_have_narrow_numbers_and_many_wide_ones():
    assert pieces(NARROW)[0].dtype == np.uint16
    assert pieces(DOTS)[0].dtype == np.int32
    assert pieces(DOTS)[1].shape == (90_001, 5)
