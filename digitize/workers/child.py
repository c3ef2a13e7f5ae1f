"""One child process that does tasks one after the other, and that can be ended at any moment.

It has a pipe of its own, so that its death concerns no other process. The parent watches the deadline of its
task, by the monotonic clock, and the memory of the child with all programs that it started. When the child
ends, these programs and its temporary files are removed, too.
"""

import contextlib
import faulthandler
import importlib
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Generic, TypeVar

import psutil

from digitize.workers.outcome import Failed
from digitize.workers.temporary import end_readers_of, keep_temporary_files_in
from ocr.problem import LimitProblem

Task = TypeVar("Task")
Result = TypeVar("Result")

START_SECONDS = 120.0
"""How long a child may take to start: in the morning its libraries are read from a cold disk."""
LOOK_SECONDS = 0.5  # seconds between two looks at the memory of the child and at whether to stop
ORPHAN_SECONDS = 10.0
"""How long after the deadline of its task a child ends itself if its parent was killed."""
LIBRARIES_SPACE = 2 * 1024**3
"""Bytes of address space that libraries reserve and never use."""
# Spawn, not fork: it is the same on Windows, and copies no threads of OpenCV in a broken state.
_SPAWN = multiprocessing.get_context("spawn")
_STARTING = threading.Lock()


class Died(Exception):
    """The child ended in the middle of a task; ``status`` is its exit code, minus the signal that killed it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Stopped(Exception):
    """The run is to end at once."""


class Worker(Generic[Task, Result]):
    """A child that loads ``module`` and waits for work.

    With all programs that it starts it may take ``memory`` bytes.
    """

    def __init__(self, module: str, memory: int) -> None:
        self._folder: Path | None = None
        self._work: Callable[[Task], Result] | None = None
        self._memory = memory
        self._pipe, other = _SPAWN.Pipe()
        # The work goes through our own pipe: the parent holds both ends of the pipe that starts a child, and would
        # wait for ever if the child were killed before it had read more than that pipe holds.
        self._process = _SPAWN.Process(
            target=_serve, args=(other, module, memory), daemon=True, name="digitize-page"
        )
        self._is_ready = False
        self.tasks = 0
        with _STARTING:
            self._process.start()
        other.close()

    @classmethod
    def doing(cls, work: Callable[[Task], Result], folder: Path, memory: int) -> "Worker[Task, Result]":
        """A child for ``work``; see :meth:`given`."""
        return cls(getattr(work, "func", work).__module__, memory).given(work, folder)

    def given(self, work: Callable[[Task], Result], folder: Path) -> "Worker[Task, Result]":
        """The same child, now for ``work``; its temporary files lie in a folder below ``folder``."""
        self._folder = Path(tempfile.mkdtemp(prefix="worker-", dir=folder))
        self._work = work
        return self

    def do(self, task: Task, seconds: float, stop: threading.Event) -> Result | Failed:
        """The outcome of ``task``, which may take ``seconds``.

        Raises:
            Died: the child is gone, and so are its files.
            Stopped: ``stop`` was set, and the child was ended.
        """
        self.tasks += 1
        try:
            if not self._is_ready:
                self._pipe.send((self._work, str(self._folder)))
                readiness = self._answer(START_SECONDS, stop)
                if isinstance(readiness, Failed):
                    return readiness
                self._is_ready = True
            self._pipe.send((task, seconds))
            return self._answer(seconds, stop)
        except (EOFError, OSError):
            raise self._death() from None

    @property
    def is_alive(self) -> bool:
        """Whether it can do another task."""
        return not self._pipe.closed and self._process.is_alive()

    def end(self) -> None:
        """Kill the child with all that it started, and remove what it left; a second call does nothing."""
        if self._pipe.closed:
            return
        started = _below(self._process.pid)
        self._process.kill()
        for process in started:
            with contextlib.suppress(psutil.Error):
                process.kill()
        self._process.join()
        self._pipe.close()
        if self._folder:
            end_readers_of(self._folder)
            shutil.rmtree(self._folder, ignore_errors=True)

    def _answer(self, seconds: float, stop: threading.Event) -> Result | Failed:
        """The answer of the child within ``seconds``, or why it was ended before."""
        end = time.monotonic() + seconds
        while not self._pipe.poll(min(LOOK_SECONDS, max(0.0, end - time.monotonic()))):
            if stop.is_set():
                self.end()
                raise Stopped
            if time.monotonic() >= end:
                self.end()
                return Failed(LimitProblem("page_too_slow", seconds=round(seconds)))
            if _memory_of(self._process.pid) > self._memory:
                self.end()
                return Failed(LimitProblem("page_memory", limit_mb=self._memory // 1024**2))
        said: Result | Failed = self._pipe.recv()
        return said

    def _death(self) -> Died:
        self._process.join(START_SECONDS)
        status = self._process.exitcode or 0
        self.end()
        return Died(status)


def _serve(pipe: Connection, module: str, memory: int) -> None:
    """The main loop of the child: receive the work, then tasks, and send outcomes until the parent is gone.

    Before the work comes, ``module`` is loaded, and its ``get_ready`` is called if it has one.
    """
    # Ctrl-C reaches every process of a terminal; only the parent decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)  # a worker of a cluster was started by another program, with permissions of its own
    _silence_decoders()
    _keep_to_one_thread()
    _hold_address_space(2 * memory + LIBRARIES_SPACE)
    # End of file and a broken pipe mean that the parent is gone.
    with contextlib.suppress(EOFError, OSError), Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        getattr(importlib.import_module(module), "get_ready", _nothing)()
        work, folder = pipe.recv()
        keep_temporary_files_in(folder)
        pipe.send(None)
        while True:
            task, seconds = pipe.recv()
            # This ends even a loop in C that holds the interpreter, if the parent is killed meanwhile.
            faulthandler.dump_traceback_later(seconds + ORPHAN_SECONDS, exit=True, file=nowhere)
            outcome = _outcome(work, task)
            faulthandler.cancel_dump_traceback_later()
            pipe.send(outcome)


def _nothing() -> None:
    """Load nothing more."""


def _keep_to_one_thread() -> None:
    """Keep OpenCV to one thread: there are as many workers as cores."""
    with contextlib.suppress(ImportError):
        import cv2  # noqa: PLC0415  (a worker that does something else has no need of it)

        cv2.setNumThreads(1)


def _silence_decoders() -> None:
    """Silence decoders in C, which print about damaged bytes; our own sentences report what matters."""
    if not os.environ.get("DIGITIZE_DEBUG"):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _outcome(work: Callable[[Task], Result], task: Task) -> Result | Failed:
    try:
        return work(task)
    except Exception as error:  # noqa: BLE001  (whatever it is: the page is reported, the others go on)
        return Failed.of(error)


def _hold_address_space(size: int) -> None:
    """Limit the address space, where the system can: one request could fill the memory between two looks."""
    try:
        import resource  # noqa: PLC0415  (POSIX only)

        resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, ValueError, OSError):
        return


def _memory_of(number: int | None) -> int:
    """Bytes of resident memory of the process ``number`` and of all below it."""
    total = 0
    with contextlib.suppress(psutil.Error):
        total = psutil.Process(number).memory_info().rss
        for process in _below(number):
            with contextlib.suppress(psutil.Error):
                total += process.memory_info().rss
    return total


def _below(number: int | None) -> list[psutil.Process]:
    try:
        return list(psutil.Process(number).children(recursive=True))
    except psutil.Error:
        return []
