"""Tables: cells are given to columns by the white strips that the rows leave between the words of the header.

Ruled lines are not seen here. Where a word stands in such a strip, the table is not clear, and cells are taken in
order, if a row has as many as there are columns, or else go to the columns that they stand under.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from extract.form.gutter import Span, gutter, is_unclear
from extract.form.located import HEADER_FLOOR
from extract.rows.rows import Run, pieces
from extract.rules.doctype import Column
from extract.text.likeness import find_phrase

HEADER_ROWS = 9  # rows from the label in which the header of its table is looked for
HEADER_DEPTH = 3  # rows that a header may be broken over
CELL_GAP = 0.9  # heights of a row between two cells at least
TABLE_GAP = 3.0  # white below a row, in its heights, after which the table has ended
ENTRY_GAP = 0.6  # heights of a row between two lines of one cell at most
PHRASE_GAP = 1.0  # heights of a row between two rows of a header that holds one phrase at most
BROKEN_FLOOR = 0.9  # likeness from which words of two rows are one phrase of a header

FIRST = re.compile(r"^\W*0?1\W*(?: |$)")
"""The running number of the first entry; a header has none."""
DAY = re.compile(r"\bngày\b.{0,12}\btháng\b.{0,12}\bnăm\b")
"""The row of place and date at the foot of a paper, or of several people who sign."""
RULES = re.compile(r"^[\W_]+|[\s|_]+$")
CLOSING = ".:;, "
RUNNING = "stt"


class _Line(NamedTuple):
    """One printed line of a table: the y position of its middle in pixels, its cells by column, the gap above it."""

    middle: float
    cells: dict[str, str]
    gap: float = 0.0


class Table(NamedTuple):
    """The printed rows that were used, the entries by column name, and whether all columns are told apart by white."""

    rows: tuple[Run, ...] = ()
    entries: tuple[dict[str, str], ...] = ()
    clear: bool = True


def read_table(columns: Sequence[Column], rows: Sequence[Run]) -> Table:
    """The entries of a table; empty if there is no header."""
    header = _header(columns, rows[:HEADER_ROWS])
    if header is None:
        return Table()
    at, heads = header
    body = list(_near_rows(rows[at:]))
    edges = _edges(body, heads)
    spans = _widened(columns, body, heads)
    used: list[Run] = []
    lines: list[_Line] = []
    for row, gap in zip(body, _gaps(body), strict=True):
        found = _cells(columns, row, spans) if edges is None else _between(columns, row, edges)
        cells = {name: clean for name, text in found.items() if (clean := _clean(text))}
        if cells:
            lines.append(_Line(row.band.center[1], cells, gap))
            used.append(row)
    entries = list(_entries(lines, [column.name for column in columns]))
    numbered = _numbered(entries) if RUNNING in {one.name for one in columns} else entries
    return Table(tuple(used), tuple(numbered), edges is not None)


def _edges(body: Sequence[Run], heads: Sequence[Span]) -> list[float] | None:
    """The x positions between the columns; None if words of the header or of the entries stand there."""
    if any(after[0] <= before[1] for before, after in pairwise(heads)):
        return None
    edges = [gutter(body, before[1], *after) for before, after in pairwise(heads)]
    return None if any(is_unclear(row, x) for row in body for x in edges) else edges


def _between(columns: Sequence[Column], row: Run, edges: Sequence[float]) -> dict[str, str]:
    parts = (row.within(*span) for span in pairwise([-inf, *edges, inf]))
    return {column.name: part.text for column, part in zip(columns, parts, strict=True) if part}


def header_end(columns: Sequence[Column], rows: Sequence[Run]) -> int | None:
    """The index of the last row of the table's header in ``rows``, or None if there is no header."""
    header = _header(columns, rows[:HEADER_ROWS])
    return header[0] if header else None


def _near_rows(rows: Sequence[Run]) -> Iterable[Run]:
    """The rows below the first one, up to a wide gap or to the day at the foot of the paper."""
    for above, row in pairwise(rows):
        if row.band.top - above.band.bottom > TABLE_GAP * row.height or _is_foot(row):
            return
        yield row


def _is_foot(row: Run) -> bool:
    """Whether a row holds the day in words and no running number: where people sign, no entry stands."""
    return DAY.search(row.text.lower()) is not None and not row.texts[0].strip(CLOSING).isdigit()


