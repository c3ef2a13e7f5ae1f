"""Pages with nothing on them: backs of sheets, dividers.

A line of print or writing consists of pieces of ink side by side, a signature is one long thin piece.
Specks, punch holes, rules, scanner streaks and ink that shines through from the back do not count.
In doubt a page is not blank.
"""

import cv2
import numpy as np
import numpy.typing as npt

from digitize.scan.clean.plane import Mask, as_pixels
from ocr.image import Pixels
from ocr.pixels.pieces import Labels, Rows, pieces

MOST_DARK = 0.1  # share of a page that is firm ink; more is no paper, but noise or a picture
FAINT, FIRM = 220, 153  # grey levels: a seventh and two fifths darker than paper
SHARP = 0.28  # share of its darkness by which faint ink changes a pixel at 200 dpi; ink of the back blurs
LEAST_PIECES, MANY = 3, 500  # pieces of ink; more are a full page or dirt all over: not blank either way
FULL = 150  # firm pieces on a coarse copy, from which a page is not blank whatever they are
PIECE = (0.9, 40.0)  # millimetres: height of letters and of handwriting
LONG, TALL = 7.0, 1.2  # millimetres: a stroke of the pen, wider than a rule
HOLE, NEAR_EDGE = (3.5, 9.0), 25.0  # millimetres across, and from the edge
HOLE_FILLED = 0.6  # share of its box that a punched hole fills; a full circle fills 0.785
BORDER = (15.0, 0.8)  # millimetres: longer, or thinner


def is_blank(ink: Pixels, dpi: float) -> bool:
    """Whether nothing is written on a page, given its ink on even ground and its dots per inch."""
    millimetre = dpi / 25.4
    if np.count_nonzero(ink < FIRM) > MOST_DARK * ink.size or _is_full(ink[::2, ::2], millimetre / 2):
        return False
    smooth = as_pixels(cv2.medianBlur(ink, 3))
    labels, rows = pieces(smooth < FAINT)
    candidates = _may_be_writing(rows, ink.shape, millimetre)
    candidates[0] = False
    if not candidates.any():
        return True
    firm = _firm(smooth, labels, candidates, dpi)
    return not (_has_stroke(rows[firm], millimetre) or _has_line(rows[firm]))


def _is_full(half: Pixels, millimetre: float) -> bool:
    """Whether a coarse copy shows so much dark ink that no closer look is needed."""
    _, rows = pieces(half < FIRM)
    return int(_may_be_writing(rows[1:], half.shape, millimetre).sum()) > FULL


def _may_be_writing(rows: Rows, shape: tuple[int, ...], millimetre: float) -> Mask:
    left, top, width, height, area = rows.T
    at_edge = (left <= 0) | (top <= 0) | (left + width >= shape[1]) | (top + height >= shape[0])
    larger, smaller = np.maximum(width, height), np.minimum(width, height)
    sized = (larger >= PIECE[0] * millimetre) & (smaller > 1)
    margin = np.minimum.reduce([left, top, shape[1] - left - width, shape[0] - top - height])
    hole = (
        (smaller >= HOLE[0] * millimetre)
        & (larger <= HOLE[1] * millimetre)
        & (area > HOLE_FILLED * width * height)
        & (margin < NEAR_EDGE * millimetre)
    )
    # Remains of a scanner's border are long or thin; letters cut by the edge are neither.
    border = at_edge & ((larger >= BORDER[0] * millimetre) | (smaller <= BORDER[1] * millimetre))
    return np.asarray(sized & ~border & ~hole)


def _firm(smooth: Pixels, labels: Labels, candidates: Mask, dpi: float) -> npt.NDArray[np.intp]:
    """The candidates that are dark, or faint with sharp edges: ink on this side of the sheet."""
    ink = np.flatnonzero(candidates[labels])
    piece, level = labels.ravel()[ink], smooth.ravel()[ink]
    slope = np.maximum(
        np.abs(cv2.Sobel(smooth, cv2.CV_16S, 1, 0)), np.abs(cv2.Sobel(smooth, cv2.CV_16S, 0, 1))
    )
    darkest, steepest = np.full(len(candidates), 255, np.int32), np.zeros(len(candidates), np.int32)
    np.minimum.at(darkest, piece, level.astype(np.int32))
    np.maximum.at(steepest, piece, slope.ravel()[ink].astype(np.int32))
    # A Sobel kernel sums to eight times the slope per pixel.
    sharp = steepest / 8 * max(1.0, dpi / 200) >= SHARP * (255 - darkest)
    return np.nonzero(candidates & ((darkest < FIRM) | sharp))[0]


def _has_stroke(rows: Rows, millimetre: float) -> bool:
    width, height = rows[:, 2], rows[:, 3]
    long = np.maximum(width, height) >= LONG * millimetre
    return bool((long & (np.minimum(width, height) >= TALL * millimetre)).any())


def _has_line(rows: Rows) -> bool:
    """Whether three pieces of similar height stand side by side."""
    if len(rows) < LEAST_PIECES:
        return False
    if len(rows) > MANY:
        return True
    left, top, width, height = (rows[:, column].astype(np.float64) for column in range(4))
    middle = top + height / 2
    size = np.maximum(height[:, None], height[None])
    gap = np.maximum(left[:, None] - (left + width)[None], left[None] - (left + width)[:, None])
    beside = (np.abs(middle[:, None] - middle[None]) < 0.8 * size) & (gap < 2.0 * size)
    alike = np.minimum(height[:, None], height[None]) > 0.3 * size
    return bool(((beside & alike).sum(axis=1) >= LEAST_PIECES).any())
