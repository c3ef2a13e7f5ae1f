"""``records.xlsx``: the run as a workbook for people who check and reuse it.

The first sheet has one row for each document with typed cells, coloured where a person has to look. The next
lists these places with the reasons, and takes the right values. Then come every value with the place where it was read, the findings, and
the meaning of the colours and sheets.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from export.cells import SEPARATOR, page_ranges, to_review
from export.entry import NOBODY_ASKED, Asking, Entry
from export.labels import Labels, field_order, labels
from export.tables.asked import COLUMNS, HIDDEN, Asked, asked_table, titled
from export.tables.sheet import TEXT, Cell, Colour, workbook
from extract.record import Dossier, Evidence, Field, Record, Status
from ocr.box import Box
from ocr.page import Finding
from ocr.problem import Datum

Describe = Callable[[Finding], str]

_COLOUR_OF: dict[Status, Colour] = {
    "accepted": "plain",
    "review": "review",
    "missing": "missing",
    "corrected": "corrected",
}
_FIXED = ("source", "doc_type_name", "pages", "status", "can_xem", "dossier", "dossier_code")
_REVIEW = tuple(name for name in COLUMNS if name not in HIDDEN)
_EVIDENCE = (
    "source", "doc_type_name", "field", "value", "status", "why", "confirmed",
    "page", "evidence_source", "text", "raw", "confidence", "box",
)  # fmt: skip
_FINDINGS = ("source", "page", "severity", "finding", "box", "code")
_LEGEND = ("colour_or_sheet", "meaning")
_SHEETS = ("sheet_records", "sheet_review", "sheet_evidence", "sheet_findings")
_SAID = ("say_right", "say_unreadable", "say_absent")
"""What can be typed instead of a value."""
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
    asking: Asking = NOBODY_ASKED,
) -> None:
    """Writes ``records`` and what was found in them and across ``dossiers``.

    Args:
        target: the file to write.
        records: one row each, in this order.
        dossiers: only their own findings are taken, not their records.
        heading: from a name to what people read; Vietnamese by default.
        describe: the sentence of a finding.
        asking: what is known of papers and fields for the person who types right values.

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
            frozen=2,
        )
        asked_table(
            book,
            said("sheet_review"),
            lambda: (row for record in records for row in _asked(record, said, asking)),
            said,
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
        book.table(said("sheet_legend"), [said(name) for name in _LEGEND], lambda: legend_rows(said))
        book.choices(said("sheet_choices"))


def _record_row(record: Record, names: Sequence[str], said: Labels) -> list[Cell]:
    review = record.needs_review
    fixed = [
        Cell(record.source),
        Cell(titled(record)),
        Cell(page_ranges(record.pages)),
        Cell(said("review" if review else "accepted"), "review" if review else "plain"),
        Cell(SEPARATOR.join(said(name) for name in field_order(to_review(record)))),
        Cell(record.dossier),
        Cell(record.ma_ho_so),
    ]
    return fixed + [_field_cell(record.fields.get(name)) for name in names]


def _field_cell(field: Field | None) -> Cell:
    return Cell(field.value, _COLOUR_OF[field.status]) if field else Cell(None)


def _asked(record: Record, said: Labels, asking: Asking) -> Iterator[Asked]:
    see = asking.files.get((record.sha256, record.pages), "")
    for name in field_order(to_review(record)):
        entry = asking.entries.get((record.doc_type, name), Entry())
        yield Asked(record, name, why(record.fields[name], said), see, entry)


def _evidence_rows(record: Record, said: Labels) -> Iterator[list[Cell]]:
    for name in field_order(record.fields):
        field = record.fields[name]
        for evidence in field.evidence or (None,):
            yield [
                Cell(record.source),
                Cell(titled(record)),
                Cell(said(name)),
                _field_cell(field),
                Cell(said(field.status)),
                Cell(why(field, said)),
                Cell(_confirmed(field, said)),
                *_seen(evidence, said),
                Cell(field.raw, number=TEXT),
                Cell(None if field.status == "missing" else field.confidence, number=_SHARE),
                Cell(_box_text(evidence.box if evidence else None)),
            ]


def _seen(evidence: Evidence | None, said: Labels) -> list[Cell]:
    if evidence is None:
        return [Cell(None)] * 3
    return [Cell(evidence.page), Cell(said(evidence.source)), Cell(evidence.text, number=TEXT)]


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


def legend_rows(said: Labels) -> Iterator[list[Cell]]:
    """The meaning of colours and sheets, and what can be typed."""
    for status, colour in _COLOUR_OF.items():
        yield [Cell(said(status), colour), Cell(said(f"{status}_means"))]
    for sheet in _SHEETS:
        yield [Cell(said(sheet)), Cell(said(f"{sheet}_means"))]
    for name in ("right_value", *_SAID):
        yield [Cell(said(name)), Cell(said(f"{name}_means"))]


def _box_text(box: Box | None) -> str:
    return ", ".join(str(edge) for edge in box) if box else ""


def why(field: Field, said: Labels) -> str:
    """Why a field is in doubt, as sentences for the person who looks at it."""
    if field.status not in ("review", "missing"):
        return ""
    failed = dict.fromkeys(
        _filled(said(f"{check.name}_failed"), check.data) for check in field.checks if not check.passed
    )
    return " ".join(failed) or said("not_found" if field.status == "missing" else "unclear")


def _filled(sentence: str, data: Mapping[str, Datum]) -> str:
    """``sentence`` with its ``{word}`` filled from ``data``."""
    return sentence.replace("{word}", str(data.get("word", "…")))


def _confirmed(field: Field, said: Labels) -> str:
    return " ".join(said(f"{check.name}_passed") for check in field.checks if check.passed)
