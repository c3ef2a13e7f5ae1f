"""What a paper says for certain, and about whom: only what was accepted or decided by a person is taken.

A person is somebody with a number, or with a name and a birth: who has a name alone cannot be told from others of that
name, and stays a word on the paper. What is about nobody stays with the paper.
"""

from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple

from export.store.words.rules import rules, thing_of
from extract.dossier.person import Entry, entries
from extract.record import Field, PlaceCodes, Record

Kind = Literal["person", "household", "organisation", "parcel"]
TAKEN: Final = ("accepted", "corrected")
OLD_NUMBER: Final = "so_cmnd"
"""The attribute of the nine digits that a card's QR code gives beside the number of today."""
DECIDED: Final = "decided"
"""The check of a field that a person decided."""
PERSON_DIGITS: Final = (12, 9)  # of a personal number, and of the one that it replaced


class Owner(NamedTuple):
    """Whom or what facts are about: ``said`` by attribute."""

    kind: Kind
    role: str
    said: Mapping[str, str]


class Said(NamedTuple):
    """One value of a paper; ``content`` is what is sealed of it."""

    key: str
    field: str
    role: str
    owner: int | None
    source: str
    status: str
    content: dict[str, Any]
    place: PlaceCodes | None


class Paper(NamedTuple):
    """What is taken of a record: whom it speaks of, and its values."""

    owners: tuple[Owner, ...]
    facts: tuple[Said, ...]
    day: str | None
    valid_to: str | None


def paper_of(record: Record, old_number: str | None = None) -> Paper:
    """What ``record`` says; ``old_number`` is the CMND that its QR code gives beside the number."""
    kept = {key: field for key, field in record.fields.items() if is_taken(field)}
    people = [one for one in entries([record.model_copy(update={"fields": kept})]) if _is_known(one)]
    owners = [Owner("person", one.role, one.said) for one in people]
    mine = {key: number for number, one in enumerate(people) for key in one.keys.values()}
    thing = thing_of(record.doc_type)
    number = next((str(kept[key].value) for key in thing.number if key in kept), None) if thing else None
    if thing and number and kept.keys() & set(thing.owns):
        mine.update(dict.fromkeys(thing.owns, len(owners)))
        owners.append(Owner(thing.kind, "", {"number": number}))
    about = _Owners(tuple(owners), mine)
    facts = [_said(key, field, about) for key, field in kept.items()]
    if old_number and (first := about.first()) is not None:
        facts.append(_old(old_number, first, record))
        owners[first] = owners[first]._replace(said={**owners[first].said, OLD_NUMBER: old_number})
    return Paper(
        tuple(owners),
        tuple(facts),
        _value(kept, rules().papers.day),
        _value(kept, rules().papers.valid_to),
    )


def is_taken(field: Field) -> bool:
    """Whether the value is certain enough to be kept."""
    return field.status in TAKEN and field.value is not None and str(field.value).strip() != ""


class _Owners(NamedTuple):
    owners: tuple[Owner, ...]
    mine: Mapping[str, int]

    def of(self, key: str) -> int | None:
        """Whom the field of this name is about: named so, or by its role, or the one whom the paper is about."""
        if key in self.mine:
            return self.mine[key]
        roles = [
            (len(one.role), number)
            for number, one in enumerate(self.owners)
            if one.role and key.endswith(f"_{one.role}")
        ]
        return max(roles)[1] if roles else self.first()

    def first(self) -> int | None:
        """The person without a role."""
        return next(
            (number for number, one in enumerate(self.owners) if one.kind == "person" and not one.role), None
        )


def _is_known(entry: Entry) -> bool:
    number = entry.said.get("so_dinh_danh", "")
    is_number = number.isdigit() and len(number) in PERSON_DIGITS
    born = entry.said.get("ngay_sinh") or entry.said.get("nam_sinh")
    return is_number or bool(entry.said.get("ho_ten") and born)


def _said(key: str, field: Field, about: _Owners) -> Said:
    owner = about.of(key)
    role = about.owners[owner].role if owner is not None else ""
    decided = next((check.data for check in field.checks if check.name == DECIDED), {})
    seen = field.evidence[0] if field.evidence else None
    content = {
        "value": field.value,
        "raw": field.raw,
        "evidence": [one.model_dump(mode="json") for one in field.evidence],
        "place": field.place.model_dump(mode="json") if field.place else None,
        "by": str(decided.get("by", "")),
        "at": str(decided.get("at", "")),
    }
    stem = key.removesuffix(f"_{role}") if role else key
    return Said(key, stem, role, owner, seen.source if seen else "print", field.status, content, field.place)


def _old(number: str, owner: int, record: Record) -> Said:
    content = {
        "value": number,
        "raw": number,
        "evidence": [{"page": record.pages[0], "box": None, "text": number, "source": "qr"}],
        "place": None,
        "by": "",
        "at": "",
    }
    return Said(OLD_NUMBER, OLD_NUMBER, "", owner, "qr", "accepted", content, None)


def _value(kept: Mapping[str, Field], keys: tuple[str, ...]) -> str | None:
    return next((str(kept[key].value) for key in keys if key in kept), None)
