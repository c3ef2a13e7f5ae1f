"""Changing the key of the office: every data key is wrapped anew in one transaction, no value is touched.

Killed before its end, the store still opens with the old key; the new file is used when the command is given again.
"""

from pathlib import Path

from sqlalchemy import Connection, Table, select, update

from export.store.vault.keys import OfficeKey, make_key_file, read_key_file, sealed
from export.store.vault.log import Access, Entry, add_entry
from export.store.vault.opening import CHECKED, Store
from export.store.vault.schema import answer, document, dossier, office, subject


def rotate(store: Store, new_key_file: Path, access: Access) -> int:
    """Wrap every key with the one in ``new_key_file``, which is made if it is not there; returns how many.

    Raises:
        ConfigurationProblem: the new key cannot be read.
        OutputProblem: the store or the new key cannot be written.
    """
    if not new_key_file.exists():
        make_key_file(new_key_file)
    new = read_key_file(new_key_file)
    with store.writing() as connection:
        count = _of_the_office(connection, store, new)
        for table, name in ((subject, ""), (document, ""), (dossier, "dossier "), (answer, "answer ")):
            count += _of_table(connection, store, new, table, name)
        add_entry(connection, store, Entry(what="rotate_key", count=count, access=access))
    return count


def _of_the_office(connection: Connection, store: Store, new: OfficeKey) -> int:
    kept = {row.name: bytes(row.value) for row in connection.execute(select(office))}
    for name in ("index", "log"):
        value = new.wrap(store.vault.office_key.unwrap(kept[name], name), name)
        connection.execute(update(office).where(office.c.name == name).values(value=value))
    check = sealed(new.wraps, CHECKED, "check")
    connection.execute(update(office).where(office.c.name == "check").values(value=check))
    return 2


def _of_table(connection: Connection, store: Store, new: OfficeKey, table: Table, name: str) -> int:
    code = table.c.code if not name else table.c.id
    rows = connection.execute(select(table.c.id, code.label("of"), table.c.key)).all()
    for row in rows:
        of = f"{name}{row.of}"
        key = new.wrap(store.vault.office_key.unwrap(row.key, of), of)
        connection.execute(update(table).where(table.c.id == row.id).values(key=key))
    return len(rows)