def _entries(lines: Sequence[_Line], names: Sequence[str]) -> Iterable[dict[str, str]]:
    """The printed lines of a table as entries; each entry has exactly one line with its short cells.

    The longest column may take several lines. The short cells stand beside the first of them or beside their
    middle. In the second case some line lacks the longest column, and each line goes to the nearest entry.
    """
    longest = max(names, key=lambda name: sum(len(line.cells.get(name, "")) for line in lines))
    anchors = [at for at, line in enumerate(lines) if line.cells.keys() - {longest}]
    if not anchors:
        return
    blocks = _blocks(lines, len(names))
    if 1 < len(blocks) < len(anchors):
        yield from (_merged(block, names) for block in blocks)
        return
    centred = any(len(line.cells) < len(names) for line in (lines[at] for at in anchors))
    owners = [_owner(at, lines, anchors, centred=centred) for at in range(len(lines))]
    for anchor in anchors:
        own = [line for line, owner in zip(lines, owners, strict=True) if owner == anchor]
        yield _merged(own, names)


def _numbered(entries: list[dict[str, str]]) -> Iterable[dict[str, str]]:
    """The entries with unread running numbers filled in, unless a number that was read does not fit its place."""
    read = [(at, entry[RUNNING]) for at, entry in enumerate(entries, 1) if entry.get(RUNNING, "").isdigit()]
    if any(str(at) != number for at, number in read):
        return entries
    return ({**entry, RUNNING: str(at)} for at, entry in enumerate(entries, 1))


def _merged(lines: Sequence[_Line], names: Sequence[str]) -> dict[str, str]:
    texts = {name: " ".join(line.cells[name] for line in lines if name in line.cells) for name in names}
    return {name: clean for name, text in texts.items() if (clean := text.rstrip(CLOSING))}


def _blocks(lines: Sequence[_Line], columns: int) -> list[list[_Line]]:
    """The lines in blocks, cut at the wider gaps between ruled rows; empty if the blocks are not entries."""
    blocks: list[list[_Line]] = []
    for line in lines:
        if line.gap > ENTRY_GAP or not blocks:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return blocks if all(_is_entry(block, columns) for block in blocks) else []


def _is_entry(block: Sequence[_Line], columns: int) -> bool:
    """Whether lines are one entry: more than one column has text, and at most one line has nearly all columns."""
    filled = [line for line in block if len(line.cells) >= max(2, columns - 1)]
    return len({name for line in block for name in line.cells}) > 1 and len(filled) <= 1


def _owner(at: int, lines: Sequence[_Line], anchors: Sequence[int], *, centred: bool) -> int:
    if centred:
        return min(anchors, key=lambda anchor: abs(lines[anchor].middle - lines[at].middle))
    return max((anchor for anchor in anchors if anchor <= at), default=anchors[0])


def _header(columns: Sequence[Column], rows: Sequence[Run]) -> tuple[int, list[Span]] | None:
    """The index of the last row of the header, and the spans of its columns; a header may take several rows."""
    gaps = _gaps(rows)
    windows = ((at, depth) for depth in range(1, HEADER_DEPTH + 1) for at in range(len(rows) - depth + 1))
    for at, depth in windows:
        found = [_span_in(rows[at : at + depth], column) for column in columns]
        spans = [span for span in found if span is not None]
        if len(spans) == len(columns) and all(gap <= ENTRY_GAP for gap in gaps[at + 1 : at + depth]):
            return _header_end(columns, rows, at + depth - 1), _whole(spans, rows[at : at + depth])
    return None


def _whole(spans: Sequence[Span], rows: Sequence[Run]) -> list[Span]:
    """The spans of headers, each widened to the whole cell that it stands in if no other header stands there."""
    cells = [(cell.box.left, cell.box.right) for row in rows for cell in pieces(row, CELL_GAP)]
    return [
        next((cell for cell in cells if _shared(cell, span) and _alone(cell, span, spans)), span)
        for span in spans
    ]


def _alone(cell: Span, span: Span, spans: Sequence[Span]) -> bool:
    return not any(_shared(cell, other) for other in spans if other != span)


