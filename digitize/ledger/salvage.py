"""What can still be read of a damaged ledger: every row that is whole, and the events up to the first broken one.

Rows are taken from both ends of a table, since a page of the file that cannot be read stops the reading there. What
the rows say is believed only where the files agree; see :mod:`digitize.jobs.repair`.
"""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

from digitize.ledger.events import FIRST, chained
from digitize.results.artifact import Artifact, is_below
from digitize.results.handed_on import Fault, PageFailure
from digitize.results.packed import PackedPage

Row = tuple[Any, ...]

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_KEYS: Final = {
    "file": (
        *("sha256", "name", "dossier", "kind", "pages", "folder", "state", "fault", "code"),
        *("read_key", "deliver_key", "pdfa", "changed"),
    ),
    "page": ("sha256", "page", "read_key", "state", "attempts", "fault", "code", "data", "reading"),
    "artifact": ("path", "sha256", "bytes", "modified", "of"),
    "sighting": ("name", "state", "sha256", "code"),
    "event": ("number", "at", "what", "data", "hash"),
}
"""The columns of each table, in the order of ``schema.sql``."""
_ORDER: Final = {
    "file": "sha256",
    "page": "sha256 {0}, page",
    "artifact": "path",
    "sighting": "name",
    "event": "number",
}
"""The primary keys, along which a table is read; ``{0}`` is the direction."""


class Salvaged(NamedTuple):
    """Whole rows by table; ``events`` follow from each other, and ``events_lost`` is how many came after them."""

    files: tuple[Row, ...] = ()
    pages: tuple[Row, ...] = ()
    artifacts: tuple[Row, ...] = ()
    sightings: tuple[Row, ...] = ()
    events: tuple[Row, ...] = ()
    events_lost: int = 0


def salvage(path: Path) -> Salvaged:
    """The rows of the ledger at ``path`` that are whole; none where it cannot be opened at all."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("PRAGMA cell_size_check = ON")
            events = sorted(_rows(connection, "event"), key=lambda row: str(row[0]).zfill(20))
            kept = tuple(_chain(events))
            return Salvaged(
                files=tuple(filter(is_file, _rows(connection, "file"))),
                pages=tuple(filter(is_page, _rows(connection, "page"))),
                artifacts=tuple(filter(is_artifact, _rows(connection, "artifact"))),
                sightings=tuple(filter(is_sighting, _rows(connection, "sighting"))),
                events=kept,
                events_lost=len(events) - len(kept),
            )
    except sqlite3.Error:
        return Salvaged()


def _rows(connection: sqlite3.Connection, table: str) -> list[Row]:
    """Every row of a table that can be read, from the front and from the back."""
    found: dict[Row, None] = {}
    for direction in ("ASC", "DESC"):
        columns, order = ", ".join(f'"{name}"' for name in _KEYS[table]), _ORDER[table].format(direction)
        # Where a row is damaged the reading of this direction ends.
        with suppress(sqlite3.Error, UnicodeDecodeError, OverflowError):
            for row in connection.execute(f"SELECT {columns} FROM {table} ORDER BY {order} {direction}"):  # noqa: S608  (our own names)
                found[row] = None
    return list(found)


def _chain(events: Sequence[Row]) -> Iterator[Row]:
    before, expected = FIRST, 1
    for row in events:
        if not _is_text(*row[1:]) or row[0] != expected or chained(before, *row[:4]) != row[4]:
            return
        yield row
        before, expected = row[4], expected + 1


def is_file(row: Row) -> bool:
    """Whether a row of ``file`` can be what a run wrote."""
    sha256, name, dossier, kind, pages, folder, state, *rest, pdfa, changed = row
    return (
        _is_hash(sha256)
        and _is_text(name, dossier, folder, changed)
        and kind in ("pdf", "image")
        and _is_count(pages, 1)
        and is_below(folder)
        and state in ("queued", "running", "done", "failed")
        and all(one is None or isinstance(one, str) for one in rest)
        and pdfa in (0, 1)
    )


def is_page(row: Row) -> bool:
    """Whether a row of ``page`` can be what a run wrote: a failure that is known, or a reading that is one."""
    sha256, page, read_key, state, attempts, fault, code, data, reading = row
    if not (_is_hash(sha256) and _is_hash(read_key) and _is_count(page, 1) and _is_count(attempts, 1)):
        return False
    if state == "done":
        is_packed = isinstance(reading, bytes) and PackedPage(page, reading).is_of(sha256)
        return reading is None or is_packed
    try:
        PageFailure.model_validate({"page": page, "fault": fault, "code": code, "data": json.loads(data)})
    except (TypeError, ValueError):
        return False
    return state == "failed" and fault in get_args(Fault)


def is_artifact(row: Row) -> bool:
    """Whether a row of ``artifact`` can be what a run wrote."""
    path, sha256, size, modified, of = row
    return (
        _is_text(path, of)
        and is_below(path)
        and _is_hash(sha256)
        and _is_count(size, 0)
        and _is_count(modified, 0)
    )


def is_sighting(row: Row) -> bool:
    """Whether a row of ``sighting`` can be what a run wrote."""
    name, state, sha256, code = row
    return (
        _is_text(name)
        and state in ("taken", "duplicate", "skipped", "failed")
        and (sha256 is None or _is_hash(sha256))
        and (code is None or isinstance(code, str))
    )


def as_artifact(row: Row) -> Artifact:
    """The artifact of a whole row."""
    return Artifact(*row[:4])


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def _is_text(*values: object) -> bool:
    return all(isinstance(value, str) for value in values)


def _is_count(value: object, least: int) -> bool:
    return isinstance(value, int) and value >= least
