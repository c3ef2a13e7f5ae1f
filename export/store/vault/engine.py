"""Connecting to the database of a store, a file of SQLite or a PostgreSQL server, and telling what is wrong with it.

One process writes at a time, and others read meanwhile. What a database says about an error may quote values or
statements, so only its code is told on.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from ocr.problem import ConfigurationProblem, MachineProblem, OutputProblem

BUSY_SECONDS: Final = 60.0  # that a process waits for another one that writes
_CONNECT_SECONDS: Final = 10  # until a server that does not answer counts as gone
_CACHE_KIB: Final = 65_536  # of pages that SQLite keeps in memory
WRITES: Final = "writes"
"""The option of a connection whose transactions write."""
WRITERS_LOCK: Final = 7_331_202  # the number that writers agree on; PostgreSQL locks numbers
_BUSY: Final = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")
_HELD_BACK: Final = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH", "SQLITE_IOERR")
_DISK_FULL: Final = ("53100",)
_SERVER_BUSY: Final = ("55P03", "40001", "40P01", "57014", "53300")
_NOT_ALLOWED: Final = ("28000", "28P01", "3D000", "42501", "25006")


def url_of(place: str) -> URL:
    """The address of a store: a path, or a URL of PostgreSQL.

    Raises:
        ConfigurationProblem: ``store_address``, the URL is of another kind or cannot be read.
    """
    if "://" not in place:
        return URL.create("sqlite", database=str(Path(place)))
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        raise ConfigurationProblem("store_address", place=place.split("://", maxsplit=1)[0]) from None
    if url.get_backend_name() not in {"postgresql", "sqlite"}:
        raise ConfigurationProblem("store_address", place=url.get_backend_name())
    return url if url.get_backend_name() == "sqlite" else url.set(drivername="postgresql+psycopg")


def shown(url: URL) -> str:
    """The address as it may be told: without a password."""
    path = url.database or ""
    if url.get_backend_name() == "sqlite":
        return path
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def engine_of(url: URL) -> Engine:
    """An engine that says no value in an error; raises MachineProblem ``store_lacks``."""
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
        else:
            engine = create_engine(
                url,
                hide_parameters=True,
                connect_args={"connect_timeout": _CONNECT_SECONDS, "client_encoding": "utf8"},
            )
    except (ImportError, NoSuchModuleError):
        raise MachineProblem("store_lacks", extra="postgres") from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "foreign_keys = ON",
        # What is erased is overwritten on the disk.
        "secure_delete = ON",
        "synchronous = FULL",
        "trusted_schema = OFF",
        "temp_store = MEMORY",
        f"cache_size = -{_CACHE_KIB}",
        "journal_mode = WAL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = bool(connection.get_execution_options().get(WRITES))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(BUSY_SECONDS)}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
    else:
        # One picture of the whole store, whatever is written meanwhile.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Errors of the database become problems of this store.

    Raises:
        OutputProblem: ``output_disk_full``, ``store_busy``, ``store_unusable``, ``store_gone``, ``store_damaged``.
    """
    try:
        yield
    except DBAPIError as error:
        raise problem_of(error, url) from None
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise _of_sqlite(error, url) from None


def problem_of(error: DBAPIError, url: URL) -> OutputProblem:
    """The problem behind an error of the database."""
    if url.get_backend_name() == "sqlite":
        return _of_sqlite(error.orig, url)
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if state in _DISK_FULL:
        return OutputProblem("output_disk_full", file=shown(url))
    if state in _SERVER_BUSY:
        return OutputProblem("store_busy", store=shown(url))
    if state in _NOT_ALLOWED:
        return OutputProblem("store_unusable", store=shown(url))
    # The rest of class 08 and 57 is a server that went away or never answered; such errors often have no state.
    return OutputProblem("store_gone" if state[:2] in ("", "08", "57") else "store_damaged", store=shown(url))


def _of_sqlite(error: BaseException | None, url: URL) -> OutputProblem:
    name = "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])
    if name == "SQLITE_FULL":
        return OutputProblem("output_disk_full", file=shown(url))
    if name in _BUSY:
        return OutputProblem("store_busy", store=shown(url))
    if name == "SQLITE_NOTADB":
        return OutputProblem("store_not_ours", store=shown(url))
    code = "store_unusable" if name in _HELD_BACK else "store_damaged"
    return OutputProblem(code, store=shown(url))
