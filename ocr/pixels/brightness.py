"""How bright a picture is: percentiles of its grey levels, counted instead of sorted.

A page has some thirty lines, and the levels of paper and ink are needed several times for each.
"""

import math

import cv2
import numpy as np

from ocr.image import Pixels

LEVELS = 256  # grey levels of a pixel of 8 bits


def percentile(pixels: Pixels, *shares: float) -> tuple[float, ...]:
    """The grey levels below which ``shares`` per cent of the ``pixels`` (at least one) lie.

    Between two pixels the level is interpolated, as ``numpy.percentile`` does.
    """
    counts = cv2.calcHist([np.ascontiguousarray(pixels).reshape(-1, 1)], [0], None, [LEVELS], [0, LEVELS])
    up_to = np.cumsum(counts.ravel().astype(np.int64))
    return tuple(_level(up_to, share / 100 * (pixels.size - 1)) for share in shares)


def _level(up_to: "np.ndarray[tuple[int], np.dtype[np.int64]]", rank: float) -> float:
    low, high = np.searchsorted(up_to, (math.floor(rank), math.ceil(rank)), side="right")
    return float(low + (high - low) * (rank % 1))
