"""The letters of a text layer as they come from the file, put in order once: each one once, upright, and nothing without width."""

from collections.abc import Iterable, Sequence
from itertools import chain
from math import atan2, degrees
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Character = dict[str, Any]
"""A letter as pdfplumber gives it."""
Matrix = npt.NDArray[np.float64]

TWICE = 0.15
"""Share of the size of a letter by which it is printed again beside itself, so that it looks bold."""
TURNED = 10.0
"""Degrees by which a letter leans from the rows of the page that is no part of its text, as a watermark."""
_SIGNS = (range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2065), range(0xFEFF, 0xFF00))
WITHOUT_WIDTH = dict.fromkeys(chain.from_iterable(_SIGNS))
"""Signs that only break lines or say in which direction to write (Unicode 15, 23.2)."""


class Letters(NamedTuple):
    """The letters of the rows of a page, and those that lie across it."""

    upright: list[Character]
    turned: list[Character]


def with_width(characters: Iterable[Character]) -> list[Character]:
    """The letters without signs that take no room and mean nothing on paper."""
    plain = ({**one, "text": one["text"].translate(WITHOUT_WIDTH)} for one in characters)
    return [one for one in plain if one["text"]]


def each_once(characters: Sequence[Character]) -> list[Character]:
    """The letters without those printed twice, a little beside themselves."""
    from pdfplumber.utils.text import dedupe_chars  # noqa: PLC0415  (slow to load, and not needed for pictures)

    sizes = [one["bottom"] - one["top"] for one in characters if one["text"].strip()]
    if not sizes:
        return list(characters)
    once: list[Character] = dedupe_chars(
        list(characters), tolerance=TWICE * float(np.median(sizes)), extra_attrs=()
    )
    return once


def by_direction(characters: Sequence[Character], to_pixels: Matrix) -> Letters:
    """The letters by how they lie on the upright page; where most are turned, none is left out."""
    turned = [one for one in characters if _leans(one, to_pixels)]
    if 2 * len(turned) > len(characters):
        return Letters(list(characters), [])
    return Letters([one for one in characters if not _leans(one, to_pixels)], turned)


def _leans(one: Character, to_pixels: Matrix) -> bool:
    across, up, *_ = one["matrix"]
    begin, end = (to_pixels @ (one["x0"] + step * across, one["top"] - step * up, 1.0) for step in (0.0, 1.0))
    along = end[:2] / end[2] - begin[:2] / begin[2]
    return abs(degrees(atan2(along[1], along[0]))) > TURNED
