"""Erasing a subject for good: its key is destroyed, its rows and what they are found by are gone, and so is free space.

Papers on which others stand, too, stay with what is about those others; their file names are taken out, since a file is
often named after a person. A subject under a legal hold is not erased.
"""

import sqlite3
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, delete, insert, or_, select, text, update
from sqlalchemy.exc import DBAPIError

from export.store.people.kept import Kept, Subject, facts_of, facts_on, subject_of
from export.store.people.rights import KeptPaper, log, mark_of, papers_of
from export.store.vault.engine import told
from export.store.vault.log import Access
from export.store.vault.opening import Store
from export.store.vault.schema import (
    METADATA,
    answer,
    candidate,
    document,
    dossier,
    dossier_document,
    fact,
    office,
    sign,
    subject,
    token,
)
from export.store.words.tokens import plain_number, plain_words
from ocr.problem import InputProblem
from ocr.value import Value

TO_PURGE: Final = "purge"
"""What stands among the things of the office until the free space is overwritten, too."""

_LOCKED: Final = "55P03"
PATIENCE: Final = 2_000  # milliseconds that freeing space waits for those who read


class Erased(Value):
    """What was erased; ``papers`` are all on which the subject stood, with the files that lie elsewhere.

    ``maybe_same`` are those of whom nobody has decided yet whether they are the same person: they stayed.
    """

    id: str
    kind: str
    facts: int
    papers_gone: int
    papers_kept: int
    papers: tuple[KeptPaper, ...]
    purged: bool
    maybe_same: tuple[str, ...] = ()


