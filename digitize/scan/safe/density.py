"""Whether a picture can hold the pixels that it declares: memory is asked for by what is declared."""

from digitize.settings import Limits
from ocr.problem import LimitProblem

HARMLESS_PIXELS = 50_000_000
"""Up to here any picture may be as empty as it likes: a blank A4 page of 600 dpi packs into a few bytes a row."""


def check_density(width: int, height: int, size: int, file: str, limits: Limits) -> None:
    """A large picture of ``width`` x ``height`` pixels has bytes for them; ``size`` is how many it has.

    Raises:
        LimitProblem: ``pixels_unlikely``.
    """
    pixels = width * height
    if pixels > HARMLESS_PIXELS and pixels > limits.pixels_per_byte * size:
        raise LimitProblem("pixels_unlikely", file=file, width=width, height=height, bytes=size)
