"""Where on a page ink of letter size stands, and which of it lies in no word.

Whole-page readers lose blocks: a name under a seal, a second column, a cell. What was lost shows as
runs of letter-sized ink outside every word that was read. The same measure decides whether the text
layer of a PDF covers what a person sees.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from ocr.box import Box
from ocr.image import Pixels
from ocr.pixels.pieces import Labels
from ocr.pixels.pieces import pieces as connected

Boxes = npt.NDArray[np.int32]

SMALLEST, LARGEST = 0.035, 0.35  # height of a letter in inches: 6 pt without accents to a 24 pt title
WIDEST = 8.0  # width over height: letters of poor scans touch, rules are wider
FLAT = 40  # grey levels between paper and ink, below which a page is blank
RUN = 2.5  # width over height of the shortest run taken for text: about three letters
RED = 36  # redness from which a pixel on white paper is red ink
_THIN = 8  # pixels: a plane that cannot be made smaller
DARKEST_PAPER = 24  # grey level: darker than this is shadow, not paper, and is not brightened further
REACH = 0.1  # share of a word's height by which its letters may stand out of its box


def grey(pixels: Pixels) -> Pixels:
    """One plane in which red ink is as light as paper: the brightest of the three colours."""
    return pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels.max(axis=2))  # noqa: PLR2004  (a grey image)


def redness(pixels: Pixels) -> npt.NDArray[np.int16]:
    """How far red exceeds the stronger of green and blue, -255 to 255, of RGB ``pixels``."""
    wide = pixels.astype(np.int16)
    return np.asarray(wide[..., 0] - np.maximum(wide[..., 1], wide[..., 2]), dtype=np.int16)


def flat(plane: Pixels) -> Pixels:
    """A small grey plane over the brightness of its paper: the brightest near each pixel, smoothed.

    The nets of lines and marks were trained on planes made so, at their own scale. The pages that are read are
    flattened by ``digitize.scan.clean.ground``, whose reach is fitted to full pages: to make both one, the nets
    would have to be trained again.
    """
    small = (
        cv2.resize(plane, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
        if min(plane.shape) > _THIN
        else plane
    )
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 15)
    ground = cv2.resize(paper, plane.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return cv2.divide(plane, np.maximum(ground, DARKEST_PAPER), scale=255).astype(np.uint8)


def letters(ink: Pixels, dpi: float) -> Boxes:
    """Boxes of the letter-sized pieces of dark ink, shape (n, 4): left, top, right, bottom."""
    pieces = _pieces(_dark(ink))[1]
    return pieces[_letter_sized(pieces, dpi)]


def outside(pieces: Boxes, boxes: Sequence[Box]) -> Boxes:
    """The ``pieces`` whose middle lies in none of ``boxes``."""
    free = np.ones(len(pieces), dtype=bool)
    x, y = (pieces[:, 0] + pieces[:, 2]) / 2, (pieces[:, 1] + pieces[:, 3]) / 2
    for box in boxes:
        reach = REACH * box.height
        within_x = (x >= box.left - reach) & (x <= box.right + reach)
        free &= ~(within_x & (y >= box.top - reach) & (y <= box.bottom + reach))
    return pieces[free]


def covered_share(pieces: Boxes, left: Boxes) -> float:
    """The share of ``pieces`` that are not ``left``, by area, 0 to 1; 1 on a blank page."""
    return 1.0 - _area(left) / _area(pieces) if len(pieces) else 1.0


def uncovered(ink: Pixels, dpi: float, boxes: Sequence[Box], *, run: float = RUN) -> Pixels | None:
    """The page with only the runs of letters that lie in none of ``boxes``, or None where there are none.

    Larger ink, such as the strokes of a signature or the ring of a seal, is left out. ``run`` is the width over the height
    of the shortest run.
    """
    labels, pieces = _pieces(_dark(ink))
    fits = _letter_sized(pieces, dpi)
    free = outside(pieces[fits], boxes)
    runs = _runs(free, ink.shape[0], ink.shape[1], run) if len(free) else free
    if not len(runs):
        return None
    rest = np.full_like(ink, 255)
    for left, top, right, bottom in runs:
        # Accents and descenders may be separate pieces, above and below the letters of the run.
        reach = (bottom - top) // 2
        area = np.s_[max(0, top - reach) : bottom + reach, max(0, left - reach) : right + reach]
        rest[area] = ink[area]
    rest[_thick(_larger(pieces, dpi)[labels])] = 255
    for box in boxes:
        rest[max(0, box.top) : box.bottom, max(0, box.left) : box.right] = 255
    return rest


def _letter_sized(pieces: Boxes, dpi: float) -> npt.NDArray[np.bool_]:
    width, height = pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]
    return (height >= SMALLEST * dpi) & (height <= LARGEST * dpi) & (width <= WIDEST * height)


def _larger(pieces: Boxes, dpi: float) -> npt.NDArray[np.bool_]:
    """By label (0 is paper), whether a piece of ink is too tall or too long for letters."""
    width, height = pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]
    large = (height > LARGEST * dpi) | (width > np.maximum(WIDEST * height, LARGEST * dpi))
    return np.concatenate([[False], large])


def _thick(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The mask widened by the soft edge of the ink, two pixels."""
    return cv2.dilate(mask.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0


def _dark(ink: Pixels) -> Pixels:
    if int(ink.max(initial=0)) - int(ink.min(initial=255)) < FLAT:
        return np.zeros_like(ink)
    return cv2.threshold(ink, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1].astype(np.uint8)


def _pieces(mask: Pixels) -> tuple[Labels, Boxes]:
    """The label of each pixel, and the box of each label from 1 on."""
    labels, rows = connected(mask)
    left, top, width, height = (rows[1:, column] for column in range(4))
    return labels, np.stack([left, top, left + width, top + height], axis=1)


def _runs(pieces: Boxes, height: int, width: int, run: float) -> Boxes:
    """Pieces that stand side by side, drawn together into the boxes of words."""
    mask = np.zeros((height, width), dtype=np.uint8)
    for left, top, right, bottom in pieces:
        reach = (bottom - top) // 2
        mask[top:bottom, max(0, left - reach) : right + reach] = 255
    runs = _pieces(mask)[1]
    return runs[(runs[:, 2] - runs[:, 0]) >= run * (runs[:, 3] - runs[:, 1])]


def _area(pieces: Boxes) -> float:
    return float(((pieces[:, 2] - pieces[:, 0]) * (pieces[:, 3] - pieces[:, 1])).sum())
