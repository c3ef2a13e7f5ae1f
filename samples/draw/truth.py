"""The truth of a drawn page: its text and where it stands, as lines of words with their corners in pixels.

It is made while drawing, so it is exact. If a page is bent or turned afterwards, its truth is moved by
the same warp. The committed truth files keep only the text.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Warp = Callable[[Points], Points]
"""Maps points of shape (n, 2), x before y, from one picture of a page to another."""
Spot = tuple[float, float]
MarkKind = Literal["seal", "signature", "stamp"]
MarkShape = Literal["round", "square"]


@dataclass(frozen=True, slots=True)
class Word:
    """Letters between two spaces: the corners of the ink clockwise from the top left, and both ends of the baseline."""

    text: str
    corners: tuple[tuple[float, float], ...]
    baseline: tuple[tuple[float, float], ...]
    hand: bool = False

    def moved(self, warp: Warp) -> "Word":
        """The same word after ``warp``."""
        moved = [
            (float(x), float(y)) for x, y in warp(np.array(self.corners + self.baseline, dtype=np.float64))
        ]
        return replace(self, corners=tuple(moved[:4]), baseline=tuple(moved[4:]))

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The axis-parallel rectangle around the corners: left, top, right, bottom."""
        xs, ys = zip(*self.corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Line:
    """Words printed on one baseline. An overlay (stamp, seal, MẪU) is not part of the paper's own text."""

    words: tuple[Word, ...]
    overlay: bool = False

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The rectangle around all words: left, top, right, bottom."""
        lefts, tops, rights, bottoms = zip(*(word.box for word in self.words), strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)

    def moved(self, warp: Warp) -> "Line":
        """The same line after ``warp``."""
        return replace(self, words=tuple(word.moved(warp) for word in self.words))


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a page: the outline of a seal or a stamp, or the path of the pen of a signature."""

    kind: MarkKind
    points: tuple[Spot, ...]
    shape: MarkShape | None = None
    text: str = ""

    def moved(self, warp: Warp) -> "Mark":
        """The same mark after ``warp``."""
        moved = warp(np.array(self.points, dtype=np.float64))
        return replace(self, points=tuple((float(x), float(y)) for x, y in moved))

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The rectangle around it: left, top, right, bottom."""
        xs, ys = zip(*self.points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class PageTruth:
    """Every line of one page in reading order, and its marks, in pixels of a picture of ``width`` by ``height``."""

    width: int
    height: int
    dpi: int
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        """The page as printed, each line on a line of its own, without overlays."""
        return "\n".join(line.text for line in self.lines if not line.overlay)

    @property
    def overlay_text(self) -> str:
        """The text that was stamped over the page."""
        return "; ".join(line.text for line in self.lines if line.overlay)

    def moved(self, warp: Warp, width: int, height: int) -> "PageTruth":
        """The same page after ``warp`` into a picture of ``width`` by ``height``."""
        lines = tuple(line.moved(warp) for line in self.lines)
        marks = tuple(mark.moved(warp) for mark in self.marks)
        return replace(self, width=width, height=height, lines=lines, marks=marks)