class _Traces(NamedTuple):
    """By what a person is recognised on what is about nobody or about a household."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]

    def are_in(self, value: object) -> bool:
        """Whether the name or the number stands in a text."""
        words = f" {' '.join(plain_words(str(value)))} "
        number = plain_number(str(value))
        return any(f" {name} " in words for name in self.names) or any(one in number for one in self.numbers)


def to_erase(store: Store, code: str) -> tuple[Subject, list[KeptPaper]]:
    """What :func:`erase` would take; errors as there."""
    with store.reading() as connection:
        about = _free(connection, store, code)
        return about, _papers(connection, store, about)


def erase(store: Store, code: str, access: Access) -> Erased:
    """Erase a subject.

    Raises:
        InputProblem: ``store_subject_unknown``, or ``store_on_hold``, with the ``reason``.
    """
    with store.writing() as connection:
        about = _free(connection, store, code)
        papers = _papers(connection, store, about)
        facts = facts_of(connection, store, about.ids, history=True)
        numbers = list(
            connection.execute(
                select(document.c.id).where(document.c.code.in_([one.id for one in papers]))
            ).scalars()
        )
        traces = _traces(facts)
        _facts_gone(connection, [one.id for one in facts])
        gone = [one for one in numbers if not _speaks_of_others(connection, one)]
        _papers_gone(connection, gone)
        for one in set(numbers) - set(gone):
            _unnamed(connection, store, one, traces)
        _dossiers_unnamed(connection, store, traces)
        others = _maybe_same(connection, about.ids)
        _subjects_gone(connection, about.ids)
        log(connection, store, "erase", about, access)
        connection.execute(delete(office).where(office.c.name == TO_PURGE))
        connection.execute(insert(office), {"name": TO_PURGE, "value": b"1"})
    return Erased(
        id=about.code,
        kind=about.kind,
        facts=len(facts),
        papers_gone=len(gone),
        papers_kept=len(numbers) - len(gone),
        papers=tuple(papers),
        purged=purge(store),
        maybe_same=others,
    )


def purge(store: Store) -> bool:
    """Overwrite what was freed, if anything was erased since; False where others still read, and it has to be tried again."""
    with store.reading() as connection:
        if connection.execute(select(office.c.name).where(office.c.name == TO_PURGE)).first() is None:
            return True
    with told(store.url):
        done = _sqlite_purged(store) if store.file else _server_purged(store)
    if done:
        with store.writing() as connection:
            connection.execute(delete(office).where(office.c.name == TO_PURGE))
        if store.file:
            _checkpointed(store)
    return done


def _sqlite_purged(store: Store) -> bool:
    return _done_soon(store, "VACUUM") and _checkpointed(store)


def _checkpointed(store: Store) -> bool:
    """Whether the write-ahead log could be emptied; a process that reads keeps it."""
    return _done_soon(store, "PRAGMA wal_checkpoint(TRUNCATE)")


def _done_soon(store: Store, statement: str) -> bool:
    """Whether nobody kept SQLite from doing it; it is not waited for as long as for a writer."""
    raw = store.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        row = cursor.execute(statement).fetchone()
    except sqlite3.OperationalError as error:
        if not str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY"):
            raise
        return False
    finally:
        raw.invalidate()
    return row is None or row[0] == 0


def _server_purged(store: Store) -> bool:
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET lock_timeout = {PATIENCE}"))
        try:
            for table in METADATA.sorted_tables:
                connection.execute(text(f'VACUUM FULL "{table.name}"'))
            if connection.execute(text("SELECT current_setting('is_superuser')")).scalar() == "on":
                connection.execute(text("CHECKPOINT"))
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") != _LOCKED:
                raise
            return False
        finally:
            connection.invalidate()
    return True


def _free(connection: Connection, store: Store, code: str) -> Subject:
    about = subject_of(connection, code)
    reason = mark_of(connection, store, about, "hold")
    if reason is not None:
        raise InputProblem("store_on_hold", id=code, reason=reason)
    return about


def _papers(connection: Connection, store: Store, about: Subject) -> list[KeptPaper]:
    facts = facts_of(connection, store, about.ids, history=True)
    return papers_of(connection, store, {one.document for one in facts if one.document})


def _traces(facts: Sequence[Kept]) -> _Traces:
    every = [one for one in facts if one.field in ("ho_ten", "so_dinh_danh", "so_cmnd")]
    names = {" ".join(plain_words(str(one.value))) for one in every if one.field == "ho_ten"}
    numbers = {plain_number(str(one.value)) for one in every if one.field != "ho_ten"}
    return _Traces(tuple(sorted(names - {""})), tuple(sorted(numbers - {""})))


def _facts_gone(connection: Connection, numbers: Collection[int]) -> None:
    for table in (token, sign):
        connection.execute(delete(table).where(table.c.fact_id.in_(numbers)))
    connection.execute(delete(fact).where(fact.c.id.in_(numbers)))


def _speaks_of_others(connection: Connection, number: int) -> bool:
    rows = connection.execute(
        select(fact.c.id).where(fact.c.document_id == number, fact.c.subject_id.is_not(None)).limit(1)
    )
    return rows.first() is not None


def _papers_gone(connection: Connection, numbers: Collection[int]) -> None:
    left = list(connection.execute(select(fact.c.id).where(fact.c.document_id.in_(numbers))).scalars())
    _facts_gone(connection, left)
    connection.execute(delete(dossier_document).where(dossier_document.c.document_id.in_(numbers)))
    connection.execute(delete(document).where(document.c.id.in_(numbers)))
    inside = select(dossier_document.c.dossier_id)
    connection.execute(delete(answer).where(answer.c.dossier_id.not_in(inside)))
    connection.execute(delete(dossier).where(dossier.c.id.not_in(inside)))


def _unnamed(connection: Connection, store: Store, number: int, traces: _Traces) -> None:
    """Take the person out of the name of a file that stays, and out of what on it is about nobody or a household."""
    row = connection.execute(select(document).where(document.c.id == number)).one()
    head = store.vault.open(row.key, row.code, row.sealed, "head")
    head |= dict.fromkeys(("source", "folder"), "")
    values = {"sealed": store.vault.seal(row.key, row.code, head, "head")}
    kinds = {one.id: one.kind for one in connection.execute(select(subject.c.id, subject.c.kind))}
    loose = [
        one.id
        for one in facts_on(connection, store, [number])
        if (one.subject_id is None or kinds[one.subject_id] == "household") and traces.are_in(one.value)
    ]
    _facts_gone(connection, loose)
    standing = select(fact.c.id).where(fact.c.document_id == number, fact.c.until.is_(None))
    count = len(connection.execute(standing).all())
    connection.execute(update(document).where(document.c.id == number).values(facts=count, **values))


def _dossiers_unnamed(connection: Connection, store: Store, traces: _Traces) -> None:
    for row in connection.execute(select(dossier)).all():
        of = f"dossier {row.id}"
        head = store.vault.open(row.key, of, row.sealed, "head")
        if traces.are_in(head["name"]):
            sealed = store.vault.seal(row.key, of, head | {"name": ""}, "head")
            connection.execute(update(dossier).where(dossier.c.id == row.id).values(sealed=sealed))


def _maybe_same(connection: Connection, numbers: Sequence[int]) -> tuple[str, ...]:
    pairs = connection.execute(
        select(candidate.c.one, candidate.c.other).where(
            candidate.c.state == "open",
            or_(candidate.c.one.in_(numbers), candidate.c.other.in_(numbers)),
        )
    )
    others = {one for pair in pairs for one in pair} - set(numbers)
    codes = select(subject.c.code).where(subject.c.id.in_(others)).order_by(subject.c.id)
    return tuple(connection.execute(codes).scalars())


def _subjects_gone(connection: Connection, numbers: Sequence[int]) -> None:
    connection.execute(
        delete(candidate).where(or_(candidate.c.one.in_(numbers), candidate.c.other.in_(numbers)))
    )
    connection.execute(delete(answer).where(answer.c.subject_id.in_(numbers)))
    connection.execute(delete(sign).where(sign.c.subject_id.in_(numbers)))
    # Those that were merged into others first.
    for number in reversed(numbers):
        connection.execute(delete(subject).where(subject.c.id == number))
