"""What lies over the paper where a word ends: a finger, a note, a hole, the ground behind a torn sheet, the edge of the picture.

The letters that are left may be another value, read without any doubt. So the ground beside each word that nothing
follows is compared with the ground between its letters: if it becomes another all at once, something lies there. The ground
is the page without its strokes, as the brightest pixels nearby show it. Fluid of the colour of the paper is not seen.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocr.box import Box
from ocr.image import Pixels
from ocr.page import Line, Mark, Word
from ocr.pixels.shrink import shrunk

LOOKED_AT_DPI = 75.0  # dots an inch of the copy on which the ground is looked at
STROKE = 7  # pixels of that copy, 2.4 mm: what is narrower is a stroke and no ground
OTHER = 34  # grey levels of one colour by which another ground differs at least
SUDDEN = 0.6  # share of the difference that lies within two pixels: shade changes slowly
ALONE = 0.8  # heights of white beside a word from which nothing follows it there
NEAR, FAR = 0.25, 0.8  # heights beside a word between which its ground is looked at
WITHIN = 0.5, 1.6  # heights from the end of a word between which its own ground is looked at
AROUND = 3.0  # heights above and below within which the paper is looked at
EVERY = 7  # of so many pixels of the paper one is counted
EDGE = 0.5  # heights from a word to the edge of the picture, within which the picture may cut it
ROOM = 0.1  # of the height: the rim of a row that accents and descenders of others reach into

Colours = npt.NDArray[np.int16]


class Band(NamedTuple):
    """The ground along a row: its colour in each column from ``left`` on, and that of the paper around."""

    colours: Colours
    left: int
    paper: Colours

    def between(self, left: float, right: float) -> Colours:
        """The usual colour between two places."""
        first, last = self._column(left), self._column(right)
        return np.asarray(np.median(self.colours[first : max(first, last) + 1], axis=0)).astype(np.int16)

    def steepest(self, left: float, right: float) -> int:
        """The largest difference of two columns that are two pixels apart."""
        part = self.colours[self._column(left) : self._column(right) + 1]
        return int(np.abs(part[2:] - part[:-2]).max(initial=0))

    def _column(self, x: float) -> int:
        return min(max(round(x) - self.left, 0), len(self.colours) - 1)


def find_covers(colour: Pixels, dpi: float, lines: Sequence[Line]) -> tuple[Mark, ...]:
    """A mark beside each word of ``lines`` that something may cover or cut; ``colour`` is the page as it was scanned."""
    factor = max(1.0, dpi / LOOKED_AT_DPI)
    ground = _ground(colour, factor)
    return tuple(
        mark
        for line in lines
        if line.source == "image" and (band := _band(ground, _scaled(line.box, factor)))
        for mark in _beside_words(line, band, factor, colour.shape[1])
    )


def _ground(colour: Pixels, factor: float) -> Pixels:
    """A small copy of the page without its strokes, of shape (height, width, channels)."""
    height, width = colour.shape[:2]
    small = shrunk(colour, (max(1, round(width / factor)), max(1, round(height / factor))))
    bare = np.asarray(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((STROKE, STROKE), np.uint8)))
    return bare.reshape(*small.shape[:2], -1).astype(np.uint8)


def _scaled(box: Box, factor: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = (side / factor for side in box)
    return left, top, right, bottom


def _band(ground: Pixels, box: tuple[float, float, float, float]) -> Band | None:
    left, top, right, bottom = box
    height = bottom - top
    rows = slice(max(0, round(top + ROOM * height)), max(0, round(bottom - ROOM * height)))
    first = max(0, round(left - 2 * height))
    part = ground[rows, first : max(0, round(right + 2 * height))]
    if not part.size:
        return None
    around = ground[max(0, round(top - AROUND * height)) : round(bottom + AROUND * height)]
    paper = np.median(around.reshape(-1, ground.shape[2])[::EVERY], axis=0)
    return Band(np.median(part, axis=0).astype(np.int16), first, np.asarray(paper).astype(np.int16))


def _beside_words(line: Line, band: Band, factor: float, width: int) -> Iterator[Mark]:
    height = line.box.height
    gaps = [after.box.left - word.box.right for word, after in pairwise(line.words)]
    for word, before, after in zip(line.words, (width, *gaps), (*gaps, width), strict=True):
        if after >= ALONE * height and _is_covered_after(word, band, height / factor, factor, width):
            right = min(width, max(word.box.right + round(FAR * height), word.box.right + 1))
            yield _mark(min(word.box.right, width - 1), right, line)
        if before >= ALONE * height and _is_covered_before(word, band, height / factor, factor):
            yield _mark(max(0, word.box.left - round(FAR * height)), max(1, word.box.left), line)


def _mark(left: int, right: int, line: Line) -> Mark:
    return Mark(kind="cover", box=Box(left, line.box.top, right, line.box.bottom))


def _is_covered_after(word: Word, band: Band, height: float, factor: float, width: int) -> bool:
    left, _, right, _ = _scaled(word.box, factor)
    if right + EDGE * height > width / factor:
        return True
    inner = max(left, right - WITHIN[1] * height), max(left, right - WITHIN[0] * height)
    outer = right + NEAR * height, right + FAR * height
    return _differ(band, inner, outer, (right - WITHIN[0] * height, right + height))


def _is_covered_before(word: Word, band: Band, height: float, factor: float) -> bool:
    left, _, right, _ = _scaled(word.box, factor)
    if left - EDGE * height < 0:
        return True
    inner = min(right, left + WITHIN[0] * height), min(right, left + WITHIN[1] * height)
    outer = left - FAR * height, left - NEAR * height
    return _differ(band, inner, outer, (left - height, left + WITHIN[0] * height))


def _differ(
    band: Band, inner: tuple[float, float], outer: tuple[float, float], edge: tuple[float, float]
) -> bool:
    """Whether the ground beside a word is suddenly another; where the word's own is the odd one, it stands in a box."""
    own, beside = band.between(*inner), band.between(*outer)
    step = int(np.abs(beside - own).max())
    odd = np.abs(beside - band.paper).max() > np.abs(own - band.paper).max()
    return step >= OTHER and bool(odd) and band.steepest(*edge) >= SUDDEN * step
