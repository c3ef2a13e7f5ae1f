"""Everybody whom the store knows, each once, however many were merged."""

from sqlalchemy import select

from export.store.people.kept import whole_subject
from export.store.people.matched import said_of
from export.store.people.merging import Side
from export.store.people.rights import mark_of
from export.store.vault.log import Access, Entry, add_entry
from export.store.vault.opening import Store
from export.store.vault.schema import subject


def listed(store: Store, access: Access) -> list[Side]:
    """All persons; of one whose use is restricted only the code. That somebody looked is logged."""
    with store.reading() as connection:
        numbers = connection.execute(
            select(subject.c.id)
            .where(subject.c.kind == "person", subject.c.merged_into.is_(None))
            .order_by(subject.c.id)
        ).scalars()
        found = []
        for number in list(numbers):
            whole = whole_subject(connection, number)
            is_free = mark_of(connection, store, whole, "restricted") is None
            said = said_of(connection, store, number) if is_free else {}
            found.append(Side(id=whole.code, said=said))
    with store.writing() as connection:
        add_entry(connection, store, Entry(what="list", count=len(found), access=access))
    return found
