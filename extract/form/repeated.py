"""A label that stands on the paper more often than the type has fields for it: whose value was taken?

A certificate may name an owner and a manager, each with "Họ và tên" and "Sinh ngày", where the type knows one person.
Each such value goes to review, unless the other place says the same or holds no value.
"""

from collections.abc import Sequence
from dataclasses import replace

from extract.form.located import HEADER_FLOOR, LabelPlace, Located
from extract.rows.found_text import FoundText
from extract.rows.rows import Run
from extract.rows.trim import trimmed
from extract.rules.doctype import DocumentType
from extract.text.likeness import find_phrase, folded

REPEATED = "label_repeats"
FEWEST_HEADERS = 2  # headers of a table that make a row the head of the table


def doubted_where_repeated(
    readings: Sequence[FoundText], located: Located, rows: Sequence[Run], doc_type: DocumentType
) -> tuple[FoundText, ...]:
    """The values beside labels, with a doubt for each one whose label stands beside another value, too."""
    others: dict[str, list[str]] = {}
    for place in located.free:
        text = _beside(place, located, rows)
        if (
            place.field
            and text
            and not _is_in_sentence(place, rows)
            and not _heads_table(rows[place.row], doc_type)
        ):
            others.setdefault(place.field.key, []).append(folded(text))
    return tuple(
        replace(one, doubts=(*one.doubts, REPEATED)) if _differs(one, others.get(one.field, ())) else one
        for one in readings
    )


def _beside(place: LabelPlace, located: Located, rows: Sequence[Run]) -> str:
    row = rows[place.row]
    end = min((word for at, word in located.ends if at == place.row and word >= place.end), default=None)
    part = trimmed(row.part(place.end, end))
    return part.text if part else ""


def _is_in_sentence(place: LabelPlace, rows: Sequence[Run]) -> bool:
    """Whether the label is a word of a sentence here: such words return without naming anything new."""
    running = place.field is not None and (place.field.where == "between" or place.field.inline)
    return running or rows[place.row].words[place.start].text[:1].islower()


def _heads_table(row: Run, doc_type: DocumentType) -> bool:
    headers = [header for field in doc_type.fields for column in field.columns for header in column.headers]
    return (
        sum(find_phrase(row.texts, header, HEADER_FLOOR) is not None for header in headers) >= FEWEST_HEADERS
    )


def _differs(one: FoundText, others: Sequence[str]) -> bool:
    value = folded(one.text)
    return any(not other.startswith(value) and not value.startswith(other) for other in others)
