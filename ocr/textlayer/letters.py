"""The letters of a text layer as they come from the file, put in order once: each one once, upright, and nothing without width."""

from collections.abc import Iterable, Sequence
from itertools import chain
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
    sizes = [one["bottom"] - one["top"] for one in characters if one["text"].strip()]
    reach = TWICE * float(np.median(sizes)) if sizes else 0.0
    seen: dict[tuple[str, int, int], list[Character]] = {}
    once: list[Character] = []
    for one in characters:
        column, row = int(one["x0"] // max(reach, 1e-6)), int(one["top"] // max(reach, 1e-6))
        near = (
            other
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in seen.get((one["text"], column + across, row + down), ())
        )
        if not any(_is_same(one, other, reach) for other in near):
            seen.setdefault((one["text"], column, row), []).append(one)
            once.append(one)
    return once


def _is_same(one: Character, other: Character, reach: float) -> bool:
    return bool(abs(one["x0"] - other["x0"]) <= reach and abs(one["top"] - other["top"]) <= reach)


def boxes(characters: Sequence[Character], matrix: Matrix) -> Matrix:
    """The boxes of letters, n x 4 (left, top, right, bottom), after ``matrix`` moved their corners."""
    if not characters:
        return np.zeros((0, 4))
    sides = np.array([(one["x0"], one["top"], one["x1"], one["bottom"]) for one in characters], float)
    corners = _moved(
        np.concatenate([sides[:, [across, down]] for across in (0, 2) for down in (1, 3)]), matrix
    )
    by_letter = corners.reshape(4, len(characters), 2)
    return np.concatenate([by_letter.min(axis=0), by_letter.max(axis=0)], axis=1)


def _moved(points: Matrix, matrix: Matrix) -> Matrix:
    moved = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    there: Matrix = moved[:, :2] / moved[:, 2:]
    return there


def by_direction(characters: Sequence[Character], to_pixels: Matrix) -> Letters:
    """The letters by how they lie on the upright page; where most are turned, none is left out."""
    if not characters:
        return Letters([], [])
    begin = np.array([(one["x0"], one["top"]) for one in characters], float)
    along = np.array([(one["matrix"][0], -one["matrix"][1]) for one in characters], float)
    across, down = (_moved(begin + along, to_pixels) - _moved(begin, to_pixels)).T
    leans = np.abs(np.degrees(np.arctan2(down, across))) > TURNED
    if 2 * leans.sum() > len(characters):
        return Letters(list(characters), [])
    lying = list(zip(characters, leans.tolist(), strict=True))
    return Letters([one for one, turned in lying if not turned], [one for one, turned in lying if turned])
