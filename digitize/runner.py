"""Runs page tasks, one after the other or several at a time, and accounts for every one of them.

All runners have the same face: tasks go in lazily, outcomes come out in the order of the tasks. A page that
fails, passes its deadline or takes too much memory becomes a :class:`Failed`, never an exception: the other
pages go on. A page that kills its process is tried once more while no other page is being read, since it
may only have been the one too many; if it kills again, it alone is set aside.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Condition, Event
from typing import Generic, TypeVar

from digitize.outcome import Failed
from digitize.settings import Limits, Settings
from digitize.temporary import private_folder
from digitize.worker import Bounds, Died, Worker
from ocr.problem import MachineProblem, Problem

__all__ = ["Failed", "locally", "run_here", "run_tasks"]

Task = TypeVar("Task")
Result = TypeVar("Result")

# A worker is renewed after so many pages: image libraries leak.
PAGES_PER_WORKER = 200
# Tasks handed out ahead of the one awaited, for each worker: enough to keep it busy, few enough to stay small.
WINDOW_PER_WORKER = 4
MEMORY = Limits().page_memory


def run_tasks(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    jobs: int,
    seconds: float,
    memory: int = MEMORY,
) -> Iterator[Result | Failed]:
    """The outcome of every task, in order.

    Args:
        work: a function of a module, so that a child process can find it.
        tasks: consumed lazily; each is pickled to a child process.
        jobs: how many at a time; 0 means as many as cores, 1 still uses a child that can be killed.
        seconds: deadline of one task; a task that passes it is killed where it runs.
        memory: bytes that one task may take, with the programs it starts; else it is killed, too.
    """
    count = jobs or os.cpu_count() or 1
    waiting: deque[Future[Result | Failed]] = deque()
    with private_folder() as folder:
        threads = ThreadPoolExecutor(count, "digitize-page")
        workers = Workers(work, folder, Bounds(seconds, memory))
        try:
            for task in tasks:
                waiting.append(threads.submit(workers.do, task))
                if len(waiting) >= count * WINDOW_PER_WORKER:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            workers.stop()
            threads.shutdown(cancel_futures=True)
            workers.end()


def locally(
    work: Callable[[Task], Result], settings: Settings
) -> Callable[[Iterable[Task]], Iterator[Result | Failed]]:
    """Does ``work`` on tasks on this computer, within the limits of the settings."""
    limits = settings.limits
    return lambda tasks: run_tasks(
        work, tasks, jobs=settings.jobs, seconds=limits.page_seconds, memory=limits.page_memory
    )


def run_here(work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result | Failed]:
    """The same in this process, one after the other, without a deadline of its own."""
    for task in tasks:
        try:
            yield work(task)
        except Problem as problem:
            yield Failed(problem)


class Workers(Generic[Task, Result]):
    """As many children as there are threads that ask for one; each is renewed in time."""

    def __init__(self, work: Callable[[Task], Result], folder: Path, bounds: Bounds) -> None:
        self._work, self._folder, self._bounds = work, folder, bounds
        self._idle: LifoQueue[Worker[Task, Result]] = LifoQueue()
        self._gate = Gate()
        self._stop = Event()

    def do(self, task: Task) -> Result | Failed:
        """The outcome of ``task``, whatever it does to its process."""
        try:
            with self._gate.shared():
                return self._once(task)
        except Died:
            pass
        try:
            with self._gate.alone():
                return self._once(task)
        except Died as death:
            return Failed(MachineProblem("page_process_died", status=death.status))

    def stop(self) -> None:
        """End what is being done, soon."""
        self._stop.set()

    def end(self) -> None:
        """End the children that wait for work."""
        while not self._idle.empty():
            self._idle.get_nowait().end()

    def _once(self, task: Task) -> Result | Failed:
        worker = self._next()
        try:
            return worker.do(task, self._stop)
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
            return Worker(self._work, self._folder, self._bounds)
        return worker


class Gate:
    """Many may be inside at a time, or one alone."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._inside = 0
        self._is_alone = False

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Inside with others; waits while one is alone, or waits to be."""
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
        """Inside alone, once the others have left."""
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
