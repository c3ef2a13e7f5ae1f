"""The ledger itself: an SQLite file in the folder of results, written by one process.

With write-ahead logging a commit per page is cheap, and a killed run leaves a valid file. The lock belongs to the
operating system, so it is released when the process ends, even if it was killed.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock, Timeout

from digitize.ledger.connection import LEDGER, ledger_problem, open_for_reading, open_for_writing
from digitize.ledger.events import add_event
from digitize.ledger.rows import ARTIFACTS, artifacts_of, page_failure
from digitize.results.account import FileAccount
from digitize.results.artifact import Artifact, is_below
from digitize.results.handed_on import PageFailure
from digitize.results.layout import TEXT
from digitize.results.packed import PackedPage
from digitize.results.text_file import head_of
from digitize.scan.inputs.own_copy import UNSEEN
from digitize.scan.raw import DossierInput, SourceFile
from export.atomic import output_problem
from ocr.problem import Datum, OutputProblem

LOCK = ".ledger.lock"
DAMAGED = "ledger.damaged.sqlite"
"""Where ``digitize repair`` keeps what it found damaged."""
NOWHERE = ".gone/"
"""What begins the folder of a file whose place another one took, since its results were not there any more."""
OF_ALL = "run"
"""What an artifact belongs to that was made of all papers; other artifacts name the SHA-256 of a file."""


class PageState(NamedTuple):
    """What is known of a page: its reading, or the reason why there is none, and how often it was tried."""

    attempts: int
    failure: PageFailure | None


class FileState(NamedTuple):
    """What is known of a file that came before."""

    state: str
    folder: str
    read_key: str | None
    deliver_key: str | None
    pdfa: bool


@contextmanager
def open_ledger(out: Path) -> "Iterator[Ledger]":
    """The ledger of the folder ``out``, open for writing; created if there is none.

    Raises:
        OutputProblem: ``output_in_use``, another run writes there; or the folder or the ledger cannot be used.
    """
    with locked(out), closing(open_for_writing(out / LEDGER)) as connection:
        yield Ledger(connection, out)


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Keep every other program from writing to the ledger of ``out``; raises OutputProblem ``output_in_use``."""
    lock = FileLock(out / LOCK, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise OutputProblem("output_in_use", file=str(out)) from None
    except OSError as error:
        raise output_problem(error, out / LOCK) from error
    try:
        yield
    finally:
        lock.release()


def read_ledger(out: Path) -> sqlite3.Connection:
    """A connection to the ledger of ``out`` that can only read; errors as :func:`open_for_reading`."""
    return open_for_reading(out / LEDGER)


class Ledger:
    """Open for writing. Every method that writes is one transaction, with its event."""

    def __init__(self, connection: sqlite3.Connection, out: Path) -> None:
        self._connection = connection
        self._out = out

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise ledger_problem(error, self._path) from error

    def begin(self, fingerprint: str) -> bool:
        """Begin a run and queue again what an earlier one left running; returns whether that one was cut off."""
        with self._transaction() as connection:
            last = connection.execute("SELECT what FROM event ORDER BY number DESC LIMIT 1").fetchone()
            connection.execute("UPDATE file SET state = 'queued' WHERE state = 'running'")
            add_event(connection, "run_begun", {"fingerprint": fingerprint})
        return last is not None and last[0] != "run_ended"

    def end(self, counts: Mapping[str, Datum]) -> None:
        """Note that a run ended by itself."""
        with self._transaction() as connection:
            add_event(connection, "run_ended", counts)

    def sighted(self, accounts: Iterable[FileAccount]) -> None:
        """Note files that are no job: duplicates, skipped files, and those that cannot be opened."""
        with self._transaction() as connection:
            for account in accounts:
                row = (account.name, account.state, None, account.code)
                known = connection.execute(
                    "SELECT state, code FROM sighting WHERE name = ?", (account.name,)
                ).fetchone()
                if known != (account.state, account.code):
                    connection.execute("INSERT OR REPLACE INTO sighting VALUES (?, ?, ?, ?)", row)
                    add_event(
                        connection,
                        f"file_{account.state}",
                        {"file": account.name, "code": account.code or ""},
                    )

    def file(self, sha256: str) -> FileState | None:
        """What is known of the file of these bytes."""
        row = self._row(
            "SELECT state, folder, read_key, deliver_key, pdfa FROM file WHERE sha256 = ?", sha256
        )
        return FileState(row[0], row[1], row[2], row[3], bool(row[4])) if row else None

    def holder(self, folder: Path) -> str | None:
        """The hash of the file whose results belong into ``folder``, written or not."""
        row = self._row("SELECT sha256 FROM file WHERE folder = ?", self._relative(folder))
        return str(row[0]) if row else None

    def page_count(self, sha256: str) -> int | None:
        """How many pages the file of these bytes has, if a run has counted them and its results say the same."""
        row = self._row(
            "SELECT pages, folder FROM file WHERE sha256 = ? AND state IN ('done', 'failed')", sha256
        )
        if row is None or not is_below(row[1]):
            return None
        read = head_of(self._out / row[1] / TEXT)
        is_the_same = read is not None and (read.origin.sha256, read.origin.pages) == (sha256, row[0])
        return int(row[0]) if is_the_same else None

    def artifacts(self, sha256: str) -> tuple[Artifact, ...]:
        """What was written from the file of these bytes."""
        return tuple(artifacts_of(self._rows(ARTIFACTS + " WHERE of = ? ORDER BY path", sha256), self._path))

    def every_artifact(self) -> tuple[Artifact, ...]:
        """All that was written."""
        return tuple(artifacts_of(self._rows(ARTIFACTS + " ORDER BY path"), self._path))

    def queue(self, dossier: DossierInput, file: SourceFile, folder: Path) -> None:
        """Note that a file is to be read."""
        row = (file.sha256, file.name, dossier.name, file.kind, file.pages, self._relative(folder), _now())
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO file (sha256, name, dossier, kind, pages, folder, state, changed)"
                " VALUES (?, ?, ?, ?, ?, ?, 'queued', ?) ON CONFLICT (sha256) DO UPDATE SET name = excluded.name,"
                " dossier = excluded.dossier, folder = excluded.folder, state = 'queued', changed = excluded.changed",
                row,
            )
            # A folder belongs to one content: another that had it is not there any more.
            connection.execute(
                "UPDATE file SET folder = ? || sha256 WHERE folder = ? AND sha256 != ?",
                (NOWHERE, row[5], file.sha256),
            )
            self._forget_unseen(connection, file)
            connection.execute(
                "INSERT OR REPLACE INTO sighting VALUES (?, 'taken', ?, NULL)", (file.name, file.sha256)
            )
            add_event(connection, "file_queued", {"file": file.name, "sha256": file.sha256})

    def _forget_unseen(self, connection: sqlite3.Connection, file: SourceFile) -> None:
        # What changed while it was read is now this file; its bytes of then did not come back.
        gone = connection.execute(
            "SELECT sha256 FROM file WHERE name = ? AND sha256 != ?"
            " AND code IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT * FROM artifact WHERE of = file.sha256)",
            (file.name, file.sha256, json.dumps(sorted(UNSEEN))),
        ).fetchall()
        connection.executemany("DELETE FROM page WHERE sha256 = ?", gone)
        connection.executemany("DELETE FROM file WHERE sha256 = ?", gone)

    def pages(self, sha256: str, read_key: str) -> dict[int, PageState]:
        """The pages of a file that were tried with this key and whose outcome is still stored here."""
        rows = self._rows(
            "SELECT page, attempts, state, fault, code, data, reading FROM page"
            " WHERE sha256 = ? AND read_key = ? AND (state = 'failed' OR reading IS NOT NULL)",
            sha256,
            read_key,
        )
        return {
            row[0]: PageState(row[1], page_failure(row[:-1], self._path))
            for row in rows
            if row[-1] is None or PackedPage(row[0], row[-1]).is_of(sha256)
        }

    def outcome(self, sha256: str, page: int) -> PackedPage | PageFailure:
        """The outcome of a page that was committed: its reading, or why there is none."""
        (found,) = self._rows(
            "SELECT reading, page, attempts, state, fault, code, data FROM page WHERE sha256 = ? AND page = ?",
            sha256,
            page,
        )
        reading, *row = found
        return page_failure(row, self._path) or PackedPage(page, reading)

    def commit_page(self, sha256: str, read_key: str, outcome: PackedPage | PageFailure) -> None:
        """Commit that a page was read or has failed; attempts are counted for each ``read_key``."""
        page = outcome.page
        failed, reading = (outcome, None) if isinstance(outcome, PageFailure) else (None, outcome.data)
        with self._transaction() as connection:
            before = connection.execute(
                "SELECT attempts FROM page WHERE sha256 = ? AND page = ? AND read_key = ?",
                (sha256, page, read_key),
            ).fetchone()
            connection.execute("UPDATE file SET state = 'running' WHERE sha256 = ?", (sha256,))
            connection.execute(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    sha256,
                    page,
                    read_key,
                    "failed" if failed else "done",
                    (before[0] if before else 0) + 1,
                    failed and failed.fault,
                    failed and failed.code,
                    json.dumps(failed.data) if failed else None,
                    reading,
                ),
            )
            data: dict[str, Datum] = {"sha256": sha256, "page": page}
            if failed:
                data["code"] = failed.code
            add_event(connection, "page_failed" if failed else "page_read", data)

    def commit_file(
        self, sha256: str, keys: tuple[str, str], artifacts: Collection[Artifact], account: FileAccount
    ) -> None:
        """Commit that the results of a file are on the disk; ``keys`` are those of reading and delivery."""
        state = "failed" if account.state == "failed" else "done"
        with self._transaction() as connection:
            connection.execute(
                "UPDATE file SET state = ?, fault = ?, code = ?, read_key = ?, deliver_key = ?, pdfa = ?,"
                " changed = ? WHERE sha256 = ?",
                (state, account.fault, account.code, *keys, account.pdfa, _now(), sha256),
            )
            connection.execute("DELETE FROM artifact WHERE of = ?", (sha256,))
            connection.executemany(
                "INSERT OR REPLACE INTO artifact VALUES (?, ?, ?, ?, ?)",
                [(*one, sha256) for one in artifacts],
            )
            # The readings are now in the file's own results.
            connection.execute("UPDATE page SET reading = NULL WHERE sha256 = ?", (sha256,))
            add_event(
                connection,
                f"file_{state}",
                {"sha256": sha256, "results": len(artifacts), "code": account.code or ""},
            )

    def commit_unseen(self, sha256: str, account: FileAccount) -> None:
        """Commit that the bytes of a file were not there any more when they were to be read."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE file SET state = 'failed', fault = ?, code = ?, changed = ? WHERE sha256 = ?",
                (account.fault, account.code, _now(), sha256),
            )
            add_event(connection, "file_failed", {"sha256": sha256, "code": account.code or ""})

    def purge(self) -> None:
        """Empty the write-ahead log and remove a ledger that was put aside: deleted text is nowhere any more."""
        try:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (self._out / DAMAGED).unlink(missing_ok=True)
        except sqlite3.Error as error:
            raise ledger_problem(error, self._path) from error

    def commit_changed(self, paths: Iterable[Path]) -> None:
        """Commit results written again after their file was done, such as records checked within a dossier."""
        with self._transaction() as connection:
            for path in paths:
                one = Artifact.of(self._out, path)
                connection.execute(
                    "UPDATE artifact SET sha256 = ?, bytes = ?, modified = ? WHERE path = ?",
                    (one.sha256, one.bytes, one.modified, one.path),
                )
                add_event(connection, "result_changed", {"path": one.path, "sha256": one.sha256})

    def commit_tables(self, paths: Iterable[Path]) -> None:
        """Commit what the last run wrote about all papers together: tables, and the checks within dossiers."""
        written = [Artifact.of(self._out, path) for path in paths]
        with self._transaction() as connection:
            before = set(connection.execute("SELECT path, sha256 FROM artifact WHERE of = ?", (OF_ALL,)))
            connection.execute("DELETE FROM artifact WHERE of = ?", (OF_ALL,))
            connection.executemany(
                "INSERT OR REPLACE INTO artifact VALUES (?, ?, ?, ?, ?)", [(*one, OF_ALL) for one in written]
            )
            for one in written:
                if (one.path, one.sha256) not in before:
                    add_event(connection, "table_written", {"path": one.path, "sha256": one.sha256})

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise ledger_problem(error, self._path) from error

    def _row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        return next(iter(self._rows(query, *values)), None)

    @property
    def _path(self) -> Path:
        return self._out / LEDGER

    def _relative(self, folder: Path) -> str:
        return folder.relative_to(self._out).as_posix()


def _now() -> str:
    return datetime.now(tz=UTC).isoformat(timespec="seconds")
