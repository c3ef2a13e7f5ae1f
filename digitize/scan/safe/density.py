"""Whether a picture can hold the pixels that it declares, since memory is reserved by what it declares."""

from digitize.settings import Limits
from ocr.problem import LimitProblem

HARMLESS_PIXELS = 50_000_000
"""Up to here a picture may be as small in bytes as it is: a blank A4 page of 600 dpi takes a few bytes a row."""


def check_density(width: int, height: int, size: int, file: str, limits: Limits) -> None:
    """Check that a large picture of ``width`` x ``height`` pixels has enough bytes; ``size`` is how many it has.

    Raises:
        LimitProblem: ``pixels_unlikely``.
    """
    pixels = width * height
    if pixels > HARMLESS_PIXELS and pixels > limits.pixels_per_byte * size:
        raise LimitProblem("pixels_unlikely", file=file, width=width, height=height, bytes=size)
