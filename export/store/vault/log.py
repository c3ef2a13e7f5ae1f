"""The log of accesses: who did what with whose values, when, where and for what; it is only added to.

Its fields are those that QCVN 12:2026/BCA asks for: source, target, account, device, process and time. Each row is
sealed and tied to all before it by a keyed hash. It names subjects by their codes and holds no value of a paper.
"""

import getpass
import hmac
import json
import os
import socket
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, delete, insert, select

from export.store.vault.keys import opened, sealed
from export.store.vault.opening import Store
from export.store.vault.schema import access, office
from ocr.value import Value

FIRST: Final = b"\0" * 32
DAYS_KEPT: Final = 365
"""The least number of days that the log has to reach back (QCVN 12:2026/BCA, 3.9.2.1); nothing is ever removed here."""
NO_PURPOSE: Final = ""
_LAST: Final = "last_access"


class Access(Value):
    """Who asks, when, from where, by which command and for what purpose."""

    at: str
    account: str
    device: str
    process: str
    source: str = "local"
    purpose: str = NO_PURPOSE


class Entry(Value):
    """A row of the log; ``count`` is how many things it was about."""

    number: int = 0
    what: str
    targets: tuple[str, ...] = ()
    count: int = 0
    outcome: str = "done"
    detail: str = ""
    access: Access


def here(
    process: str, *, account: str = "", purpose: str = NO_PURPOSE, now: datetime | None = None
) -> Access:
    """The access of whoever runs this process."""
    at = (now or datetime.now(tz=UTC)).astimezone(UTC).isoformat(timespec="milliseconds")
    device, account = socket.gethostname(), account or _account()
    return Access(at=at, account=account, device=device, process=process, purpose=purpose)


def add_entry(connection: Connection, store: Store, entry: Entry) -> None:
    """Add a row within the running transaction, which writes alone."""
    last = connection.execute(
        select(access.c.number, access.c.hash).order_by(access.c.number.desc()).limit(1)
    ).first()
    number, before = (int(last.number) + 1, bytes(last.hash)) if last else (1, FIRST)
    at = entry.access.at
    data = json.dumps(entry.model_dump(exclude={"number"}), ensure_ascii=False).encode()
    hidden = sealed(store.vault.log, data, f"{number}|{at}")
    row = {"number": number, "at": at, "sealed": hidden, "hash": _tied(store, before, number, at, hidden)}
    connection.execute(insert(access), row)
    connection.execute(delete(office).where(office.c.name == _LAST))
    value = sealed(store.vault.log, str(number).encode(), _LAST)
    connection.execute(insert(office), {"name": _LAST, "value": value})


def entries(connection: Connection, store: Store, about: Sequence[str] = ()) -> Iterator[Entry]:
    """The rows in order, or those about one of these codes."""
    for row in connection.execute(select(access).order_by(access.c.number)):
        data = json.loads(opened(store.vault.log, row.sealed, f"{row.number}|{row.at}"))
        entry = Entry.model_validate({**data, "number": row.number})
        if not about or set(about) & set(entry.targets):
            yield entry


def log_broken_at(connection: Connection, store: Store) -> int | None:
    """The number of the first row that does not follow from those before it, or None."""
    before, expected = FIRST, 1
    for row in connection.execute(select(access).order_by(access.c.number)):
        if row.number != expected or _tied(store, before, row.number, row.at, row.sealed) != row.hash:
            return expected
        try:
            opened(store.vault.log, row.sealed, f"{row.number}|{row.at}")
        except InvalidTag:
            return expected
        before, expected = bytes(row.hash), expected + 1
    return None if _last_number(connection, store) == expected - 1 else expected


def _last_number(connection: Connection, store: Store) -> int:
    """The number of the last row, as it is kept apart from the rows: who cuts rows off at the end is found out."""
    value = connection.execute(select(office.c.value).where(office.c.name == _LAST)).scalar()
    try:
        return int(opened(store.vault.log, value, _LAST)) if value is not None else 0
    except InvalidTag:
        return -1


def _tied(store: Store, before: bytes, number: int, at: str, hidden: bytes) -> bytes:
    return hmac.digest(
        store.vault.log, b"\n".join((before, str(number).encode(), at.encode(), hidden)), "sha256"
    )


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid()) if hasattr(os, "getuid") else "?"
