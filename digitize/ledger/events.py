"""Events in the order in which they came, each tied to all before it by a hash.

If one of them is changed or removed later, the chain is broken from there on, and ``digitize verify`` says
where. An event holds names of files, hashes, states and codes only, never the contents of a paper.
"""

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime

from ocr.problem import Datum

FIRST = "0" * 64


def add_event(connection: sqlite3.Connection, what: str, data: Mapping[str, Datum]) -> None:
    """Add an event within the running transaction."""
    number, before = _last(connection)
    at = datetime.now(tz=UTC).isoformat(timespec="milliseconds")
    text = json.dumps(dict(data), ensure_ascii=False, sort_keys=True)
    row = (number + 1, at, what, text)
    connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?)", (*row, chained(before, *row)))


def broken_at(connection: sqlite3.Connection) -> int | None:
    """The number of the first event that does not follow from those before it, or None."""
    before, expected = FIRST, 1
    for number, at, what, data, kept in connection.execute("SELECT * FROM event ORDER BY number"):
        if number != expected or chained(before, number, at, what, data) != kept:
            return int(expected)
        before, expected = kept, expected + 1
    return None


def chained(before: str, number: int, at: str, what: str, data: str) -> str:
    """The hash of an event, made from the hash before it and its own contents."""
    return hashlib.sha256("\n".join((before, str(number), at, what, data)).encode()).hexdigest()


def _last(connection: sqlite3.Connection) -> tuple[int, str]:
    row = connection.execute("SELECT number, hash FROM event ORDER BY number DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, FIRST)
