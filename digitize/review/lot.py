"""Accepted fields drawn by lot, and what is known of them: the sample that says how many accepted values are wrong.

Every accepted field has a number that nobody can choose. The first so many by that number are the sample, so it is the
same whenever it is asked for, and a larger one holds the smaller one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from digitize.decisions.applied import undecided
from digitize.decisions.decision import SETTLING, Decision
from digitize.decisions.proved import drawn_for, lot, most_wrong
from digitize.decisions.settled import needs_two, settled
from digitize.review.queue import Waiting
from digitize.review.results import Made, Results
from ocr.value import Value


class Drawn(NamedTuple):
    """A field of the sample, and the decision about it, where there is one."""

    one: Waiting
    decision: Decision | None

    @property
    def is_wrong(self) -> bool:
        """Whether what the machine accepted is not what a person saw; what cannot be read counts as wrong."""
        if self.decision is None:
            return False
        return self.decision.outcome not in SETTLING or self.decision.value != self.one.shown.value


class FieldCount(Value):
    """How many of the sample were looked at and wrong, of one field of one type."""

    doc_type: str
    field: str
    looked_at: int
    wrong: int


class Sampled(Value):
    """What a sample proves; ``most_wrong`` and ``needed`` are None as long as somebody has to look.

    Attributes:
        accepted: how many fields the machine accepted in all.
        drawn: how many of them are in the sample.
        looked_at: of how many people have said what stands on the paper.
        wrong: how many of these are not what the machine accepted.
        most_wrong: the share of all accepted fields that can be wrong at most, at 95 %.
        wanted: the share that was asked for.
        needed: how many have to be drawn to prove it, if no more are wrong; None if the sample cannot prove it.
        by_field: the fields with wrong values, those with the most first.
    """

    accepted: int
    drawn: int
    looked_at: int
    wrong: int
    most_wrong: float | None
    wanted: float | None
    needed: int | None
    by_field: tuple[FieldCount, ...]

    @property
    def is_missed(self) -> bool:
        """Whether a share was asked for that is not proved."""
        return self.wanted is not None and (self.most_wrong is None or self.most_wrong > self.wanted)


def accepted(results: Results, made: Made, kind: str | None = None) -> list[Waiting]:
    """Every field that the machine accepted, or those of one kind, by lot."""
    found = {one.name: one for one in _accepted(results, made) if kind is None or _is_of(one, kind)}
    return sorted(found.values(), key=lambda one: lot(one.record.sha256, one.record.pages[0], one.key))


def drawn(fields: Iterable[Waiting], results: Results, made: Made) -> list[Drawn]:
    """``fields`` with what was decided about them."""
    return [Drawn(one, _decision(one, results, made)) for one in fields]


def sampled(sample: list[Drawn], among: int, wanted: float | None = None) -> Sampled:
    """What ``sample`` proves of ``among`` accepted fields."""
    looked_at = [one for one in sample if one.decision]
    wrong = sum(one.is_wrong for one in looked_at)
    is_whole = len(looked_at) == len(sample)
    return Sampled(
        accepted=among,
        drawn=len(sample),
        looked_at=len(looked_at),
        wrong=wrong,
        most_wrong=most_wrong(wrong, len(sample), among) if is_whole and sample else None,
        wanted=wanted,
        needed=drawn_for(wanted, wrong, among) if is_whole and sample and wanted is not None else None,
        by_field=_by_field(looked_at),
    )


def _accepted(results: Results, made: Made) -> Iterator[Waiting]:
    for place, record in results.records:
        for key, field in record.fields.items():
            if undecided(field).status == "accepted":
                yield results.field(place, record, key, made.about(record, key))


def _is_of(one: Waiting, kind: str) -> bool:
    return one.field_type is not None and one.field_type.kind == kind


def _decision(one: Waiting, results: Results, made: Made) -> Decision | None:
    return settled(made.about(one.record, one.key), two_looks=needs_two(one.key, results.two_looks))


def _by_field(looked_at: list[Drawn]) -> tuple[FieldCount, ...]:
    def name(each: Drawn) -> tuple[str, str]:
        return each.one.record.doc_type, each.one.key

    wrong = Counter(map(name, (each for each in looked_at if each.is_wrong)))
    of = Counter(map(name, looked_at))
    return tuple(
        FieldCount(doc_type=about[0], field=about[1], looked_at=of[about], wrong=count)
        for about, count in wrong.most_common()
    )
