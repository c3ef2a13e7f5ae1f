"""The persons that a paper names, and which persons of two papers are the same person.

A role is the end of a field's name: ``ho_ten_me`` is the name of the person in the role ``me``. Two entries are
one person if their numbers agree, or their names and births. One error of the writer or of the reader must not
make two persons out of one, because such errors are what the comparison looks for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from rapidfuzz.distance import Levenshtein

from extract.record import Field, Record
from extract.text.likeness import folded

ATTRIBUTES: Final = (
    "ho_ten",
    "ngay_sinh",
    "nam_sinh",
    "gioi_tinh",
    "dan_toc",
    "quoc_tich",
    "so_dinh_danh",
    "que_quan",
    "noi_sinh",
    "noi_cu_tru",
)
ONE_SLIP: Final = 1  # characters or parts in which two readings of one person may differ
LONG_NAME: Final = 10  # letters from which two names that differ in one letter count as the same
YEAR: Final = 4  # digits of the year in an ISO date


class Entry(NamedTuple):
    """A person as one paper names him; ``keys`` gives the field name of each attribute."""

    paper: int
    role: str
    keys: Mapping[str, str]
    said: Mapping[str, str]


def entries(records: Sequence[Record]) -> tuple[Entry, ...]:
    """Everyone who has a name or a number on a paper, in the order of the papers."""
    return tuple(entry for paper, record in enumerate(records) for entry in _entries(paper, record))


def likely_pairs(people: Sequence[Entry]) -> Iterable[tuple[Entry, Entry]]:
    """The pairs that :func:`same_person` may accept, in the order of the papers.

    A pair shares the number, or the name, or the birth and all but one letter of the name. So the papers of
    a large inbox need not all be compared with all others.
    """
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, entry in enumerate(people):
        for sign in _signs(entry):
            alike[sign].append(at)
    pairs = {pair for places in alike.values() for pair in combinations(places, 2)}
    return ((people[one], people[other]) for one, other in sorted(pairs))


def _signs(entry: Entry) -> Iterable[tuple[str, ...]]:
    """Keys of an entry; two entries of one person have at least one key in common."""
    name = folded(entry.said.get("ho_ten", ""))
    birth = entry.said.get("ngay_sinh") or entry.said.get("nam_sinh")
    if number := entry.said.get("so_dinh_danh"):
        yield ("number", number)
    if name:
        yield ("name", name)
    if name and birth:
        # Two words that differ in one letter become equal if one letter is left out of one or of both.
        yield from (
            ("near", birth, left) for left in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}
        )


def same_person(one: Entry, other: Entry) -> bool:
    """Whether two papers speak of one person."""
    if one.paper == other.paper:
        return False
    numbers = [entry.said.get("so_dinh_danh") for entry in (one, other)]
    names = [folded(entry.said.get("ho_ten", "")) for entry in (one, other)]
    if all(numbers):
        return numbers[0] == numbers[1] or (_one_slip(*numbers) and names[0] == names[1] and any(names))
    births = [entry.said.get("ngay_sinh") or entry.said.get("nam_sinh") for entry in (one, other)]
    if not all(names):
        return False
    if names[0] == names[1]:
        return not all(births) or _near_births(*births)
    return len(names[0]) >= LONG_NAME and _one_slip(*names) and all(births) and births[0] == births[1]


def _entries(paper: int, record: Record) -> Iterable[Entry]:
    roles: dict[str, dict[str, str]] = {}
    for key, field in record.fields.items():
        attribute = next((name for name in ATTRIBUTES if key == name or key.startswith(f"{name}_")), None)
        if attribute and _is_said(field):
            roles.setdefault(key[len(attribute) :].lstrip("_"), {})[attribute] = key
    for role, keys in roles.items():
        if keys.keys() & {"ho_ten", "so_dinh_danh"}:
            yield Entry(
                paper, role, keys, {name: str(record.fields[key].value) for name, key in keys.items()}
            )


def _is_said(field: Field) -> bool:
    return isinstance(field.value, str | int) and bool(str(field.value).strip())


def _one_slip(one: str | None, other: str | None) -> bool:
    return Levenshtein.distance(one or "", other or "", score_cutoff=ONE_SLIP) <= ONE_SLIP


def _near_births(one: str | None, other: str | None) -> bool:
    """Whether two births are equal, or differ in the day, the month or the year only."""
    parts, others = ((birth or "").split("-") for birth in (one, other))
    if min(len(parts), len(others)) == 1:
        return parts[0][:YEAR] == others[0][:YEAR]
    return sum(a != b for a, b in zip(parts, others, strict=False)) <= ONE_SLIP
