"""Proving a store: the database itself, the chain of the log, every key, every value, and what each is found by."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from pydantic import Field as Default
from sqlalchemy import Connection, func, select

from export.store.papers.writing import token_digests
from export.store.people.erasing import TO_PURGE
from export.store.people.kept import AT_ONCE, Kept, facts_numbered
from export.store.vault.log import log_broken_at
from export.store.vault.opening import Store
from export.store.vault.schema import access, answer, document, dossier, fact, office, subject, token
from extract.record import PlaceCodes
from ocr.problem import Datum, OutputProblem
from ocr.value import Value

TOLD: Final = 100
"""Flaws that are told one by one; a store with more is damaged throughout."""


class Flaw(Value):
    """Something that is not as it was written."""

    code: str
    data: dict[str, Datum] = Default(default_factory=dict)


class Proof(Value):
    """What was looked at, and what was found wrong."""

    subjects: int
    documents: int
    facts: int
    accesses: int
    flaws: tuple[Flaw, ...]


def verify(store: Store) -> Proof:
    """Look at everything; nothing is changed.

    Raises:
        OutputProblem: the database cannot be read at all.
    """
    with store.reading() as connection:
        flaws = [flaw for flaw, _ in zip(_flaws(connection, store), range(TOLD), strict=False)]
        counts = {
            name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for name, table in (
                ("subjects", subject),
                ("documents", document),
                ("facts", fact),
                ("accesses", access),
            )
        }
    return Proof(**counts, flaws=tuple(flaws))


def _flaws(connection: Connection, store: Store) -> Iterator[Flaw]:
    if connection.dialect.name == "sqlite":
        yield from _of_the_file(connection)
    broken = log_broken_at(connection, store)
    if broken is not None:
        yield Flaw(code="log_broken", data={"number": broken})
    if connection.execute(select(office.c.name).where(office.c.name == TO_PURGE)).first():
        yield Flaw(code="purge_pending")
    yield from _of_keys(connection, store)
    yield from _of_papers(connection, store)
    yield from _of_values(connection, store)


def _of_the_file(connection: Connection) -> Iterator[Flaw]:
    said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    if said != "ok":
        yield Flaw(code="file_damaged")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        yield Flaw(code="link_broken")


def _of_keys(connection: Connection, store: Store) -> Iterator[Flaw]:
    for row in connection.execute(select(subject)):
        if not _opens(store, row.key, row.code):
            yield Flaw(code="value_damaged", data={"of": row.code})
        for name in ("restricted", "hold"):
            if getattr(row, name) is not None:
                yield from _value(store, row.key, row.code, getattr(row, name), name)
    for row in connection.execute(select(dossier)):
        yield from _value(store, row.key, f"dossier {row.id}", row.sealed, "head")
    for row in connection.execute(select(answer)):
        yield from _value(store, row.key, f"answer {row.id}", row.sealed, "answer")


def _of_papers(connection: Connection, store: Store) -> Iterator[Flaw]:
    standing = (
        select(fact.c.document_id, func.count().label("standing"))
        .where(fact.c.until.is_(None))
        .group_by(fact.c.document_id)
    )
    counts = {row.document_id: int(row.standing) for row in connection.execute(standing)}
    for row in connection.execute(select(document)):
        yield from _value(store, row.key, row.code, row.sealed, "head")
        if row.facts != counts.get(row.id, 0):
            yield Flaw(code="paper_not_whole", data={"of": row.code})


def _of_values(connection: Connection, store: Store) -> Iterator[Flaw]:
    last = int(connection.execute(select(func.coalesce(func.max(fact.c.id), 0))).scalar_one())
    for first in range(0, last + 1, AT_ONCE):
        numbers = connection.execute(
            select(fact.c.id).where(fact.c.id > first, fact.c.id <= first + AT_ONCE)
        ).scalars()
        yield from _of_some(connection, store, list(numbers))


def _of_some(connection: Connection, store: Store, numbers: list[int]) -> Iterator[Flaw]:
    try:
        facts = facts_numbered(connection, store, numbers)
    except OutputProblem as problem:
        yield Flaw(code="value_damaged", data=problem.data)
        return
    found: dict[int, set[bytes]] = defaultdict(set)
    rows = connection.execute(select(token.c.fact_id, token.c.digest).where(token.c.fact_id.in_(numbers)))
    for row in rows:
        found[row.fact_id].add(bytes(row.digest))
    for one in facts:
        if found[one.id] != _wanted(store, one):
            yield Flaw(code="not_found_by", data={"of": one.document or str(one.id)})


def _wanted(store: Store, one: Kept) -> set[bytes]:
    if one.until is not None:
        return set()
    place = PlaceCodes.model_validate(one.place) if one.place else None
    return set(token_digests(store, one.field, one.value, place))


def _opens(store: Store, wrapped: bytes, of: str) -> bool:
    try:
        store.vault.office_key.unwrap(wrapped, of)
    except InvalidTag:
        return False
    return True


def _value(store: Store, wrapped: bytes, of: str, sealed: bytes, about: str) -> Iterator[Flaw]:
    try:
        store.vault.open(wrapped, of, sealed, about)
    except OutputProblem as problem:
        yield Flaw(code="value_damaged", data=problem.data)
