"""Walls of table cells: a found line that has a wall in it is two lines.

Texts of neighbouring cells may stand nearer to each other than words of other lines; only the rule
between them shows where to cut. A wall is a straight upright rule that goes on above or below the line, and is
crossed or met by a level rule that runs on both sides; the edge of a stamp over a line has none. Combs, in which
every digit of a number has its own narrow cell, are not cut: they hold one text.
"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ocr.image import Pixels
from ocr.pixels.brightness import percentile

REACHES = ((1.5, 0.7), (0.7, 1.5))  # heights above and below the middle: a wall covers one of the two
ROWS = 24  # rows that are looked at over that reach
FILLED = 0.9  # share of these that is dark along a wall
PAPER, CONTRAST = 60, 60  # percentile of a line's brightness; grey levels between paper and ink
THICKEST = 0.25  # heights
COMB = 1.6  # heights from one wall to the next in a comb
CROSSED_WITHIN, ARM = 3.5, 1.0  # heights above and below in which the level rule lies; its reach to each side
LEAST = 0.3  # heights from a wall to the end of the line
WITHIN = 0.45  # heights above and below the middle where letters are looked for
NARROWEST = 0.1  # heights of text in a cell

Span = tuple[int, int]


def between_walls(ink: Pixels, left: int, middle: npt.NDArray[np.float64], height: float) -> tuple[Span, ...]:
    """Where the texts of a line stand from wall to wall, left to right; empty where no wall stands in it.

    Args:
        ink: the page, dark on light.
        left: x of the line's first column.
        middle: y of the line's middle at this and every further column.
        height: of the line.
    """
    line = _Line(ink, left, middle, height)
    walls = line.walls()
    ends = [0, *(x for wall in walls for x in wall), len(middle)]
    cells = zip(ends[::2], ends[1::2], strict=True) if walls else ()
    return tuple((left + text[0], left + text[1]) for cell in cells if (text := line.text(*cell)))


class _Line:
    """The columns of a line, counted from its left end."""

    def __init__(self, ink: Pixels, left: int, middle: npt.NDArray[np.float64], height: float) -> None:
        self.ink, self.middle, self.height = ink, middle, height
        self.x = np.clip(left + np.arange(len(middle)), 0, ink.shape[1] - 1)
        letters = self._rows(WITHIN, WITHIN)
        self.limit = percentile(letters, PAPER)[0] - CONTRAST
        self.inked = np.asarray((letters < self.limit).any(axis=0))

    def walls(self) -> list[Span]:
        """The walls that part cells."""
        edges = np.flatnonzero(np.diff(np.concatenate(([0], self._upright().astype(np.int8), [0]))))
        runs = [(int(left), int(right)) for left, right in edges.reshape(-1, 2)]
        walls = [run for run in runs if run[1] - run[0] <= max(4, THICKEST * self.height)]
        pairs = enumerate(pairwise(walls))
        near = {at for at, (one, other) in pairs if other[0] - one[1] < COMB * self.height}
        alone = [wall for at, wall in enumerate(walls) if not {at, at - 1} & near]
        least = LEAST * self.height
        inner = (wall for wall in alone if wall[0] > least and wall[1] < len(self.x) - least)
        return [wall for wall in inner if self._is_crossed(*wall)]

    def text(self, left: int, right: int) -> Span | None:
        """Where ink stands between two walls."""
        inked = left + np.flatnonzero(self.inked[left:right])
        wide = len(inked) and inked[-1] + 1 - inked[0] >= NARROWEST * self.height
        return (int(inked[0]), int(inked[-1]) + 1) if wide else None

    def _upright(self) -> npt.NDArray[np.bool_]:
        """The columns that are dark from above the letters to below them."""
        found = np.zeros(len(self.x), dtype=np.bool_)
        for reach in REACHES:
            found |= _along(self._rows(*reach) < self.limit)
        return found

    def _is_crossed(self, left: int, right: int) -> bool:
        """Whether a level rule runs on both sides of a wall."""
        first, last = (self.x[side] for side in (left, right))
        reach, arm = round(CROSSED_WITHIN * self.height), round(ARM * self.height)
        y = int(self.middle[left])
        dark = self.ink[max(0, y - reach) : y + reach] < self.limit
        before, after = dark[:, max(0, first - arm) : first], dark[:, last : last + arm]
        if 0 in before.shape or 0 in after.shape:
            return False
        return bool((_along(before.T) & _along(after.T)).any())

    def _rows(self, above: float, below: float) -> Pixels:
        """ROWS values of every column, evenly from ``above`` heights above the middle to ``below`` below it."""
        steps = np.linspace(-above * self.height, below * self.height, ROWS)
        y = np.clip((self.middle + steps[:, None]).astype(np.intp), 0, self.ink.shape[0] - 1)
        return np.asarray(self.ink[y, self.x])


def _along(dark: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The columns of ``dark`` in which a rule runs; it may lean by a pixel."""
    wide = dark.copy()
    wide[:, 1:] |= dark[:, :-1]
    wide[:, :-1] |= dark[:, 1:]
    filled: npt.NDArray[np.bool_] = wide.mean(axis=0) >= FILLED
    return filled
