"""What doubts the values of a column: an edge that is not clear, and words of the column that no value takes.

A word at the edge may be the neighbour's, and a row between two labels may belong to the one above or to the one
below. Such values go to review, on both sides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isfinite, isinf

from extract.form.gutter import Span, is_unclear
from extract.form.located import LabelPlace
from extract.form.rest import begins_column
from extract.form.sheet import Sheet
from extract.rows.found_text import FoundText
from extract.rows.rows import Run, pieces
from extract.rows.trim import NOTE
from ocr.page import Word

UNCLEAR = "column_unclear"
FEWEST_SIGNS = 2  # letters or digits from which words are more than a crumb
WIDE = 1.6  # heights of white that no two words of one value have between them, if a column begins behind it
NEARER = 0.5  # heights by which a row may be nearer to the label below than to the row above


def doubted_at_edges(readings: Sequence[FoundText], sheet: Sheet) -> Iterator[FoundText]:
    """The found texts, with a doubt for each one that may lack words of its column or hold words of another.

    A field under a header has no column if the headers were not found.
    """
    headed = {place.field.key for place in sheet.located.places if place.field and place.field.header}
    unsure = {*_beside_lost_words(readings, sheet), *_reaching_down(readings, sheet)}
    for one in readings:
        doubtful = one.field in unsure | (headed - sheet.spans.keys()) or _at_unclear_edge(one, sheet)
        yield replace(one, doubts=(*one.doubts, UNCLEAR)) if doubtful else one


def is_parted(run: Run, sheet: Sheet) -> bool:
    """Whether a row of a value holds words of two columns: a second piece begins where pieces of other rows do."""
    further = [part for part in pieces(run, WIDE)[1:] if any(map(str.isalpha, part.text))]
    at = next((at for at, row in enumerate(sheet.rows) if _holds(row, run)), None) if further else None
    return at is not None and any(begins_column(part.box.left, at, sheet) for part in further)


def _at_unclear_edge(one: FoundText, sheet: Sheet) -> bool:
    edges = [x for x in sheet.spans.get(one.field, ()) if isfinite(x)]
    rows = [row for row in sheet.rows for run in one.runs if _holds(row, run)] if edges else []
    return any(is_unclear(row, x) for row in rows for x in edges)


def _holds(row: Run, run: Run) -> bool:
    return row.page == run.page and run.words[0] in row.words


def _beside_lost_words(readings: Sequence[FoundText], sheet: Sheet) -> Iterator[str]:
    """The keys of the fields next above and next below words that stand in their column and that no value takes."""
    explained = {word for one in readings for run in one.runs for word in run.words}
    explained |= {word for place in sheet.located.places for word in _label(place, sheet)}
    for span in dict.fromkeys(sheet.spans.values()):
        places = _places(span, sheet)
        for number in range(places[0].row, places[-1].row + 1):
            if _is_lost(sheet.rows[number].within(*span), explained):
                yield from _neighbours(number, places)


def _places(span: Span, sheet: Sheet) -> list[LabelPlace]:
    """The labels of the fields of a column, from top to bottom; between two people it may end a little elsewhere."""
    spans = {key for key, other in sheet.spans.items() if other == span or _are_open_alike(span, other)}
    return [place for place in sheet.located.places if place.field and place.field.key in spans]


def _are_open_alike(one: Span, other: Span) -> bool:
    """Whether two columns have no edge on the same side: both are the first, or both the last."""
    return any(isinf(mine) and isinf(theirs) for mine, theirs in zip(one, other, strict=True))


def _label(place: LabelPlace, sheet: Sheet) -> Sequence[Word]:
    return sheet.rows[place.row].words[place.start : place.end]


def _is_lost(part: Run | None, explained: set[Word]) -> bool:
    words = part.words if part else ()
    left = [word.text for word in words if word not in explained and not NOTE.fullmatch(word.text)]
    return sum(map(str.isalnum, "".join(left))) >= FEWEST_SIGNS


def _neighbours(number: int, places: Sequence[LabelPlace]) -> Iterator[str]:
    above = [place.field.key for place in places if place.field and place.row <= number]
    below = [place.field.key for place in places if place.field and place.row > number]
    yield from (*above[-1:], *below[:1])


def _reaching_down(readings: Sequence[FoundText], sheet: Sheet) -> Iterator[str]:
    """The keys of the fields above and below a row that stands nearer to the label below it than to its own value."""
    for one in readings:
        places = _places(sheet.spans[one.field], sheet) if one.field in sheet.spans else []
        own = next((at for at, place in enumerate(places) if place.field and place.field.key == one.field), 0)
        below = places[own + 1 : own + 2]
        if below and len(one.runs) > 1 and _is_nearer(one.runs, sheet.rows[below[0].row]):
            yield from (one.field, *(place.field.key for place in below if place.field))


def _is_nearer(runs: Sequence[Run], label: Run) -> bool:
    above, last = runs[-2:]
    up, down = (two.band.center[1] - one.band.center[1] for one, two in ((above, last), (last, label)))
    return last.page == label.page and down < up - NEARER * last.height
