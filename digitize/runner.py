"""Runs page tasks, one after the other or several at a time, and accounts for every one of them.

Both runners have the same face: tasks go in lazily, outcomes come out in the order of the tasks. A
page that fails, crashes its process or passes its deadline becomes a :class:`Failed`, never an
exception: the other pages go on.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as DeadlinePassed
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from digitize.temporary import end_readers_of, is_disk_full, keep_temporary_files_in, private_folder
from ocr.problem import LimitProblem, MachineProblem, Problem

Task = TypeVar("Task")
Result = TypeVar("Result")

# A worker is renewed after so many pages: image libraries leak.
PAGES_PER_WORKER = 200
# Tasks handed out ahead of the one awaited, for each worker: enough to keep it busy, few enough to stay small.
WINDOW_PER_WORKER = 4


@dataclass(frozen=True)
class Failed:
    """A task that gave no result, and why."""

    problem: Problem


def run_tasks(
    work: Callable[[Task], Result], tasks: Iterable[Task], *, jobs: int, seconds: float
) -> Iterator[Result | Failed]:
    """The outcome of every task, in order.

    Args:
        work: a function of a module, so that a child process can find it.
        tasks: consumed lazily; each is pickled to a child process.
        jobs: how many at a time; 0 means as many as cores, 1 still uses a child that can be killed.
        seconds: deadline of one task; a task that passes it is killed where it runs.
    """
    count = jobs or os.cpu_count() or 1
    # Spawn, not fork: the same on Windows, and no half-copied threads of OpenCV.
    context = multiprocessing.get_context("spawn")
    with private_folder() as folder:
        pool = ProcessPool(
            max_workers=count,
            max_tasks=PAGES_PER_WORKER,
            initializer=keep_temporary_files_in,
            initargs=(str(folder),),
            context=context,
        )
        try:
            with pool:
                yield from _outcomes(pool, work, tasks, count, seconds, folder)
        finally:
            end_readers_of(folder)


def _outcomes(
    pool: ProcessPool,
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    count: int,
    seconds: float,
    folder: Path,
) -> Iterator[Result | Failed]:
    waiting: deque[Future[Result]] = deque()

    def next_outcome() -> Result | Failed:
        outcome = _outcome(waiting.popleft(), seconds)
        if isinstance(outcome, Failed):
            end_readers_of(folder)
        return outcome

    try:
        for task in tasks:
            waiting.append(pool.schedule(work, args=(task,), timeout=seconds))
            if len(waiting) >= count * WINDOW_PER_WORKER:
                yield next_outcome()
        while waiting:
            yield next_outcome()
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]  # pebble types its calls only in part
        raise


def run_here(work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result | Failed]:
    """The same in this process, one after the other, without a deadline of its own."""
    for task in tasks:
        try:
            yield work(task)
        except Problem as problem:
            yield Failed(problem)


def _outcome(future: "Future[Result]", seconds: float) -> Result | Failed:
    try:
        return future.result()
    except Problem as problem:
        return Failed(problem)
    except DeadlinePassed:
        return Failed(LimitProblem("page_too_slow", seconds=round(seconds)))
    except ProcessExpired as death:
        return Failed(MachineProblem("page_process_died", status=death.exitcode or 0))
    except Exception as bug:  # noqa: BLE001  (whatever a child raised: the page is reported, the others go on)
        return Failed(_told(bug))


def _told(error: Exception) -> Problem:
    if isinstance(error, MemoryError):
        return MachineProblem("memory_short")
    if isinstance(error, OSError) and is_disk_full(error):
        return MachineProblem("temporary_unwritable")
    return Problem("page_bug", kind=type(error).__name__)
