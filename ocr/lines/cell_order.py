"""Rows of a table whose cells hold several lines: read cell by cell, not line by line across the cells.

The rules of the table are not known here. Such cells are proven by texts side by side that have different
numbers of lines and the same middle height. Everything else is read line by line.
"""

import statistics
from collections.abc import Iterator, Sequence

from ocr.page import Line

Row = list[Line]

WITHIN = 0.5  # heights of white between the lines of one cell; rows of a table lie further apart
CENTRED = 0.4  # heights by which the middles of cells side by side may differ
GUTTER = 0.35  # heights of white between two columns


def close_rows(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows (top to bottom) in groups that follow each other closely."""
    group: list[Row] = []
    for row in rows:
        if group and _white(group, row) >= WITHIN * _height(group):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def cells_of(group: Sequence[Row]) -> list[Line]:
    """The lines of one row of a table, cell by cell; none where ``group`` is not proven to be one."""
    columns = _columns(group)
    return [line for column in columns for line in column] if _are_cells(columns, group) else []


def _white(group: Sequence[Row], row: Row) -> int:
    bottom = max(line.box.bottom for above in group for line in above)
    return min(line.box.top for line in row) - bottom


def _height(group: Sequence[Row]) -> float:
    return statistics.median(line.box.height for row in group for line in row)


def _columns(group: Sequence[Row]) -> list[list[Line]]:
    """The lines of the group by column from left to right, each from top to bottom."""
    columns: list[list[Line]] = []
    right = 0
    for line in sorted((line for row in group for line in row), key=lambda line: line.box.left):
        if columns and line.box.left - right < GUTTER * _height(group):
            columns[-1].append(line)
        else:
            columns.append([line])
        right = max(right, line.box.right)
    return [sorted(column, key=lambda line: line.box.center[1]) for column in columns]


def _are_cells(columns: Sequence[Sequence[Line]], group: Sequence[Row]) -> bool:
    if len(columns) < 2 or len({len(column) for column in columns}) < 2:  # noqa: PLR2004  (equal numbers stand in rows)
        return False
    middles = [(column[0].box.top + column[-1].box.bottom) / 2 for column in columns]
    lone_in_two = len(columns) == 2 and min(map(len, columns)) > 1  # noqa: PLR2004  (head and foot have two blocks)
    return not lone_in_two and max(middles) - min(middles) <= CENTRED * _height(group)
