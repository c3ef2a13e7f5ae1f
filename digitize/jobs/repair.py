"""Making a damaged ledger whole again: what is proven by the files is kept, the rest is read by the next run.

A file counts as read if its ``text.json`` is as the old ledger says, or is a whole reading where the old ledger says
nothing of it, and if its original still has the hash with which it came in. Results that the ledger can no longer
vouch for are written again from that reading, and no page is read for it.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from typing import Final, NamedTuple

from digitize.jobs.notebook import named
from digitize.ledger.connection import LEDGER, ledger_problem, make_tables, open_for_reading
from digitize.ledger.events import add_event, broken_at
from digitize.ledger.ledger import DAMAGED, OF_ALL, locked
from digitize.ledger.salvage import (
    Row,
    Salvaged,
    as_artifact,
    is_artifact,
    is_file,
    is_page,
    is_sighting,
    salvage,
)
from digitize.results.artifact import Artifact
from digitize.results.handed_on import TextHead
from digitize.results.layout import ORIGINAL, TEXT, files_called
from digitize.results.text_file import StoredPages, head_of
from digitize.scan.inputs.results_mark import has_results
from export.atomic import output_problem, replacing
from export.original import file_sha256
from ocr.problem import InputProblem, OutputProblem
from ocr.value import Value

_NEWER: Final = "ledger_newer"
_BESIDE: Final = ("-wal", "-shm")
"""What SQLite keeps beside a ledger; it must never be applied to another one."""


class Repaired(Value):
    """What was kept, and under which name the damaged ledger is, where there was one.

    ``again`` counts known files that the next run reads again.
    """

    out: str
    files: int
    pages: int
    again: int
    events: int
    events_lost: int
    was_whole: bool = False
    kept_as: str | None = None


class _Read(NamedTuple):
    """A file whose reading is whole: its row, and what of its results is as it was written."""

    row: Row
    artifacts: tuple[Artifact, ...]


def repair(out: Path) -> Repaired:
    """Make the ledger of ``out`` whole; one that is whole already is left as it is.

    Raises:
        OutputProblem: ``output_in_use``; ``ledger_missing`` where there are no results; ``ledger_newer``; ``out``
            cannot be written.
    """
    if not has_results(out) and not (out / LEDGER).exists():
        raise OutputProblem("ledger_missing", folder=str(out))
    with locked(out):
        old = salvage(out / LEDGER) if (out / LEDGER).is_file() else Salvaged()
        if is_whole(out):
            return _untouched(out, old)
        read = tuple(_read_files(out, old))
        begun = tuple(_begun_files(old, {one.row[0] for one in read}))
        pages = _pages_of(old, {one.row[0] for one in read} | {row[0] for row in begun})
        kept = Repaired(
            out=str(out),
            files=len(read),
            pages=sum(row[-1] is not None for row in pages),
            again=len(begun),
            events=len(old.events),
            events_lost=old.events_lost,
            kept_as=_put_aside(out),
        )
        _write(out, old, read, begun, pages, kept)
    return kept


def _untouched(out: Path, old: Salvaged) -> Repaired:
    return Repaired(
        out=str(out),
        files=len(old.files),
        pages=0,
        again=0,
        events=len(old.events),
        events_lost=0,
        was_whole=True,
    )


def is_whole(out: Path) -> bool:
    """Whether every page of the ledger's file, every row and the chain of events is as this program writes it.

    Raises:
        OutputProblem: ``ledger_newer``: an older program must not touch it.
    """
    try:
        with closing(open_for_reading(out / LEDGER)) as connection:
            whole: bool = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            return whole and broken_at(connection) is None and all(_are_right(connection, out))
    except OutputProblem as problem:
        if problem.code == _NEWER:
            raise
        return False
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _are_right(connection: sqlite3.Connection, out: Path) -> Iterator[bool]:
    """Whether each row is one, and each file that was read has its reading where the row says."""
    tables = {"file": is_file, "page": is_page, "artifact": is_artifact, "sighting": is_sighting}
    for table, is_right in tables.items():
        yield all(map(is_right, connection.execute(f"SELECT * FROM {table}")))  # noqa: S608  (our own names)

    yield all(_agrees(row, out) for row in connection.execute("SELECT * FROM file"))


def _agrees(row: Row, out: Path) -> bool:
    sha256, _, _, _, pages, folder, state, _, _, read_key, *_ = row
    head = head_of(out / folder / TEXT) if state in ("done", "failed") else None
    if head is None:
        return True
    said = (head.origin.sha256, head.origin.pages, named(head.origin.sha256, head.fingerprint))
    return said == (sha256, pages, read_key)


def _read_files(out: Path, old: Salvaged) -> Iterator[_Read]:
    """Every folder below ``out`` that holds a whole reading of an original that is whole, too."""
    rows = {row[0]: row for row in old.files}
    said = {row[0]: as_artifact(row) for row in old.artifacts}
    of = {row[0]: row[4] for row in old.artifacts}
    taken: set[str] = set()
    for folder in _folders(out):
        head = head_of(folder / TEXT)
        if head is None or head.origin.sha256 in taken or not _is_proven(out, folder, head, said):
            continue
        taken.add(head.origin.sha256)
        whole = (
            one
            for path, one in said.items()
            if of[path] == head.origin.sha256 and one.is_whole(out, closely=True)
        )
        artifacts = {one.path: one for one in whole}
        for path in (folder / TEXT, *_originals(folder)):
            one = Artifact.of(out, path)
            artifacts.setdefault(one.path, one)
        yield _Read(_row(out, folder, head, rows.get(head.origin.sha256)), tuple(artifacts.values()))


def _folders(out: Path) -> Iterator[Path]:
    """The folders of files, in a fixed order; what lies among originals is no result of ours."""
    return (path.parent for path in files_called(out, TEXT) if path.parent != out)


def _originals(folder: Path) -> list[Path]:
    originals = folder / ORIGINAL
    return [path for path in sorted(originals.iterdir()) if path.is_file()] if originals.is_dir() else []


def _is_proven(out: Path, folder: Path, head: TextHead, said: Mapping[str, Artifact]) -> bool:
    written = said.get((folder / TEXT).relative_to(out).as_posix())
    if written and not written.is_whole(out, closely=True):
        return False
    originals = _originals(folder)
    is_same = bool(originals) and all(file_sha256(path) == head.origin.sha256 for path in originals)
    return is_same and (written is not None or _has_every_page(folder / TEXT, head))


def _has_every_page(path: Path, head: TextHead) -> bool:
    """Whether each page of the file was read or has failed, once, and the reading is of these bytes."""
    try:
        read = [(page.page, page.sha256) for page in StoredPages(path)]
    except InputProblem:
        return False
    numbers = [number for number, _ in read] + [failure.page for failure in head.failed]
    is_its_own = all(sha256 == head.origin.sha256 for _, sha256 in read)
    is_complete = len(numbers) == head.origin.pages and sorted(numbers) == list(range(1, len(numbers) + 1))
    return is_its_own and is_complete


def _row(out: Path, folder: Path, head: TextHead, before: Row | None) -> Row:
    """The row of a file that was read; only the reading itself says how it was read."""
    origin, place = head.origin, folder.relative_to(out).as_posix()
    state, read_key = "failed" if head.failed else "done", named(head.origin.sha256, head.fingerprint)
    fault, code, deliver_key, pdfa, changed = None, None, None, 0, _now()
    if before and (before[5], before[6], before[9]) == (place, state, read_key):
        fault, code, _, deliver_key, pdfa, changed = before[7:13]
    known = (origin.sha256, origin.file, origin.dossier, origin.kind, origin.pages, place, state)
    return (*known, fault, code, read_key, deliver_key, pdfa, changed)


def _begun_files(old: Salvaged, read: set[str]) -> Iterator[Row]:
    """Files that the old ledger names and whose results are not whole: the next run takes them up again."""
    for row in old.files:
        if row[0] not in read:
            yield (*row[:6], "queued", None, None, None, None, 0, row[12])


def _pages_of(old: Salvaged, files: set[str]) -> list[Row]:
    return [row for row in old.pages if row[0] in files]


def _put_aside(out: Path) -> str | None:
    """Copy the damaged ledger beside the new one; its new name, or None where there is no ledger."""
    if not (out / LEDGER).is_file():
        return None
    with replacing(out / DAMAGED) as temporary:
        copyfile(out / LEDGER, temporary)
    return DAMAGED


def _write(
    out: Path,
    old: Salvaged,
    read: Iterable[_Read],
    begun: Iterable[Row],
    pages: Iterable[Row],
    kept: Repaired,
) -> None:
    path = out / LEDGER
    try:
        with replacing(path) as temporary:
            _fill(temporary, old, read, begun, pages, kept)
            for name in _BESIDE:
                (out / f"{LEDGER}{name}").unlink(missing_ok=True)
    except sqlite3.Error as error:
        raise ledger_problem(error, path) from error
    except OSError as error:
        raise output_problem(error, path) from error


def _fill(
    path: Path,
    old: Salvaged,
    read: Iterable[_Read],
    begun: Iterable[Row],
    pages: Iterable[Row],
    kept: Repaired,
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # the file counts only once it is complete
        make_tables(connection)
        connection.execute("BEGIN")
        artifacts = [(*one, file.row[0]) for file in read for one in file.artifacts]
        tables = {
            "file": [*(file.row for file in read), *begun],
            "page": pages,
            "artifact": [*artifacts, *(row for row in old.artifacts if row[4] == OF_ALL)],
            "sighting": old.sightings,
            "event": old.events,
        }
        for table, rows in tables.items():
            for row in rows:
                # Of rows with the same key the first is kept.
                connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608  (our own names)
        add_event(
            connection, "ledger_repaired", kept.model_dump(include={"files", "pages", "again", "events_lost"})
        )
        connection.execute("COMMIT")


def _now() -> str:
    return datetime.now(tz=UTC).isoformat(timespec="seconds")
