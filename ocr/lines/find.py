"""Where the lines of text stand on a page, found by a small net of our own (``data/line_finder.md``).

The net sees the page at a long side of about a thousand pixels and marks the core of every line, a
strip of its middle, with the distances from there to the line's top and bottom. Connected cores become
lines, each with the curve of its middle, so that slanted and bent lines can be made straight. The net reads
nothing and does not know columns: two texts at the same height become two lines if a gap of one and a
half heights, or the wall of a table cell, lies between them.
"""

import importlib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ocr.box import Box
from ocr.image import Pixels
from ocr.lines.walls import between_walls
from ocr.pixels.session import net
from ocr.pixels.shrink import shrunk
from ocr.problem import MachineProblem

WEIGHTS = Path(__file__).parents[1] / "data" / "line_finder.onnx"
LONG_SIDE, ASPECT, LARGEST_SCALE = 1024, 1.6, 2.0
"""The long side of the small page in pixels; how many widths of the page it counts at most, so that a strip
keeps its width; how many times a page is enlarged at most."""
TILE, OVERLAP = 1536, 128  # pixels of the small page: strips and receipts are seen in pieces
GRAIN = 32  # the net halves five times
SMALL_PRINT, LOOK_AGAIN = 10.5, 1.8  # pixels of a line's height; times that such a page is then enlarged
SURE = 0.5  # probability above which a place belongs to a core
LIKELY = 0.65  # mean probability of a core that is taken for text; below it most are seals and scribbles
FEWEST, LOWEST = 2, 4.0  # places in a core; height of a line in pixels of the small page
FAINT = 0.03  # probability from which a single character, as in a table cell, is considered beside a line
MOST_FAINT = 24  # such characters on a page; more are specks
LONE, LEVEL = 1.6, 0.3  # heights: its greatest width, and its distance from the middle of that line
LIKE = 1.5  # times: how much taller one of the two may be
SHORTENED = 0.25  # share of a line's height that its core is short at each end
JOINED = 0.8  # heights between two cores that are pieces of one line
SLANTED, BENT = 4.0, 12.0  # width over height from which a slope, or a bend, can be measured

Floats = npt.NDArray[np.float32]
Coordinates = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line of text in pixels of the page.

    Attributes:
        box: around its ink.
        height: from its top to its bottom at any one place.
        curve: the middle between top and bottom at x is ``a + b·t + c·t²``, with ``t`` from ``box.left``.
        score: how surely it is text, LIKELY to 1; less for a single character, which has to be read as one.
    """

    box: Box
    height: float
    curve: tuple[float, float, float]
    score: float

    def middle(self, x: Coordinates) -> Coordinates:
        """The height of the line's middle at every ``x``."""
        a, b, c = self.curve
        t = x - self.box.left
        return np.asarray(a + t * (b + t * c))

    def part(self, left: int, right: int) -> "FoundLine":
        """What stands from ``left`` to ``right``."""
        a, b, c = self.curve
        t = left - self.box.left
        curve = a + t * (b + t * c), b + 2 * c * t, c
        return replace(self, box=Box(left, self.box.top, right, self.box.bottom), curve=curve)


def unavailable() -> MachineProblem | None:
    """``onnxruntime_missing`` where ONNX Runtime is not installed or does not start, or None."""
    try:
        importlib.import_module("onnxruntime")
    except ImportError:
        return MachineProblem("onnxruntime_missing")
    return None


def find_lines(ink: Pixels) -> tuple[FoundLine, ...]:
    """The lines of text in ``ink`` (height by width, dark on light), top to bottom.

    The same pixels give the same lines; one thread.
    """
    scale = _scale(*ink.shape)
    lines = _found(ink, scale)
    if scale < 1 and _is_small_print(lines, scale):
        lines = _found(ink, min(1.0, scale * LOOK_AGAIN))
    parts = [part for line in lines for part in _cells(ink, line)]
    return tuple(sorted(parts, key=lambda line: (line.box.top, line.box.left)))


def _found(ink: Pixels, scale: float) -> list[FoundLine]:
    height, width = ink.shape
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = ink if scale == 1 else shrunk(ink, size)
    by = (width / size[0], height / size[1])
    maps, page = _seen(small), (width, height)
    lines = [line for piece in _whole(_pieces(maps, SURE)) if (line := _line(piece, by, page, LIKELY))]
    faint = [_line(piece, by, page, FAINT) for piece in _pieces(maps, FAINT) if piece.sure.max() <= SURE]
    return lines + _lone([sign for sign in faint if sign], lines)


