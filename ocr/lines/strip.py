"""A line of a page as a picture of its own: straight, of a usual height, with room around it.

Vietnamese accents stand above the line as the finder sees it, so more is added above than below.
Combs are removed. A strip knows where on the page its pixels lie.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.box import Box
from ocr.image import Pixels
from ocr.lines.combs import Columns, without_comb
from ocr.lines.find import Coordinates, FoundLine
from ocr.pixels.brightness import percentile

ABOVE, BELOW, BESIDE = 0.12, 0.06, 0.6  # of the line's height
SMALLEST, LARGEST = 32.0, 46.0  # pixels of a line's height that suit a reader; others are scaled
SAME_HEIGHT = 0.5  # share of the height that texts side by side have in common
RIM = 12  # pixels of paper added all around
LEAST_CONTRAST = 60  # grey levels between paper and ink
RULED, RULE_WITHIN = (
    0.95,
    0.12,
)  # share of the height that a rule fills; how far it may reach into a line's box
PAPER = 60  # percentile of the brightness of a line: more than half of it is paper
STRAIGHT = 1.0  # pixels by which a line may bend and still be cut out as it is


@dataclass(frozen=True, slots=True)
class Strip:
    """A line cut out: ``pixels`` with a rim of paper, ``scale`` pixels of the strip for one of the page.

    ``columns`` are its columns that stayed when the digits of a comb were moved together.
    """

    line: FoundLine
    pixels: Pixels
    left: int
    scale: float
    rise: float
    columns: Columns | None = None

    def on_page(self, box: Box) -> Box:
        """Where ``box`` of the strip lies on the page."""
        left, right = (self.left + (x - RIM) / self.scale for x in self._ends(box))
        middle = float(self.line.middle(np.array([(left + right) / 2]))[0])
        top, bottom = (middle - self.rise + (y - RIM) / self.scale for y in (box.top, box.bottom))
        return Box(round(left), round(top), round(right), round(bottom))

    def _ends(self, box: Box) -> tuple[int, int]:
        """The left and right side of ``box`` as they were before columns were removed."""
        if self.columns is None:
            return box.left, box.right
        first, last = np.clip((box.left, box.right - 1), 0, len(self.columns) - 1)
        return int(self.columns[first]), int(self.columns[last]) + 1


def strip(ink: Pixels, line: FoundLine, others: Sequence[FoundLine] = ()) -> Strip:
    """``line`` cut out of the page ``ink``; the room added beside it does not reach into ``others``."""
    left, right = _sides(line, others, ink.shape[1])
    rise, fall = (0.5 + ABOVE) * line.height, (0.5 + BELOW) * line.height
    scale = float(np.clip(line.height, SMALLEST, LARGEST)) / line.height
    middle = line.middle(np.arange(left, right, dtype=np.float64))
    if float(np.ptp(middle)) <= STRAIGHT:
        cut, rise = _level(ink, (left, right), float(middle.mean()), (rise, fall))
    else:
        cut = _bent(ink, (left, right), middle, (rise, fall))
    clear = _between_rules(cut, line.box.left - left, line.box.right - left)
    cut, left = cut[:, clear], left + clear.start
    if scale != 1:
        way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
        cut = cv2.resize(cut, None, fx=scale, fy=scale, interpolation=way).astype(np.uint8)
    # A rim whiter than the paper looks like a frame around the line.
    framed = np.pad(cut, RIM, constant_values=int(percentile(cut, PAPER)[0]))
    cleared, columns = without_comb(framed)
    return Strip(line, cleared, left, scale, rise, columns)


def _sides(line: FoundLine, others: Sequence[FoundLine], width: int) -> tuple[int, int]:
    """Left and right end, with as much room added as neighbours at the same height leave free."""
    reach = round(BESIDE * line.height)
    left, right = max(0, line.box.left - reach), min(width, line.box.right + reach)
    for other in others:
        if other is not line and other.box.overlap_y(line.box) > SAME_HEIGHT:
            if other.box.right <= line.box.left + reach:
                left = max(left, min(line.box.left, other.box.right))
            elif other.box.left >= line.box.right - reach:
                right = min(right, max(line.box.right, other.box.left))
    return left, max(right, left + 1)


def _between_rules(cut: Pixels, first: int, last: int) -> slice:
    """The columns of the cell (between upright rules) around the text from ``first`` to ``last``."""
    dark = (cut < percentile(cut, PAPER)[0] - LEAST_CONTRAST).mean(axis=0) > RULED
    within = round(RULE_WITHIN * cut.shape[0])
    left = np.flatnonzero(dark[: max(0, first + within)])
    right = np.flatnonzero(dark[max(0, last - within) :])
    start = int(left[-1]) + 2 if len(left) else 0
    end = max(0, last - within) + int(right[0]) - 1 if len(right) else cut.shape[1]
    return slice(start, end) if end - start > cut.shape[0] / 4 else slice(0, cut.shape[1])


def _level(
    ink: Pixels, sides: tuple[int, int], middle: float, reach: tuple[float, float]
) -> tuple[Pixels, float]:
    """The rectangle around a straight line, untouched, and how far its top lies above the middle."""
    top, bottom = round(middle - reach[0]), round(middle + reach[1])
    inner = ink[max(0, top) : max(0, bottom), slice(*sides)]
    missing = max(0, -top), max(0, bottom - max(0, top) - inner.shape[0])
    return np.pad(inner, (missing, (0, 0)), constant_values=255), middle - top


def _bent(ink: Pixels, sides: tuple[int, int], middle: Coordinates, reach: tuple[float, float]) -> Pixels:
    """The band around a slanted or bent line, made straight."""
    rows = np.arange(round(sum(reach)), dtype=np.float32)[:, None]
    map_y = (middle[None] - reach[0] + rows).astype(np.float32)
    map_x = np.broadcast_to(np.arange(*sides, dtype=np.float32)[None], map_y.shape)
    return cv2.remap(
        ink,
        np.ascontiguousarray(map_x),
        map_y,
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    ).astype(np.uint8)
