"""The rights of whom the values are about: to have them, to have them put right, and to have their use restricted.

A restricted subject is kept, and its values are shown to nobody until the restriction is lifted. A legal hold keeps it from
being erased while a law demands that its papers are kept.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, insert, select, update

from export.store.people.chosen import RECTIFIED, Chosen, chosen
from export.store.people.kept import Kept, Subject, facts_of, subject_of
from export.store.people.matched import next_number, signs_of
from export.store.vault.log import Access, Entry, add_entry, entries
from export.store.vault.opening import Store
from export.store.vault.schema import document, fact, sign, subject, token
from export.store.words.rules import rules
from export.store.words.said import Owner
from export.store.words.tokens import value_tokens
from ocr.problem import InputProblem
from ocr.value import Value


class KeptFact(Value):
    """A value as it is handed out, with where it stands and who decided it."""

    field: str
    role: str
    value: Any
    raw: str
    status: str
    source: str
    document: str | None
    doc_type: str
    day: str | None
    since: str
    until: str | None
    evidence: tuple[dict[str, Any], ...]
    by: str
    at: str


class KeptPaper(Value):
    """A paper on which something stands."""

    id: str
    doc_type: str
    type_name: str
    source: str
    sha256: str
    folder: str
    pages: str
    day: str | None
    valid_to: str | None
    added: str
    superseded: str | None


class Rectified(NamedTuple):
    """What is put right, and why."""

    field: str
    value: str
    reason: str = ""


class Person(Value):
    """All that is known of a subject: what is used, everything that was kept, its papers, and who looked."""

    id: str
    kind: str
    merged: tuple[str, ...]
    restricted: str | None
    hold: str | None
    used: tuple[Chosen, ...]
    facts: tuple[KeptFact, ...]
    papers: tuple[KeptPaper, ...]
    accesses: tuple[Entry, ...]


def export_person(store: Store, code: str, access: Access) -> Person:
    """Everything that is kept of a subject, for itself; raises InputProblem ``store_subject_unknown``."""
    with store.writing() as connection:
        about = subject_of(connection, code)
        log(connection, store, "export", about, access)
        return person(connection, store, about)


def person(connection: Connection, store: Store, about: Subject) -> Person:
    """Everything that is kept of ``about``."""
    facts = facts_of(connection, store, about.ids, history=True)
    standing = facts_of(connection, store, about.ids)
    return Person(
        id=about.code,
        kind=about.kind,
        merged=about.codes[1:],
        restricted=mark_of(connection, store, about, "restricted"),
        hold=mark_of(connection, store, about, "hold"),
        used=tuple(chosen(standing)),
        facts=tuple(_handed(one) for one in facts),
        papers=tuple(papers_of(connection, store, {one.document for one in facts if one.document})),
        accesses=tuple(entries(connection, store, about.codes)),
    )


def rectify(store: Store, code: str, right: Rectified, access: Access) -> None:
    """Keep another value as what holds from now on; what papers say stays beside it.

    Raises:
        InputProblem: ``store_subject_unknown``, or ``store_field_unknown``.
    """
    with store.writing() as connection:
        about = subject_of(connection, code)
        if right.field not in {one.field for one in facts_of(connection, store, about.ids, history=True)}:
            raise InputProblem("store_field_unknown", field=right.field, id=code)
        number = next_number(connection, fact)
        said: dict[str, Any] = {
            "value": right.value,
            "raw": right.value,
            "evidence": [],
            "place": None,
            "by": access.account,
            "at": access.at,
            "day": access.at[:10],
            "reason": right.reason,
        }
        row = {
            "id": number,
            "subject_id": about.id,
            "role": "",
            "field": right.field,
            "key": right.field,
            "source": RECTIFIED,
            "status": "corrected",
            "since": access.at,
            "sealed": _sealed(connection, store, about, said, right.field),
        }
        connection.execute(insert(fact), row)
        if right.field not in rules().papers.not_found_by:
            digests = {store.vault.digest(text) for text in value_tokens(right.value, None)}
            rows = [{"digest": one, "document_id": 0, "fact_id": number} for one in sorted(digests)]
            connection.execute(insert(token), rows)
        signs = [
            {"digest": store.vault.digest(text), "subject_id": about.id, "fact_id": number}
            for attribute, text in signs_of(Owner("person", "", {right.field: right.value}))
            if attribute == right.field and about.kind == "person"
        ]
        if signs:
            connection.execute(insert(sign), signs)
        log(connection, store, "rectify", about, access, detail=right.field)


def mark(
    store: Store,
    code: str,
    name: Literal["restricted", "hold"],
    reason: str | None,
    access: Access,
) -> None:
    """Restrict the use of a subject, or hold it, for that reason; None lifts it again."""
    with store.writing() as connection:
        about = subject_of(connection, code)
        sealed = (
            None
            if reason is None
            else _sealed(connection, store, about, {"reason": reason, "at": access.at}, name)
        )
        connection.execute(update(subject).where(subject.c.id == about.id).values({name: sealed}))
        what = {"restricted": "restrict", "hold": "hold"}[name]
        log(connection, store, what if reason is not None else f"lift_{what}", about, access)


def mark_of(
    connection: Connection, store: Store, about: Subject, name: Literal["restricted", "hold"]
) -> str | None:
    """The reason for which any part of the subject is restricted or held, or None."""
    rows = connection.execute(
        select(subject.c.code, subject.c.key, subject.c[name].label("mark")).where(
            subject.c.id.in_(about.ids), subject.c[name].is_not(None)
        )
    )
    return next((str(store.vault.open(row.key, row.code, row.mark, name)["reason"]) for row in rows), None)


def papers_of(connection: Connection, store: Store, codes: Sequence[str] | set[str]) -> list[KeptPaper]:
    """The papers of these codes."""
    rows = connection.execute(select(document).where(document.c.code.in_(codes)).order_by(document.c.id))
    found = []
    for row in rows:
        head = store.vault.open(row.key, row.code, row.sealed, "head")
        told = {name: head[name] for name in ("type_name", "source", "sha256", "folder", "day", "valid_to")}
        kept = {name: getattr(row, name) for name in ("doc_type", "pages", "added", "superseded")}
        found.append(KeptPaper(id=row.code, **kept, **told))
    return found


def log(
    connection: Connection, store: Store, what: str, about: Subject, access: Access, *, detail: str = ""
) -> None:
    """Note that something was done with a subject."""
    entry = Entry(what=what, targets=about.codes, count=1, access=access, detail=detail)
    add_entry(connection, store, entry)


def _sealed(connection: Connection, store: Store, about: Subject, said: dict[str, Any], name: str) -> bytes:
    key = connection.execute(select(subject.c.key).where(subject.c.id == about.id)).scalar_one()
    return store.vault.seal(key, about.code, said, name)


def _handed(one: Kept) -> KeptFact:
    told = {name: getattr(one, name) for name in KeptFact.model_fields if name != "evidence"}
    return KeptFact(**told, evidence=tuple(one.evidence))
