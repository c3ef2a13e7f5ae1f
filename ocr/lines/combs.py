"""Combs: rows of narrow cells of equal width, one for each digit of a number, removed before it is read.

A reader takes the walls between the digits for letters, and wide gaps for spaces. A comb has upright rules
of equal height at even distances, joined by a level rule above or below; the stems of letters have none.
Its digits are moved together as in any printed number; an empty cell stays a space between two words.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image import Pixels
from ocr.pixels.brightness import percentile

PAPER, CONTRAST = 60, 40  # percentile of a strip's brightness; grey levels between paper and ink
TALLEST_LETTER = 0.5  # of the strip's height; rules are longer
THICKEST = 0.14  # of the strip's height
NARROWEST, WIDEST = 0.3, 1.6  # of the strip's height, from one rule to the next
EVEN = 0.12  # of this distance, by which a rule may stand elsewhere
SAME_END = 0.1  # of the strip's height, by which the ends of the rules may differ
FEWEST = 5  # rules
LEVEL = 0.8  # share of the way from the first to the last rule that a level rule goes
BLURRED = 0.035  # of the strip's height: how far a rule is blurred beyond its pixels
GAP = 0.03  # of the strip's height, left on both sides of a digit

Mask = npt.NDArray[np.uint8]
Columns = npt.NDArray[np.intp]


class _Comb(NamedTuple):
    """Where a comb stands: first to last rule, top to bottom of the rules, and the distance between rules."""

    left: int
    right: int
    top: int
    bottom: int
    pitch: float


class _Rule(NamedTuple):
    middle: float
    left: int
    right: int
    top: int
    bottom: int


def without_comb(pixels: Pixels) -> tuple[Pixels, Columns | None]:
    """``pixels`` of a line, dark on light, without its comb and with its digits moved together; the columns kept.

    Where there is no comb: the same pixels, and None for the columns.
    """
    (paper,) = percentile(pixels, PAPER)
    dark = (pixels < paper - CONTRAST).astype(np.uint8)
    # A rule may lean by a pixel and have lost one.
    wide = cv2.dilate(dark, np.ones((1, 3), np.uint8))
    closed = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8))
    upright = _opened(np.asarray(closed).astype(np.uint8), (round(TALLEST_LETTER * len(pixels)), 1))
    rules = _evenly(_rules(upright), len(pixels))
    if len(rules) < FEWEST:
        return pixels, None
    comb = _around(rules)
    level = _level(dark, comb)
    if level is None:
        return pixels, None
    for rule in rules:
        place = slice(rule.top, rule.bottom), slice(rule.left, rule.right)
        level[place] |= upright[place]
    reach = 1 + 2 * max(1, round(BLURRED * len(pixels)))
    cleared = pixels.copy()
    cleared[cv2.dilate(level, np.ones((reach, reach), np.uint8)) > 0] = round(paper)
    columns = _closed_up(cleared, comb, paper - CONTRAST)
    return np.ascontiguousarray(cleared[:, columns]), columns


def _around(rules: Sequence[_Rule]) -> _Comb:
    first, last = rules[0], rules[-1]
    top, bottom = min(rule.top for rule in rules), max(rule.bottom for rule in rules)
    return _Comb(first.left, last.right, top, bottom, (last.middle - first.middle) / (len(rules) - 1))


def _closed_up(pixels: Pixels, comb: _Comb, limit: float) -> Columns:
    """The columns to keep so that the digits stand as near as in print; empty cells keep all of theirs."""
    inked = (pixels[comb.top : comb.bottom] < limit).astype(np.uint8).max(axis=0, keepdims=True)
    reach = 1 + 2 * max(1, round(GAP * len(pixels)))
    near = np.asarray(cv2.dilate(inked, np.ones((1, reach), np.uint8))).astype(np.bool_)[0]
    keep = np.ones(pixels.shape[1], dtype=np.bool_)
    edges = np.linspace(comb.left, comb.right, 1 + round((comb.right - comb.left) / comb.pitch)).round()
    for left, right in pairwise(edges.astype(int).tolist()):
        if near[left:right].any():
            keep[left:right] = near[left:right]
    return np.flatnonzero(keep)


def _opened(dark: Mask, size: tuple[int, int]) -> Mask:
    return np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(size, np.uint8))).astype(np.uint8)


def _rules(upright: Mask) -> list[_Rule]:
    """The long thin pieces of ink, left to right."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(upright)
    found = [
        _Rule(left + width / 2, left, left + width, top, top + height)
        for left, top, width, height, _ in boxes[1:].tolist()
        if width <= max(4, THICKEST * len(upright))
    ]
    return sorted(found)


def _evenly(rules: Sequence[_Rule], height: int) -> list[_Rule]:
    """The longest row of rules of one height that stand at even distances."""
    best: list[_Rule] = []
    for at, first in enumerate(rules):
        same = [rule for rule in rules[at + 1 :] if _ends_as(rule, first, height)]
        for second in same:
            if NARROWEST * height <= second.middle - first.middle <= WIDEST * height:
                row = _row(first, second, same)
                best = row if len(row) > len(best) else best
    return best


def _ends_as(rule: _Rule, first: _Rule, height: int) -> bool:
    return max(abs(rule.top - first.top), abs(rule.bottom - first.bottom)) <= SAME_END * height


def _row(first: _Rule, second: _Rule, rules: Sequence[_Rule]) -> list[_Rule]:
    row = [first, second]
    while True:
        pitch = (row[-1].middle - first.middle) / (len(row) - 1)
        place = row[-1].middle + pitch
        nearest = min(rules, key=lambda rule: abs(rule.middle - place))
        if abs(nearest.middle - place) > EVEN * pitch or nearest.middle <= row[-1].middle:
            return row
        row.append(nearest)


def _level(dark: Mask, comb: _Comb) -> Mask | None:
    """The level rules at the ends of the upright ones, or None."""
    found, near, told = np.zeros_like(dark), round(SAME_END * len(dark)), False
    for end in (comb.top, comb.bottom):
        place = slice(max(0, end - near), end + near), slice(comb.left, comb.right)
        thick = np.asarray(cv2.dilate(dark[place], np.ones((3, 1), np.uint8))).astype(np.uint8)
        found[place] |= _opened(thick, (1, round(LEVEL * comb.pitch)))
        told |= bool(found[place].any(axis=0).mean() >= LEVEL)
    return found if told else None
