"""Values in columns: two people side by side, or one label in front of a cell for each of several people.

Extraction sees only the words of a page, not its ruled lines. So a column ends where the labels of the next
one begin, or, in a table, halfway between the headers of two columns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from extract.form.located import HEADER_FLOOR, LabelPlace, Located
from extract.rows.rows import Run
from extract.rows.trim import trimmed
from extract.text.likeness import find_phrase

BLOCK_GAP = 1.9  # gap below a row, in heights of the label, above which the next row begins a new block
LEFT_SLACK = 0.5  # heights of a row by which a value may begin left of its label
FEWEST = 2  # pairs of labels, or headers, that prove columns

Span = tuple[float, float]


def column_spans(located: Located, rows: Sequence[Run]) -> Mapping[str, Span]:
    """The left and right edge, in pixels, of the columns of fields, by the key of the field."""
    return {**_side_by_side(located, rows), **_under_headers(located, rows)}


def in_column(place: LabelPlace, span: Span, located: Located, rows: Sequence[Run], most: int) -> list[Run]:
    """The rows of a value in its column: beside the label and below it, up to the next row with a label."""
    label = rows[place.row]
    stops = {row for row, _ in located.ends if row > place.row}
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
    pairs = [
        (one.field, other.field, other)
        for one, other in pairwise(located.places)
        if one.field and other.field and _are_twins(one, other)
    ]
    if len(pairs) < FEWEST:
        return None
    gutters = {
        place.row: rows[place.row].words[place.start].box.left - LEFT_SLACK * rows[place.row].height
        for _, _, place in pairs
    }
    left, right, _ = pairs[0]
    return _Sides((left.group or "", right.group or ""), gutters)


def _are_twins(one: LabelPlace, other: LabelPlace) -> bool:
    if one.field is None or other.field is None or one.row != other.row or one.position == other.position:
        return False
    return one.field.name == other.field.name and one.field.group != other.field.group


def _under_headers(located: Located, rows: Sequence[Run]) -> dict[str, Span]:
    """Columns of a table with a label in front of its cells; they end halfway between their headers."""
    headed = [place.field for place in located.places if place.field and place.field.header]
    names = list(dict.fromkeys(field.header for field in headed if field.header))
    middles = _middles(names, rows)
    if len(names) < FEWEST or middles is None:
        return {}
    half = (middles[1] - middles[0]) / 2
    spans = {name: (middle - half, middle + half) for name, middle in zip(names, middles, strict=True)}
    spans[names[-1]] = (middles[-1] - half, inf)
    return {field.key: spans[field.header] for field in headed if field.header}


def _middles(names: Sequence[str], rows: Sequence[Run]) -> list[float] | None:
    """The x positions of the middles of the headers, on the first row that has them all in order."""
    for row in rows:
        found = [find_phrase(row.texts, name, HEADER_FLOOR) for name in names]
        parts = [row.part(match.start, match.end) for match in found if match]
        middles = [part.box.center[0] for part in parts if part]
        if len(middles) == len(names) and middles == sorted(set(middles)):
            return middles
    return None
