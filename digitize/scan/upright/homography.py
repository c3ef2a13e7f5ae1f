"""Homographies between the page as it came and the page as it is read.

Every step gives the matrix from its new pixels to the old ones, so that their product maps back to the page as
it came. Coordinates are those of boxes: the origin is the outer corner of the first pixel, so a page of width w
reaches from 0 to w.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

from digitize.scan.clean.plane import Mask, as_pixels
from ocr.image import Pixels

Matrix = npt.NDArray[np.float64]
Size = tuple[int, int]  # width, height

# EXIF orientation: (x, y) of the page as it is seen -> (x, y) as stored, width and height as stored.
_EXIF: dict[int, tuple[tuple[int, int, int, int], tuple[int, int]]] = {
    1: ((1, 0, 0, 1), (0, 0)),
    2: ((-1, 0, 0, 1), (1, 0)),
    3: ((-1, 0, 0, -1), (1, 1)),
    4: ((1, 0, 0, -1), (0, 1)),
    5: ((0, 1, 1, 0), (0, 0)),
    6: ((0, 1, -1, 0), (0, 1)),
    7: ((0, -1, -1, 0), (1, 1)),
    8: ((0, -1, 1, 0), (1, 0)),
}
_CLOCKWISE = {0: 1, 90: 6, 180: 3, 270: 8}


def exif(orientation: int, stored: Size) -> tuple[Matrix, Size]:
    """From the page as the camera meant it to the page as stored, and the size of the former."""
    (a, b, c, d), (far_x, far_y) = _EXIF.get(orientation, _EXIF[1])
    width, height = stored
    matrix = np.array([[a, b, far_x * width], [c, d, far_y * height], [0, 0, 1]], dtype=np.float64)
    return matrix, ((width, height) if a else (height, width))


def quarter(degrees: int, size: Size) -> tuple[Matrix, Size]:
    """The same for quarter turns of ``degrees`` clockwise (0, 90, 180, 270)."""
    return exif(_CLOCKWISE[degrees % 360], size)


def straight(degrees: float, size: Size) -> tuple[Matrix, Size]:
    """The same for a page that lies ``degrees`` clockwise askew; the new page holds all of the old one."""
    width, height = size
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    larger = (math.ceil(width * cos + height * abs(sin)), math.ceil(height * cos + width * abs(sin)))
    turn = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    return shift(width / 2, height / 2) @ turn @ shift(-larger[0] / 2, -larger[1] / 2), larger


def scale(x: float, y: float) -> Matrix:
    """The matrix by which old pixels are new ones times ``x`` and ``y``."""
    return np.diag([x, y, 1.0])


def shift(x: float, y: float) -> Matrix:
    """The matrix by which old pixels are new ones plus ``x`` and ``y``."""
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], dtype=np.float64)


def through(matrix: Matrix, points: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """``points`` (n rows of x and y) as ``matrix`` maps them."""
    flat = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(flat[:, :2] / flat[:, 2:])


def row_order(matrix: Matrix) -> tuple[float, float, float, float, float, float, float, float, float]:
    """The nine numbers of a homography as :class:`ocr.page.Geometry` needs them, the last one 1."""
    a, b, c, d, e, f, g, h, i = (float(value) for value in (matrix / matrix[2, 2]).ravel())
    return a, b, c, d, e, f, g, h, i


def placed(
    pixels: Pixels, to_old: Matrix, size: Size, ground: tuple[int, ...], *, fine: bool = False
) -> Pixels:
    """``pixels`` moved onto a page of ``size``; the area outside of them is ``ground``.

    ``fine`` interpolates with cubic splines, for pixels that will be read.
    """
    if size == pixels.shape[1::-1] and np.allclose(to_old, np.eye(3), atol=1e-6):
        return pixels
    pixels, to_old = _shrunk(pixels, to_old)
    # OpenCV counts from the middle of the first pixel.
    centred = shift(-0.5, -0.5) @ to_old @ shift(0.5, 0.5)
    how = (cv2.INTER_CUBIC if fine else cv2.INTER_LINEAR) | cv2.WARP_INVERSE_MAP
    fill = [float(value) for value in ground]
    if np.allclose(centred[2, :2], 0, atol=1e-9):
        plain = centred[:2] / centred[2, 2]
        return as_pixels(cv2.warpAffine(pixels, plain, size, flags=how, borderValue=fill))
    return as_pixels(cv2.warpPerspective(pixels, centred, size, flags=how, borderValue=fill))


def moved_mask(mask: Mask, to_old: Matrix, size: Size) -> Mask:
    """A mask moved onto a page of ``size``; nothing is set outside of it."""
    return placed(mask.astype(np.uint8) * 255, to_old, size, (0,)) > 127  # noqa: PLR2004  (half covered)


def _shrunk(pixels: Pixels, to_old: Matrix) -> tuple[Pixels, Matrix]:
    """A smaller copy where the page shrinks much, so that every old pixel counts."""
    step = math.sqrt(abs(float(np.linalg.det(to_old[:2, :2]))))
    if step < 1.3:  # noqa: PLR2004  (a cubic kernel spans four pixels)
        return pixels, to_old
    height, width = pixels.shape[:2]
    size = (max(1, round(width / step)), max(1, round(height / step)))
    small = as_pixels(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
    return small, scale(size[0] / width, size[1] / height) @ to_old
