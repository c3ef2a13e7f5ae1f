"""An administrative procedure as data: the papers that its dossier needs, and whether a dossier is complete.

Offices change lists of papers twice a year, so a list names its legal basis and is valid from one date to
another; one procedure may have several lists (``procedure_choice``). Papers that are missing, not needed or too
old are reported, and a person decides: a paper of an unknown type may be the one that seems to be missing, which is
reported, too.
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
from extract.rules.period import Period
from extract.rules.received import RECEIPT, day_in
from extract.rules.yaml_source import SUFFIX, Source, files_of, parse
from ocr.page import Finding
from ocr.problem import ConfigurationProblem, Datum
from ocr.value import Value

Need = Literal["submitted", "optional", "presented"]
ProcedureId = Annotated[str, StringConstraints(pattern=r"^\d\.\d{6}$")]

ISSUED = ("ngay_cap", "ngay_ban_hanh", "ngay_dang_ky")
ACCOMPANYING = frozenset({RECEIPT})
"""Papers that the office adds itself; they are never reported as not needed."""


class RequiredPaper(Value):
    """One component (thành phần) of a dossier.

    Attributes:
        name: Its name in the list of papers.
        types: Document types that are this paper.
        substitutes: Document types accepted instead of it.
        need: ``submitted`` must be in the dossier, ``optional`` only in some cases, ``presented`` is
            shown at the counter and not kept (NĐ 118/2025/NĐ-CP: not to be scanned).
        valid_months: For how many months after its date of issue it is accepted.
        verified: Whether an official list was seen that asks for it.
    """

    name: Text
    types: tuple[Identifier, ...] = Field(min_length=1)
    substitutes: tuple[Identifier, ...] = ()
    need: Need = "submitted"
    valid_months: int | None = Field(default=None, ge=1)
    verified: bool = True

    @property
    def accepted(self) -> frozenset[str]:
        """The document types that are this paper or are accepted instead of it."""
        return frozenset((*self.types, *self.substitutes))


class Procedure(Value):
    """The list of papers of a procedure by its national code (mã TTHC, such as ``1.001193``), for a period.

    Attributes:
        application: The document type of the form with which people apply.
        replaces: In its own period it replaces another list with its code, so that an office can
            write its own list and leave the shipped file unchanged.
    """

    id: ProcedureId
    name: Text
    legal_basis: tuple[Text, ...] = Field(min_length=1)
    effective_from: date
    effective_to: date | None = None
    replaces: bool = False
    application: tuple[Identifier, ...] = ()
    papers: tuple[RequiredPaper, ...] = Field(min_length=1)

    @property
    def period(self) -> Period:
        """The days of reception for which this list is valid."""
        return Period(self.effective_from, self.effective_to)


def load_procedures(types: DocumentTypes, folders: Iterable[Path] = ()) -> tuple[Procedure, ...]:
    """The shipped procedures and those in ``folders``; one code may have a list for each period.

    Raises:
        ConfigurationProblem: a file is invalid, names a document type that does not exist, or is valid on
            days on which another list with its code is valid.
    """
    shipped = [Path(str(entry)) for entry in resources.files("extract").joinpath("procedures").iterdir()]
    own = [path for folder in folders for path in files_of(folder, "procedure_folder_missing")]
    loaded: dict[Path, Procedure] = {}
    for path in [*sorted(path for path in shipped if path.suffix == SUFFIX), *own]:
        found = _read(path, types)
        other = next((file for file, one in loaded.items() if _are_rivals(one, found)), None)
        if other:
            raise ConfigurationProblem(
                "procedure_periods_overlap", file=str(path), id=found.id, other=str(other)
            )
        loaded[path] = found
    return tuple(loaded.values())


def _are_rivals(one: Procedure, other: Procedure) -> bool:
    """Whether two lists are in conflict: on some day nothing says which one counts."""
    return one.id == other.id and one.replaces == other.replaces and one.period.overlaps(other.period)


def completeness(procedure: Procedure, records: Sequence[Record], day: date) -> tuple[Finding, ...]:
    """Findings about papers that a dossier received on ``day`` lacks, does not need, or holds too old."""
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
            yield _lack(paper, procedure, unknown)


def _lack(paper: RequiredPaper, procedure: Procedure, unknown: int) -> Finding:
    """The finding that a paper is missing, only as a hint if no official list was seen that asks for it."""
    data: dict[str, Datum] = {"paper": paper.name, "procedure": procedure.name, "unknown": unknown}
    if not paper.verified:
        return Finding(code="paper_unverified_missing", severity="info", data=data)
    return Finding(code="paper_maybe_missing" if unknown else "paper_missing", data=data)


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
    """The last days on which a paper may be used: the one printed on it, and the one by the procedure."""
    yield day_in(record.fields.get("ngay_het_han"))
    months = next((paper.valid_months for paper in procedure.papers if record.doc_type in paper.types), None)
    issued = next((day for key in ISSUED if (day := day_in(record.fields.get(key)))), None)
    yield _months_after(issued, months) if issued and months else None


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
