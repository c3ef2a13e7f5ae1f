"""``records.xlsx``: the run as a workbook for people who check and reuse it.

One sheet has a row a document with typed cells, coloured where a person has to look; the next says
for every value where it was read; the next what was found amiss; the last explains the colours.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from export.cells import SEPARATOR, page_ranges, to_review
from export.labels import Labels, field_order, labels
from export.sheet import Cell, Colour, workbook
from extract.record import Dossier, Evidence, Field, Record, Status
from ocr.box import Box
from ocr.page import Finding

Describe = Callable[[Finding], str]

_COLOUR_OF: dict[Status, Colour] = {
    "accepted": "plain",
    "review": "review",
    "missing": "missing",
    "corrected": "corrected",
}
_FIXED = ("source", "dossier", "dossier_code", "pages", "doc_type_name", "status", "can_xem")
_EVIDENCE = (
    "source", "pages", "doc_type_name", "field", "value", "raw", "status", "confidence",
    "page", "box", "text", "evidence_source", "checks",
)  # fmt: skip
_FINDINGS = ("source", "page", "severity", "finding", "box", "code")
_SHARE = "0.0%"


def finding_code(finding: Finding) -> str:
    """A finding without a catalogue of sentences: its code and its data."""
    data = ", ".join(f"{name}={value}" for name, value in finding.data.items())
    return f"{finding.code} ({data})" if data else finding.code


def write_workbook(
    target: Path,
    records: Sequence[Record],
    *,
    dossiers: Sequence[Dossier] = (),
    heading: Labels | None = None,
    describe: Describe = finding_code,
) -> None:
    """Writes ``records`` and what was found in them and across ``dossiers``.

    Args:
        target: the file to write.
        records: one row each, in this order.
        dossiers: only their own findings are taken, not their records.
        heading: from a name to what people read; Vietnamese by default.
        describe: the sentence of a finding.

    Raises:
        OutputProblem: as :func:`export.atomic.replacing`.
    """
    said = heading or labels("vi")
    names = field_order(name for record in records for name in record.fields)
    with workbook(target) as book:
        book.table(
            said("sheet_records"),
            [said(name) for name in (*_FIXED, *names)],
            lambda: (_record_row(record, names, said) for record in records),
        )
        book.table(
            said("sheet_evidence"),
            [said(name) for name in _EVIDENCE],
            lambda: (row for record in records for row in _evidence_rows(record, said)),
        )
        book.table(
            said("sheet_findings"),
            [said(name) for name in _FINDINGS],
            lambda: _finding_rows(records, dossiers, said, describe),
        )
        book.table(said("sheet_legend"), [said("status")], lambda: _legend_rows(said))


def _record_row(record: Record, names: Sequence[str], said: Labels) -> list[Cell]:
    review = record.needs_review
    fixed = [
        Cell(record.source),
        Cell(record.dossier),
        Cell(record.ma_ho_so),
        Cell(page_ranges(record.pages)),
        Cell(record.doc_type_name),
        Cell(said("review" if review else "accepted"), "review" if review else "plain"),
        Cell(SEPARATOR.join(said(name) for name in to_review(record))),
    ]
    return fixed + [_field_cell(record.fields.get(name)) for name in names]


def _field_cell(field: Field | None) -> Cell:
    return Cell(field.value, _COLOUR_OF[field.status]) if field else Cell(None)


def _evidence_rows(record: Record, said: Labels) -> Iterator[list[Cell]]:
    for name in field_order(record.fields):
        field = record.fields[name]
        for evidence in field.evidence or (None,):
            yield [
                Cell(record.source),
                Cell(page_ranges(record.pages)),
                Cell(record.doc_type_name),
                Cell(said(name)),
                Cell(field.value, _COLOUR_OF[field.status]),
                Cell(field.raw),
                Cell(said(field.status)),
                Cell(None if field.status == "missing" else field.confidence, number=_SHARE),
                *_place(evidence, said),
                Cell(_checks_text(field, said)),
            ]


def _place(evidence: Evidence | None, said: Labels) -> list[Cell]:
    if evidence is None:
        return [Cell(None)] * 4
    box = Cell(_box_text(evidence.box))
    return [Cell(evidence.page), box, Cell(evidence.text), Cell(said(evidence.source))]


def _finding_rows(
    records: Sequence[Record], dossiers: Sequence[Dossier], said: Labels, describe: Describe
) -> Iterator[list[Cell]]:
    found = [(dossier.name, finding) for dossier in dossiers for finding in dossier.findings]
    found += [(record.source, finding) for record in records for finding in record.findings]
    for source, finding in found:
        yield [
            Cell(source),
            Cell(finding.page),
            Cell(said(finding.severity), "plain" if finding.severity == "info" else "review"),
            Cell(describe(finding)),
            Cell(_box_text(finding.box)),
            Cell(finding.code),
        ]


def _legend_rows(said: Labels) -> Iterator[list[Cell]]:
    for status, colour in _COLOUR_OF.items():
        yield [Cell(said(status), colour)]


def _box_text(box: Box | None) -> str:
    return ", ".join(str(edge) for edge in box) if box else ""


def _checks_text(field: Field, said: Labels) -> str:
    return SEPARATOR.join(
        f"{check.name}: {said('passed' if check.passed else 'failed')}" for check in field.checks
    )
