"""A paper with the labels found on it, and the rows under a label, where values are looked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from extract.form.gutter import Span
from extract.form.located import LabelPlace, Located
from extract.form.table import header_end
from extract.rows.rows import Run, joined, pieces
from extract.rows.wording import is_leader
from extract.rules.doctype import FieldType

HEADER_ABOVE = 2  # rows above a label in which the header of its value is looked for
HEADER_BELOW = 7  # rows below a label in which that header is looked for
FULL = 8  # heights from the right edge of the text within which a row is full
CENTRED_GAP = 1.0  # heights of a row between pieces that are centred under a header


@dataclass(frozen=True)
class Sheet:
    """A paper with the labels found on it. On a ``card`` columns stand side by side and rows are short."""

    rows: Sequence[Run]
    located: Located
    card: bool
    right_edge: float
    spans: Mapping[str, Span]

    def ends(self, row: int, start: int = 0) -> list[int]:
        """The words of a row, from ``start`` on, at which a value must end."""
        return [word for at, word in self.located.ends if at == row and word >= start]

    def text_around(self, row: int) -> Sequence[Run]:
        """The rows down to the next table below ``row``: the columns of a table are not those of the text above it."""
        places = self.located.places
        tables = (place.row for place in places if place.field and place.field.where == "table")
        return self.rows[: min((at for at in tables if at > row), default=None)]


def right_edge(rows: Sequence[Run]) -> float:
    """Where full rows end, in pixels: nine in ten rows end left of it."""
    edges = sorted(row.box.right for row in rows)
    return edges[(9 * len(edges)) // 10] if edges else 0.0


def rows_of_table(field: FieldType, place: LabelPlace, sheet: Sheet) -> list[Run]:
    """The rows of a table from its header on; its words may be labels elsewhere on the paper.

    The label may be a word of the header itself; longer cells of the header then begin higher than the label.
    """
    page, first = sheet.rows[place.row].page, max(0, place.row - HEADER_ABOVE)
    near = [row for row in sheet.rows[first : place.row + HEADER_BELOW] if row.page == page]
    last = header_end(field.columns, near)
    if last is None:
        return []
    return [*near[: last + 1], *rows_below(place, sheet, sheet.rows.index(near[last]))]


def rows_below(place: LabelPlace, sheet: Sheet, last: int | None = None) -> list[Run]:
    """The rows under a label (or row ``last``) on its page, up to a row that begins with a label or a stop phrase."""
    label = sheet.rows[place.row]
    left = label.words[place.start].box.left - label.height if sheet.card else -inf
    below: list[Run] = []
    for number in range((place.row if last is None else last) + 1, len(sheet.rows)):
        row = sheet.rows[number]
        if row.page != label.page:
            break
        start = _start_right_of(left, row)
        if start is None:
            continue
        end = min(sheet.ends(number, start), default=None)
        part = row.part(start, end)
        if part is not None and not is_leader(part.text):
            below.append(part)
        # A label beside this one, not below it, belongs to another column.
        if end is not None and row.words[end].box.left < label.words[place.end - 1].box.right:
            break
    return below


def _start_right_of(left: float, row: Run) -> int | None:
    """The first word of the first piece of ``row`` that ends right of ``left``: rows may be centred."""
    at = 0
    for piece in pieces(row, CENTRED_GAP):
        if piece.box.center[0] >= left:
            return at
        at += len(piece.words)
    return None


def centred_within(row: Run, left: float, right: float) -> Run | None:
    """The pieces of ``row`` whose middles lie between two x positions: a value may be wider than its header."""
    inside = [part for part in pieces(row, CENTRED_GAP) if left <= part.box.center[0] < right]
    return joined(inside) if inside else None
