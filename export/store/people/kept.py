"""Reading what is kept: subjects by their codes, and their facts, opened."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, Select, or_, select

from export.store.vault.opening import Store
from export.store.vault.schema import document, fact, subject
from ocr.problem import InputProblem

AT_ONCE: Final = 500  # numbers named in one question; SQLite takes some thousands
_FACT: Final = (
    fact,
    document.c.code.label("doc_code"),
    document.c.doc_type,
    document.c.key.label("doc_key"),
    document.c.sealed.label("doc_sealed"),
    document.c.superseded,
    subject.c.code.label("subject_code"),
    subject.c.key.label("subject_key"),
)


class Subject(NamedTuple):
    """A subject; ``ids`` are its own number and those of all that were merged into it."""

    id: int
    code: str
    kind: str
    ids: tuple[int, ...]
    codes: tuple[str, ...]


class Kept(NamedTuple):
    """A fact, opened; ``day`` is that of its paper, ``by`` and ``at`` are those of a person who decided it."""

    id: int
    subject_id: int | None
    document: str | None
    doc_type: str
    day: str | None
    role: str
    field: str
    key: str
    source: str
    status: str
    since: str
    until: str | None
    value: Any
    raw: str
    evidence: list[dict[str, Any]]
    place: dict[str, Any] | None
    by: str
    at: str


def subject_of(connection: Connection, code: str) -> Subject:
    """The subject of that code, or the one that it was merged into; raises InputProblem ``store_subject_unknown``."""
    row = connection.execute(
        select(subject.c.id, subject.c.merged_into).where(subject.c.code == code)
    ).first()
    if row is None:
        raise InputProblem("store_subject_unknown", id=code)
    return whole_subject(connection, int(row.id))


def whole_subject(connection: Connection, number: int) -> Subject:
    """The subject of that number, with all that was merged with it."""
    root = root_of(connection, number)
    ids, codes, kind, code = [root], [], "", ""
    for one in ids:
        row = connection.execute(select(subject.c.code, subject.c.kind).where(subject.c.id == one)).one()
        codes.append(row.code)
        if one == root:
            kind, code = row.kind, row.code
        ids += connection.execute(select(subject.c.id).where(subject.c.merged_into == one)).scalars()
    return Subject(root, code, kind, tuple(ids), tuple(codes))


def root_of(connection: Connection, number: int) -> int:
    """The subject that this one was merged into, and that one again, to the last."""
    into = connection.execute(select(subject.c.merged_into).where(subject.c.id == number)).scalar()
    return number if into is None else root_of(connection, int(into))


def facts_of(
    connection: Connection, store: Store, ids: Collection[int], *, history: bool = False
) -> list[Kept]:
    """What is known of the subjects of these numbers; with ``history`` what once was, too."""
    question = _joined().where(fact.c.subject_id.in_(ids))
    return list(opened_facts(store, connection.execute(_standing(question, history=history))))


def facts_numbered(connection: Connection, store: Store, ids: Collection[int]) -> list[Kept]:
    """The facts of these numbers."""
    found: list[Kept] = []
    numbers = sorted(ids)
    for at in range(0, len(numbers), AT_ONCE):
        question = _joined().where(fact.c.id.in_(numbers[at : at + AT_ONCE]))
        found += opened_facts(store, connection.execute(question))
    return found


def facts_on(connection: Connection, store: Store, documents: Collection[int]) -> list[Kept]:
    """The facts that stand on these papers."""
    question = _joined().where(fact.c.document_id.in_(documents))
    return list(opened_facts(store, connection.execute(_standing(question, history=False))))


def opened_facts(store: Store, rows: Iterable[Row[Any]]) -> Iterator[Kept]:
    """Facts of rows of :func:`_joined`; raises OutputProblem ``store_value_damaged``."""
    heads: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row.doc_code is not None and row.doc_code not in heads:
            heads[row.doc_code] = store.vault.open(row.doc_key, row.doc_code, row.doc_sealed, "head")
        of, key = (row.subject_code, row.subject_key) if row.subject_code else (row.doc_code, row.doc_key)
        said = store.vault.open(key, of, row.sealed, row.key)
        head = heads.get(row.doc_code, {})
        yield Kept(
            row.id,
            row.subject_id,
            row.doc_code,
            row.doc_type or "",
            head.get("day") or said.get("day"),
            row.role,
            row.field,
            row.key,
            row.source,
            row.status,
            row.since,
            row.until,
            said["value"],
            said["raw"],
            said["evidence"],
            said["place"],
            said["by"],
            said["at"],
        )


def _joined() -> Select[Any]:
    tables = fact.outerjoin(document, document.c.id == fact.c.document_id)
    return (
        select(*_FACT)
        .select_from(tables.outerjoin(subject, subject.c.id == fact.c.subject_id))
        .order_by(fact.c.id)
    )


def _standing(question: Select[Any], *, history: bool) -> Select[Any]:
    if history:
        return question
    return question.where(
        fact.c.until.is_(None), or_(document.c.superseded.is_(None), fact.c.document_id.is_(None))
    )
