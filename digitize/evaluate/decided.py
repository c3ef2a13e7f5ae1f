"""How well a folder of results was read, by what people decided about it: no truth is needed but theirs.

A field that people settled has a known right value. What the machine accepted and people found otherwise is a silent
error; only a sample drawn by lot says how frequent these are, since people look where the machine doubted. The sample
is the longest run of accepted fields, in the order of the lots, of which every one was settled.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import takewhile
from statistics import median
from typing import Final, Literal, NamedTuple

from digitize.decisions.applied import of_record, undecided
from digitize.decisions.decision import SETTLING, Decision, Kept
from digitize.decisions.proved import lot, most_wrong
from digitize.decisions.settled import by_thing, needs_two, settled
from digitize.evaluate.rates import Rate, rate
from extract.record import Field, Record
from extract.rules.doctype import DocumentTypes
from ocr.value import Value

NO_KIND: Final = "?"
"""The kind of a field that no type knows any more."""
NO_DOUBT: Final = "accepted"
"""The cause of a field that nothing spoke against."""


class Judged(NamedTuple):
    """A field that people settled, and what was read of it."""

    record: Record
    key: str
    kind: str
    read: Field
    decision: Decision

    @property
    def is_right(self) -> bool:
        """Whether the machine read what people saw; nothing read of what is not there is right, too."""
        value = self.decision.value if self.decision.outcome in SETTLING else None
        return value == self.read.value and self.decision.outcome != "unreadable"

    @property
    def was_accepted(self) -> bool:
        """Whether the machine was sure."""
        return self.read.status == "accepted"

    @property
    def causes(self) -> list[str]:
        """The checks that failed, or that there was no doubt."""
        failed = [check.name for check in self.read.checks if not check.passed]
        return list(dict.fromkeys(failed)) or [NO_DOUBT if self.was_accepted else self.read.status]


class Figures(Value):
    """Fields that people settled: how many were read right, doubted for nothing, and accepted wrongly.

    ``seconds`` is the median of those decisions of which it is known.
    """

    settled: int
    right: int
    doubted_right: int
    silent_errors: int
    unreadable: int
    seconds: float | None


class SampleFigures(Value):
    """Accepted fields: those wrong among the first ones by lot, and the share of all that can be wrong at most."""

    accepted: int
    looked_at: Rate
    most_wrong: float | None


class DecidedEvaluation(Value):
    """The result of ``digitize eval`` of a folder of results."""

    schema_version: Literal[1] = 1
    papers: int
    fields: int
    overall: Figures
    sample: SampleFigures
    by_doc_type: dict[str, Figures]
    by_kind: dict[str, Figures]
    by_cause: dict[str, Figures]


def evaluate_decided(
    records: Collection[Record],
    decisions: Collection[Kept],
    types: DocumentTypes,
    two_looks: Collection[str] = (),
) -> DecidedEvaluation:
    """What the decisions about ``records`` say of how they were read."""
    judged = list(_judged(records, decisions, types, two_looks))
    return DecidedEvaluation(
        papers=len(records),
        fields=sum(len(record.fields) for record in records),
        overall=_figures(judged),
        sample=_sample(records, judged),
        by_doc_type=_grouped(judged, lambda one: [one.record.doc_type]),
        by_kind=_grouped(judged, lambda one: [one.kind]),
        by_cause=_grouped(judged, lambda one: one.causes),
    )


def _judged(
    records: Iterable[Record],
    decisions: Collection[Kept],
    types: DocumentTypes,
    two_looks: Collection[str],
) -> Iterator[Judged]:
    by_id = types.by_id
    of_file: dict[str, list[Kept]] = defaultdict(list)
    for one in decisions:
        of_file[one.decision.paper.sha256].append(one)
    for record in records:
        doc_type = by_id.get(record.doc_type)
        kinds = {field.key: field.kind for field in doc_type.fields} if doc_type else {}
        for (about, key), those in by_thing(of_record(of_file[record.sha256], record)).items():
            holds = settled(those, two_looks=needs_two(key, two_looks))
            if about == "field" and holds and key in record.fields:
                yield Judged(record, key, kinds.get(key, NO_KIND), undecided(record.fields[key]), holds)


def _figures(judged: Collection[Judged]) -> Figures:
    seconds = [one.decision.seconds for one in judged if one.decision.seconds is not None]
    return Figures(
        settled=len(judged),
        right=sum(one.is_right for one in judged),
        doubted_right=sum(one.is_right and not one.was_accepted for one in judged),
        silent_errors=sum(one.was_accepted and not one.is_right for one in judged),
        unreadable=sum(one.decision.outcome == "unreadable" for one in judged),
        seconds=median(seconds) if seconds else None,
    )


def _sample(records: Iterable[Record], judged: Iterable[Judged]) -> SampleFigures:
    accepted = {
        lot(one.sha256, one.pages[0], key)
        for one in records
        for key, field in one.fields.items()
        if undecided(field).status == "accepted"
    }
    known = {lot(one.record.sha256, one.record.pages[0], one.key): one.is_right for one in judged}
    drawn = [known[one] for one in takewhile(known.__contains__, sorted(accepted))]
    wrong = drawn.count(False)
    bound = most_wrong(wrong, len(drawn), len(accepted)) if drawn else None
    return SampleFigures(accepted=len(accepted), looked_at=rate(wrong, len(drawn)), most_wrong=bound)


def _grouped(judged: Iterable[Judged], names: Callable[[Judged], Iterable[str]]) -> dict[str, Figures]:
    """The figures of each name, those with the most corrections first."""
    groups: Mapping[str, list[Judged]] = defaultdict(list)
    for one in judged:
        for name in names(one):
            groups[name].append(one)
    wrong = Counter({name: sum(not one.is_right for one in those) for name, those in groups.items()})
    return {name: _figures(groups[name]) for name in sorted(groups, key=lambda name: (-wrong[name], name))}
