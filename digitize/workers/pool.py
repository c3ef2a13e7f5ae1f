"""Runs tasks, one after the other or several at a time, and accounts for every one of them.

All runners have the same interface, :class:`Pool`: tasks are taken lazily, outcomes come in the order of the tasks.
A task that fails, passes its deadline or takes too much memory becomes a :class:`Failed`, never an exception, and
the other tasks continue. A page that kills its process is tried once more while no other page is read, since
several pages together may have needed too much; if it kills its process again, only this page is set aside.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Condition, Event
from typing import Any, Generic, Protocol, TypeVar

from digitize.workers.child import Died, Worker
from digitize.workers.outcome import Failed
from digitize.workers.temporary import private_folder
from ocr.problem import MachineProblem, Problem

__all__ = ["Failed", "Here", "Pool", "pool", "run_here", "run_tasks"]

Task = TypeVar("Task")
Asked_contra = TypeVar("Asked_contra", contravariant=True)
Result = TypeVar("Result")

# Pages after which a worker is replaced: image libraries leak memory.
PAGES_PER_WORKER = 200
# Tasks for each worker handed out ahead of the one awaited: enough to keep it busy, few enough for the memory.
WINDOW_PER_WORKER = 4


Seconds = float | Callable[[Any], float]
"""The deadline of a task: the same for all, or told by the task."""


class Pool(Protocol[Asked_contra, Result]):
    """Does tasks; ``seconds`` is the deadline of one task."""

    def submit(self, task: Asked_contra, seconds: float) -> "Future[Result | Failed]":
        """A future with the outcome of ``task``."""
        ...

    def in_order(self, tasks: Iterable[Asked_contra], seconds: Seconds) -> Iterator[Result | Failed]:
        """The outcome of every task, in order; tasks are taken as they are needed."""
        ...


class Children(Generic[Task, Result]):
    """A pool of ``count`` threads, each with a child process that can be killed."""

    def __init__(self, threads: ThreadPoolExecutor, workers: "Workers[Task, Result]", count: int) -> None:
        self._threads, self._workers, self._count = threads, workers, count

    def submit(self, task: Task, seconds: float) -> "Future[Result | Failed]":
        """See :class:`Pool`."""
        return self._threads.submit(self._workers.do, task, seconds)

    def in_order(self, tasks: Iterable[Task], seconds: Seconds) -> Iterator[Result | Failed]:
        """See :class:`Pool`."""
        waiting: deque[Future[Result | Failed]] = deque()
        for task in tasks:
            waiting.append(self.submit(task, seconds(task) if callable(seconds) else seconds))
            if len(waiting) >= self._count * WINDOW_PER_WORKER:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class Here(Generic[Task, Result]):
    """A pool that does each task in this process, at once, without a deadline."""

    def __init__(self, work: Callable[[Task], Result]) -> None:
        self._work = work

    def submit(self, task: Task, seconds: float) -> "Future[Result | Failed]":
        """See :class:`Pool`."""
        del seconds
        done: Future[Result | Failed] = Future()
        try:
            done.set_result(self._work(task))
        except Problem as problem:
            done.set_result(Failed(problem))
        return done

    def in_order(self, tasks: Iterable[Task], seconds: Seconds) -> Iterator[Result | Failed]:
        """See :class:`Pool`."""
        del seconds
        return (self.submit(task, 0.0).result() for task in tasks)


@contextmanager
def begun(module: str, memory: int) -> Iterator[Worker[Any, Any]]:  # what it is to do is told later
    """A child that loads ``module`` while this program still loads its own; for a :func:`pool` whose work stands there."""
    worker: Worker[Any, Any] = Worker(module, memory)
    try:
        yield worker
    finally:
        worker.end()


@contextmanager
def pool(
    work: Callable[[Task], Result],
    *,
    jobs: int,
    memory: int,
    first: Worker[Task, Result] | None = None,
) -> Iterator[Children[Task, Result]]:
    """Workers that do ``work`` until the block ends; tasks not done by then are dropped.

    Args:
        work: a function of a module, so that a child process can find it; tasks are pickled to it.
        jobs: how many at a time; 0 means as many as cores, 1 still uses a child that can be killed.
        memory: bytes that one task may take, with the programs it starts; else it is killed.
        first: a child that was :func:`begun` before.
    """
    count = jobs or os.cpu_count() or 1
    with private_folder() as folder:
        threads = ThreadPoolExecutor(count, "digitize-page")
        workers = Workers(work, folder, memory)
        # It loads its libraries while the program plans the work.
        workers.begin(first)
        try:
            yield Children(threads, workers, count)
        finally:
            workers.stop()
            threads.shutdown(cancel_futures=True)
            workers.end()


def run_tasks(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    jobs: int,
    seconds: Seconds,
    memory: int,
    first: Worker[Task, Result] | None = None,
) -> Iterator[Result | Failed]:
    """The outcome of every task, in order, in a :func:`pool` of its own; ``seconds`` is the deadline of one task."""
    with pool(work, jobs=jobs, memory=memory, first=first) as workers:
        yield from workers.in_order(tasks, seconds)


def run_here(work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result | Failed]:
    """The same in this process, one after the other, without a deadline of its own."""
    return Here(work).in_order(tasks, 0.0)


class Workers(Generic[Task, Result]):
    """As many children as there are threads that need one; each is replaced in time."""

    def __init__(self, work: Callable[[Task], Result], folder: Path, memory: int) -> None:
        self._work, self._folder, self._memory = work, folder, memory
        self._idle: LifoQueue[Worker[Task, Result]] = LifoQueue()
        self._gate = Gate()
        self._stop = Event()

    def begin(self, first: Worker[Task, Result] | None = None) -> None:
        """Start a first child, which waits for work, or take the one that was started."""
        self._idle.put(first.given(self._work, self._folder) if first else self._next())

    def do(self, task: Task, seconds: float) -> Result | Failed:
        """The outcome of ``task``, even if it kills its process."""
        try:
            with self._gate.shared():
                return self._once(task, seconds)
        except Died:
            pass
        try:
            with self._gate.alone():
                return self._once(task, seconds)
        except Died as death:
            return Failed(MachineProblem("page_process_died", status=death.status))

    def stop(self) -> None:
        """End the running tasks soon."""
        self._stop.set()

    def end(self) -> None:
        """End the children that wait for work."""
        while not self._idle.empty():
            self._idle.get_nowait().end()

    def _once(self, task: Task, seconds: float) -> Result | Failed:
        worker = self._next()
        try:
            return worker.do(task, seconds, self._stop)
        finally:
            if worker.is_alive and worker.tasks < PAGES_PER_WORKER:
                self._idle.put(worker)
            else:
                worker.end()

    def _next(self) -> Worker[Task, Result]:
        try:
            while not (worker := self._idle.get_nowait()).is_alive:
                worker.end()
        except Empty:
            return Worker.doing(self._work, self._folder, self._memory)
        return worker


class Gate:
    """A lock: many may be inside at a time, or one alone."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._inside = 0
        self._is_alone = False

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Enter with others; waits while one is inside alone, or waits for that."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_alone)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Enter alone, once the others have left."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_alone)
            self._is_alone = True
            self._changed.wait_for(lambda: not self._inside)
        try:
            yield
        finally:
            with self._changed:
                self._is_alone = False
                self._changed.notify_all()
