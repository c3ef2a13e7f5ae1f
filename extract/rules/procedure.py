"""An administrative procedure as data: which papers its dossier holds, and whether a dossier is whole.

Offices change lists of papers twice a year, so a procedure names its legal basis and is valid from one
date to another. What a dossier lacks, has too much, or holds too old is told, never decided: one paper of
an unknown type may be the very one that seems to be missing, and that is told, too.
"""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError

from extract.record import Record
from extract.rules.doctype import UNKNOWN, DocumentTypes, Identifier, Text
from extract.rules.yaml_source import SUFFIX, Source, files_of, parse
from ocr.page import Finding
from ocr.problem import ConfigurationProblem, Datum
from ocr.value import Value

Need = Literal["submitted", "optional", "presented"]
ProcedureId = Annotated[str, StringConstraints(pattern=r"^\d\.\d{6}$")]

ISSUED = ("ngay_cap", "ngay_ban_hanh", "ngay_dang_ky")
RECEIPT = "giay_tiep_nhan_ho_so"
ACCOMPANYING = frozenset({RECEIPT})
"""Papers that the office adds itself, never surplus."""


class RequiredPaper(Value):
    """One component (thành phần) of a dossier.

    Attributes:
        name: As the list of papers names it.
        types: Document types that are this paper.
        substitutes: Document types accepted instead of it.
        need: ``submitted`` must lie in the dossier, ``optional`` only in some cases, ``presented`` is
            shown at the counter and not kept (NĐ 118/2025/NĐ-CP: not to be scanned).
        valid_months: How long after its date of issue it is accepted.
    """

    name: Text
    types: tuple[Identifier, ...] = Field(min_length=1)
    substitutes: tuple[Identifier, ...] = ()
    need: Need = "submitted"
    valid_months: int | None = Field(default=None, ge=1)
    verified: bool = True

    @property
    def accepted(self) -> frozenset[str]:
        """The document types that fill its place."""
        return frozenset((*self.types, *self.substitutes))


class Procedure(Value):
    """A procedure by its national code (mã TTHC, such as ``1.001193``)."""

    id: ProcedureId
    name: Text
    legal_basis: tuple[Text, ...] = Field(min_length=1)
    effective_from: date
    effective_to: date | None = None
    application: tuple[Identifier, ...] = ()
    papers: tuple[RequiredPaper, ...] = Field(min_length=1)

    def in_force(self, day: date) -> bool:
        """Whether dossiers received on ``day`` follow this list."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


def load_procedures(types: DocumentTypes, folders: Iterable[Path] = ()) -> tuple[Procedure, ...]:
    """The shipped procedures and those in ``folders``; an office's own one replaces a shipped one of its code.

    Raises:
        ConfigurationProblem: a file is invalid, or names a document type that does not exist.
    """
    shipped = [Path(str(entry)) for entry in resources.files("extract").joinpath("procedures").iterdir()]
    own = [path for folder in folders for path in files_of(folder, "procedure_folder_missing")]
    paths = [*sorted(path for path in shipped if path.suffix == SUFFIX), *own]
    by_id = {procedure.id: procedure for procedure in (_read(path, types) for path in paths)}
    return tuple(by_id.values())


def procedure_for(records: Sequence[Record], procedures: Sequence[Procedure]) -> Procedure | None:
    """The procedure that the papers name themselves: by its code on the receipt, else by the form filled in."""
    said = {
        str(field.value) for record in records for key, field in record.fields.items() if key == "ma_thu_tuc"
    }
    named = [procedure for procedure in procedures if procedure.id in said]
    forms = {record.doc_type for record in records}
    opened = [procedure for procedure in procedures if forms & set(procedure.application)]
    found = named or opened
    return found[0] if len(found) == 1 else None


def completeness(procedure: Procedure, records: Sequence[Record], day: date) -> tuple[Finding, ...]:
    """What a dossier received on ``day`` lacks, has too much, or holds too old."""
    unknown = sum(record.doc_type == UNKNOWN for record in records)
    return (
        *_missing(procedure, records, unknown),
        *_surplus(procedure, records),
        *_expired(procedure, records, day),
    )


def _missing(procedure: Procedure, records: Sequence[Record], unknown: int) -> Iterator[Finding]:
    there = {record.doc_type for record in records}
    for paper in procedure.papers:
        if paper.need == "submitted" and not there & paper.accepted:
            data: dict[str, Datum] = {"paper": paper.name, "procedure": procedure.name, "unknown": unknown}
            yield Finding(code="paper_maybe_missing" if unknown else "paper_missing", data=data)


def _surplus(procedure: Procedure, records: Sequence[Record]) -> Iterator[Finding]:
    kept = {one for paper in procedure.papers if paper.need != "presented" for one in paper.accepted}
    shown = {one for paper in procedure.papers if paper.need == "presented" for one in paper.accepted}
    for record in records:
        if record.doc_type in kept | ACCOMPANYING | {UNKNOWN}:
            continue
        code = "paper_only_shown" if record.doc_type in shown else "paper_surplus"
        yield Finding(
            code=code,
            severity="info",
            page=record.pages[0],
            data={"file": record.source, "paper": record.doc_type_name, "procedure": procedure.name},
        )


def _expired(procedure: Procedure, records: Sequence[Record], day: date) -> Iterator[Finding]:
    for record in records:
        last = min((end for end in _ends(procedure, record) if end), default=None)
        if last and last < day:
            yield Finding(
                code="paper_expired",
                page=record.pages[0],
                data={"file": record.source, "paper": record.doc_type_name, "until": last.isoformat()},
            )


def _ends(procedure: Procedure, record: Record) -> Iterator[date | None]:
    """The last days on which a paper may be used: printed on it, and by the procedure."""
    yield _day(record, "ngay_het_han")
    months = next((paper.valid_months for paper in procedure.papers if record.doc_type in paper.types), None)
    issued = next((day for key in ISSUED if (day := _day(record, key))), None)
    yield _months_after(issued, months) if issued and months else None


def _day(record: Record, key: str) -> date | None:
    field = record.fields.get(key)
    try:
        return date.fromisoformat(str(field.value)) if field and field.value else None
    except ValueError:
        return None  # "Không thời hạn"


def _months_after(day: date, months: int) -> date:
    """The same day of the month ``months`` later, or its last day (Bộ luật Dân sự 2015, Điều 148)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _read(path: Path, types: DocumentTypes) -> Procedure:
    source = parse(path)
    for problem in _problems(source, types):
        raise problem
    return Procedure.model_validate(source.tree)


def _problems(source: Source, types: DocumentTypes) -> Iterator[ConfigurationProblem]:
    try:
        found = Procedure.model_validate(source.tree)
    except ValidationError as error:
        yield from source.problems(error, Procedure)
        return
    for number, paper in enumerate(found.papers):
        for key in ("types", "substitutes"):
            for name in getattr(paper, key):
                if name not in types.by_id:
                    yield source.nearest_problem(
                        ("papers", number, key), "procedure_type_unknown", name, types.by_id
                    )
