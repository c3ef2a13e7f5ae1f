"""Which form of a paper it is, by the day printed on it, and whether that form was in force on that day.

Laws change forms, and people hand in old papers every day: a paper keeps its type however old it is.
The day of the paper decides only between two forms that fit it about equally well. A day that a person
still has to confirm decides nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from extract.identify.classify import Candidate
from extract.identify.type_confidence import is_known
from extract.record import Field
from extract.rules.doctype import DocumentType
from extract.rules.received import day_in
from ocr.page import Finding
from ocr.problem import Datum


def forms(considered: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The best candidate and the other known forms of the same paper, by score; of equal ones the newest first."""
    best = considered[0]
    same = [one for one in close(considered) if is_same_paper(one.doc_type, best.doc_type)]
    return tuple(sorted(same, key=lambda one: (-one.score, -one.doc_type.effective_from.toordinal())))


def close(considered: Sequence[Candidate]) -> list[Candidate]:
    """The best candidate, and all others that would be accepted as the paper's type if it were not there."""
    return [considered[0], *(one for one in considered[1:] if is_known(one.doc_type, one.score))]


def is_same_paper(one: DocumentType, other: DocumentType) -> bool:
    """Whether two types are forms of one paper: versions of one type, or types with the same name and different ids."""
    return one.id == other.id or one.name == other.name


def made_in_force(doc_type: DocumentType, fields: Mapping[str, Field]) -> bool:
    """Whether the paper has an accepted day on which papers were made in this form."""
    day = _made_on(doc_type, fields)
    return day is not None and doc_type.period.covers(day)


def day_findings(doc_type: DocumentType, fields: Mapping[str, Field]) -> Iterator[Finding]:
    """Findings that the paper is older than its form, or newer than its form's end: a newer form may be needed."""
    day, period = _made_on(doc_type, fields), doc_type.period
    if day is None:
        return
    said: dict[str, Datum] = {"day": day.isoformat(), "type": doc_type.name}
    if day < period.since:
        data = {**said, "since": period.since.isoformat()}
        yield Finding(code="type_not_begun", severity="info", data=data)
    if period.until and period.until < day:
        yield Finding(code="type_ended", data={**said, "until": period.until.isoformat()})


def _made_on(doc_type: DocumentType, fields: Mapping[str, Field]) -> date | None:
    field = fields.get(doc_type.day_field or "")
    return day_in(field) if field and field.status == "accepted" else None
