"""The sheet of paper within the picture: a photograph on a desk, or a scan with black around it.

The sheet is the one large bright patch with four straight sides. The area outside must be darker and
without letters; in doubt the picture stays whole, since cutting text is worse than keeping a desk.
"""

import cv2
import numpy as np
import numpy.typing as npt

from digitize.scan.clean.ground import flattened
from digitize.scan.clean.plane import IN_COLOUR, Mask, darkest, grey, length, reduced, widened
from digitize.scan.upright.homography import Matrix, Size
from digitize.scan.upright.words import letter_height
from ocr.image import Pixels
from ocr.pixels.pieces import pieces

Corners = npt.NDArray[np.float64]  # top left, top right, bottom right, bottom left; x and y

LOOKED_AT = 400_000  # pixels of the copy that is looked at
SMALLEST, LARGEST = 0.3, 0.99  # share of the picture that a sheet covers
SOLID = 0.95  # share of the four-cornered outline that is bright
LEAST_STEP = 30  # grey levels between sheet and surroundings
A4_ASPECT, A4_SLACK = 297 / 210, 0.08  # long over short side; share by which a sheet taken for A4 may differ
MOST_LETTERS_OUTSIDE = 6  # pieces of ink of letter size; more are text that would be cut off
DARK = 140  # grey level of print on flat ground


def corners(pixels: Pixels) -> Corners | None:
    """The corners of the sheet in RGB or grey ``pixels``, or None where the picture is the sheet."""
    small = reduced(pixels, LOOKED_AT)
    outline = _sheet_in(grey(small))
    if outline is None and small.ndim == IN_COLOUR:
        # Light wood is as bright as paper, but has little blue.
        outline = _sheet_in(darkest(small))
    if outline is None:
        return None
    factor = np.array([pixels.shape[1] / small.shape[1], pixels.shape[0] / small.shape[0]])
    return np.asarray(outline * factor)


def _sheet_in(small: Pixels) -> Corners | None:
    patch = _bright_patch(small)
    outline = None if patch is None else _four_corners(patch)
    if patch is None or outline is None:
        return None
    return outline if _stands_out(small, patch, outline) and not _letters_outside(small, outline) else None


def rectified(outline: Corners) -> tuple[Matrix, Size]:
    """The matrix from a rectangular page to the sheet with these corners, and the size of the page.

    A sheet with nearly the proportions of A4 gets those of A4.
    """
    top, right, bottom, left = (
        float(np.linalg.norm(outline[(side + 1) % 4] - outline[side])) for side in range(4)
    )
    width, height = (top + bottom) / 2, (left + right) / 2
    aspect = max(width, height) / min(width, height)
    if abs(aspect / A4_ASPECT - 1) <= A4_SLACK and not _is_box(outline):
        stretch = (A4_ASPECT / aspect) ** 0.5
        width, height = (
            (width / stretch, height * stretch) if height > width else (width * stretch, height / stretch)
        )
    size = (max(1, round(width)), max(1, round(height)))
    page = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(page, outline.astype(np.float32))
    return np.asarray(matrix, dtype=np.float64), size


def _is_box(outline: Corners) -> bool:
    """Whether the sides are those of a rectangle (a scan), not of a sheet seen at an angle."""
    one, other = outline[2] - outline[0], outline[3] - outline[1]
    middle = np.linalg.norm((outline[0] + outline[2]) / 2 - (outline[1] + outline[3]) / 2)
    longer, shorter = sorted((float(np.linalg.norm(one)), float(np.linalg.norm(other))), reverse=True)
    return shorter / longer > 0.99 and float(middle) < 0.01 * longer  # noqa: PLR2004  (diagonals alike that halve each other)


