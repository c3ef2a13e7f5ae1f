"""What doubts a value beside a label: signs that words were lost, mixed with others, or are those of another column.

In columns, a word at the edge may be the neighbour's, and a row between two labels may belong to the one above or to the one
below. Such values go to review, on both sides.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import isfinite, isinf

from extract.form.gutter import Span, is_unclear
from extract.form.located import LabelPlace
from extract.form.rest import begins_column
from extract.form.sheet import Sheet
from extract.rows.boxes import is_in_boxes
from extract.rows.found_text import FoundText
from extract.rows.rows import Run, pieces
from extract.rows.trim import NOTE
from extract.rules.doctype import FieldType
from ocr.page import Word

UNCLEAR = "column_unclear"
FEWEST_SIGNS = 2  # letters or digits from which words are more than a crumb
WIDE = 1.6  # heights of white that no two words of one value have between them, if a column begins behind it
NEARER = 0.5  # heights by which a row may be nearer to the label below than to the row above
END_REACH = 3  # heights from the right edge within which a value may have been cut off
LATE = 3.0  # heights between label and value in a row from which the value may belong to another label
HOLE = 2.2  # heights of white inside a value from which words of it may be missing
MIXED = 0.6  # share of the height that two rows have in common if words of one are in the other
ROOM = 1.0  # heights between a line and the next row from which another line would have room


def signs_of_loss(field: FieldType, place: LabelPlace, sheet: Sheet, found: Sequence[Run]) -> Iterable[str]:
    """Codes of the signs that words of a value were lost or mixed with others."""
    row, first, last = sheet.rows[place.row], found[0], found[-1]
    # These doubts do not apply to columns: one is read down to the next label, and may begin far from its own.
    lined = not sheet.card and field.key not in sheet.spans
    at_edge = last.box.right > sheet.right_edge - END_REACH * row.height and _room_below(last, sheet)
    told = _is_followed(field, place, sheet)  # a comma before the next label does not mean a cut value
    if (field.max_lines > len(found) and at_edge and lined) or (last.text.endswith(",") and not told):
        yield "maybe_cut"
    beside = first.box.top < row.box.bottom and lined
    late = first.box.left - row.words[place.end - 1].box.right > LATE * row.height
    if beside and late and not field.apart and not _alone_in_boxes(place, first, row):
        yield "starts_late"
    if any(run.widest_gap > HOLE * row.height for run in found):
        yield "has_hole"
    if lined and any(is_parted(run, sheet) for run in found):
        yield UNCLEAR
    if any(_is_mixed(run, sheet) for run in {row, *found}):
        yield "rows_mixed"


def _is_followed(field: FieldType, place: LabelPlace, sheet: Sheet) -> bool:
    """Whether the next label stands right behind a value: in its row or, in running text, at the start of the next."""
    below = place.row + 1
    return bool(sheet.ends(place.row, place.end)) or (field.where == "between" and 0 in sheet.ends(below))


def _alone_in_boxes(place: LabelPlace, first: Run, row: Run) -> bool:
    """Whether a label and a number in boxes are all that its row holds: boxes stand at a place of their own."""
    opens = not any(map(str.isalpha, "".join(row.texts[: place.start])))
    return opens and first.words[-1] == row.words[-1] and is_in_boxes(first)


def _is_mixed(run: Run, sheet: Sheet) -> bool:
    """Whether words of another row overlap these in height and width, as on a page that was not straightened."""
    return any(
        other.page == run.page
        and other.box.overlap_y(run.box) > MIXED
        and min(other.box.right, run.box.right) - max(other.box.left, run.box.left) > run.height
        and not {*run.words} & {*other.words}
        for other in sheet.rows
    )


def _room_below(last: Run, sheet: Sheet) -> bool:
    """Whether another line would have room below; if the next row follows closely, no line was lost."""
    below = [
        row.box.top
        for row in sheet.rows
        if row.page == last.page and row.box.top > last.box.bottom - last.height / 2
    ]
    return not below or min(below) - last.box.bottom > ROOM * last.height


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