def _shared(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _header_end(columns: Sequence[Column], rows: Sequence[Run], last: int) -> int:
    """The last row of the header: rows close below ``last`` belong to it, too, and those with the ends of its phrases."""
    gaps = _gaps(rows)
    while last + 1 < len(rows) and not FIRST.match(rows[last + 1].text):
        near = gaps[last + 1] <= ENTRY_GAP
        if not near and (gaps[last + 1] > PHRASE_GAP or not _goes_on(columns, rows[last], rows[last + 1])):
            break
        last += 1
    return last


def _goes_on(columns: Sequence[Column], above: Run, below: Run) -> bool:
    """Whether a header is broken over two rows: "Ngày, tháng," and "năm sinh" under it."""
    phrases = [phrase for column in columns for phrase in column.headers]
    for head in pieces(above, CELL_GAP):
        for cell in (one for one in pieces(below, CELL_GAP) if one.box.overlap_x(head.box) > 0):
            found = (find_phrase((*head.texts, *cell.texts), phrase, BROKEN_FLOOR) for phrase in phrases)
            if any(match and match.start < len(head.words) < match.end for match in found):
                return True
    return False


def _gaps(rows: Sequence[Run]) -> list[float]:
    """The gap between each row and all rows before it, in heights of a row; infinite above the first."""
    gaps, bottom, tall = [], -inf, 0.0
    for row in rows:
        tall = max(tall, row.height)  # a row that is only "sơ" is less high than the others
        gaps.append((row.band.top - bottom) / tall)
        bottom = max(bottom, row.band.bottom)
    return gaps


def _span_in(rows: Sequence[Run], column: Column) -> Span | None:
    return next((span for row in rows if (span := _span(row, column)) is not None), None)


def _span(row: Run, column: Column) -> Span | None:
    """The span of a column's header in a row: in one of its cells, or else over the gap between two of them."""
    for cells in (pieces(row, CELL_GAP), (row,)):
        for phrase in column.headers:
            found = [
                (match, cell) for cell in cells if (match := find_phrase(cell.texts, phrase, HEADER_FLOOR))
            ]
            match, cell = max(found, key=lambda one: one[0].score, default=(None, row))
            part = cell.part(match.start, match.end) if match else None
            if part is not None:
                return part.box.left, part.box.right
    return None


def _cells(columns: Sequence[Column], row: Run, spans: Sequence[Span]) -> dict[str, str]:
    parts = _parts(row, spans)
    if len(parts) == len(columns):
        return {column.name: part.text for column, part in zip(columns, parts, strict=True)}
    cells: dict[str, str] = {}
    for part in parts:
        name = columns[_nearest(part, spans)].name
        cells[name] = f"{cells[name]} {part.text}" if name in cells else part.text
    return cells


def _parts(row: Run, heads: Sequence[Span]) -> list[Run]:
    """The cells of a row: its pieces between wide gaps; a piece under several headers is cut between them."""
    return [cut for part in pieces(row, CELL_GAP) for cut in _cut(part, heads)]


def _cut(part: Run, heads: Sequence[Span]) -> Iterable[Run]:
    under = [at for at, (left, right) in enumerate(heads) if part.box.left < right and left < part.box.right]
    if len(under) < 2:  # noqa: PLR2004  (one cell)
        yield part
        return
    owners = [_nearest(Run(part.page, (word,), part.source), heads) for word in part.words]
    for owner in dict.fromkeys(owners):
        words = tuple(word for word, own in zip(part.words, owners, strict=True) if own == owner)
        yield Run(part.page, words, part.source)


def _widened(columns: Sequence[Column], rows: Sequence[Run], heads: Sequence[Span]) -> list[Span]:
    """The columns' spans, widened to hold the cells that clearly stand under one header."""
    spans = list(heads)
    for row in rows:
        parts = _parts(row, heads)
        for place, part in enumerate(parts):
            number = place if len(parts) == len(columns) else _only_header_over(part, heads)
            if number is not None:
                left, right = spans[number]
                spans[number] = min(part.box.left, left), max(part.box.right, right)
    return spans


def _only_header_over(part: Run, heads: Sequence[Span]) -> int | None:
    over = [at for at, (left, right) in enumerate(heads) if part.box.left < right and left < part.box.right]
    return over[0] if len(over) == 1 else None


def _nearest(part: Run, spans: Sequence[Span]) -> int:
    def apart(number: int) -> tuple[float, float]:
        left, right = spans[number]
        shared = min(part.box.right, right) - max(part.box.left, left)
        return -shared, abs(part.box.center[0] - (left + right) / 2)

    return min(range(len(spans)), key=apart)


def _clean(text: str) -> str:
    """A cell without the characters at its ends that ruled lines were misread as."""
    return RULES.sub("", text)
