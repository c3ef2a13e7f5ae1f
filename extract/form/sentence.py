"""Labels found from the place of another label: words in the sentence that it opens, other cells of its row.

"Số Giấy báo tử: 15 do Bệnh viện … cấp ngày 03/05/2026" holds three values between words that are not
labels anywhere else. One label in front of the cells of several people is the label of all of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.form.located import LabelPlace
from extract.rows.rows import Run
from extract.rules.doctype import DocumentType, FieldType
from extract.text.likeness import folded

FEWEST_ROWS = 2  # rows that a sentence with labels in it may always run over


def further_columns(doc_type: DocumentType, places: Sequence[LabelPlace]) -> Iterable[LabelPlace]:
    """The fields of the other columns in a row, where the label was found for the first column."""
    for place in places:
        if place.field and place.field.header:
            others = (one for one in doc_type.labelled if one.header and one.name == place.field.name)
            yield from (replace(place, field=one) for one in others if one != place.field)


def within_sentences(
    doc_type: DocumentType, rows: Sequence[Run], places: Sequence[LabelPlace]
) -> Iterable[LabelPlace]:
    """The inline labels, each found behind the label that comes before it in the type."""
    known = {place.field.key: place for place in places if place.field}
    for before, field in pairwise(doc_type.labelled):
        opening = known.get(before.key)
        if not field.inline or opening is None:
            continue
        found = next(_after(opening, field, before.max_lines, rows, known), None)
        if found:
            known[field.key] = found
            yield found


def _after(
    opening: LabelPlace, field: FieldType, most: int, rows: Sequence[Run], known: Mapping[str, LabelPlace]
) -> Iterator[LabelPlace]:
    """The places of a label of ``field`` behind ``opening``, on its row or on one of the ``most`` - 1 rows below."""
    taken = {place.row for place in known.values() if place.row > opening.row}
    for number in range(opening.row, min(opening.row + max(FEWEST_ROWS, most), len(rows))):
        if number in taken or rows[number].page != rows[opening.row].page:
            return
        below = rows[number + 1] if number + 1 < len(rows) and number + 1 not in taken else None
        for start in range(opening.end if number == opening.row else 0, len(rows[number].words)):
            for label in field.labels:
                found = _at(
                    LabelPlace(field, label.text, number, start, start, opening.score), rows[number], below
                )
                if found:
                    yield replace(found, ordered=opening.ordered)


def _at(place: LabelPlace, row: Run, below: Run | None) -> LabelPlace | None:
    """``place`` with its end if its label is there; the end of the row may break the label."""
    count = len(place.label.split())
    words = row.texts[place.start : place.start + count]
    broken = count - len(words)
    rest = below.texts if broken and below else ()
    noise = next((at for at, text in enumerate(rest) if folded(text)), 0)  # specks before the text of a row
    if folded("".join((*words, *rest[noise : noise + broken]))) != folded(place.label):
        return None
    if broken:
        return replace(place, row=place.row + 1, start=0, end=noise + broken, opens=place.start)
    return replace(place, end=place.start + count)
