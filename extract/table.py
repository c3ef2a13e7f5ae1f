"""Rows of a table by the alignment of their cells under the words of the header.

Ruled lines are not seen here. A row with as many cells as there are columns gives them in order;
a shorter row continues the one above, cell by cell, where its words stand.
"""

import re
from collections.abc import Sequence

from extract.doctype import Column
from extract.layout import Run, pieces
from extract.likeness import find_phrase

HEADER_FLOOR = 0.75
HEADER_ROWS = 4
CELL_GAP = 0.9
ROW_GAP = 3.0

RULES = re.compile(r"^[\W_]+|[\s|_.:;,]+$")

Span = tuple[float, float]


def read_table(
    columns: Sequence[Column], rows: Sequence[Run]
) -> tuple[tuple[Run, ...], tuple[dict[str, str], ...]]:
    """The printed rows used and the entries, each by column name; both empty without a header."""
    header = _header(columns, rows[:HEADER_ROWS])
    if header is None:
        return (), ()
    at, spans = header
    used: list[Run] = []
    entries: list[dict[str, str]] = []
    above = rows[at]
    for row in rows[at + 1 :]:
        if row.band.top - above.band.bottom > ROW_GAP * row.height:
            break
        above = row
        cells = {name: clean for name, text in _cells(columns, row, spans).items() if (clean := _clean(text))}
        if not cells:
            continue
        spans = _widened(columns, row, spans)
        _add(entries, cells, columns[0].name)
        used.append(row)
    return tuple(used), tuple(entries)


def _header(columns: Sequence[Column], rows: Sequence[Run]) -> tuple[int, list[Span]] | None:
    for at, row in enumerate(rows):
        found = [_span(row, column) for column in columns]
        spans = [span for span in found if span is not None]
        if len(spans) == len(columns):
            return at, spans
    return None


def _span(row: Run, column: Column) -> Span | None:
    for phrase in column.headers:
        found = find_phrase(row.texts, phrase, HEADER_FLOOR)
        part = row.part(found.start, found.end) if found else None
        if part is not None:
            return part.box.left, part.box.right
    return None


def _cells(columns: Sequence[Column], row: Run, spans: Sequence[Span]) -> dict[str, str]:
    parts = pieces(row, CELL_GAP)
    if len(parts) == len(columns):
        return {column.name: part.text for column, part in zip(columns, parts, strict=True)}
    cells: dict[str, str] = {}
    for part in parts:
        name = columns[_nearest(part, spans)].name
        cells[name] = f"{cells[name]} {part.text}" if name in cells else part.text
    return cells


def _widened(columns: Sequence[Column], row: Run, spans: Sequence[Span]) -> list[Span]:
    """The columns' spans, made to hold the cells of a complete row."""
    parts = pieces(row, CELL_GAP)
    if len(parts) != len(columns):
        return list(spans)
    pairs = zip(parts, spans, strict=True)
    return [(min(part.box.left, left), max(part.box.right, right)) for part, (left, right) in pairs]


def _nearest(part: Run, spans: Sequence[Span]) -> int:
    def apart(number: int) -> tuple[float, float]:
        left, right = spans[number]
        shared = min(part.box.right, right) - max(part.box.left, left)
        return -shared, abs(part.box.center[0] - (left + right) / 2)

    return min(range(len(spans)), key=apart)


def _add(entries: list[dict[str, str]], cells: dict[str, str], first: str) -> None:
    if first in cells or not entries:
        entries.append(cells)
        return
    for name, text in cells.items():
        entries[-1][name] = f"{entries[-1][name]} {text}" if name in entries[-1] else text


def _clean(text: str) -> str:
    """A cell without what ruled lines are misread for at its ends."""
    return RULES.sub("", text)
