"""Opening the ledger file, and telling what is wrong with it before anything is read from it or written to it.

A ledger is used only if its tables are exactly those of this program. A file that was cut, overwritten or made by
another program is told as damaged, and ``digitize repair`` makes a new one of what is whole.
"""

import sqlite3
from contextlib import closing
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from ocr.problem import OutputProblem

LEDGER = "ledger.sqlite"
SCHEMA_VERSION: Final = 1
"""Counts the changes of ``schema.sql``; it is kept in the file as ``PRAGMA user_version``."""
BUSY_SECONDS = 10.0  # seconds that SQLite waits for a lock of another process
_BUSY = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"})
_HELD_BACK = frozenset({"SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH", "SQLITE_IOERR"})
"""The disk or the rights are at fault, not what stands in the file."""


def open_for_writing(path: Path) -> sqlite3.Connection:
    """The ledger at ``path``, made if there is none; every statement commits by itself.

    Raises:
        OutputProblem: ``ledger_unusable``, ``ledger_busy``, ``ledger_damaged``, ``ledger_newer``.
    """
    _require_file(path)
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise ledger_problem(error, path) from error
    try:
        _prepare(connection, path)
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error):
            raise ledger_problem(error, path) from error
        raise
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """The ledger at ``path``, which is not changed.

    Raises:
        OutputProblem: ``ledger_missing``, ``ledger_unusable``, ``ledger_busy``, ``ledger_damaged``, ``ledger_newer``.
    """
    if not path.exists():
        raise OutputProblem("ledger_missing", folder=str(path.parent))
    _require_file(path)
    try:
        return _reading(path, "mode=ro")
    except sqlite3.Error as error:
        if _name(error) not in _HELD_BACK:
            raise ledger_problem(error, path) from error
    # On a disk that nobody can write to, SQLite cannot make the files that it shares with writers.
    try:
        return _reading(path, "immutable=1")
    except sqlite3.Error as error:
        raise ledger_problem(error, path) from error


def ledger_problem(error: sqlite3.Error, path: Path) -> OutputProblem:
    """The problem behind an error of the database at ``path``."""
    name = _name(error)
    if name == "SQLITE_FULL":
        return OutputProblem("output_disk_full", file=str(path))
    if name in _BUSY:
        return OutputProblem("ledger_busy", file=str(path))
    return OutputProblem("ledger_unusable", file=str(path)) if name in _HELD_BACK else damaged(path)


def damaged(path: Path) -> OutputProblem:
    """The problem that what stands in the ledger at ``path`` cannot be right."""
    return OutputProblem("ledger_damaged", file=str(path), folder=str(path.parent))


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty ledger, with the version of the schema."""
    connection.executescript(f"BEGIN; {_schema()} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")


def _reading(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, timeout=BUSY_SECONDS)
    try:
        _require_known(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    # A crash of the computer may lose the last pages, but commits stay in order.
    connection.execute("PRAGMA synchronous = NORMAL")
    # What is deleted from the ledger, such as the text of a page, is overwritten on the disk.
    connection.execute("PRAGMA secure_delete = ON")
    if not _objects(connection):
        make_tables(connection)
    _require_known(connection, path)
    # A ledger of the time before versions were counted has the same tables as the first.
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _require_file(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise OutputProblem("ledger_unusable", file=str(path))


def _require_known(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse what another version or another program made, and what is damaged."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        raise OutputProblem("ledger_newer", file=str(path), version=version, known=SCHEMA_VERSION)
    if _objects(connection) != _expected_objects():
        raise damaged(path)
    # SQLite itself takes a file for whole that ends in the middle of a page.
    page = int(connection.execute("PRAGMA page_size").fetchone()[0])
    if path.stat().st_size % page or connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise damaged(path)


def _objects(connection: sqlite3.Connection) -> frozenset[tuple[str, ...]]:
    """Tables, indexes and triggers with the SQL that made them; a trigger of a stranger would act for us."""
    rows = connection.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return frozenset((str(kind), str(name), " ".join(str(sql).split())) for kind, name, sql in rows)


@cache
def _expected_objects() -> frozenset[tuple[str, ...]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        make_tables(connection)
        return _objects(connection)


@cache
def _schema() -> str:
    return resources.files("digitize.ledger").joinpath("schema.sql").read_text("utf-8")


def _name(error: sqlite3.Error) -> str:
    """The primary code, such as SQLITE_IOERR for SQLITE_IOERR_WRITE."""
    return "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])
