"""The table in which people are asked for right values, and by which what they type is known when it comes back.

The last columns are not shown. They name the paper by its file and first page, the field and what was read, so that a
row means the same wherever it is sorted to and whatever a later run reads.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Literal, NamedTuple

from export.cells import page_ranges
from export.entry import Entry
from export.labels import Labels
from export.tables.sheet import TEXT, Book, Cell, Colour
from extract.record import Field, FieldValue, Record, Status

Way = Literal["workbook", "sample"]

VALUE: Final = "value"
RIGHT_VALUE: Final = "right_value"
PAPER: Final = "paper_sha256"
FIRST_PAGE: Final = "paper_first_page"
FIELD: Final = "field_key"
READ: Final = "value_read"
WAY: Final = "asked_for"
HIDDEN: Final = (PAPER, FIRST_PAGE, FIELD, READ, WAY)
"""Columns by which a row is known; they are called the same in every language."""
COLUMNS: Final = (
    "source", "doc_type_name", "page", "field", VALUE, "why", RIGHT_VALUE, "see", *HIDDEN,
)  # fmt: skip
_COLOUR_OF: Final[Mapping[Status, Colour]] = {
    "review": "review",
    "missing": "missing",
    "corrected": "corrected",
}
_NOTHING: Final = Entry()


class Asked(NamedTuple):
    """A field that a person is asked for.

    Attributes:
        record: the paper.
        key: the field.
        why: the doubt, as a sentence.
        see: the file to look at, from where the workbook lies; nothing where that is not known.
        entry: what the cell offers.
        way: whether it is in doubt, or was drawn by chance.
    """

    record: Record
    key: str
    why: str
    see: str = ""
    entry: Entry = _NOTHING
    way: Way = "workbook"


def asked_table(book: Book, title: str, rows: Callable[[], Iterable[Asked]], said: Labels) -> None:
    """Adds the table to ``book``; ``rows`` is called twice."""
    book.table(
        title,
        [said(name) for name in COLUMNS],
        lambda: ([*_cells(one, said)] for one in rows()),
        hidden=len(HIDDEN),
    )


def titled(record: Record) -> str:
    """The name of the type of a paper as a heading."""
    return record.doc_type_name[:1].upper() + record.doc_type_name[1:]


def read_mark(field: Field) -> str:
    """What tells whether a field is still read as it was: says nothing of its value."""
    read: FieldValue = (field.machine or field).value
    return hashlib.sha256(json.dumps(read, sort_keys=True).encode()).hexdigest()[:16]


def _cells(one: Asked, said: Labels) -> Iterator[Cell]:
    record, field = one.record, one.record.fields[one.key]
    yield Cell(record.source)
    yield Cell(titled(record))
    yield Cell(page_ranges(each.page for each in field.evidence) or page_ranges(record.pages))
    yield Cell(said(one.key))
    yield Cell(field.value, _COLOUR_OF.get(field.status, "plain"))
    yield Cell(one.why)
    yield Cell(None, entry=one.entry)
    yield Cell(one.see.rpartition("/")[2], link=one.see)
    yield Cell(record.sha256, number=TEXT)
    yield Cell(str(min(record.pages, default="")), number=TEXT)
    yield Cell(one.key, number=TEXT)
    yield Cell(read_mark(field), number=TEXT)
    yield Cell(one.way, number=TEXT)
