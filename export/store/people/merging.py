"""What a person decides about two subjects: they are one, or they are two; either can be taken back, and is logged.

Merging moves nothing: the one points to the other, so that taking it back leaves everything as it was.
"""

from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Row, insert, select, update

from export.store.people.kept import Subject, root_of, subject_of, whole_subject
from export.store.people.matched import said_of
from export.store.people.rights import mark_of
from export.store.vault.log import Access, Entry, add_entry
from export.store.vault.opening import Store
from export.store.vault.schema import candidate, subject
from ocr.problem import InputProblem
from ocr.value import Value

State = Literal["open", "merged", "apart"]
BY_HAND = "person"
"""Why two are a pair that nobody proposed."""


class Side(Value):
    """One of two subjects, with what is known of it."""

    id: str
    said: dict[str, str]


class Candidate(Value):
    """Two subjects that may be one: how much speaks for it, and what."""

    one: Side
    other: Side
    score: float
    why: tuple[str, ...]
    state: State
    at: str


class _Pair(NamedTuple):
    one: int
    other: int


def candidates(store: Store, access: Access, *, state: State = "open") -> list[Candidate]:
    """The pairs in that state, the likeliest first; that somebody looked is logged."""
    with store.reading() as connection:
        rows = connection.execute(
            select(candidate)
            .where(candidate.c.state == state)
            .order_by(candidate.c.score.desc(), candidate.c.one, candidate.c.other)
        ).all()
        found = [
            _shown(connection, store, row)
            for row in rows
            # Both may have become one through a third.
            if state != "open" or root_of(connection, row.one) != root_of(connection, row.other)
        ]
    codes = tuple(dict.fromkeys(side.id for one in found for side in (one.one, one.other)))
    with store.writing() as connection:
        add_entry(connection, store, Entry(what="candidates", targets=codes, count=len(found), access=access))
    return found


def merge(store: Store, code: str, other: str, access: Access) -> Subject:
    """``other`` is the same as ``code``, which stays.

    Raises:
        InputProblem: ``store_subject_unknown``, ``store_merge_kinds``, ``store_merge_same``.
    """
    with store.writing() as connection:
        stays, goes = subject_of(connection, code), subject_of(connection, other)
        if stays.id == goes.id:
            raise InputProblem("store_merge_same", id=code, other=other)
        if stays.kind != goes.kind:
            raise InputProblem("store_merge_kinds", id=code, other=other)
        connection.execute(update(subject).where(subject.c.id == goes.id).values(merged_into=stays.id))
        _settle(connection, _Pair(stays.id, goes.id), "merged", access.at)
        _log(connection, store, "merge", (stays.code, goes.code), access)
        return whole_subject(connection, stays.id)


def split(store: Store, code: str, access: Access, *, other: str | None = None) -> tuple[str, str]:
    """``code`` is somebody else than whom it was merged into, or than ``other``, whom it only may be.

    Raises:
        InputProblem: ``store_subject_unknown``, or ``store_not_merged``.
    """
    with store.writing() as connection:
        row = _own(connection, code)
        if row.merged_into is not None:
            into = int(row.merged_into)
            connection.execute(update(subject).where(subject.c.id == row.id).values(merged_into=None))
        elif other is not None:
            into = subject_of(connection, other).id
        else:
            raise InputProblem("store_not_merged", id=code)
        if root_of(connection, into) == row.id:
            raise InputProblem("store_not_merged", id=code)
        _settle(connection, _Pair(into, int(row.id)), "apart", access.at)
        stayed = whole_subject(connection, into).code
        _log(connection, store, "split", (stayed, code), access)
        return stayed, code


def _own(connection: Connection, code: str) -> Row[Any]:
    row = connection.execute(select(subject).where(subject.c.code == code)).first()
    if row is None:
        raise InputProblem("store_subject_unknown", id=code)
    return row


def _settle(connection: Connection, pair: _Pair, state: State, at: str) -> None:
    low, high = sorted(pair)
    where = (candidate.c.one == low, candidate.c.other == high)
    if connection.execute(select(candidate.c.state).where(*where)).first():
        connection.execute(update(candidate).where(*where).values(state=state))
    else:
        row = {"one": low, "other": high, "score": 1.0, "why": BY_HAND, "state": state, "at": at}
        connection.execute(insert(candidate), row)


def _shown(connection: Connection, store: Store, row: Row[Any]) -> Candidate:
    return Candidate(
        one=_side(connection, store, row.one),
        other=_side(connection, store, row.other),
        score=row.score,
        why=tuple(row.why.split()),
        state=row.state,
        at=row.at,
    )


def _side(connection: Connection, store: Store, number: int) -> Side:
    code = connection.execute(select(subject.c.code).where(subject.c.id == number)).scalar_one()
    is_free = mark_of(connection, store, whole_subject(connection, number), "restricted") is None
    return Side(id=code, said=said_of(connection, store, number) if is_free else {})


def _log(connection: Connection, store: Store, what: str, targets: tuple[str, ...], access: Access) -> None:
    add_entry(connection, store, Entry(what=what, targets=targets, count=1, access=access))
