"""Finding again whom a paper speaks of: by a number that nothing contradicts; everything less is for a person to say."""

import secrets
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection, Table, func, insert, select

from export.store.people.alike import YEAR, Alike, agrees, alike, bare, born, contradicts
from export.store.people.chosen import chosen
from export.store.people.kept import facts_of, root_of, whole_subject
from export.store.vault.opening import Store
from export.store.vault.schema import candidate, sign, subject
from export.store.words.said import OLD_NUMBER, Owner
from export.store.words.tokens import plain_number

SAME_NUMBER: Final = "number"
"""Why two are candidates whose numbers agree while their names or births do not."""
UNSURE: Final = 0.5  # the score of such a pair
MOST_COMPARED: Final = 50  # subjects of one name and year of birth that a new one is compared with
CODE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Letters of a code; those that are easily misread for each other are not among them."""
CODE_LENGTH: Final = 10  # letters of a code; 30^10 codes
_LETTERS: Final[Mapping[str, str]] = {"person": "P", "household": "H", "organisation": "O", "parcel": "L"}


class Match(NamedTuple):
    """The subject of an owner; ``made`` if it is new, ``contradicted`` the one that has its number and differs."""

    id: int
    made: bool
    contradicted: int | None = None


def new_code(letter: str) -> str:
    """A code that tells nothing about whom it is of."""
    return f"{letter}-" + "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def signs_of(owner: Owner) -> Iterator[tuple[str, str]]:
    """The attributes of an owner that tell it, each with what is looked for."""
    if owner.kind != "person":
        yield "number", f"{owner.kind}:{plain_number(owner.said['number'])}"
        return
    for attribute in ("so_dinh_danh", OLD_NUMBER):
        number = owner.said.get(attribute, "")
        if number.isdigit():
            yield attribute, f"id:{number}"
    if name_sign := born_sign(owner.said):
        yield "ho_ten", name_sign


def born_sign(said: Mapping[str, str]) -> str | None:
    """What persons of one name and one year of birth have in common."""
    name, year = said.get("ho_ten", ""), born(said)[:YEAR]
    return f"born:{bare(name)}|{year}" if name and year else None


def match(connection: Connection, store: Store, owner: Owner, before: int | None, at: str) -> Match:
    """Whom ``owner`` is; ``before`` is whom an earlier record of the same paper named in this place."""
    contradicted = None
    for attribute, text in signs_of(owner):
        if attribute == "ho_ten":
            continue
        for root in _with_sign(connection, store, text):
            known = said_of(connection, store, root)
            if owner.kind != "person" or _is_same(attribute, owner, known):
                return Match(root, made=False)
            contradicted = root
    if before is not None and _is_only_here(connection, before, owner):
        return Match(before, made=False, contradicted=contradicted)
    return Match(_made(connection, store, owner, at), made=True, contradicted=contradicted)


def said_of(connection: Connection, store: Store, root: int) -> dict[str, str]:
    """The attributes of a subject as they are used."""
    whole = whole_subject(connection, root)
    return {one.attribute: str(one.value) for one in chosen(facts_of(connection, store, whole.ids))}


def propose(connection: Connection, store: Store, number: int, contradicted: int | None, at: str) -> int:
    """Keep with whom this subject may be one; returns how many pairs are new."""
    root, said = root_of(connection, number), said_of(connection, store, number)
    found: dict[int, Alike] = {}
    if text := born_sign(said):
        for other in _with_sign(connection, store, text, MOST_COMPARED):
            how = alike(said, said_of(connection, store, other)) if other != root else None
            if how:
                found[other] = how
    if contradicted is not None and contradicted != root:
        found[contradicted] = Alike(UNSURE, (SAME_NUMBER,))
    return sum(_kept(connection, root, other, how, at) for other, how in found.items())


def _is_same(attribute: str, owner: Owner, known: Mapping[str, str]) -> bool:
    number = owner.said[attribute]
    if len(number) == 12:  # noqa: PLR2004  (digits of the number that no two people share)
        return not contradicts(owner.said, known)
    return agrees(owner.said, known)


def _with_sign(connection: Connection, store: Store, text: str, most: int = 8) -> list[int]:
    rows = connection.execute(
        select(sign.c.subject_id).distinct().where(sign.c.digest == store.vault.digest(text)).limit(most)
    ).scalars()
    return list(dict.fromkeys(root_of(connection, one) for one in rows))


def _is_only_here(connection: Connection, before: int, owner: Owner) -> bool:
    """Whether the earlier subject was known by this paper alone, so that the newer record may correct it."""
    numbers = connection.execute(select(sign.c.fact_id).where(sign.c.subject_id == before).limit(1)).first()
    kind = connection.execute(select(subject.c.kind).where(subject.c.id == before)).scalar()
    return numbers is None and kind == owner.kind


def _made(connection: Connection, store: Store, owner: Owner, at: str) -> int:
    code = new_code(_LETTERS[owner.kind])
    number = next_number(connection, subject)
    row = {"id": number, "code": code, "kind": owner.kind, "key": store.vault.new_key(code), "made": at}
    connection.execute(insert(subject), row)
    return number


def next_number(connection: Connection, table: Table) -> int:
    """The number of the next row; whoever writes writes alone."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1


def _kept(connection: Connection, one: int, other: int, how: Alike, at: str) -> bool:
    low, high = sorted((one, other))
    known = connection.execute(
        select(candidate.c.state).where(candidate.c.one == low, candidate.c.other == high)
    ).first()
    if known is not None:
        return False
    row = {"one": low, "other": high, "score": how.score, "why": " ".join(how.why), "state": "open", "at": at}
    connection.execute(insert(candidate), row)
    return True
