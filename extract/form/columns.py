"""Values in columns: two people side by side, or one label in front of a cell for each of several people.

Extraction sees only the words of a page, not its ruled lines. So a column ends where the labels of the next
one begin, or, in a table, at the white strip between the words under two headers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from extract.form.gutter import Span, gutter
from extract.form.located import HEADER_FLOOR, LabelPlace, Located
from extract.rows.rows import Run, pieces
from extract.rows.trim import trimmed
from extract.rows.wording import in_capitals
from extract.text.likeness import find_phrase

BLOCK_GAP = 1.9  # gap below a row, in heights of the label, above which the next row begins a new block
HEADING_GAP = 0.9  # heights of white between two headings beside each other at least
DEEPEST = 3  # rows from a label under a heading in which words show where its column ends
FEWEST = 2  # pairs of labels, or headers, that prove columns


def column_spans(located: Located, rows: Sequence[Run]) -> Mapping[str, Span]:
    """The left and right edge, in pixels, of the columns of fields, by the key of the field."""
    people = {**_side_by_side(located, rows), **_under_headers(located, rows)}
    return {**people, **_under_headings(located, rows)}


def in_column(place: LabelPlace, span: Span, located: Located, rows: Sequence[Run], most: int) -> list[Run]:
    """The rows of a value in its column: beside the label and below it, up to the next row with a label."""
    label = rows[place.row]
    stops = {
        row
        for row, word in located.ends
        if row > place.row and _is_stop(rows[row], word, span, place, located)
    }
    kept: list[Run] = []
    above = label
    for number in range(place.row, len(rows)):
        row = rows[number]
        if number in stops or row.page != label.page or len(kept) == most:
            break
        beside = row.part(place.end) if number == place.row else row
        part = trimmed(beside.within(*span)) if beside else None
        if part is None:
            continue
        if part.band.top - above.band.bottom > BLOCK_GAP * label.height:
            break
        kept.append(part)
        above = part
    return kept


def _is_stop(row: Run, word: int, span: Span, place: LabelPlace, located: Located) -> bool:
    """Whether a label ends a value: columns under headings of their own need not have their labels at one height."""
    own = place.field is not None and place.field.key in located.headed
    return not own or span[0] <= row.words[word].box.center[0] < span[1]


def _under_headings(located: Located, rows: Sequence[Run]) -> dict[str, Span]:
    """Columns under headings in capitals side by side; they end at the white strips between the headings."""
    spans: dict[str, Span] = {}
    for place in located.places:
        at = located.headed.get(place.field.key) if place.field else None
        if place.field is None or at is None or not in_capitals(rows[at[0]].text):
            continue
        heads = pieces(rows[at[0]], HEADING_GAP)
        own = next(number for number, head in enumerate(heads) if rows[at[0]].words[at[1]] in head.words)
        body = [row for row in rows[at[0] + 1 : place.row + DEEPEST] if row.page == rows[place.row].page]
        before, after = heads[own - 1 : own], heads[own + 1 : own + 2]
        left = gutter(body, before[0].box.right, heads[own].box.left) if before else -inf
        right = gutter(body, heads[own].box.right, after[0].box.left) if after else inf
        if before or after:
            spans[place.field.key] = (left, right)
    return spans


def _side_by_side(located: Located, rows: Sequence[Run]) -> dict[str, Span]:
    """Columns of two people: several rows have the same label twice, one for each person."""
    sides = _sides(located, rows)
    if sides is None:
        return {}
    spans: dict[str, Span] = {}
    for place in located.places:
        if place.field is not None and place.field.group in sides.groups:
            gutter = sides.gutter(place.row)
            spans[place.field.key] = (gutter, inf) if sides.right(place, rows) else (-inf, gutter)
    return spans


def on_their_sides(located: Located, rows: Sequence[Run]) -> Located:
    """The labels of two people side by side, each given to the person whose column it is in.

    If one of two equal labels was not read, only the column shows which person the other one belongs to.
    """
    sides = _sides(located, rows)
    if sides is None:
        return located
    kept: dict[str, LabelPlace] = {}
    for place in located.places:
        field = place.field
        if field is not None and field.group in sides.groups:
            group = sides.groups[sides.right(place, rows)]
            own = field if field.group == group else field.model_copy(update={"group": group})
            kept.setdefault(own.key, replace(place, field=own))
        elif field is not None:
            kept[field.key] = place
    return replace(located, places=tuple(sorted(kept.values(), key=lambda place: place.position)))


class _Sides(NamedTuple):
    """Two people side by side: the groups on the left and on the right, and where the right one begins."""

    groups: tuple[str, str]
    gutters: Mapping[int, float]

    def gutter(self, row: int) -> float:
        """The x position, in pixels, between the two columns on a row."""
        return self.gutters.get(row, median(self.gutters.values()))

    def right(self, place: LabelPlace, rows: Sequence[Run]) -> bool:
        """Whether a label stands in the right-hand column."""
        return rows[place.row].words[place.start].box.left >= self.gutter(place.row)


def _sides(located: Located, rows: Sequence[Run]) -> _Sides | None:
    pairs = [(one, other) for one, other in pairwise(located.places) if _are_twins(one, other)]
    if len(pairs) < FEWEST:
        return None
    gutters = {right.row: _between(left, right, located, rows) for left, right in pairs}
    left, right = (place.field.group or "" if place.field else "" for place in pairs[0])
    return _Sides((left, right), gutters)


def _between(left: LabelPlace, right: LabelPlace, located: Located, rows: Sequence[Run]) -> float:
    """The x position between two labels on one row, as that row and the rows up to the next label show it."""
    row = rows[left.row]
    below = min((at for at, _ in located.ends if at > left.row), default=left.row + 1)
    near = [one for one in rows[left.row : below] if one.page == row.page]
    return gutter(near, row.words[left.end - 1].box.right, row.words[right.start].box.left)


def _are_twins(one: LabelPlace, other: LabelPlace) -> bool:
    if one.field is None or other.field is None or one.row != other.row or one.position == other.position:
        return False
    return one.field.name == other.field.name and one.field.group != other.field.group


def _under_headers(located: Located, rows: Sequence[Run]) -> dict[str, Span]:
    """Columns of a table with a label in front of its cells; they end at the white strips beside their headers."""
    headed = [place for place in located.places if place.field and place.field.header]
    names = list(dict.fromkeys(place.field.header for place in headed if place.field and place.field.header))
    heads = _headers(names, rows[: headed[0].row + 1]) if len(names) >= FEWEST else None
    if heads is None or rows[heads[0]].page != rows[headed[0].row].page:
        return {}
    number, parts = heads
    table = rows[number : headed[-1].row + 1]
    first = min(rows[place.row].words[place.start].box.left for place in headed)
    strips = pairwise([(first, first), *((part.box.left, part.box.right) for part in parts)])
    edges = [gutter(table, before, after) for (_, before), (after, _) in strips]
    spans = dict(zip(names, pairwise([*edges, inf]), strict=True))
    return {
        place.field.key: spans[place.field.header] for place in headed if place.field and place.field.header
    }


def _headers(names: Sequence[str], rows: Sequence[Run]) -> tuple[int, list[Run]] | None:
    """The last row that has all headers in order, and the headers."""
    for number, row in reversed(list(enumerate(rows))):
        found = [find_phrase(row.texts, name, HEADER_FLOOR) for name in names]
        parts = [part for match in found if match and (part := row.part(match.start, match.end))]
        middles = [part.box.center[0] for part in parts]
        if len(middles) == len(names) and middles == sorted(set(middles)):
            return number, parts
    return None
