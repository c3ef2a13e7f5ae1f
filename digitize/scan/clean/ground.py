"""An even light ground: the page divided by the brightness of its paper, without shade, folds and tint.

The brightness of the paper is the largest value near each pixel (strokes are narrower than the
neighbourhood), smoothed by a median. Dividing by it, not subtracting it, keeps the ratio of ink to
paper, so ink that shines through from the back gets no stronger.
"""

import cv2
import numpy as np

from digitize.scan.clean.plane import Mask, as_pixels, widened
from ocr.image import Pixels
from ocr.pixels.ink import DARKEST_PAPER
from ocr.pixels.shrink import shrunk

REDUCTION = 4  # times that each side of the page is reduced to look for its paper
REACH = 13  # pixels of the reduced page: wider than a bold stroke, narrower than a shadow
SMOOTH = 13  # pixels of a picture of half that size
DARK_AROUND = 0.45  # share of the usual brightness of the paper
WHITE = 255  # grey level


def flattened(pixels: Pixels) -> Pixels:
    """Grey or RGB ``pixels`` with their paper at 255 everywhere, in every channel (same shape).

    For pages that are read; what the nets look at is flattened as in their training, by ``ocr.pixels.ink.flat``. Paper that
    was drawn is white already, and the pixels themselves are returned.
    """
    height, width = pixels.shape[:2]
    bare = paper(pixels)
    if (bare == WHITE).all():
        return pixels
    under = cv2.resize(bare, (width, height), interpolation=cv2.INTER_LINEAR)
    return as_pixels(cv2.divide(pixels, under, scale=WHITE))


def paper(plane: Pixels) -> Pixels:
    """The brightness of the bare paper of a grey or RGB ``plane``, channel by channel, on a small copy.

    It is never less than DARKEST_PAPER.
    """
    small = shrunk(plane, _smaller(plane.shape))
    bright = cv2.dilate(small, np.ones((REACH, REACH), np.uint8))
    # Paper changes slowly: a copy of half the size gives the same median in a third of the time.
    coarse = shrunk(as_pixels(cv2.erode(bright, np.ones((3, 3), np.uint8))), _halved(bright.shape))
    return as_pixels(np.maximum(cv2.medianBlur(coarse, SMOOTH), DARKEST_PAPER))


def without_border(ink: Pixels, plane: Pixels) -> tuple[Pixels, float]:
    """``ink`` with the dark areas around the paper painted white, and their share of the page.

    ``plane`` is the brightness of the same page before it was flattened. Dark areas that reach the edge
    of the page are an open lid, a desk, or the shadow of a book's fold; print is too thin for that.
    """
    small = shrunk(plane, _smaller(plane.shape))
    bright = cv2.dilate(widened(as_pixels(small), REACH), np.ones((REACH, REACH), np.uint8))[
        REACH:-REACH, REACH:-REACH
    ]
    dark = bright < DARK_AROUND * max(float(np.median(bright)), DARKEST_PAPER)
    if not dark.any():
        return ink, 0.0
    around = _touching_edge(dark)
    # Dilation made the dark areas smaller from inside the page; this undoes it.
    grown = cv2.dilate(around.astype(np.uint8), np.ones((REACH + 2, REACH + 2), np.uint8))
    mask = cv2.resize(grown, ink.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0
    return np.where(mask, np.uint8(255), ink), float(np.mean(grown))


def _touching_edge(dark: Mask) -> Mask:
    _, labels = cv2.connectedComponents(dark.astype(np.uint8), connectivity=4)
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    return np.isin(labels, np.unique(edge[edge > 0]))


def _halved(shape: tuple[int, ...]) -> tuple[int, int]:
    return max(1, shape[1] // 2), max(1, shape[0] // 2)


def _smaller(shape: tuple[int, ...]) -> tuple[int, int]:
    return max(1, shape[1] // REDUCTION), max(1, shape[0] // REDUCTION)
