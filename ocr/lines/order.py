"""The lines of a page in the order in which a person reads them.

Official papers are one column of text with two columns at the head (issuing body | national title)
and at the foot (Nơi nhận | signature). Head and foot are read block by block, tables row by row. Geometry
tells them apart: cells stand in rows of more than two, or flush under each other; the lines of a block are
centred, or do not stand in rows with the lines of its neighbour.
"""

import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ocr.lines.cell_order import cells_of, close_rows
from ocr.page import Line

SAME_ROW = 0.5  # share of the height that two lines of one row have in common
GUTTER = 0.012  # of the page's width: the narrowest white between two columns
MARGIN = 0.15  # of the page's width on either side, where no gutter between columns runs
NEAR = 0.8  # heights of white below the head, beyond which a line off its axis is not part of it
FAR = 3.0  # heights of white below the head, beyond which its left column has ended
PAIRED = 0.7  # share of rows with a line on both sides, from which they may be rows of a table
INNER = (0.25, 0.7)  # of the page's width: where the gutter between two blocks has its middle
ON_AXIS, OFF_AXIS = (
    1.0,
    2.0,
)  # heights from the middle or left edge of a block: at most for its lines, at least for others
MOST = 0.6  # share of the lines of a block that stand on its axis
FLUSH = 0.4  # heights by which the left edges of cells differ

Row = list[Line]


class _Span(NamedTuple):
    left: int
    right: int


def in_reading_order(lines: Sequence[Line], width: int) -> tuple[Line, ...]:
    """All ``lines`` in reading order, left block before right block; ``width`` of the page in pixels."""
    ordered: list[Line] = []
    rows: list[Row] = []
    for group in close_rows(_rows(lines)):
        if cells := cells_of(group):
            ordered += [*_by_blocks(rows, width), *cells]
            rows = []
        else:
            rows += group
    return (*ordered, *_by_blocks(rows, width))


def _by_blocks(rows: Sequence[Row], width: int) -> list[Line]:
    ordered: list[Line] = []
    start = 0
    while start < len(rows):
        end, gutter = _band(rows, start, width)
        band = rows[start:end]
        ordered += _blocks(band, gutter) if gutter else [line for row in band for line in row]
        start = end
    return ordered


def _rows(lines: Sequence[Line]) -> list[Row]:
    """Lines of one height, each row from left to right, rows from top to bottom."""
    rows: list[Row] = []
    for line in sorted(lines, key=lambda line: line.box.center[1]):
        if rows and all(_stands_beside(line, other) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.left) for row in rows]


def _stands_beside(line: Line, other: Line) -> bool:
    """Whether two lines stand side by side; lines of a bent page may overlap in height but stand under each other."""
    return line.box.overlap_y(other.box) >= SAME_ROW and line.box.overlap_x(other.box) < SAME_ROW


def _band(rows: Sequence[Row], start: int, width: int) -> tuple[int, _Span | None]:
    """The end of the rows that share a gutter with the row at ``start``, and that gutter.

    The gutter is None where the rows are not two blocks side by side; then the band is one row.
    """
    end = start + 1
    gutter = _gutter(rows[start:end], width)
    while end < len(rows) and gutter:
        wider = _gutter(rows[start : end + 1], width)
        if (
            wider is None
            or _is_lost(rows[start : end + 1], gutter, wider)
            or _is_after_head(rows, start, end, wider)
        ):
            break
        gutter, end = wider, end + 1
    if gutter is None or not _is_two_blocks(rows[start:end], gutter, width):
        return start + 1, None
    if _is_before_blocks(rows[start:end], gutter):
        return start + 1, None
    return end, gutter


def _gutter(rows: Sequence[Row], width: int) -> _Span | None:
    """The widest white strip between the margins that no line of ``rows`` crosses."""
    spans = sorted(_Span(line.box.left, line.box.right) for row in rows for line in row)
    edge = [_Span(0, round(MARGIN * width)), *spans, _Span(round((1 - MARGIN) * width), width)]
    merged = [edge[0]]
    for span in sorted(edge):
        if span.left <= merged[-1].right:
            merged[-1] = _Span(merged[-1].left, max(merged[-1].right, span.right))
        else:
            merged.append(span)
    whites = [_Span(one.right, other.left) for one, other in pairwise(merged)]
    wide = [white for white in whites if white.right - white.left >= GUTTER * width]
    return max(wide, key=lambda white: _fit(white, rows), default=None)


def _fit(white: _Span, rows: Sequence[Row]) -> tuple[bool, int]:
    left, right = _sides(rows, white)
    return bool(left and right), white.right - white.left


