"""Words without reading them: how tall the letters are, which way they run, and which way is up.

Words are wider than tall, which shows whether a page lies on its side. Letters joined to words have
a dense band, the x-height, with ascenders and most accents above it, and descenders and the dot of nặng
below it. There is more ink above than below, which shows whether a page is upside down.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from digitize.scan.clean.plane import Mask
from ocr.pixels.pieces import Rows, pieces

DENSE = 0.65  # share of the fullest rows that a row of the x-height band holds at least
SMALLEST, TALLEST = 4, 90  # height in pixels of a piece of ink that is measured as a letter
RULE = 12  # heights of a letter: longer pieces are rules, frames and pictures
MOST_WORDS = 250  # words of a page that are measured; of more, a sample
REACH, LONGEST = 0.2, 60  # heights: half of a gap that is closed, and the longest run of words
FEWEST_LETTERS, FEWEST_WORDS = 12, 6  # on a page, below which nothing is measured

Boxes = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Words:
    """What the words of a page show.

    Attributes:
        count: how many could be measured.
        x_height: median height of the dense band in pixels, 0 without words.
        wide: share of words that are wider than tall, weighted by size: near 1, or 0 on its side.
        upright: how surely more ink stands above the words than below, in standard errors.
    """

    count: int = 0
    x_height: float = 0.0
    wide: float = 0.5
    upright: float = 0.0


NO_WORDS = Words()


def words(strokes: Mask) -> Words:
    """The words of a page that is straight to within a few degrees."""
    labels, rows = pieces(strokes)
    height = _usual_height(rows)
    if not height:
        return NO_WORDS
    large = rows[:, 2:4].max(axis=1) > RULE * height
    large[0] = False
    cleared = np.asarray(strokes & ~large[labels]) if large.any() else strokes
    boxes = _word_boxes(cleared, height)
    if len(boxes) < FEWEST_WORDS:
        return NO_WORDS
    size = np.sqrt(boxes[:, 2] * boxes[:, 3])
    wide = boxes[:, 2] > boxes[:, 3]
    bands = [_band(cleared[y : y + h, x : x + w]) for x, y, w, h in boxes[wide]]
    return Words(
        count=len(boxes),
        x_height=float(np.median([band[0] for band in bands])) if bands else 0.0,
        wide=float((size * wide).sum() / size.sum()),
        upright=_certainty(np.array([band[1:] for band in bands])) if len(bands) >= FEWEST_WORDS else 0.0,
    )


def letter_height(strokes: Mask) -> float:
    """The usual height in pixels of the pieces of ink that can be letters; 0 where there are too few.

    Pieces count by their width, so that words whose letters run together weigh as much as their letters.
    """
    return _usual_height(pieces(strokes)[1])


def _usual_height(rows: Rows) -> float:
    width, height = rows[1:, 2], rows[1:, 3]
    fits = (
        (height >= SMALLEST)
        & (height <= TALLEST)
        & (width > 1)
        & (width <= 25 * height)
        & (height <= 6 * width)
    )
    if fits.sum() < FEWEST_LETTERS:
        return 0.0
    order = np.argsort(height[fits])
    weight = np.cumsum(width[fits][order])
    return float(height[fits][order][np.searchsorted(weight, weight[-1] / 2)])


def _word_boxes(strokes: Mask, height: float) -> Boxes:
    """Boxes (left, top, width, height) of words: pieces of ink joined over gaps between letters."""
    reach = 2 * max(1, round(REACH * height)) + 1
    joined = cv2.morphologyEx(strokes.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, rows = pieces(np.asarray(joined) > 0)
    boxes: Boxes = rows[1:, :4]
    longer, shorter = boxes[:, 2:].max(axis=1), boxes[:, 2:].min(axis=1)
    is_word = (
        (shorter > 0.7 * height)
        & (shorter < 3.2 * height)
        & (longer > 1.2 * shorter)
        & (longer < LONGEST * height)
    )
    step = max(1, int(is_word.sum()) // MOST_WORDS)
    return np.asarray(boxes[is_word][::step])


def _band(word: Mask) -> tuple[float, float, float]:
    """Height of the dense band, surplus of ink above it over ink below it, and how far the ink leans upwards.

    The surplus is a share of the ink in the band, the lean is the negative skewness of the profile of rows.
    """
    rows = cv2.reduce(word.view(np.uint8), 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel().astype(np.float64)
    fullest = np.sort(rows)[round(0.9 * (len(rows) - 1))]
    full = np.flatnonzero(rows >= DENSE * fullest)
    top, bottom = int(full[0]), int(full[-1]) + 1
    surplus = (rows[:top].sum() - rows[bottom:].sum()) / max(1.0, rows[top:bottom].sum())
    share = rows / rows.sum()
    y = np.arange(len(rows)) - np.arange(len(rows)) @ share
    spread = np.sqrt(y**2 @ share)
    lean = -(y**3 @ share) / spread**3 if spread > 0 else 0.0
    return bottom - top, float(surplus), float(lean)


def _certainty(signs: npt.NDArray[np.float64]) -> float:
    """The mean of the two measures, each in its standard errors."""
    errors = signs.std(axis=0) / np.sqrt(len(signs)) + 1e-6
    return float((signs.mean(axis=0) / errors).mean())
