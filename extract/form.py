"""The values beside the labels of a form or a card: to the right, below, between, as list or table."""

import re
from collections.abc import Iterable, Sequence
from math import inf

from extract.doctype import FieldType
from extract.layout import Run, pieces
from extract.locate import Located, Place
from extract.reading import Reading
from extract.table import read_table
from extract.wording import NUMBERED, has_bullet, is_noise, without_bullet

ROW_GAP = 1.6
LABEL_GAP = 2.5
WRAP_REACH = 8
UNORDERED = 0.85
CLOSING = re.compile(r"\s*[./]*/[./]*\s*$")  # "./." closes a text
CRUMB_GAP = 3.0
CRUMB_LETTERS = 3
CRUMB_CONFIDENCE = 0.5


def read_form(located: Located, rows: Sequence[Run], *, card: bool = False) -> tuple[Reading, ...]:
    """The readings of all located fields; a field whose place is empty has no reading."""
    right_edge = _right_edge(rows)
    readings = (_reading(place, located, rows, right_edge, card=card) for place in located.places)
    return tuple(one for one in readings if one is not None)


def _right_edge(rows: Sequence[Run]) -> float:
    edges = sorted(row.box.right for row in rows)
    return edges[(9 * len(edges)) // 10] if edges else 0.0


def _reading(
    place: Place, located: Located, rows: Sequence[Run], right_edge: float, *, card: bool
) -> Reading | None:
    field = place.field
    if field is None:
        return None
    sure = place.score if place.ordered else UNORDERED * place.score
    below = _rows_below(place, located, rows)
    match field.where:
        case "table":
            runs, table = read_table(field.columns, below)
            text = "; ".join(" ".join(row.values()) for row in table)
            return Reading(field.key, text, runs, sure, table=table) if table else None
        case "list":
            first = _beside(place, located, rows)
            return _list(field, [*([first] if first else []), *below], sure)
        case "below":
            limit = _next_on_row(place, located, rows)
            return _joined(field, _column(place, rows, below, limit)[: field.max_lines], sure)
        case _:
            found = _wrapped(place, located, rows, below, right_edge, card=card)
            return _joined(field, found, sure)


def _beside(place: Place, located: Located, rows: Sequence[Run]) -> Run | None:
    """The words right of a label up to the next label or stop on its row."""
    ends = [start for row, start in located.ends if row == place.row and start >= place.end]
    return _stripped(rows[place.row].part(_after_translation(place, rows), min(ends, default=None)))


def _after_translation(place: Place, rows: Sequence[Run]) -> int:
    """Where the value begins when a card prints the label again in English ("/ Full name:")."""
    words = rows[place.row].texts
    if place.end < len(words) and words[place.end].startswith("/"):
        colons = (at for at in range(place.end, len(words)) if words[at][-1] in ":;")
        return next(colons, place.end) + 1
    return place.end


def _stripped(run: Run | None) -> Run | None:
    """Without colons, rules and crumbs of a frame at the ends, or None when nothing else is there."""
    if run is None:
        return None
    parts = list(pieces(run, CRUMB_GAP))
    while len(parts) > 1 and _is_crumb(parts[-1]):
        parts.pop()
    words = [word for part in parts for word in part.words]
    kept = [at for at, word in enumerate(words) if any(sign.isalnum() for sign in word.text)]
    return Run(run.page, tuple(words[kept[0] : kept[-1] + 1]), run.source) if kept else None


def _is_crumb(part: Run) -> bool:
    """Whether a piece far from the value is a speck or a bit of a frame rather than text."""
    letters = sum(sign.isalnum() for sign in part.text)
    return letters < CRUMB_LETTERS or part.confidence < CRUMB_CONFIDENCE


def _rows_below(place: Place, located: Located, rows: Sequence[Run]) -> list[Run]:
    """The rows under a label on its page, up to the next row that begins with a label or a stop."""
    below: list[Run] = []
    for number in range(place.row + 1, len(rows)):
        end = min((start for row, start in located.ends if row == number), default=None)
        part = rows[number].part(0, end)
        if part is not None and part.page == rows[place.row].page:
            below.append(part)
        if end is not None:
            break
    return below


def _wrapped(
    place: Place,
    located: Located,
    rows: Sequence[Run],
    below: Sequence[Run],
    right_edge: float,
    *,
    card: bool,
) -> list[Run]:
    row, first = rows[place.row], _beside(place, located, rows)
    most = place.field.max_lines if place.field else 1
    limit = _next_on_row(place, located, rows)
    if first is None:
        return _column(place, rows, below, limit)[:most]
    kept, above = [first], first
    for part in below[: most - 1] if limit == inf else ():
        # A paragraph wraps where its row is full; on a card the rows are as short as they please.
        wraps = card or above.box.right > right_edge - WRAP_REACH * row.height
        if not wraps or part.band.top - above.band.bottom > ROW_GAP * row.height:
            break
        clean = _stripped(part)
        if clean is None:
            break
        kept.append(clean)
        above = part
    return kept


def _next_on_row(place: Place, located: Located, rows: Sequence[Run]) -> float:
    """Where the next label on the same row begins, in pixels."""
    starts = [start for row, start in located.ends if row == place.row and start >= place.end]
    return rows[place.row].words[min(starts)].box.left if starts else inf


def _column(place: Place, rows: Sequence[Run], below: Sequence[Run], right: float) -> list[Run]:
    """The rows under a label that touch each other, from its left edge to ``right``."""
    row = rows[place.row]
    left = row.words[place.start].box.left - row.height
    kept: list[Run] = []
    above, limit = row, LABEL_GAP
    for part in below:
        clean = _stripped(part.within(left, right))
        if clean is None or part.band.top - above.band.bottom > limit * row.height:
            break
        kept.append(clean)
        above, limit = part, ROW_GAP
    return kept


def _joined(field: FieldType, runs: Sequence[Run], sure: float) -> Reading | None:
    if not runs:
        return None
    text = CLOSING.sub("", " ".join(run.text for run in runs))
    return Reading(field.key, text, tuple(runs), sure)


def _list(field: FieldType, rows: Sequence[Run], sure: float) -> Reading | None:
    items: list[str] = []
    runs: list[Run] = []
    for row in rows[: field.max_lines]:
        if runs and row.band.top - runs[-1].band.bottom > LABEL_GAP * row.height:
            break
        if is_noise(row.text):
            continue
        opens = has_bullet(row.text) or NUMBERED.match(row.text) is not None
        if items and not opens:
            items[-1] = f"{items[-1]} {row.text}"
        else:
            items.append(row.text)
        runs.append(row)
    entries = tuple(_entries(items))
    return Reading(field.key, "; ".join(entries), tuple(runs), sure, items=entries) if entries else None


def _entries(items: Iterable[str]) -> Iterable[str]:
    for item in items:
        numbered = NUMBERED.match(item)
        text = item[numbered.end() - 1 :] if numbered else item
        if clean := without_bullet(text):
            yield clean
