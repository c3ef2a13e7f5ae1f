"""Watching a scanner's folder: a file in it is read once it has stopped changing.

The folder is listed again and again, since network shares do not report changes. Its entries are taken one by
one: a file or a ZIP as soon as its size and time stay the same, a folder as soon as nothing below it changes.
Reading is that of a run, so the ledger knows what is done, also after a restart.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from digitize.exit_codes import ExitCode, UsageProblem
from digitize.jobs.deliver import Delivery
from digitize.jobs.run import run
from digitize.progress import Progress
from digitize.results.account import RunAccount
from digitize.scan.inputs.own_copy import UNSEEN
from digitize.scan.inputs.results_mark import has_results
from digitize.settings import Settings
from ocr.problem import InputProblem, OutputProblem, Problem

Signature = tuple[tuple[str, int, int], ...]
"""Every file of an entry: its path, its size in bytes, when it was changed in nanoseconds."""

PASSING: Final = UNSEEN | {"input_missing"}
"""Problems that may pass: the scanner's program still holds a file, or it was moved or written again."""
LONGEST: Final = 6
"""How often the wait before another try is doubled at most."""


class Sight(NamedTuple):
    """How an entry looks, and since when (seconds of the monotonic clock)."""

    signature: Signature
    since: float


@dataclass(frozen=True)
class Watch:
    """A folder to watch; an entry must not change for ``still`` seconds; the folder is listed every ``every`` seconds."""

    folder: Path
    out: Path
    still: float = 10.0
    every: float = 2.0
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


@dataclass
class _Memory:
    sights: dict[Path, Sight] = field(default_factory=dict)
    done: dict[Path, Signature] = field(default_factory=dict)
    tries: dict[Path, int] = field(default_factory=dict)


def watch(
    watched: Watch, settings: Settings, delivery: Delivery, progress: Progress
) -> Iterator[RunAccount | Problem]:
    """What became of each batch of entries, without end; a problem where a batch has to be tried again.

    Raises:
        InputProblem: there is no such folder.
        UsageProblem: it is the folder of results.
        ConfigurationProblem, MachineProblem: nothing can be read on this computer.
    """
    _check(watched)
    # Bad papers are reported one by one; they are no reason to stop watching.
    settings = settings.model_copy(update={"failed_share": 1.0})
    memory = _Memory()
    while True:
        memory.sights = sighted(memory.sights, entries(watched.folder, watched.out), watched.clock())
        batch = _ready(memory, watched)
        if batch:
            outcome = _run(batch, watched.out, settings, delivery, progress)
            _remember(memory, batch, outcome, watched)
            yield outcome
        watched.pause(watched.every)


def entries(folder: Path, out: Path) -> dict[Path, Signature]:
    """What lies directly in ``folder``, hidden files and results left out; nothing where it cannot be seen."""
    own = os.path.realpath(out)
    try:
        with os.scandir(folder) as listed:
            found = sorted(Path(one.path) for one in listed if not one.name.startswith((".", "~$")))
    except OSError:
        return {}
    signed = {path: tuple(_files(path, own)) for path in found if not path.is_symlink()}
    return {path: signature for path, signature in signed.items() if signature}


def sighted(before: Mapping[Path, Sight], found: Mapping[Path, Signature], now: float) -> dict[Path, Sight]:
    """The sights of ``now``; an entry that has not changed keeps its time."""
    return {
        path: before[path]
        if path in before and before[path].signature == signature
        else Sight(signature, now)
        for path, signature in found.items()
    }


def _check(watched: Watch) -> None:
    if not watched.folder.is_dir():
        raise InputProblem("input_missing", file=str(watched.folder))
    if os.path.realpath(watched.folder) == os.path.realpath(watched.out):
        raise UsageProblem("output_is_input", file=str(watched.out))


def _files(entry: Path, own: str) -> Iterator[tuple[str, int, int]]:
    if entry.is_file():
        yield from _signed(entry)
        return
    for folder, below, names in os.walk(entry):
        if os.path.realpath(folder) == own or has_results(Path(folder)):
            below.clear()
            continue
        below.sort()
        for name in sorted(names):
            yield from _signed(Path(folder, name))


def _signed(path: Path) -> Iterator[tuple[str, int, int]]:
    try:
        seen = path.stat()
    except OSError:
        return
    yield str(path), seen.st_size, seen.st_mtime_ns


def _ready(memory: _Memory, watched: Watch) -> tuple[Path, ...]:
    now = watched.clock()
    return tuple(
        path
        for path, sight in memory.sights.items()
        if memory.done.get(path) != sight.signature
        and now - sight.since >= watched.still * 2 ** min(memory.tries.get(path, 0), LONGEST)
    )


def _run(
    batch: tuple[Path, ...], out: Path, settings: Settings, delivery: Delivery, progress: Progress
) -> RunAccount | Problem:
    try:
        return run(batch, out, settings, delivery, progress)
    except OutputProblem as problem:
        return problem


def _remember(
    memory: _Memory, batch: tuple[Path, ...], outcome: RunAccount | Problem, watched: Watch
) -> None:
    """Note what is done, and what is tried again after a wait that doubles each time."""
    unwritten = isinstance(outcome, Problem) or outcome.exit_code() == ExitCode.OUTPUT_UNWRITABLE
    failed = () if isinstance(outcome, Problem) else outcome.files
    passing = {file.name.split("/")[0] for file in failed if file.code in PASSING}
    for path in batch:
        if unwritten or path.name in passing:
            memory.tries[path] = memory.tries.get(path, 0) + 1
            memory.sights[path] = memory.sights[path]._replace(since=watched.clock())
        else:
            memory.tries.pop(path, None)
            memory.done[path] = memory.sights[path].signature
