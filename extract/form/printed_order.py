"""The printed order of the fields of several people, and the heading under which the labels of each stand.

Forms of different years print the same people in another order: the father before the mother, the husband
before the wife. The labels that name a person tell the order. Where two people have the same labels, only the
heading above them tells one person from the other.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from extract.form.located import LabelPlace
from extract.rules.doctype import FieldType
from extract.text.likeness import folded

Position = tuple[int, int]


class Heading(NamedTuple):
    """A heading over the labels of a person: where it stands, its left edge in pixels, its words."""

    position: Position
    left: float
    phrase: str


def in_printed_order(fields: Sequence[FieldType], candidates: Sequence[LabelPlace]) -> tuple[FieldType, ...]:
    """The fields of a type; those of two people change places if the labels with their names say so.

    Of two people side by side only the names are left if one of these labels was not found: nothing else tells
    whose column it is.
    """
    stands = _own_places(fields, candidates)
    ordered = tuple(fields)
    for one, other in combinations(dict.fromkeys(field.group for field in fields if field.group), 2):
        if _reversed(fields, one, other, stands):
            ordered = tuple(_exchanged(ordered, one, other))
        names = _names(fields, one, other)
        if names and not any((name, one) in stands and (name, other) in stands for name in names):
            ordered = tuple(
                field for field in ordered if field.group not in {one, other} or field.name in names
            )
    return ordered


def _names(fields: Sequence[FieldType], one: str, other: str) -> set[str]:
    """The names of the fields of two people side by side that tell them apart: each person has a label of his own."""
    twins = [
        (left, right)
        for left, right in pairwise(fields)
        if left.name == right.name and {left.group, right.group} == {one, other}
    ]
    return {left.name for left, right in twins if not {*left.labels} & {*right.labels}}


def under_its_heading(place: LabelPlace, left: float, headings: Sequence[Heading]) -> bool:
    """Whether a label with this left edge stands under a heading of its field, and under no other."""
    if place.field is None or not place.field.under:
        return True
    return any(one.phrase in place.field.under for one in headings_over(place, left, headings))


def headings_over(place: LabelPlace, left: float, headings: Sequence[Heading]) -> list[Heading]:
    """The headings at one place over a label: of those beside each other, the last that begins left of it."""
    above = [one for one in headings if one.position <= place.position]
    row = max((one.position[0] for one in above), default=-1)
    level = [one for one in above if one.position[0] == row]
    over = [one for one in level if one.left <= left] or level[:1]
    return [one for one in over if one.left == over[-1].left]


def _own_places(
    fields: Sequence[FieldType], candidates: Sequence[LabelPlace]
) -> dict[tuple[str, str], Position]:
    """Where the labels that only one field has stand, by name and group; of several fields at one place, the likest."""
    owners = Counter(label for field in fields for label in {folded(one.text) for one in field.labels})
    likest: dict[Position, LabelPlace] = {}
    for place in candidates:
        old = likest.get(place.position)
        if owners[folded(place.label)] == 1 and (old is None or place.score > old.score):
            likest[place.position] = place
    stands: dict[tuple[str, str], Position] = {}
    for place in sorted(likest.values(), key=lambda one: -one.score):
        if place.field and place.field.group:
            stands.setdefault((place.field.name, place.field.group), place.position)
    return stands


def _reversed(
    fields: Sequence[FieldType], one: str, other: str, stands: Mapping[tuple[str, str], Position]
) -> bool:
    """Whether all labels that name ``other`` stand before those that name ``one``, unlike in the type."""
    names = dict.fromkeys(field.name for field in fields)
    pairs = [(stands.get((name, one)), stands.get((name, other))) for name in names]
    known = [(mine, theirs) for mine, theirs in pairs if mine is not None and theirs is not None]
    return bool(known) and all(theirs < mine for mine, theirs in known)


def _exchanged(fields: Sequence[FieldType], one: str, other: str) -> Iterable[FieldType]:
    """The fields with each field of ``one`` at the place of that of ``other`` with the same name."""
    known = {(field.name, field.group): field for field in fields}
    partner: dict[str | None, str] = {one: other, other: one}
    for field in fields:
        group = partner.get(field.group, field.group)
        yield known.get((field.name, group), field)
