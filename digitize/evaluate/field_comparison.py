"""Which fields of a document are right, which are wrong, and which of the wrong ones nobody would look at.

A key that is absent in the truth was not read by the person: a value for it does not count.
A key that is null has to be empty. A silent error is a field that was accepted and is not right.
"""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Literal

from digitize.evaluate.conventions import is_empty, same, same_but_case, share
from digitize.evaluate.rates import Rate, rate
from digitize.evaluate.truth import DocumentTruth
from extract.record import MISSING, Field, FieldValue, Record
from ocr.value import Value

Outcome = Literal["right", "wrong", "missed", "spurious", "rightly_empty"]


class FieldVerdict(Value):
    """One field of one document. ``share`` is how much of a list is right; ``accepted``: no person has to look."""

    name: str
    outcome: Outcome
    right_any_case: bool
    share: float
    accepted: bool
    flagged: bool
    handwritten: bool
    confidence: float
    true: FieldValue
    read: FieldValue

    @property
    def is_right(self) -> bool:
        """Right, or empty where it has to be."""
        return self.outcome in ("right", "rightly_empty")


class FieldFigures(Value):
    """Fields counted. ``asked`` have a value in the truth; the others have to be empty.

    Attributes:
        precision: right, of the values that were given.
        recall: right, of those asked.
        straight_through: right and accepted, of those asked.
        silent_errors: not right, of those accepted.
        review: left to a person, of all.
        mean_share: mean share of a value that is right, of those asked; above recall where lists are partly right.
    """

    asked: int
    right: int
    right_any_case: int
    wrong: int
    missed: int
    spurious: int
    rightly_empty: int
    precision: Rate
    recall: Rate
    straight_through: Rate
    silent_errors: Rate
    review: Rate
    mean_share: float | None


def judge_fields(truth: DocumentTruth, record: Record | None) -> tuple[FieldVerdict, ...]:
    """A verdict on each field that the truth names; without a record all of them are missed."""
    by_hand = _handwritten_fields(truth)
    return tuple(
        _verdict(name, value, record.fields.get(name) if record else None, handwritten=name in by_hand)
        for name, value in truth.fields.items()
    )


def count_fields(verdicts: Iterable[FieldVerdict]) -> FieldFigures:
    """The counts and rates of many verdicts."""
    judged = tuple(verdicts)
    outcomes = [verdict.outcome for verdict in judged]
    right, wrong, spurious = outcomes.count("right"), outcomes.count("wrong"), outcomes.count("spurious")
    asked = [verdict for verdict in judged if verdict.outcome in ("right", "wrong", "missed")]
    accepted = [verdict for verdict in judged if verdict.accepted]
    return FieldFigures(
        asked=len(asked),
        right=right,
        right_any_case=sum(verdict.right_any_case for verdict in asked),
        wrong=wrong,
        missed=outcomes.count("missed"),
        spurious=spurious,
        rightly_empty=outcomes.count("rightly_empty"),
        precision=rate(right, right + wrong + spurious),
        recall=rate(right, len(asked)),
        straight_through=rate(sum(verdict.outcome == "right" for verdict in accepted), len(asked)),
        silent_errors=rate(sum(not verdict.is_right for verdict in accepted), len(accepted)),
        review=rate(sum(verdict.flagged for verdict in judged), len(judged)),
        mean_share=sum(verdict.share for verdict in asked) / len(asked) if asked else None,
    )


def pair_records(documents: Sequence[DocumentTruth], records: Sequence[Record]) -> list[Record | None]:
    """For each true document the record that shares most pages with it; no record serves twice.

    A document without page numbers is the whole file: of several records it gets the longest.
    """
    shared = [
        (-_likeness(document, record), place, number)
        for place, document in enumerate(documents)
        for number, record in enumerate(records)
    ]
    paired: dict[int, int] = {}
    for likeness, place, number in sorted(shared):
        if likeness and place not in paired and number not in paired.values():
            paired[place] = number
    return [records[paired[place]] if place in paired else None for place in range(len(documents))]


def is_type_right(truth: DocumentTruth, record: Record | None) -> bool:
    """Whether the type's name or its id is the true one, whatever the case."""
    if record is None or truth.doc_type is None:
        return False
    return truth.doc_type.casefold() in (record.doc_type_name.casefold(), record.doc_type.casefold())


def _verdict(name: str, true: FieldValue, field: Field | None, *, handwritten: bool) -> FieldVerdict:
    found = field or MISSING
    return FieldVerdict(
        name=name,
        outcome=_outcome(name, true, found.value),
        right_any_case=same_but_case(name, true, found.value),
        share=share(name, true, found.value),
        accepted=found.status in ("accepted", "corrected"),
        flagged=field is not None and field.status in ("review", "missing"),
        handwritten=handwritten,
        confidence=found.confidence,
        true=true,
        read=found.value,
    )


def _outcome(name: str, true: FieldValue, read: FieldValue) -> Outcome:
    if is_empty(true):
        return "rightly_empty" if is_empty(read) else "spurious"
    if is_empty(read):
        return "missed"
    return "right" if same(name, true, read) else "wrong"


def _likeness(document: DocumentTruth, record: Record) -> float:
    """Pages in common over pages of either; without true pages the length of the record."""
    if document.file and PurePath(document.file).name != PurePath(record.source).name:
        return 0
    true, read = set(document.pages), set(record.pages)
    return len(true & read) / len(true | read) if true else len(read)


def _handwritten_fields(truth: DocumentTruth) -> set[str]:
    """Fields of which a part is by hand: "so_ky_hieu: 01"; "ngay: 06" is a part of the date of issue."""
    named = {entry.partition(":")[0].strip() for entry in truth.handwritten}
    if named & {"ngay", "thang", "nam"}:
        named.add("ngay_ban_hanh")
    return named & truth.fields.keys()
