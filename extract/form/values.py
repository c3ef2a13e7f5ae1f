"""The values of the labels of a form or a card: to the right, below, between two phrases, as list or table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import inf
from typing import assert_never

from extract.form.columns import column_spans, in_column, on_their_sides
from extract.form.doubts import UNCLEAR, doubted_at_edges, signs_of_loss
from extract.form.located import LabelPlace, Located
from extract.form.rest import begun_below, rest_below
from extract.form.sheet import FULL, Sheet, centred_within, right_edge, rows_below, rows_of_table
from extract.form.table import Table, read_table
from extract.form.translation import after_translation
from extract.parse.signing import is_position, signing_form
from extract.record import UNVERIFIED_LABEL
from extract.rows.found_text import FoundText
from extract.rows.label_shape import opens_with_label
from extract.rows.rows import Run, joined
from extract.rows.trim import entries, trimmed, without_closing, without_remark
from extract.rows.wording import NUMBERED, has_bullet, in_capitals, is_noise
from extract.rules.doctype import FieldType
from extract.text.likeness import find_phrase

VALUE_GAP = 1.6  # white below a row, in its heights, after which a value does not go on
LABEL_GAP = 2.5  # heights of a row between a label and the value below it at most
CARD_GAP = 4.0  # heights between label and value on a card from which the value stands in another column
UNORDERED = 0.85  # factor on the likeness of a label that is out of the printed order of the form
UNTIL_FLOOR = 0.9  # likeness from which words are the phrase that ends a value between two phrases
INDENT = 4  # heights of indent from which a row begins something new
BLANK = frozenset("giờ phút ngày tháng năm số quyển bản".split())  # noqa: SIM905  (words read best as words)
"""Words printed between the gaps of a blank; alone they are no value."""
NEXT_ITEM = re.compile(r"\d{1,2}\s?[.)]\s?[^\W\d_]")
"""The number of the next item of a form with the first letter of its label."""
DAY_IN_WORDS = re.compile(r"ngày\b.*tháng\b.*năm\b")
"""The row of place and date at the foot of a paper."""
COUNTING = ("stt",)
TEXT = "text"
"""The kind of values that may have a colon in them."""
DASHES = ("-", "–", "—")


def read_form(located: Located, rows: Sequence[Run], *, card: bool = False) -> tuple[FoundText, ...]:
    """The found text of all located fields; none for a field with an empty place."""
    if not card:
        located = on_their_sides(located, rows)
    sheet = Sheet(rows, located, card, right_edge(rows), {} if card else column_spans(located, rows))
    readings = (_told(place, _reading(place.field, place, sheet)) for place in located.places if place.field)
    return tuple(doubted_at_edges([one for one in readings if one is not None], sheet))


def _told(place: LabelPlace, reading: FoundText | None) -> FoundText | None:
    """The found text with its label, and with a doubt if that was never seen on a printed form."""
    if reading is None:
        return None
    doubts = reading.doubts if place.verified else (*reading.doubts, UNVERIFIED_LABEL)
    return replace(reading, doubts=doubts, label=place.label)


def _reading(field: FieldType, place: LabelPlace, sheet: Sheet) -> FoundText | None:
    sure = place.score if place.ordered else UNORDERED * place.score
    match field.where:
        case "table":
            rows = [row for row in rows_of_table(field, place, sheet) if _filled([row])]
            return _table(field, rows, sure)
        case "list":
            first = _beside(place, sheet)
            printed_as_table = None if first else _tabled(field, place, sheet, sure)
            return printed_as_table or _list(
                field, [*([first] if first else []), *rows_below(place, sheet)], sure
            )
        case "below":
            found = _column(place, sheet)[: field.max_lines]
        case "between":
            found = _until(field, _running(field, place, sheet))
        case _ if field.key in sheet.spans:
            found = in_column(place, sheet.spans[field.key], sheet.located, sheet.rows, field.max_lines)
            found += rest_below(found, place, sheet)
        case "right":
            found = _wrapped(field, place, sheet)
        case _:
            assert_never(field.where)
    found = _filled(found)
    if not found:
        return None
    text = without_closing(" ".join(run.text for run in found))
    if field.where == "between":
        text = text.rstrip(" ;,.")
    reading = FoundText(field.key, text, tuple(found), sure)
    return replace(reading, doubts=tuple(signs_of_loss(field, place, sheet, found)))


def _filled(found: Sequence[Run]) -> list[Run]:
    """The rows of a value without notes and remarks; none where only the printed words of a blank are left."""
    kept = [run for run in (*map(without_remark, found[:1]), *found[1:]) if run is not None]
    words = [word for run in kept for word in re.findall(r"\w+", run.text.lower())]
    return [] if BLANK.issuperset(words) else kept


def _running(field: FieldType, place: LabelPlace, sheet: Sheet) -> list[Run]:
    """The words after a label in running text: beside it and in the rows below, up to the next label or stop phrase."""
    row = sheet.rows[place.row]
    beside = row.part(place.end, min(sheet.ends(place.row, place.end), default=None))
    if sheet.ends(place.row, place.end) or field.max_lines == 1:
        return [beside] if beside else []
    found = [beside] if beside else []
    above = row
    for number in range(place.row + 1, min(place.row + field.max_lines, len(sheet.rows))):
        below = sheet.rows[number]
        end = min(sheet.ends(number), default=None)
        if below.page != row.page or below.band.top - above.band.bottom > VALUE_GAP * row.height:
            break
        part = below.part(0, end)
        found.extend([part] if part else [])
        if end is not None:
            break
        above = below
    return found


def _table(field: FieldType, rows: Sequence[Run], sure: float) -> FoundText | None:
    found = read_table(field.columns, rows)
    text = "; ".join(" ".join(row.values()) for row in found.entries)
    doubts = tuple(_table_doubts(field, found))
    if not found.entries:
        return None
    return FoundText(field.key, text, found.rows, sure, table=found.entries, doubts=doubts)


def _tabled(field: FieldType, place: LabelPlace, sheet: Sheet, sure: float) -> FoundText | None:
    """A list that is printed as a table: the cells of its subject, such as the names of papers; None if it is none."""
    found = _table(field, rows_of_table(field, place, sheet), sure) if field.columns else None
    if found is None or found.table is None:
        return None
    subject = _subject(field)
    items = tuple(entries(row[subject] for row in found.table if row.get(subject)))
    doubts = (*found.doubts, *_item_doubts(items))
    return replace(found, text="; ".join(items), table=None, items=items, doubts=doubts)


def _subject(field: FieldType) -> str:
    """The name of the first column that does not count the rows."""
    return next((column.name for column in field.columns if column.name not in COUNTING), COUNTING[0])


def _table_doubts(field: FieldType, found: Table) -> Iterable[str]:
    """Codes of the signs that a table lacks cells or rows, or that they are not told apart."""
    subject = _subject(field)
    dated = any(DAY_IN_WORDS.search(" ".join(row.values())) for row in found.entries)
    if dated or any(not row.get(subject) for row in found.entries):
        yield "row_incomplete"
    if not found.clear:
        yield UNCLEAR
    if any(not _counts(row.get(name), at) for at, row in enumerate(found.entries, 1) for name in COUNTING):
        yield "row_lost"


def _counts(number: str | None, at: int) -> bool:
    """Whether a running number that was read fits its place."""
    return number is None or not number.isdigit() or int(number) == at


def _until(field: FieldType, parts: Sequence[Run]) -> list[Run]:
    """The words before the phrase that closes a blank ("… (bộ)"); the end of a row may break that phrase."""
    texts = tuple(text for part in parts for text in part.texts)
    found = (find_phrase(texts, phrase, UNTIL_FLOOR) for phrase in field.until)
    left = min((match.start for match in found if match), default=len(texts))
    inside: list[Run] = []
    for part in parts:
        clean = trimmed(part.part(0, left)) if left > 0 else None
        left -= len(part.words)
        inside.extend([clean] if clean else [])
    return inside


def _beside(place: LabelPlace, sheet: Sheet) -> Run | None:
    """The words right of a label up to the next label or stop phrase on its row."""
    row = sheet.rows[place.row]
    start = after_translation(place, row)
    part = trimmed(row.part(start, min(sheet.ends(place.row, start), default=None)))
    if part is None or not sheet.card:
        return part
    # On a card, text far to the right belongs to another column.
    far = part.box.left - row.words[start - 1].box.right > CARD_GAP * row.height
    return None if far else part


def _wrapped(field: FieldType, place: LabelPlace, sheet: Sheet) -> list[Run]:
    """A value that begins beside its label and goes on in the rows below, as long as each row is full."""
    row, first = sheet.rows[place.row], _beside(place, sheet)
    if first is None:
        under = _on_next_row(place, sheet) if field.inline else _column(place, sheet)[: field.max_lines]
        return under or begun_below(place, sheet)
    kept, above, whole = [first], first, row
    last_on_row = not sheet.ends(place.row, place.end)
    for part in rows_below(place, sheet)[: field.max_lines - 1] if last_on_row else ():
        clean = trimmed(part)
        full = sheet.card or _is_full(above, row.height, sheet.right_edge)
        # Gaps are measured without dots that were read as words: these stand lower than the row.
        near = clean is not None and clean.band.top - whole.band.bottom <= VALUE_GAP * row.height
        if clean is None or not near or not full or _begins_apart(clean, first, sheet):
            break
        if field.kind != TEXT and opens_with_label(clean):
            break
        kept.append(clean)
        above, whole = part, clean
    return _with_dashes([*kept, *rest_below(kept, place, sheet)], (row, *sheet.rows))


def _on_next_row(place: LabelPlace, sheet: Sheet) -> list[Run]:
    """The row below, as the value in a sentence, if the label ends its own row."""
    row = sheet.rows[place.row]
    below = trimmed(next(iter(rows_below(place, sheet)), None)) if place.end == len(row.words) else None
    near = below is not None and below.band.top - row.band.bottom <= VALUE_GAP * row.height
    return [below] if below is not None and near else []


def _begins_apart(part: Run, first: Run, sheet: Sheet) -> bool:
    """Whether a row below a value belongs to the signature on the right or to the next numbered item."""
    signs = in_capitals(part.text) and (signing_form(part.text) is not None or is_position(part.text))
    numbered = NEXT_ITEM.match(part.text) is not None
    return not sheet.card and (signs or numbered or part.box.left > first.box.left + INDENT * first.height)


def _with_dashes(kept: Sequence[Run], rows: Sequence[Run]) -> list[Run]:
    """The rows of a value, with the dash at the end of a row where the value was broken ("Xuân Hương -")."""
    return [*(_dashed(run, rows) for run in kept[:-1]), kept[-1]]


def _dashed(run: Run, rows: Sequence[Run]) -> Run:
    row = next((row for row in rows if run.words[-1] in row.words and row.page == run.page), run)
    after = row.part(row.words.index(run.words[-1]) + 1) if row is not run else None
    return joined([run, after]) if after is not None and after.text in DASHES else run


def _is_full(run: Run, height: float, right_edge: float) -> bool:
    """Whether a row reaches so far to the right that the next word may not have fitted."""
    return run.box.right > right_edge - FULL * height


def _column(place: LabelPlace, sheet: Sheet) -> list[Run]:
    """The rows close under a label and under each other, between its left edge and the next label."""
    row = sheet.rows[place.row]
    left = row.words[place.start].box.left - row.height
    following = sheet.ends(place.row, place.end)
    right = row.words[min(following)].box.left if following else inf
    kept: list[Run] = []
    above, limit = row, LABEL_GAP
    for part in rows_below(place, sheet):
        clean = trimmed(centred_within(part, left, right))
        if clean is None or part.band.top - above.band.bottom > limit * row.height:
            break
        kept.append(clean)
        above, limit = part, VALUE_GAP
    return kept


def _list(field: FieldType, rows: Sequence[Run], sure: float) -> FoundText | None:
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
    found = tuple(entries(items))
    doubts = tuple(_item_doubts(found))
    return (
        FoundText(field.key, "; ".join(found), tuple(runs), sure, items=found, doubts=doubts)
        if found
        else None
    )


def _item_doubts(items: Sequence[str]) -> Iterable[str]:
    """A doubt if some entries begin with a small letter and others with a capital: the first word of one may be lost."""
    if any(item[:1].islower() for item in items) and any(item[:1].isupper() for item in items):
        yield "has_hole"
