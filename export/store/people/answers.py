"""What the store answered when it was asked for a procedure: kept, so that what was told can be shown later."""

from typing import Any

from sqlalchemy import Connection, insert, select

from export.store.people.kept import Subject
from export.store.people.matched import next_number
from export.store.vault.log import Access
from export.store.vault.opening import Store
from export.store.vault.schema import answer
from ocr.value import Value


class Answer(Value):
    """An answer about a subject; ``content`` is what was told, as JSON."""

    number: int
    procedure: str
    at: str
    content: Any


def keep_answer(
    connection: Connection, store: Store, about: Subject, procedure: str, content: object, access: Access
) -> int:
    """Keep what was told about a subject for a procedure, within the running transaction; returns its number."""
    number = next_number(connection, answer)
    of = f"answer {number}"
    key = store.vault.new_key(of)
    row = {"id": number, "subject_id": about.id, "procedure": procedure, "at": access.at, "key": key}
    connection.execute(insert(answer), row | {"sealed": store.vault.seal(key, of, content, "answer")})
    return number


def answers_of(connection: Connection, store: Store, about: Subject) -> list[Answer]:
    """What was told about a subject, in order."""
    rows = connection.execute(select(answer).where(answer.c.subject_id.in_(about.ids)).order_by(answer.c.id))
    return [
        Answer(
            number=row.id,
            procedure=row.procedure,
            at=row.at,
            content=store.vault.open(row.key, f"answer {row.id}", row.sealed, "answer"),
        )
        for row in rows
    ]
