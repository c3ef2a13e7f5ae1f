"""Grey planes and masks for estimates: small copies, which are fast to work on.

Nothing here changes a page; the full page is moved and cleaned once, at the end.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image import Pixels
from ocr.pixels.shrink import shrunk

Mask = npt.NDArray[np.bool_]
IN_COLOUR = 3  # dimensions of an array of RGB pixels
LONGEST_SIDE = 32_000  # pixels of a side that are worked on: OpenCV moves pixels by numbers of 16 bits
THINNEST = 10  # times as long as it is wide: a longer picture counts as this long where its length says how far to look


def grey(pixels: Pixels) -> Pixels:
    """The brightness of RGB or grey ``pixels``, shape (height, width)."""
    return as_pixels(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)) if pixels.ndim == IN_COLOUR else pixels


def darkest(pixels: Pixels) -> Pixels:
    """The darkest of the three colours of RGB ``pixels``, shape (height, width)."""
    red, green, blue = cv2.split(pixels)
    return as_pixels(cv2.min(cv2.min(red, green), blue))


def brightest(pixels: Pixels) -> Pixels:
    """The brightest of the three colours of RGB ``pixels``, shape (height, width)."""
    red, green, blue = cv2.split(pixels)
    return as_pixels(cv2.max(cv2.max(red, green), blue))


def as_pixels(array: object) -> Pixels:
    """An array from OpenCV as the 8-bit plane that it is."""
    return np.asarray(array).astype(np.uint8, copy=False)


def length(plane: Pixels) -> int:
    """The long side of a picture, for what is measured in parts of it; that of a strip in parts of its width.

    A reach that follows the length of a strip of 1 by 30,000 pixels would make a sheet of it.
    """
    height, width = plane.shape[:2]
    return int(min(max(height, width), THINNEST * min(height, width)))


def widened(plane: Pixels, by: int) -> Pixels:
    """A plane with its rim repeated ``by`` pixels outwards."""
    return as_pixels(cv2.copyMakeBorder(plane, by, by, by, by, cv2.BORDER_REPLICATE))


def reduced(pixels: Pixels, most: int) -> Pixels:
    """A copy of at most ``most`` pixels in the same proportions, or ``pixels`` where they are few enough.

    No side of it is longer than LONGEST_SIDE.
    """
    height, width = pixels.shape[:2]
    scale = min(math.sqrt(most / max(1, height * width)), LONGEST_SIDE / max(1, height, width))
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return shrunk(pixels, size)


def dark_strokes(flat: Pixels) -> Mask:
    """Where ``flat`` (dark on a light even ground) holds ink, by Otsu's threshold within limits.

    The limits keep paper grain from becoming ink on an empty page, and thin grey print from vanishing.
    """
    threshold, _ = cv2.threshold(flat, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(flat < min(215.0, max(120.0, threshold)))


def paper_colour(pixels: Pixels) -> tuple[int, ...]:
    """The usual light colour of a page: one value for grey, three for RGB."""
    sample = pixels[:: max(1, pixels.shape[0] // 200), :: max(1, pixels.shape[1] // 200)]
    values = np.percentile(sample.reshape(-1, *pixels.shape[2:]), 60, axis=0)
    return tuple(int(value) for value in np.atleast_1d(values))
