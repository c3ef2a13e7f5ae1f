"""Watching a scanner's folder: a file in it is read once it has stopped changing.

The folder is listed again and again, since network shares do not report changes. Its entries are taken one by
one: a file or a ZIP as soon as its size and time stay the same, a folder as soon as nothing below it changes.
Reading is that of a run, so the ledger knows what is done, also after a restart. What cannot be read yet is told
once and tried again ever more rarely; nothing that lies in the folder ends the watch.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from os.path import realpath
from pathlib import Path
from typing import Final, NamedTuple

from digitize.exit_codes import ExitCode, UsageProblem
from digitize.jobs.deliver import Delivery
from digitize.jobs.run import run
from digitize.jobs.watched_folder import UNSEEN, Signature, entries, is_concerned
from digitize.page.chain import fingerprint
from digitize.progress import Progress
from digitize.results.account import FileAccount, RunAccount
from digitize.scan.safe.guard import PASSING
from digitize.settings import Settings
from export.writers import USUAL, require_writers
from ocr.problem import ConfigurationProblem, InputProblem, OutputProblem, Problem

__all__ = ["Watch", "entries", "sighted", "watch"]

Batch = tuple[Path, ...]
Told = tuple[str, ...]
"""What was said of a file: its name, its state, the codes of its problems."""

LONGEST: Final = 6
"""How often the wait before another try is doubled at most."""
REMEMBERED: Final = 3600.0
"""Seconds that an entry is known as done after it was last seen: a share may be away for a while."""


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
    """The sights of now, what was done when it was last seen, how often entries were tried, what was told of them.

    ``alone`` are entries that are tried one by one, since something in a batch of them was not foreseen.
    """

    sights: dict[Path, Sight] = field(default_factory=dict)
    done: dict[Path, Sight] = field(default_factory=dict)
    tries: dict[Path, int] = field(default_factory=dict)
    told: dict[Path, set[Told]] = field(default_factory=dict)
    alone: set[Path] = field(default_factory=set)


def watch(
    watched: Watch, settings: Settings, delivery: Delivery, progress: Progress
) -> Iterator[RunAccount | Problem]:
    """What became of each batch of entries, without end; a problem where a batch has to be tried again.

    What is tried again is told again only when something else comes out.

    Raises:
        InputProblem: there is no such folder.
        UsageProblem: it is the folder of results.
        ConfigurationProblem, MachineProblem: nothing can be read on this computer.
    """
    _check(watched)
    fingerprint(settings)
    require_writers(USUAL)
    # Bad papers are reported one by one; they are no reason to stop watching.
    settings = settings.model_copy(update={"failed_share": 1.0})
    memory = _Memory()
    while True:
        _look(memory, entries(watched.folder, watched.out), watched.clock())
        for batch in _batches(memory, watched):
            outcome = _run(batch, watched.out, settings, delivery, progress, _renamed(memory, batch))
            again = _again(memory, batch, outcome)
            news = _news(memory, again, outcome)
            _remember(memory, batch, again, watched)
            if isinstance(outcome, Problem) and not isinstance(outcome, OutputProblem):
                memory.alone.update(batch)
            if news:
                yield news
        watched.pause(watched.every)


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
    if realpath(watched.folder) == realpath(watched.out):
        raise UsageProblem("output_is_input", file=str(watched.out))


def _look(memory: _Memory, found: Mapping[Path, Signature], now: float) -> None:
    """Take note of what lies in the folder now; an entry that changed, or that is gone, starts anew."""
    before, memory.sights = memory.sights, sighted(memory.sights, found, now)
    for path, sight in before.items():
        if path not in found or found[path] != sight.signature:
            _forget(memory, path)
    for path in found.keys() & memory.done.keys():
        memory.done[path] = memory.done[path]._replace(since=now)
    memory.done = {path: one for path, one in memory.done.items() if now - one.since <= REMEMBERED}


def _forget(memory: _Memory, path: Path) -> None:
    memory.tries.pop(path, None)
    memory.told.pop(path, None)
    memory.alone.discard(path)


def _batches(memory: _Memory, watched: Watch) -> Iterator[Batch]:
    """What is to be read now: everything together, but what led to something unforeseen by itself."""
    now = watched.clock()
    ready = [path for path, sight in memory.sights.items() if _is_ready(memory, path, sight, now, watched)]
    together = tuple(path for path in ready if path not in memory.alone)
    return iter((*((together,) if together else ()), *((path,) for path in ready if path in memory.alone)))


def _is_ready(memory: _Memory, path: Path, sight: Sight, now: float, watched: Watch) -> bool:
    if path in memory.done and memory.done[path].signature == sight.signature:
        return False
    doubled: int = 2 ** min(memory.tries.get(path, 0), LONGEST)
    return now - sight.since >= watched.still * doubled


def _renamed(memory: _Memory, batch: Batch) -> dict[Path, str]:
    """The files of a batch that were read under another name which is gone, and that name.

    A file keeps its size and its time when it gets another name. A file that was taken away, as most are once they are
    read, keeps its results: whoever brings the same bytes another day brings another paper.
    """
    gone = {
        look: path
        for path, sight in memory.done.items()
        if path not in memory.sights or memory.sights[path].signature != sight.signature
        if (look := _look_of_file(path, sight.signature))
    }
    now = {path: _look_of_file(path, memory.sights[path].signature) for path in batch}
    return {path: gone[look].name for path, look in now.items() if look in gone}


def _look_of_file(entry: Path, signature: Signature) -> tuple[int, int] | None:
    """The size and the time of an entry that is a file."""
    (path, size, modified), *others = signature
    return None if others or path != str(entry) or size == UNSEEN else (size, modified)


def _run(
    batch: Batch,
    out: Path,
    settings: Settings,
    delivery: Delivery,
    progress: Progress,
    renamed: Mapping[Path, str],
) -> RunAccount | Problem:
    try:
        return run(batch, out, settings, delivery, progress, renamed=renamed)
    except (UsageProblem, ConfigurationProblem):
        raise
    except Problem as problem:
        return problem
    except Exception as error:  # noqa: BLE001  (told with its kind and tried again: one file must not end the watch)
        return Problem("watch_bug", kind=type(error).__name__)


def _again(memory: _Memory, batch: Batch, outcome: RunAccount | Problem) -> Batch:
    """The entries of a batch that have to be tried again."""
    if isinstance(outcome, Problem):
        return batch
    if outcome.exit_code() == ExitCode.OUTPUT_UNWRITABLE:
        return batch
    passing = {file.name for file in outcome.files if not PASSING.isdisjoint(_codes(file))}
    return tuple(path for path in batch if is_concerned(path, memory.sights[path].signature, passing))


def _codes(file: FileAccount) -> set[str]:
    return {file.code or "", *(page.code for page in file.failed_pages)}


def _news(memory: _Memory, again: Batch, outcome: RunAccount | Problem) -> RunAccount | Problem | None:
    """What is new in an outcome; None where all of it was told when the same entries were tried before."""
    if isinstance(outcome, Problem):
        said = {(outcome.code, *map(str, outcome.data.values()))}
        is_new = any(memory.told.get(path) != said for path in again)
        memory.told |= dict.fromkeys(again, said)
        return outcome if is_new else None
    known = {told for path in again for told in memory.told.get(path, ())}
    said = {_told(file) for file in outcome.files}
    memory.told |= dict.fromkeys(again, said)
    fresh = tuple(file for file in outcome.files if _told(file) not in known)
    return outcome.model_copy(update={"files": fresh}) if fresh or not again else None


def _told(file: FileAccount) -> Told:
    return (file.name, file.state, *sorted(_codes(file)))


def _remember(memory: _Memory, batch: Batch, again: Batch, watched: Watch) -> None:
    """Note what is done, and what is tried again after a wait that doubles each time."""
    for path in batch:
        sight = memory.sights[path]
        if path in again:
            memory.tries[path] = memory.tries.get(path, 0) + 1
            memory.sights[path] = sight._replace(since=watched.clock())
        else:
            _forget(memory, path)
            memory.done[path] = sight._replace(since=watched.clock())
