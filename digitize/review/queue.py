"""What waits for a person: every doubtful field of the papers in a folder of results, the worst first.

This is a function on values. A field that somebody decided does not wait, unless two people have to look at it; then it
waits for somebody else.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from digitize.decisions.applied import begins
from digitize.decisions.decision import Decision, Kept, Paper, Shown
from digitize.decisions.settled import by_thing, looks, may_look, needs_two, settled
from extract.record import MISSING, Field, Record
from extract.rules.doctype import DocumentTypes, FieldType

HAND: Final = "clear_of_handwriting"
CAUSES: Final = (HAND, "clear_of_seal", "clear_of_signature", "other_paper", "label_unverified")
"""Failed checks that several fields of a paper share: they come one after the other."""


class Waiting(NamedTuple):
    """A field that a person has to look at.

    Attributes:
        place: where its record lies below the folder of results.
        record: the paper.
        key: the field.
        field: what was read of it.
        field_type: what its type says of it; None where the type is not known any more.
        critical: a mistake does harm.
        look: whether it is the first, second or third time that somebody looks.
        cause: the doubt that it shares with other fields of the paper, or nothing.
    """

    place: str
    record: Record
    key: str
    field: Field
    field_type: FieldType | None
    critical: bool
    look: int
    cause: str

    @property
    def paper(self) -> Paper:
        """What a decision about it is tied to."""
        return Paper(sha256=self.record.sha256, pages=self.record.pages)

    @property
    def shown(self) -> Shown:
        """What the person is shown of the machine's reading."""
        read = self.field.machine or self.field
        return Shown(value=read.value, raw=read.raw, confidence=read.confidence, status=read.status)

    @property
    def name(self) -> str:
        """What tells it from every other one: the file, its first page and the field."""
        return f"{self.record.sha256}-{self.record.pages[0]}-{self.key}"


def waiting(
    records: Iterable[tuple[str, Record]],
    decisions: Iterable[Kept],
    types: DocumentTypes,
    *,
    two_looks: Collection[str] = (),
    reviewer: str | None = None,
) -> list[Waiting]:
    """The fields that wait, those that do the most harm first; of ``reviewer`` only those that this person may decide.

    Args:
        records: each with its place below the folder of results.
        decisions: all that were made.
        types: what is known of fields.
        two_looks: the fields that two people look at.
        reviewer: who asks; None for everything that waits for anybody.
    """
    of_file: dict[str, list[Kept]] = {}
    for one in decisions:
        of_file.setdefault(one.decision.paper.sha256, []).append(one)
    by_id = types.by_id
    found: list[Waiting] = []
    for place, record in records:
        doc_type = by_id.get(record.doc_type)
        fields = {one.key: one for one in doc_type.fields} if doc_type else {}
        mine = [one for one in of_file.get(record.sha256, ()) if begins(one.decision, record.pages)]
        found += _of_record(place, record, fields, by_thing(mine), two_looks, reviewer)
    return sorted(found, key=_order)


def asked(
    place: str, record: Record, key: str, field_type: FieldType | None, made: Sequence[Decision] = ()
) -> Waiting:
    """The field ``key`` of a paper, whether it waits or not; ``made`` are the decisions about it."""
    field = record.fields.get(key, MISSING)
    return Waiting(
        place,
        record,
        key,
        field,
        field_type,
        critical=field_type is not None and field_type.critical,
        look=min(3, looks(made) + 1),
        cause=cause_of(field),
    )


def _of_record(
    place: str,
    record: Record,
    fields: Mapping[str, FieldType],
    made: Mapping[tuple[str, str], Sequence[Decision]],
    two_looks: Collection[str],
    reviewer: str | None,
) -> Iterator[Waiting]:
    for key, field in record.fields.items():
        those = made.get(("field", key), ())
        twice = needs_two(key, two_looks)
        if settled(those, two_looks=twice) is not None:
            continue
        if not (field.status in ("review", "missing") or those or (twice and field.machine is None)):
            continue
        if reviewer is not None and not may_look(those, reviewer):
            continue
        yield asked(place, record, key, fields.get(key), those)


def cause_of(field: Field) -> str:
    """The doubt that a field shares with other fields of its paper, or nothing."""
    failed = {check.name for check in field.checks if not check.passed}
    return next((cause for cause in CAUSES if cause in failed), "")


def _order(one: Waiting) -> tuple[object, ...]:
    """Critical ones first, paper by paper, those of one cause together, the least sure before others."""
    return (not one.critical, one.place, one.cause, one.field.confidence, one.key)


least_sure_first = attrgetter("field.confidence")
"""Another order: whatever paper it is on."""
