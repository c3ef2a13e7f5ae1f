"""The targets of the finder's net: which words are one line, the core of a line, and its extent.

This module has all rules by which drawn words become lines. Words of one printed line belong together unless
a gap of more than ``SPLIT_GAP`` heights is between them (columns, cells, labels far apart). Print with a slope
of more than ``STEEPEST`` is not a line to be read. The core of a line is a strip in the middle of its height,
shortened at both ends, so that neighbours never touch.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]

SPLIT_GAP = 1.5
STEEPEST = 0.2  # rise over run: 11 degrees
CORE_TOP, CORE_BOTTOM = 0.36, 0.72  # shares of a line's height, from its top
SHORTENED = 0.25  # of the height, cut off a core at each end, but at most a quarter of the width
LEAST_BELOW = 0.25  # of the height above the baseline: every line gets room for descenders
SMALLEST = 6.0  # pixels of a line's height; smaller print does not count in the loss, found or not


@dataclass(frozen=True, slots=True)
class TrueLine:
    """A line: its baseline as points from left to right, and its extent above and below it in pixels."""

    baseline: Points
    above: float
    below: float

    @property
    def height(self) -> float:
        """Pixels from top to bottom."""
        return self.above + self.below

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        (left, right), ys = self.baseline[[0, -1], 0], self.baseline[:, 1]
        return float(left), float(ys.min() - self.above), float(right), float(ys.max() + self.below)


@dataclass(frozen=True, slots=True)
class Maps:
    """Targets at half the picture's size: core 0 or 1, logarithms of the distances, and which places count."""

    core: Floats
    top: Floats
    bottom: Floats
    counted: Floats


def lines_of(words: Points) -> list[TrueLine]:
    """The lines that one printed line becomes; ``words`` has shape (n, 6, 2): four corners, two ends of a baseline."""
    if not len(words) or _steep(words):
        return []
    words = words[np.argsort(words[:, :4, 0].mean(axis=1))]
    height = _line(words).height
    runs: list[list[int]] = [[0]]
    for other in range(1, len(words)):
        gap = words[other, [0, 3], 0].min() - words[runs[-1], 1:3, 0].max()
        if gap > SPLIT_GAP * height:
            runs.append([])
        runs[-1].append(other)
    return [_line(words[run]) for run in runs]


def _steep(words: Points) -> bool:
    ends = words[:, 4:]
    run = np.abs(ends[:, 1, 0] - ends[:, 0, 0]).sum()
    return bool(np.abs(ends[:, 1, 1] - ends[:, 0, 1]).sum() > STEEPEST * max(run, 1e-6))


def _line(words: Points) -> TrueLine:
    middles = words[:, 4:].mean(axis=1)
    above = float((middles[:, 1] - words[:, :2, 1].mean(axis=1)).max())
    below = float((words[:, 2:4, 1].mean(axis=1) - middles[:, 1]).max())
    above = max(above, 1.0)
    left, right = words[0, [0, 3], 0].min(), words[:, 1:3, 0].max()
    baseline = np.array([(left, words[0, 4, 1]), *middles, (right, words[-1, 5, 1])])
    return TrueLine(baseline[np.argsort(baseline[:, 0])], above, max(below, LEAST_BELOW * above))


def maps(lines: Sequence[TrueLine], height: int, width: int) -> Maps:
    """The targets for a picture of ``height`` by ``width`` pixels (even numbers)."""
    shape = (height // 2, width // 2)
    core, top, bottom = (np.zeros(shape, np.float32) for _ in range(3))
    made = Maps(core, top, bottom, np.ones(shape, np.float32))
    for line in lines:
        _draw(made, line)
    return made


def _draw(made: Maps, line: TrueLine) -> None:
    rows, columns = made.core.shape
    left, right = line.baseline[0, 0], line.baseline[-1, 0]
    cut = min(SHORTENED * line.height, (right - left) / 4)
    first, last = (
        max(0, round((left + cut) / 2)),
        min(columns, max(round((right - cut) / 2), round((left + cut) / 2) + 1)),
    )
    if first >= last:
        return
    x = np.arange(first, last)
    top = np.interp(2 * x + 1, line.baseline[:, 0], line.baseline[:, 1]) - line.above
    begin = int(max(0, top.min() / 2 - 1))
    end = int(min(rows, (top.max() + line.height) / 2 + 2))
    if begin >= end:
        return
    y = 2 * np.arange(begin, end)[:, None] + 1.0
    part = np.s_[begin:end, first:last]
    if line.height < SMALLEST:
        made.counted[part] = 0
        return
    core = (y >= top + CORE_TOP * line.height) & (y <= top + CORE_BOTTOM * line.height)
    made.core[part][core] = 1
    made.top[part][core] = np.log(np.maximum(y - top, 1))[core]
    made.bottom[part][core] = np.log(np.maximum(top + line.height - y, 1))[core]