def _bright_patch(small: Pixels) -> Mask | None:
    """The largest bright area after letters were painted over, if there is a dark area beside it."""
    reach = length(small) // 40
    # Repeating the rim keeps a narrow strip of desk from being closed against the edge of the picture.
    wider = widened(small, 2 * reach)
    closed = cv2.morphologyEx(wider, cv2.MORPH_CLOSE, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    without_text = closed[2 * reach : -2 * reach, 2 * reach : -2 * reach] if reach else small
    threshold, bright = cv2.threshold(without_text, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    if threshold <= 0:
        return None
    labels, rows = pieces(np.asarray(bright) > 0)
    if len(rows) == 1:
        return None
    largest = 1 + int(np.argmax(rows[1:, 4]))
    share = rows[largest, 4] / small.size
    return np.asarray(labels == largest) if SMALLEST <= share <= LARGEST else None


def _four_corners(patch: Mask) -> Corners | None:
    """The four corners around a bright ``patch`` when it fills them, else None."""
    contours, _ = cv2.findContours(patch.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hull = cv2.convexHull(max(contours, key=cv2.contourArea))
    around = cv2.arcLength(hull, closed=True)
    for slack in (0.01, 0.02, 0.03, 0.05):
        shape = cv2.approxPolyDP(hull, slack * around, closed=True)
        if len(shape) <= 4:  # noqa: PLR2004
            break
    if len(shape) != 4 or patch.sum() / max(1.0, cv2.contourArea(shape)) < SOLID:  # noqa: PLR2004
        return None
    outline = _ordered(shape[:, 0].astype(np.float64))
    # A contour runs through the middle of the outermost pixels; the sheet ends further out.
    outline += np.where(outline > outline.mean(axis=0), 1.0, 0.0)
    return outline if _is_plausible(outline) else None


def _ordered(points: Corners) -> Corners:
    around = points - points.mean(axis=0)
    points = points[np.argsort(np.arctan2(around[:, 1], around[:, 0]))]
    return np.roll(points, -int(np.argmin(points.sum(axis=1))), axis=0)


def _is_plausible(outline: Corners) -> bool:
    sides = np.roll(outline, -1, axis=0) - outline
    lengths = np.linalg.norm(sides, axis=1)
    ahead = sides / lengths[:, None]
    square = np.abs((ahead * np.roll(ahead, -1, axis=0)).sum(axis=1)).max() < 0.4  # noqa: PLR2004  (66 to 114 degrees)
    alike = min(
        lengths[0] / lengths[2], lengths[2] / lengths[0], lengths[1] / lengths[3], lengths[3] / lengths[1]
    )
    return bool(square and alike > 0.7)  # noqa: PLR2004  (a sheet seen from aside)


def _stands_out(small: Pixels, patch: Mask, outline: Corners) -> bool:
    """Whether brightness falls sharply at the outline, wherever that is not the edge of the picture."""
    sheet = np.zeros(small.shape, np.uint8)
    cv2.fillConvexPoly(sheet, np.round(outline).astype(np.int32), 1)
    reach = max(3, length(small) // 60)
    block = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    near = cv2.dilate(sheet, block) > sheet
    inside = (cv2.erode(sheet, block, borderType=cv2.BORDER_CONSTANT, borderValue=1) < sheet) & patch
    if near.sum() < small.size // 500 or not inside.any():
        return False
    step = float(np.median(small[inside])) - float(np.percentile(small[near], 75))
    return step >= LEAST_STEP


def _letters_outside(small: Pixels, outline: Corners) -> bool:
    """Whether letters would be cut off: whether pieces of ink of letter size lie outside the outline."""
    strokes = np.asarray(flattened(small) < DARK)  # the grain of a desk is fainter than print
    height = letter_height(strokes)
    outside = np.ones(small.shape, np.uint8)
    cv2.fillConvexPoly(outside, np.round(outline).astype(np.int32), 0)
    # The edge of the sheet with its shadow lies beside the outline, and is bent where the sheet is bent.
    beside = length(small) // 100 * 2 + 3
    clear = cv2.erode(
        outside, np.ones((beside, beside), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=1
    )
    _, rows = pieces(strokes & (np.asarray(clear) > 0))
    wide, tall = rows[1:, 2], rows[1:, 3]
    letters = (tall > 0.5 * height) & (tall < 2 * height) & (wide < 3 * height)
    return bool(letters.sum() > MOST_LETTERS_OUTSIDE)
