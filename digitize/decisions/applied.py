"""A record with the decisions about it laid over what the machine read, which stays beside them.

This is a function on values: the same record and decisions give the same result, whenever and wherever it is asked.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from digitize.decisions.decision import SETTLING, Decision, Kept, standing
from digitize.decisions.settled import by_thing, needs_two, settled
from extract.record import Check, Evidence, Field, MachineReading, Record
from extract.rules.doctype import DocumentType
from ocr.page import Finding
from ocr.problem import Datum

DECIDED: Final = "decided"
"""The check of a field that a person decided: who, when, and how it was decided."""
READS_OTHERWISE: Final = "reads_otherwise_now"
ANOTHER_PAPER: Final = "decided_as_another"
"""A decision holds that was made when the paper was of another type or had other pages."""
OF_OTHER_PAGES: Final = "decisions_of_other_pages"
"""Decisions were made about a paper that is a part of this one now; they hold no more."""
WITHOUT_FIELD: Final = "decision_without_field"
WAITING: Final = "second_look"
"""The check that fails while one of two people has decided."""
OURS: Final = (READS_OTHERWISE, WITHOUT_FIELD, ANOTHER_PAPER, OF_OTHER_PAGES)
PEOPLE_ARE_SURE: Final = 1.0
"""The confidence of a value that a person decided."""


def of_record(decisions: Iterable[Kept], record: Record) -> list[Kept]:
    """The decisions about a paper: those of its file whose paper began on the same page."""
    return [
        one
        for one in decisions
        if one.decision.paper.sha256 == record.sha256 and begins(one.decision, record.pages)
    ]


def begins(decision: Decision, pages: Sequence[int]) -> bool:
    """Whether the paper that was decided about begins where the one of these ``pages`` does."""
    return decision.paper.pages[0] == pages[0]


def decided(
    record: Record,
    decisions: Iterable[Kept],
    *,
    doc_type: DocumentType | None = None,
    critical: Collection[str] = (),
) -> Record:
    """``record`` as people left it.

    Args:
        record: as it was read now, or as it was decided before.
        decisions: those that concern it and others; see :func:`of_record`.
        doc_type: its type, where that is at hand: a field that was not found can be decided, too.
        critical: the fields that two people look at.
    """
    decisions = list(decisions)
    things = by_thing(of_record(decisions, record))
    machine = {name: undecided(field) for name, field in record.fields.items()}
    known = [field.key for field in doc_type.fields] if doc_type else []
    fields, findings = dict(machine), _without_ours(record.findings)
    for (about, key), those in things.items():
        if about == "field":
            holds = settled(those, two_looks=needs_two(key, critical))
            if key not in machine and key not in known:
                findings.append(Finding(code=WITHOUT_FIELD, data={"field": key}))
            elif holds is None:
                fields[key] = _waiting(machine.get(key, Field(value=None, status="missing")))
            else:
                fields[key] = _decided(machine.get(key, Field(value=None, status="missing")), holds, record)
                findings += _told(fields[key], holds, key, record)
    findings += _of_other_pages(decisions, record)
    seen = {key for about, key in things if about == "finding"}
    told = [_settled_finding(one) if _key(one) in seen else one for one in findings]
    order = [key for key in known if key in fields]
    named = {key: fields[key] for key in (*order, *(key for key in fields if key not in order))}
    return record.model_copy(update={"fields": named, "findings": tuple(told)})


def undecided(field: Field) -> Field:
    """The field as the machine read it."""
    return Field.model_validate(field.machine.model_dump()) if field.machine else _not_waiting(field)


def finding_key(finding: Finding) -> str:
    """What a decision calls a finding."""
    return _key(finding)


def _decided(field: Field, decision: Decision, record: Record) -> Field:
    value = decision.value if decision.outcome in SETTLING else None
    is_right = decision.outcome == "right" or (value is not None and value == field.value)
    seen = field.evidence[0] if field.evidence else None
    page = decision.seen_at.page if decision.seen_at else (seen.page if seen else record.pages[0])
    box = decision.seen_at.box if decision.seen_at else (seen.box if seen else None)
    own = Evidence(page=page, box=box, text=_text(value), source="person")
    data: dict[str, Datum] = {"by": decision.by, "at": decision.at_vietnam, "outcome": decision.outcome}
    passed = tuple(check for check in field.checks if check.passed)
    return Field(
        value=value,
        raw=field.raw if is_right else _text(value),
        confidence=PEOPLE_ARE_SURE,
        status="accepted" if is_right else "corrected",
        evidence=(own, *(field.evidence if is_right else ())),
        checks=(*(passed if is_right else ()), Check(name=DECIDED, passed=True, data=data)),
        place=field.place if is_right else None,
        machine=MachineReading.model_validate(field.model_dump(exclude={"machine"})),
    )


def _waiting(field: Field) -> Field:
    status = "review" if field.status == "accepted" else field.status
    return field.model_copy(
        update={
            "status": status,
            "checks": (*field.checks, Check(name=WAITING, passed=False, data={"status": field.status})),
        }
    )


def _not_waiting(field: Field) -> Field:
    waiting = next((check for check in field.checks if check.name == WAITING), None)
    if waiting is None:
        return field
    checks = tuple(check for check in field.checks if check.name != WAITING)
    return field.model_copy(update={"checks": checks, "status": waiting.data["status"]})


def _told(field: Field, decision: Decision, key: str, record: Record) -> list[Finding]:
    """A finding where the machine reads something else now than what the person was shown."""
    if decision.paper.pages != record.pages or decision.doc_type not in ("", record.doc_type):
        return [Finding(code=ANOTHER_PAPER, data={"field": key})]
    now = field.machine
    if now is None or now.value in (decision.shown.value, field.value):
        return []
    return [Finding(code=READS_OTHERWISE, severity="info", data={"field": key})]


def _of_other_pages(decisions: Iterable[Kept], record: Record) -> list[Finding]:
    inside = {
        one.decision.paper.pages[0]
        for one in standing(decisions)
        if one.decision.about == "field"
        and one.decision.paper.sha256 == record.sha256
        and one.decision.paper.pages[0] in record.pages[1:]
    }
    return [Finding(code=OF_OTHER_PAGES, page=page, data={"page": page}) for page in sorted(inside)]


def _without_ours(findings: Iterable[Finding]) -> list[Finding]:
    return [_unsettled(one) for one in findings if one.code not in OURS]


def _settled_finding(finding: Finding) -> Finding:
    if finding.severity == "info":
        return finding
    return finding.model_copy(
        update={"severity": "info", "data": {**finding.data, "settled_from": finding.severity}}
    )


def _unsettled(finding: Finding) -> Finding:
    before = finding.data.get("settled_from")
    if before is None:
        return finding
    data = {name: value for name, value in finding.data.items() if name != "settled_from"}
    return finding.model_copy(update={"severity": before, "data": data})


def _key(finding: Finding) -> str:
    return f"{finding.code}:{finding.page or 0}:{finding.data.get('field', '')}"


def _text(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(
            ", ".join(map(str, one.values())) if isinstance(one, dict) else str(one) for one in value
        )
    return "" if value is None else str(value)
