"""Print of dots that do not touch, as a dot matrix printer with thin pins leaves it, joined to letters.

The stems of ordinary letters run down over many pixels; dots make none that do. Only where there are none is the distance
of the dots measured: from one dot to the next, ink meets ink again. Then the page is blurred over just that distance, so that a
row of dots becomes a stroke.
"""

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from digitize.scan.clean.plane import IN_COLOUR, Mask, as_pixels, length
from ocr.image import Pixels
from ocr.pixels.brightness import percentile
from ocr.pixels.pieces import pieces

EVERY = 16  # of so many columns one is looked at
STEM = 0.0025  # of the length of a page, 0.7 mm on A4: a dot is smaller, and a stem is longer
FEWEST_RUNS = 40  # of dark pixels in the columns looked at: fewer say nothing
FEW = 0.1  # share of the ink in runs of that length; half of the ink of ordinary print stands in them
CLOSEST, FARTHEST = 2, 0.006  # distance of two dots: pixels, and share of the length of a page
UNEVEN = 3  # times as far as up and down that dots may stand apart sideways
CLEAR = 1.3  # times as much ink meets ink at the distance of two dots as before it
ALONE = 0.6  # share of the ink in pieces no larger than the distance of two dots
TALL = (3, 40)  # distances of dots: the height of a letter
LETTERS = 0.5  # share of the joined ink in pieces of that height: a screen of dots makes one large piece
SOFT = 0.6  # distances of dots by which the page is blurred
DARKEST = 10  # percentile of the ink
MIDDLE, FAINTER = 50, 30  # percentiles: of the paper, and of the dots after they were blurred

Runs = npt.NDArray[np.intp]


class Pitch(NamedTuple):
    """The distance of two dots in pixels; 0 where they touch sideways."""

    across: int
    down: int


class Joined(NamedTuple):
    """A page with its dots joined, and how far they stood apart."""

    pixels: Pixels
    pitch: Pitch


def joined(pixels: Pixels) -> Joined | None:
    """RGB or grey ``pixels`` (dark on light) with dots joined to letters; None where the print is no dots."""
    plane = pixels[..., 1] if pixels.ndim == IN_COLOUR else pixels
    if not _has_no_stems(plane[:, ::EVERY].T, STEM * length(plane)):
        return None
    dark = _cores(np.ascontiguousarray(plane))
    farthest = max(CLOSEST + 1, round(FARTHEST * length(plane)))
    down = _distance(dark.T, farthest)
    pitch = Pitch(_distance(dark, min(farthest, UNEVEN * down)) if down else 0, down)
    if not down or not _are_dots(dark, pitch):
        return None
    made = _blurred(pixels, dark, pitch)
    return Joined(made, pitch) if _are_letters(made, down) else None


def _has_no_stems(lines: Pixels, stem: float) -> bool:
    """Whether the runs of dark pixels along ``lines`` are all short, as in dots."""
    runs = _runs(_cores(np.ascontiguousarray(lines)))
    return len(runs) >= FEWEST_RUNS and bool(runs[runs > stem].sum() < FEW * runs.sum())


def _cores(plane: Pixels) -> Mask:
    """The darker part of the ink: on a page that was turned a little, the soft edges of dots touch."""
    level = _level(plane)
    ink = plane[plane <= level]
    return np.asarray(plane <= (level + percentile(ink, DARKEST)[0]) / 2)


def _level(plane: Pixels) -> float:
    return cv2.threshold(plane, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[0]


def _runs(dark: Mask) -> Runs:
    """How long the runs of dark pixels are."""
    edges = np.diff(np.pad(dark, ((0, 0), (1, 1))).view(np.int8), axis=1).ravel()
    return np.asarray(np.flatnonzero(edges < 0) - np.flatnonzero(edges > 0))


def _distance(dark: Mask, farthest: int) -> int:
    """How many columns apart dots stand: where ink meets ink again after a gap; 0 where it does not."""
    lags = range(1, farthest + 1)
    met = np.array([np.count_nonzero(dark[:, :-lag] & dark[:, lag:]) for lag in lags], dtype=np.float64)
    for at in range(CLOSEST - 1, len(met) - 1):
        is_peak = met[at] >= met[at - 1] and met[at] > met[at + 1]
        if is_peak and met[at] >= CLEAR * met[:at].min():
            return lags[at]
    return 0


def _are_dots(dark: Mask, pitch: Pitch) -> bool:
    """Whether most of the ink stands in pieces no larger than the distance of two dots; those that touch sideways are rows."""
    _, rows = pieces(dark)
    width, height, area = rows[1:, 2], rows[1:, 3], rows[1:, 4]
    small = (height <= pitch.down) & ((width <= pitch.across) | (pitch.across == 0))
    return bool(area[small].sum() >= ALONE * area.sum())


def _blurred(pixels: Pixels, dark: Mask, pitch: Pitch) -> Pixels:
    """The page blurred over the distance of its dots, and made as dark as it was."""
    spread = [max(1, SOFT * distance) for distance in pitch]
    soft = cv2.GaussianBlur(pixels, (0, 0), spread[0], sigmaY=spread[1]).astype(np.float32)
    paper = float(percentile(pixels.reshape(-1)[::EVERY], MIDDLE)[0])
    ink = float(np.percentile(soft[dark], FAINTER))
    table = (np.arange(256, dtype=np.float32) - ink) * (paper / max(1.0, paper - ink))
    return as_pixels(cv2.LUT(as_pixels(soft), np.clip(table, 0, 255).astype(np.uint8)))


def _are_letters(made: Pixels, distance: int) -> bool:
    plane = np.ascontiguousarray(made[..., 1]) if made.ndim == IN_COLOUR else made
    _, rows = pieces(np.asarray(plane <= _level(plane)))
    height, area = rows[1:, 3], rows[1:, 4]
    tall = (height >= TALL[0] * distance) & (height <= TALL[1] * distance)
    return bool(area[tall].sum() >= LETTERS * area.sum())
