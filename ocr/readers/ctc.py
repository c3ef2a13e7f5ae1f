"""From the answers of a net, step by step along a line, to words with their places: decoding of CTC.

In connectionist temporal classification (Graves and others, 2006) a net names a character at one step or at several
in a row, and nothing in between. It does so near the middle of the character, so the ends of a word are found in
the ink.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Dark = npt.NDArray[np.bool_]

INKED = 0.35  # of the way from paper to ink, from which a pixel is ink
BREAK = 4  # rows without ink, of 48, between a letter with its accents and what stands above or below


class Said(NamedTuple):
    """A character with the first and the last step at which the net named it, and its probability, 0 to 1."""

    sign: str
    first: int
    last: int
    sure: float


class SaidWord(NamedTuple):
    """The characters between two spaces."""

    text: str
    first: int
    last: int
    sure: float


def signs(chances: Floats, alphabet: str) -> list[Said]:
    """The likeliest character at each step of ``chances`` (steps, 1 + characters; column 0 is none), repeats made one."""
    best = chances.argmax(axis=1)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(starts[1:], len(best))
    return [
        Said(
            alphabet[best[start] - 1], int(start), int(end) - 1, float(chances[start:end, best[start]].max())
        )
        for start, end in zip(starts, ends, strict=True)
        if best[start]
    ]


def words(said: Sequence[Said]) -> list[SaidWord]:
    """The words; each is as sure as the least sure of its characters and the spaces around it."""
    made: list[SaidWord] = []
    inside: list[Said] = []
    before = 1.0
    for one in [*said, Said(" ", 0, 0, 1.0)]:
        if one.sign != " ":
            inside.append(one)
            continue
        if inside:
            sure = min(before, one.sure, *(sign.sure for sign in inside))
            text = "".join(sign.sign for sign in inside)
            made.append(SaidWord(text, inside[0].first, inside[-1].last, sure))
        inside, before = [], one.sure
    return made


def sides(found: Sequence[SaidWord], ink: Floats, step: int) -> list[tuple[int, int]]:
    """Left and right end of each word in pixels of ``ink`` (height, width): around its ink, up to the next gap."""
    dark = np.asarray((ink > INKED).any(axis=0))
    width = len(dark)
    middles = [(word.first * step, min(width, (word.last + 1) * step)) for word in found]
    if not middles:
        return []
    gaps = [_gap(dark, one[1], other[0]) for one, other in pairwise(middles)]
    return [
        _trimmed(dark, between, middle)
        for between, middle in zip(pairwise([0, *gaps, width]), middles, strict=True)
    ]


def _gap(dark: Dark, start: int, end: int) -> int:
    """The middle of the widest stretch without ink between two places, or their middle."""
    end = max(end, start + 1)
    edges = np.flatnonzero(np.concatenate([[True], dark[start:end], [True]]))
    widest = int(np.diff(edges).argmax())
    return start + int(edges[widest] + edges[widest + 1] - 1) // 2


def _trimmed(dark: Dark, between: tuple[int, int], middle: tuple[int, int]) -> tuple[int, int]:
    """``between`` without the paper at its ends; ``middle`` where there is no ink."""
    inked = np.flatnonzero(dark[slice(*between)])
    if not len(inked):
        return middle[0], max(middle[1], middle[0] + 1)
    return between[0] + int(inked[0]), between[0] + int(inked[-1]) + 1


def rows(ink: Floats, left: int, right: int) -> tuple[int, int]:
    """Top and bottom of the ink between two sides: from the middle of the height outwards, up to the first break."""
    dark = np.asarray((ink[:, left:right] > INKED).any(axis=1))
    inked = np.flatnonzero(dark)
    if not len(inked):
        return 0, len(dark)
    groups = np.split(inked, np.flatnonzero(np.diff(inked) > BREAK) + 1)
    middle = len(dark) / 2
    group = min(groups, key=lambda rows: (max(0.0, rows[0] - middle, middle - rows[-1]), -len(rows)))
    return int(group[0]), int(group[-1]) + 1
