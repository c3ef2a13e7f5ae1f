"""The decisions of a folder of results: an SQLite file that is only added to, each decision tied to all before it.

It stands beside the ledger and not in it: running again, mending a ledger or another version do nothing to it. One
process writes at a time, for as many people as it likes; a commit is on the disk before anybody is told that it is kept.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from pydantic import ValidationError

from digitize.decisions.decision import Decision, Kept
from digitize.ledger.connection import ledger_problem
from digitize.ledger.events import FIRST, chained
from digitize.scan.inputs.results_mark import has_results
from export.atomic import output_problem
from ocr.problem import OutputProblem

DECISIONS: Final = "decisions.sqlite"
LOCK: Final = ".decisions.lock"
VERSION: Final = 1
"""Counts the changes of the table; it is kept in the file as ``PRAGMA user_version``."""
BUSY_SECONDS: Final = 10.0  # that SQLite waits for a lock
_TABLE: Final = """
CREATE TABLE decision (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    data TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX decision_of ON decision (sha256);
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
CREATE TRIGGER decision_remains BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
"""


class Decisions:
    """Open for writing; made by :func:`deciding`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path
        self._file = _identity(path)

    def add(self, *decisions: Decision) -> list[Kept]:
        """Keep ``decisions``, all or none; they are on the disk when this returns."""
        if _identity(self._path) != self._file:
            raise OutputProblem("decisions_gone", folder=str(self._path.parent))
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                kept = [self._added(one) for one in decisions]
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise _problem(error, self._path) from error
        return kept

    def every(self) -> list[Kept]:
        """All decisions in the order in which they came."""
        return _kept(self._connection, self._path)

    def _added(self, decision: Decision) -> Kept:
        row = self._connection.execute(
            "SELECT number, hash FROM decision ORDER BY number DESC LIMIT 1"
        ).fetchone()
        number, before = (int(row[0]) + 1, str(row[1])) if row else (1, FIRST)
        data = json.dumps(decision.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
        sha256 = decision.paper.sha256
        found = chained(before, number, decision.at, sha256, data)
        self._connection.execute(
            "INSERT INTO decision VALUES (?, ?, ?, ?, ?)", (number, decision.at, sha256, data, found)
        )
        return Kept(number, decision)


@contextmanager
def deciding(out: Path) -> Iterator[Decisions]:
    """The decisions of the folder of results ``out``, open for adding; its file is made with the first one.

    Raises:
        OutputProblem: ``decisions_in_use``, another program adds decisions there; ``decisions_damaged``,
            ``decisions_newer``, or the folder cannot be written.
    """
    with _locked(out), closing(_opened(out / DECISIONS)) as connection:
        yield Decisions(connection, out / DECISIONS)


def decisions_in(out: Path, sha256: str | None = None) -> list[Kept]:
    """The decisions of ``out`` in order, or those about one file; none where nobody decided anything.

    Raises:
        OutputProblem: ``decisions_damaged``, ``decisions_newer``, or they cannot be read.
    """
    with _reading(out / DECISIONS) as connection:
        return _kept(connection, out / DECISIONS, sha256) if connection else []


def last_decisions(out: Path) -> dict[str, int]:
    """For each file with decisions the number of the last one; errors as :func:`decisions_in`."""
    with _reading(out / DECISIONS) as connection:
        if connection is None:
            return {}
        try:
            return dict(connection.execute("SELECT sha256, max(number) FROM decision GROUP BY sha256"))
        except sqlite3.Error as error:
            raise _problem(error, out / DECISIONS) from error


def decisions_broken_at(out: Path) -> int | None:
    """The number of the first decision that does not follow from those before it, or None; errors as above."""
    path = out / DECISIONS
    with _reading(path) as connection:
        if connection is None:
            return None
        before, expected = FIRST, 1
        try:
            for number, at, sha256, data, found in connection.execute(
                "SELECT * FROM decision ORDER BY number"
            ):
                if number != expected or chained(before, number, at, sha256, data) != found:
                    return expected
                before, expected = found, expected + 1
        except sqlite3.Error as error:
            raise _problem(error, path) from error
        return None


def results_around(folder: Path) -> Path | None:
    """The folder of results that ``folder`` is or lies in."""
    return next((one for one in (folder, *folder.parents) if has_results(one)), None)


def decisions_about(folder: Path, sha256: str) -> list[Kept]:
    """The decisions about a file whose results lie in ``folder``; errors as :func:`decisions_in`."""
    out = results_around(folder)
    return decisions_in(out, sha256) if out else []


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    lock = FileLock(out / LOCK, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise OutputProblem("decisions_in_use", folder=str(out)) from None
    except OSError as error:
        raise output_problem(error, out / LOCK) from error
    try:
        yield
    finally:
        lock.release()


def _opened(path: Path) -> sqlite3.Connection:
    _require_file(path)
    try:
        _made_private(path)
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise _problem(error, path) from error
    except OSError as error:
        raise output_problem(error, path) from error
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # What somebody was told is kept must be there after the power went out, too.
        connection.execute("PRAGMA synchronous = FULL")
        if not _objects(connection):
            connection.executescript(f"BEGIN; {_TABLE} PRAGMA user_version = {VERSION}; COMMIT;")
        _require_known(connection, path)
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error):
            raise _problem(error, path) from error
        raise
    return connection


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies there: what is written to one that was moved away would be found by nobody."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _made_private(path: Path) -> None:
    """Make the file before SQLite does, for its owner alone: it holds what stands on papers."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection | None]:
    if not path.exists():
        yield None
        return
    _require_file(path)
    try:
        connection = _connected(path)
    except sqlite3.Error as error:
        raise _problem(error, path) from error
    with closing(connection):
        if _is_empty(connection, path):
            yield None  # its first process has not made the table yet, or was ended before
            return
        _require_known(connection, path)
        yield connection


def _connected(path: Path) -> sqlite3.Connection:
    for how in ("mode=ro", "immutable=1"):  # the second on a disk that nobody can write to
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, timeout=BUSY_SECONDS)
        try:
            connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.OperationalError:
            connection.close()
            if how == "immutable=1":
                raise
        else:
            return connection
    raise AssertionError  # pragma: no cover  (the loop returns or raises)


def _is_empty(connection: sqlite3.Connection, path: Path) -> bool:
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        return path.stat().st_size == 0 or (version == 0 and not _objects(connection))
    except sqlite3.Error as error:
        raise _problem(error, path) from error


def _require_file(path: Path) -> None:
    if path.exists() and (not path.is_file() or path.is_symlink()):
        raise OutputProblem("decisions_damaged", file=str(path))


def _require_known(connection: sqlite3.Connection, path: Path) -> None:
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > VERSION:
            raise OutputProblem("decisions_newer", file=str(path))
        if _objects(connection) != _expected():
            raise OutputProblem("decisions_damaged", file=str(path))
    except sqlite3.Error as error:
        raise _problem(error, path) from error


def _objects(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return frozenset((str(name), " ".join(str(sql).split())) for name, sql in rows)


def _expected() -> frozenset[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(_TABLE)
        return _objects(connection)


def _kept(connection: sqlite3.Connection, path: Path, sha256: str | None = None) -> list[Kept]:
    only, values = ("WHERE sha256 = ? ", (sha256,)) if sha256 else ("", ())
    query = f"SELECT number, data FROM decision {only}ORDER BY number"  # noqa: S608  (one of two fixed texts)
    try:
        rows: Iterable[tuple[int, str]] = connection.execute(query, values).fetchall()
        return [Kept(number, Decision.model_validate_json(data)) for number, data in rows]
    except sqlite3.Error as error:
        raise _problem(error, path) from error
    except ValidationError:
        raise OutputProblem("decisions_damaged", file=str(path)) from None


def _problem(error: sqlite3.Error, path: Path) -> OutputProblem:
    found = ledger_problem(error, path)
    return OutputProblem("decisions_damaged", file=str(path)) if found.code == "ledger_damaged" else found
