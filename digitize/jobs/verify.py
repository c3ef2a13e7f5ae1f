"""Proving a folder of results: the chain of events, every result by its hash, and a sample read again.

Only bytes are trusted: the ledger is compared with the files, each kept original with the hash that it had when
it came in, and pages drawn at random are read again from their originals.
"""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal, NamedTuple

from digitize.decisions.arranged import turns
from digitize.decisions.kept import decisions_about, decisions_broken_at
from digitize.jobs.deliver import original_of
from digitize.ledger.connection import LEDGER, ledger_problem
from digitize.ledger.events import broken_at
from digitize.ledger.ledger import read_ledger
from digitize.ledger.rows import ARTIFACTS, artifacts_of
from digitize.page.chain import PageTask, fingerprint, read_page
from digitize.results.artifact import Artifact, is_below
from digitize.results.handed_on import TextHead
from digitize.results.layout import ORIGINAL, TEXT, is_file
from digitize.results.text_file import StoredPages, head_of
from digitize.scan.raw import SourceFile
from digitize.settings import Settings
from digitize.workers.pool import Failed, run_tasks
from export.original import file_sha256
from ocr.problem import Datum
from ocr.value import Value

Wrong = Literal[
    "chain_broken",
    "decisions_broken",
    "result_missing",
    "result_changed",
    "original_changed",
    "page_reads_otherwise",
]
KEPT = "SELECT sha256, folder FROM file WHERE state IN ('done', 'failed')"
DRAW = 20261123  # seed of the draw: the same folder gives the same pages every time


class Flaw(Value):
    """Something that was changed or is missing."""

    code: Wrong
    data: dict[str, Datum]


class Proof(Value):
    """What was checked, and what was found wrong; ``pages_skipped`` were read with another program."""

    results: int
    originals: int
    events: int
    pages_read: int
    pages_skipped: int
    flaws: tuple[Flaw, ...]


class _Kept(NamedTuple):
    sha256: str
    folder: Path


def verify(out: Path, *, sample: int, settings: Settings) -> Proof:
    """Check everything in ``out``, and read ``sample`` of its pages again.

    Raises:
        OutputProblem: ``ledger_missing``, ``ledger_unusable``.
        MachineProblem: the engine cannot read.
    """
    try:
        with closing(read_ledger(out)) as connection:
            broken = broken_at(connection)
            events = int(connection.execute("SELECT count(*) FROM event").fetchone()[0])
            artifacts = list(artifacts_of(connection.execute(ARTIFACTS), out / LEDGER))
            rows = [row for row in connection.execute(KEPT) if is_below(row[1])]
            kept = [_Kept(sha256, out / folder) for sha256, folder in rows if (out / folder / TEXT).is_file()]
    except sqlite3.Error as error:
        raise ledger_problem(error, out / LEDGER) from error
    again = _read_again(kept, sample, settings) if sample else ()
    found = [flaw for _, flaw in again if flaw]
    chain = [Flaw(code="chain_broken", data={"number": broken})] if broken is not None else []
    decided = decisions_broken_at(out)
    chain += [Flaw(code="decisions_broken", data={"number": decided})] if decided is not None else []
    return Proof(
        results=len(artifacts),
        originals=len(kept),
        events=events,
        pages_read=sum(done for done, _ in again),
        pages_skipped=sum(not done for done, _ in again),
        flaws=(*chain, *_changed(out, artifacts), *_originals(out, kept), *found),
    )


def _changed(out: Path, artifacts: list[Artifact]) -> Iterator[Flaw]:
    for artifact in artifacts:
        if not (out / artifact.path).is_file():
            yield Flaw(code="result_missing", data={"path": artifact.path})
        elif not artifact.is_whole(out, closely=True):
            yield Flaw(code="result_changed", data={"path": artifact.path})


def _originals(out: Path, kept: list[_Kept]) -> Iterator[Flaw]:
    """Originals whose bytes no longer have the hash with which they came in, whatever the ledger says."""
    for one in kept:
        for path in filter(is_file, sorted((one.folder / ORIGINAL).glob("*"))):
            if _sha256(path) != one.sha256:
                yield Flaw(code="original_changed", data={"path": path.relative_to(out).as_posix()})


def _sha256(path: Path) -> str | None:
    """The hash of a file, or None where it cannot be read."""
    try:
        return file_sha256(path)
    except OSError:
        return None


def _read_again(kept: list[_Kept], sample: int, settings: Settings) -> tuple[tuple[bool, Flaw | None], ...]:
    """For each page drawn: whether it could be read in the same way, and the flaw that was found."""
    read = [(one, found) for one in kept if (found := head_of(one.folder / TEXT))]
    pages = [(one, found, page) for one, found in read for page in _pages(found)]
    drawn = random.Random(DRAW).sample(pages, min(sample, len(pages)))  # noqa: S311  (a lot, not a secret)
    how = fingerprint(settings)
    same = [(one, found, page) for one, found, page in drawn if found.fingerprint == how]
    tasks = [
        PageTask(
            _source(one, found), page, settings, turns(decisions_about(one.folder, one.sha256)).get(page)
        )
        for one, found, page in same
    ]
    outcomes = run_tasks(
        read_page,
        tasks,
        jobs=settings.jobs,
        seconds=settings.limits.page_seconds,
        memory=settings.limits.page_memory,
    )
    told = []
    for (one, found, page), outcome in zip(same, outcomes, strict=True):
        left = (left for left in StoredPages(one.folder / TEXT) if left.page == page)
        alike = not isinstance(outcome, Failed) and outcome == next(left, None)
        data: dict[str, Datum] = {"file": found.origin.file, "page": page}
        told.append((True, None if alike else Flaw(code="page_reads_otherwise", data=data)))
    return (*told, *((False, None) for _ in range(len(drawn) - len(same))))


def _pages(found: TextHead) -> Iterator[int]:
    """The pages of a file that were read."""
    lost = {failure.page for failure in found.failed}
    return (page for page in range(1, found.origin.pages + 1) if page not in lost)


def _source(one: _Kept, found: TextHead) -> SourceFile:
    origin = found.origin
    # One that is gone is a page that cannot be read as it was.
    path = original_of(one.folder, origin) or one.folder / ORIGINAL / origin.file
    return SourceFile(origin.file, path, origin.sha256, origin.kind, origin.pages)
