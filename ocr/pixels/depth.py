"""Pixels of any depth and colour model turned into 8 bits, grey or RGB, as later steps expect."""

import cv2
import numpy as np
from PIL import Image

from ocr.image import Pixels
from ocr.problem import InputProblem

_SAMPLE = 16  # pixels across and down from one that is looked at to the next
_PLAIN = frozenset({"1", "L", "RGB"})
_CONVERTIBLE = frozenset({"P", "PA", "LA", "La", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr", "HSV"})


def eight_bits(image: Image.Image, file: str, *, inverted: bool = False) -> Pixels:
    """The pixels of ``image``: (height, width) where nothing is coloured, else (height, width, 3) RGB.

    Transparent places become white, as paper is. ``inverted`` says that 0 is white in 16-bit grey.

    Raises:
        InputProblem: ``image_unsupported``, for floating point, 32-bit and Lab pixels.
    """
    if image.mode.startswith("I;16"):
        grey = ((np.asarray(image).astype(np.uint32) + 128) // 257).astype(np.uint8)
        return 255 - grey if inverted else grey
    if image.mode not in _PLAIN | _CONVERTIBLE:
        raise InputProblem("image_unsupported", file=file, mode=image.mode)
    if image.has_transparency_data:
        return without_false_colour(_on_white(image))
    if image.mode in {"1", "L"}:
        return np.asarray(_as(image, "L"))
    return without_false_colour(np.asarray(_as(image, "RGB")))


def _as(image: Image.Image, mode: str) -> Image.Image:
    # Pillow would copy an image that already has this mode.
    return image if image.mode == mode else image.convert(mode)


def _on_white(image: Image.Image) -> Pixels:
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image.convert("RGBA"))
    return np.asarray(white.convert("RGB"))


def without_false_colour(pixels: Pixels) -> Pixels:
    """RGB ``pixels`` as (height, width) if red, green and blue are the same everywhere."""
    # A coarse grid decides for nearly every coloured page without looking at all of it.
    if _first_if_all_alike(pixels[::_SAMPLE, ::_SAMPLE]) is None:
        return pixels
    first = _first_if_all_alike(pixels)
    return pixels if first is None else first


def _first_if_all_alike(pixels: Pixels) -> Pixels | None:
    """The red plane where the other two are the same."""
    first: Pixels = np.asarray(cv2.extractChannel(pixels, 0), dtype=np.uint8)
    return (
        first if all(np.array_equal(first, cv2.extractChannel(pixels, other)) for other in (1, 2)) else None
    )