def _sides(rows: Sequence[Row], gutter: _Span) -> tuple[list[Line], list[Line]]:
    lines = [line for row in rows for line in row]
    return (
        [line for line in lines if line.box.right <= gutter.left],
        [line for line in lines if line.box.left >= gutter.right],
    )


def _is_lost(rows: Sequence[Row], before: _Span, after: _Span) -> bool:
    """Whether the last of ``rows`` crosses the gutter between the two sides of the others."""
    return all(_sides(rows[:-1], before)) and not all(_sides(rows, after))


def _is_after_head(rows: Sequence[Row], start: int, end: int, gutter: _Span) -> bool:
    """Whether a row with a left side only, below rows with two sides, is new: far away, or off the axis of the left."""
    left, right = _sides(rows[start:end], gutter)
    if not (left and right) or any(line.box.left >= gutter.right for line in rows[end]):
        return False
    white = min(line.box.top for line in rows[end]) - max(line.box.bottom for line in rows[end - 1])
    height = statistics.median(line.box.height for line in (*left, *right))
    off = _is_off_axis(rows[end][0], left)
    return white > (NEAR if off else FAR) * height


def _is_two_blocks(rows: Sequence[Row], gutter: _Span, width: int) -> bool:
    left, right = _sides(rows, gutter)
    if not left or not right or _has_columns(left, width) or _has_columns(right, width):
        return False
    if not INNER[0] * width <= (gutter.left + gutter.right) / 2 <= INNER[1] * width:
        return False
    # One row may have a line in pieces, such as a number with a blank; several such rows are cells.
    crowded = [row for row in rows if len(row) > 2]  # noqa: PLR2004  (a line on either side)
    if len(crowded) > 1 or (crowded and not any(map(_has_two, rows))):
        return False
    if not (_shares_axis(left) and _shares_axis(right)):
        return False
    beside = all(any(line in row and len(row) > 1 for row in rows) for line in right)
    # The right block of head and foot is centred, or goes on below the left one.
    of_form = beside and (len(right) == 1 or (_is_flush(left) and _is_flush(right)))
    of_table = len(right) > 1 and _is_paired(rows, gutter) and _is_flush(right)
    return not (of_form or of_table)


def _has_two(row: Row) -> bool:
    return len(row) == 2  # noqa: PLR2004  (a line on either side)


def _shares_axis(side: Sequence[Line]) -> bool:
    """Whether most lines have the same middle or the same left edge, as the lines of a block do."""
    reach = ON_AXIS * statistics.median(line.box.height for line in side)
    edges = [line.box.center[0] for line in side], [float(line.box.left) for line in side]
    near = (sum(abs(x - statistics.median(axis)) <= reach for x in axis) for axis in edges)
    return max(near) >= MOST * len(side)


def _is_before_blocks(rows: Sequence[Row], gutter: _Span) -> bool:
    """Whether the first row is a line of its own, such as the number of a form: off the axis of its side."""
    return len(rows[0]) == 1 and _is_off_axis(rows[0][0], _side_of(rows[0][0], rows, gutter))


def _side_of(line: Line, rows: Sequence[Row], gutter: _Span) -> list[Line]:
    """The other lines on the side of ``line``."""
    return [other for side in _sides(rows, gutter) if line in side for other in side if other is not line]


def _is_off_axis(line: Line, others: Sequence[Line]) -> bool:
    """Whether a line shares neither the middle nor the left edge of ``others``."""
    if not others:
        return False
    middle = statistics.median(other.box.center[0] for other in others)
    left = statistics.median(other.box.left for other in others)
    return min(abs(line.box.center[0] - middle), abs(line.box.left - left)) > OFF_AXIS * line.box.height


def _has_columns(side: Sequence[Line], width: int) -> bool:
    """Whether one side has a gutter of its own: then it is a table of three columns or more."""
    rows = _rows(side)
    gutter = _gutter(rows, width)
    return gutter is not None and sum(all(_sides([row], gutter)) for row in rows) > 1


def _is_paired(rows: Sequence[Row], gutter: _Span) -> bool:
    """Whether most rows have a line on both sides, as rows of a table have."""
    return sum(all(_sides([row], gutter)) for row in rows) >= PAIRED * len(rows)


def _is_flush(lines: Sequence[Line]) -> bool:
    """Whether lines have the same left edge, as cells do, rather than the same middle."""
    lefts = _scatter([line.box.left for line in lines])
    middles = _scatter([line.box.center[0] for line in lines])
    return lefts < middles and lefts <= FLUSH * statistics.median(line.box.height for line in lines)


def _scatter(values: Sequence[float]) -> float:
    middle = statistics.median(values)
    return statistics.median(abs(value - middle) for value in values)


def _blocks(rows: Sequence[Row], gutter: _Span) -> list[Line]:
    left, right = _sides(rows, gutter)
    return [*left, *right]
