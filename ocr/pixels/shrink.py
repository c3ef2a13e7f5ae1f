"""Smaller copies of large pictures: first by a whole number, which takes a fifth of the time, then by the rest."""

import cv2
import numpy as np

from ocr.image import Pixels


def shrunk(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """``pixels``, grey or RGB, as a picture of ``size`` (width, height), with every pixel counted.

    A few columns at the right and rows at the foot, fewer than the whole number, may be left out. A larger ``size``
    is interpolated.
    """
    height, width = pixels.shape[:2]
    step = min(width // size[0], height // size[1])
    if step > 1:
        wide, high = width // step, height // step
        whole = pixels[: high * step, : wide * step]
        pixels = np.asarray(cv2.resize(whole, (wide, high), interpolation=cv2.INTER_AREA), dtype=np.uint8)
        if (wide, high) == size:
            return pixels
    # Down to half, two neighbours account for every pixel.
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
