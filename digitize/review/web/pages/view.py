"""A field as it is shown: its name, what was read and why that is doubtful, where it stands, how it is answered."""

import json
from collections.abc import Iterable
from typing import Final, NamedTuple

from digitize.review.queue import Waiting
from digitize.review.typed import shown, visible
from digitize.review.web.candidates import Candidate, candidates, options_of
from digitize.review.web.desk import Seen
from export.labels import Labels
from extract.record import Evidence, Field, FieldValue, Record
from extract.rules.doctype import Column, FieldType
from extract.rules.field_kinds import KINDS
from ocr.box import Box

MOST_CELLS: Final = 2_000
"""Cells of a table that is typed here: what has more is shown whole, and typed into the workbook."""
LONG: Final = 48
"""Letters from which on a value is typed on several lines."""
_UNITS: Final = ("address", "agency", "text")
"""Kinds in which units are named."""


class Spot(NamedTuple):
    """A box on a page, in pixels of the upright page."""

    page: int
    box: tuple[int, int, int, int] | None
    name: str = ""
    state: str = ""

    @property
    def edges(self) -> str:
        """The box as an attribute: left, top, right, bottom."""
        return ",".join(map(str, self.box)) if self.box else ""


class Entry(NamedTuple):
    """How a value is typed: as a ``line``, a longer ``text``, a ``list`` of lines, or a ``table`` of cells."""

    way: str
    text: str
    example: str
    options: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def is_too_long(self) -> bool:
        """Whether the table has more cells than are typed here."""
        return self.way == "table" and len(self.rows) * len(self.columns) > MOST_CELLS


class FieldView(NamedTuple):
    """All that the page shows of one field."""

    name: str
    label: str
    key: str
    paper: str
    doc_type: str
    source: str
    dossier: str
    folder: str
    sha256: str
    critical: bool
    look: int
    value: str
    raw: str
    has_value: bool
    status: str
    doubts: tuple[str, ...]
    spot: Spot
    spots: tuple[Spot, ...]
    candidates: tuple[Candidate, ...]
    entry: Entry
    stamp: int
    decided_by: str


def field_view(seen: Seen, others: Iterable[Record], said: Labels) -> FieldView:
    """The field ``seen``; ``others`` are the other papers of its dossier."""
    one = seen.slot
    read = one.field.machine or one.field
    spots = tuple(_spot(evidence) for evidence in read.evidence)
    return FieldView(
        name=one.name,
        label=said(one.key),
        key=one.key,
        paper=seen.sheet.name,
        doc_type=one.record.doc_type_name,
        source=one.record.source,
        dossier=one.record.dossier,
        folder=one.place,
        sha256=one.record.sha256,
        critical=one.critical,
        look=one.look,
        value=shown(read.value),
        raw=read.raw,
        has_value=read.value is not None,
        status=read.status,
        doubts=doubts(one.field, said),
        spot=spots[0] if spots else Spot(one.record.pages[0], None),
        spots=spots,
        candidates=tuple(candidates(one, others)),
        entry=entry(one, said),
        stamp=seen.stamp,
        # Whoever looks a second time is not told what the first one said.
        decided_by=seen.made[-1].by if seen.made and one.look == 1 else "",
    )


def doubts(field: Field, said: Labels) -> tuple[str, ...]:
    """Why a field is in doubt, a sentence each; nothing where it is not."""
    read = field.machine or field
    if read.status not in ("review", "missing"):
        return ()
    told = dict.fromkeys(
        said(f"{check.name}_failed").replace("{word}", str(check.data.get("word", "…")))
        for check in read.checks
        if not check.passed
    )
    return tuple(told) or (said("not_found" if read.status == "missing" else "unclear"),)


def spots_of(record: Record, said: Labels) -> list[Spot]:
    """Where each field of a paper stands, with its state."""
    return [
        Spot(evidence.page, _edges(evidence.box), key, field.status)
        for key, field in record.fields.items()
        for evidence in field.evidence[:1]
        if evidence.box and said(key)
    ]


def entry(one: Waiting, said: Labels) -> Entry:
    """How the field is typed, with what was read of it."""
    read = one.field.machine or one.field
    kind = KINDS[one.field_type.kind] if one.field_type else None
    columns = tuple((column.name, said(column.name)) for column in _columns(one.field_type))
    text = shown(read.value) if read.value is not None else read.raw
    return Entry(
        way=_way(one.field_type, read.value, text),
        text=text,
        example=kind.example if kind else "",
        options=options_of(one.field_type),
        columns=columns,
        rows=_rows(read.value, [name for name, _ in columns]),
    )


def finds_units(field_type: FieldType | None) -> bool:
    """Whether units are named in a field."""
    return field_type is not None and field_type.kind in _UNITS


def table_text(cells: dict[tuple[int, str], str]) -> str:
    """Cells as a table is typed: those of a row together, rows that say nothing left out; nothing where all do."""
    rows: dict[int, dict[str, str]] = {}
    for (row, name), text in sorted(cells.items()):
        rows.setdefault(row, {})[name] = visible(text)
    said = [row for row in rows.values() if any(row.values())]
    return json.dumps(said, ensure_ascii=False) if said else ""


def _columns(field_type: FieldType | None) -> tuple[Column, ...]:
    return field_type.columns if field_type and field_type.where == "table" else ()


def _way(field_type: FieldType | None, value: FieldValue, text: str) -> str:
    if field_type and field_type.where in ("table", "list"):
        return field_type.where
    if isinstance(value, list):
        return "list"
    # A line would lose the ends of lines without a word.
    return "text" if len(text) > LONG or "\n" in text else "line"


def _rows(value: FieldValue, names: list[str]) -> tuple[tuple[str, ...], ...]:
    """Every row that was read, and an empty one to type into."""
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    return tuple(tuple(row.get(name, "") for name in names) for row in (*rows, {}))


def _spot(evidence: Evidence) -> Spot:
    return Spot(evidence.page, _edges(evidence.box))


def _edges(box: Box | None) -> tuple[int, int, int, int] | None:
    return (box.left, box.top, box.right, box.bottom) if box else None
