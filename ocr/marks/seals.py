"""Seals of any colour: red and blue ones, and those that a copier left grey or black.

A red seal that was set apart while the page was cleaned keeps its box; the net of
:mod:`ocr.marks.maps` adds those without red. Seals of offices are round, 20 to 42 mm across (Thông tư
22/2024/TT-BCA), those of electronic signatures are smaller; archives, banks and some ministries have square ones.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from ocr.marks.maps import MarkMaps, Patch, Places
from ocr.page import Mark, MarkShape

SMALLEST, LARGEST = 8.0, 52.0  # millimetres
LEAST_SURE = 0.7  # mean probability over an area from which it is a seal
SAME = 0.3  # share of the smaller box that two findings of one seal have in common
FULL = 0.9  # share of the smallest upright or slanted rectangle around it that a square fills; a circle 0.785
LONGEST = 1.45  # long side over short side; longer areas are two seals that touch, or no seal
SOLID = 0.8  # share of its hull that a seal fills


def find_seals(maps: MarkMaps, dpi: float, known: Sequence[Mark] = ()) -> tuple[Mark, ...]:
    """The seals on a page besides the ``known`` ones, top to bottom."""
    found = [mark for patch in maps.patches("seal", joined=2) if (mark := _seal(maps, patch, dpi))]
    return tuple(mark for mark in found if not any(_is_same(mark, other) for other in known))


def _is_same(mark: Mark, other: Mark) -> bool:
    shared = mark.box.intersection(other.box).area
    return shared > SAME * min(mark.box.area, other.box.area)


def _seal(maps: MarkMaps, patch: Patch, dpi: float) -> Mark | None:
    short, long = sorted((patch.box.width * 25.4 / dpi, patch.box.height * 25.4 / dpi))
    if short < SMALLEST or long > LARGEST or long > LONGEST * short or patch.sure < LEAST_SURE:
        return None
    hull = cv2.convexHull(_points(maps, patch.places))
    area = float(cv2.contourArea(hull))
    if len(patch.places) * maps.wide * maps.high < SOLID * area:
        return None
    _, sides, _ = cv2.minAreaRect(hull)
    shape: MarkShape = "square" if area > FULL * sides[0] * sides[1] else "round"
    return Mark(kind="seal", box=patch.box, confidence=round(patch.sure, 2), shape=shape)


def _points(maps: MarkMaps, places: Places) -> Places:
    """All four corners of every place, in pixels of the page."""
    corners = np.concatenate([places + step for step in ((0, 0), (1, 0), (0, 1), (1, 1))])
    return np.asarray(np.round(corners * (maps.wide, maps.high)), dtype=np.int32)