def _lone(signs: list[FoundLine], lines: list[FoundLine]) -> list[FoundLine]:
    """The single characters beside a line; of two in one place the surer one; none if there are too many."""
    if not signs or not lines:
        return []
    boxes = np.array([line.box for line in lines])
    curves = np.array([line.curve for line in lines])
    heights = np.array([line.height for line in lines])
    kept: list[FoundLine] = []
    for sign in sorted(signs, key=lambda sign: -sign.score):
        if len(kept) > MOST_FAINT:
            return []
        is_free = not _meets(sign.box, boxes) and not any(sign.box.intersection(one.box).area for one in kept)
        if is_free and _is_beside(sign, boxes[:, 0], curves, heights):
            kept.append(sign)
    return kept if len(kept) <= MOST_FAINT else []


def _meets(box: Box, boxes: npt.NDArray[np.int_]) -> bool:
    """Whether ``box`` shares a pixel with one of ``boxes``; a page of grain has thousands of both."""
    across = np.minimum(boxes[:, 2], box.right) > np.maximum(boxes[:, 0], box.left)
    down = np.minimum(boxes[:, 3], box.bottom) > np.maximum(boxes[:, 1], box.top)
    return bool((across & down).any())


def _is_beside(
    sign: FoundLine, left: npt.NDArray[np.int_], curves: Coordinates, heights: Coordinates
) -> bool:
    """Whether a single character is about as tall as a line beside it, and level with it."""
    low, high = np.minimum(sign.height, heights), np.maximum(sign.height, heights)
    x = sign.box.center[0]
    t = x - left
    middles = curves[:, 0] + t * (curves[:, 1] + t * curves[:, 2])
    off = np.abs(float(sign.middle(np.array([x]))[0]) - middles)
    return bool(((sign.box.width < LONE * low) & (high < LIKE * low) & (off < LEVEL * low)).any())


def _cells(ink: Pixels, line: FoundLine) -> tuple[FoundLine, ...]:
    """The line cut where walls of cells stand in it."""
    x = np.arange(line.box.left, line.box.right, dtype=np.float64)
    spans = between_walls(ink, line.box.left, line.middle(x), line.height)
    return tuple(line.part(*span) for span in spans) or (line,)


