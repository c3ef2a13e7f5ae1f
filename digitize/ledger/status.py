"""How far a folder of results is, from its ledger alone: how much is done, what failed and why."""

import sqlite3
from contextlib import closing
from pathlib import Path

from pydantic import ValidationError

from digitize.ledger.connection import LEDGER, damaged, ledger_problem
from digitize.ledger.ledger import read_ledger
from digitize.results.handed_on import Fault
from ocr.value import Value

UNFINISHED = ("queued", "running")


class Failure(Value):
    """Pages or files that failed for one reason; ``fault`` is the word for ``--retry``, None for files."""

    code: str
    fault: Fault | None
    count: int
    example: str


class Status(Value):
    """Counts of files by state and of pages; ``last_event`` is the time of the last event (UTC)."""

    out: str
    files: dict[str, int]
    pages_read: int
    pages_failed: int
    failures: tuple[Failure, ...]
    last_event: str | None

    @property
    def unfinished(self) -> int:
        """Files that a run left unfinished."""
        return sum(self.files.get(state, 0) for state in UNFINISHED)


def status(out: Path) -> Status:
    """The state in the ledger of ``out``.

    Raises:
        OutputProblem: ``ledger_missing``, ``ledger_unusable``.
    """
    try:
        with closing(read_ledger(out)) as connection:
            return _status(connection, out)
    except ValidationError:
        raise damaged(out / LEDGER) from None
    except sqlite3.Error as error:
        raise ledger_problem(error, out / LEDGER) from error


def _status(connection: sqlite3.Connection, out: Path) -> Status:
    files = dict(connection.execute("SELECT state, count(*) FROM file GROUP BY state"))
    for state, count in connection.execute(
        "SELECT state, count(*) FROM sighting WHERE state != 'taken' GROUP BY state"
    ):
        files[state] = files.get(state, 0) + count
    pages = dict(connection.execute("SELECT state, count(*) FROM page GROUP BY state"))
    last = connection.execute("SELECT at FROM event ORDER BY number DESC LIMIT 1").fetchone()
    return Status(
        out=str(out),
        files=files,
        pages_read=pages.get("done", 0),
        pages_failed=pages.get("failed", 0),
        failures=(*_page_failures(connection), *_file_failures(connection)),
        last_event=last[0] if last else None,
    )


def _page_failures(connection: sqlite3.Connection) -> list[Failure]:
    rows = connection.execute(
        "SELECT p.code, p.fault, count(*), min(coalesce(f.name, p.sha256)) FROM page p"
        " LEFT JOIN file f USING (sha256) WHERE p.state = 'failed' GROUP BY p.code, p.fault ORDER BY 3 DESC"
    )
    return [Failure(code=code, fault=fault, count=count, example=name) for code, fault, count, name in rows]


def _file_failures(connection: sqlite3.Connection) -> list[Failure]:
    rows = connection.execute(
        "SELECT code, count(*), min(name) FROM sighting WHERE state = 'failed' GROUP BY code ORDER BY 2 DESC"
    )
    return [Failure(code=code or "", fault=None, count=count, example=name) for code, count, name in rows]