def _is_small_print(lines: list[FoundLine], scale: float) -> bool:
    """Whether a good part of the lines was hard to see: a card copied onto a large sheet, a dense table."""
    heights = sorted(line.height * scale for line in lines)
    return bool(heights) and heights[len(heights) // 4] < SMALL_PRINT


def _scale(height: int, width: int) -> float:
    """The factor that brings a page to the usual size; for a long strip its short side decides."""
    return min(LARGEST_SCALE, LONG_SIDE / max(1.0, min(max(height, width), ASPECT * min(height, width))))


def _seen(small: Pixels) -> Floats:
    """The net's three maps of a page, of shape (3, height / 2, width / 2): core, distance up, distance down."""
    height, width = small.shape
    if max(height, width) <= TILE:
        return _maps(small)
    upright = small if height >= width else small.T
    found = np.zeros((3, (upright.shape[0] + 1) // 2, (upright.shape[1] + 1) // 2), dtype=np.float32)
    for start in range(0, upright.shape[0], TILE - OVERLAP):
        tile = upright[start : start + TILE]
        maps = _maps(tile if height >= width else np.ascontiguousarray(tile.T))
        maps = maps if height >= width else maps.transpose(0, 2, 1)
        skip = OVERLAP // 4 if start else 0
        found[:, start // 2 + skip : start // 2 + maps.shape[1]] = maps[:, skip:]
    return found if height >= width else np.ascontiguousarray(found.transpose(0, 2, 1))


def _maps(tile: Pixels) -> Floats:
    height, width = tile.shape
    white = [(0, -side % GRAIN) for side in (height, width)]
    ink = 1 - np.pad(tile, white, constant_values=255).astype(np.float32) / 255
    found = np.asarray(net(WEIGHTS).run(None, {"ink": ink[None, None]})[0][0], dtype=np.float32)
    return found[:, : (height + 1) // 2, : (width + 1) // 2]


@dataclass(frozen=True, eq=False)
class _Piece:
    """The places of a core: x and y in pixels of the small page, distances up and down, probabilities."""

    x: Coordinates
    y: Coordinates
    up: Coordinates
    down: Coordinates
    sure: Coordinates

    @cached_property
    def height(self) -> float:
        return float(np.median(self.up + self.down))

    @cached_property
    def middle(self) -> Coordinates:
        return self.y + (self.down - self.up) / 2

    @cached_property
    def sides(self) -> tuple[float, float]:
        return float(self.x.min()), float(self.x.max())

    @cached_property
    def ends(self) -> tuple[float, float]:
        """The level of the middle at the left and at the right end."""
        left, right = self.sides
        reach = 2 * self.height
        return (
            float(self.middle[self.x < left + reach].mean()),
            float(self.middle[self.x > right - reach].mean()),
        )


def _pieces(maps: Floats, least: float) -> list[_Piece]:
    """The connected cores of places with a probability above ``least``, left to right."""
    _, labels = cv2.connectedComponents((maps[0] > least).astype(np.uint8), connectivity=8)
    y, x = np.nonzero(labels)
    order = np.argsort(labels[y, x], kind="stable")
    y, x = y[order], x[order]
    starts = np.flatnonzero(np.diff(labels[y, x])) + 1
    sure, up, down = maps[:, y, x].astype(np.float64)
    values = [np.split(value, starts) for value in (2.0 * x + 1, 2.0 * y + 1, up, down, sure)]
    pieces = [_Piece(*parts) for parts in zip(*values, strict=True) if len(parts[0]) >= FEWEST]
    return sorted(pieces, key=lambda piece: piece.sides[0])


def _whole(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces, joined where only a small break lies between them."""
    lines: list[_Piece] = []
    for piece in pieces:
        before = next((line for line in lines if _continues(line, piece)), None)
        if before is None:
            lines.append(piece)
        else:
            lines[lines.index(before)] = _joined(before, piece)
    return lines


def _continues(before: _Piece, piece: _Piece) -> bool:
    low, high = sorted((before.height, piece.height))
    gap = piece.sides[0] - before.sides[1]
    alike = low > 0.6 * high and abs(before.ends[1] - piece.ends[0]) < 0.25 * low
    return alike and -low < gap < JOINED * low


def _joined(one: _Piece, other: _Piece) -> _Piece:
    names = ("x", "y", "up", "down", "sure")
    return _Piece(*(np.concatenate([getattr(one, name), getattr(other, name)]) for name in names))


def _line(piece: _Piece, by: tuple[float, float], page: tuple[int, int], least: float) -> FoundLine | None:
    """The line of a core likelier than ``least``; ``by`` are the factors from the small page to one of size ``page``."""
    height = piece.height
    left, right = piece.sides[0] - 1, piece.sides[1] + 1
    if height < LOWEST:
        return None
    end = min(SHORTENED * height, (right - left) / 2)
    left, right = (left - end) * by[0], (right + end) * by[0]
    first = max(0, int(left))
    curve = _curve(
        piece.x * by[0] - first, piece.middle * by[1], piece.sure, (right - left) / (height * by[1])
    )
    tall = height * by[1]
    t = np.linspace(0, right - first, 9)
    middle = curve[0] + t * (curve[1] + t * curve[2])
    top, bottom = float(middle.min()) - tall / 2, float(middle.max()) + tall / 2
    box = Box(first, int(top), int(np.ceil(right)), int(np.ceil(bottom))).clipped(*page)
    score = float(piece.sure.mean())
    return FoundLine(box, tall, curve, score) if box.area and score >= least else None


def _curve(x: Coordinates, y: Coordinates, sure: Coordinates, length: float) -> tuple[float, float, float]:
    """Level, slope and bend of a line that is ``length`` times as long as high, fitted to its places."""
    degree = 2 if length >= BENT else 1 if length >= SLANTED else 0
    powers = np.stack([x**power for power in range(degree + 1)], axis=1)
    weights = np.sqrt(sure)
    solved = np.linalg.lstsq(powers * weights[:, None], y * weights, rcond=None)[0]
    a, b, c = (*(float(value) for value in solved), 0.0, 0.0)[:3]
    return a, b, c
