"""Records, tables and searchable PDFs follow what was decided, in a process of their own while nobody answers.

Nothing is lost where that process fails or is ended: whatever brings the folder up to its decisions next does it all.
"""

import multiprocessing
import time
from collections.abc import Callable, Collection
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Final

from digitize.exit_codes import ExitCode
from digitize.jobs.deliver import Delivery
from digitize.messages import Language, Translator
from digitize.settings import Settings
from digitize.stages.follow import follow
from ocr.problem import Problem

QUIET_SECONDS: Final = 20.0
"""How long nobody has answered before results follow."""
LOOK_SECONDS: Final = 0.5
"""Between two looks at whether anybody answered."""
_SPAWN: Final = multiprocessing.get_context("spawn")

Follow = Callable[[Collection[str]], bool]


class Following:
    """Waits for a quiet moment, then lets results follow; ``reload`` is told which files were written anew."""

    def __init__(
        self,
        bring_up: Follow,
        reload: Callable[[Collection[str]], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bring_up, self._reload, self._now = bring_up, reload, now
        self._lock, self._end = Lock(), Event()
        self._behind: set[str] = set()
        self._after = 0.0
        self._at_work: frozenset[str] = frozenset()
        self._thread = Thread(target=self._work, name="digitize-follow", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def decided(self, sha256: str, *, at_once: bool = False) -> None:
        """Note that the results of a file are behind; ``at_once`` where its papers were arranged in another way."""
        with self._lock:
            self._behind.add(sha256)
            self._after = self._now() + (0.0 if at_once else QUIET_SECONDS)

    def is_behind(self, sha256: str) -> bool:
        """Whether the results of a file do not say yet what was decided."""
        with self._lock:
            return sha256 in self._behind or sha256 in self._at_work

    def stop(self) -> None:
        """Look no more; what is being written now is written to its end."""
        self._end.set()
        self._thread.join()

    def look(self) -> None:
        """Let results follow if the moment is quiet."""
        with self._lock:
            if not self._behind or self._now() < self._after:
                return
            self._at_work, self._behind = frozenset(self._behind), set()
        done = self._bring_up(self._at_work)
        if done:
            self._reload(self._at_work)
        with self._lock:
            if not done:  # another program writes there; it is tried again
                self._behind |= self._at_work
                self._after = self._now() + QUIET_SECONDS
            self._at_work = frozenset()

    def _work(self) -> None:
        while not self._end.wait(LOOK_SECONDS):
            self.look()


def in_a_process(out: Path, settings: Settings, language: Language) -> Follow:
    """Brings the results of files up in a process of its own, so that it takes nothing from whoever answers."""

    def bring_up(only: Collection[str]) -> bool:
        process = _SPAWN.Process(target=_followed, args=(out, settings, language, tuple(only)))
        process.start()
        process.join()
        # What cannot be written of one file is told at the end; it is no reason to try without an end.
        return process.exitcode in (ExitCode.DONE, ExitCode.SOME_FAILED)

    return bring_up


def _followed(out: Path, settings: Settings, language: Language, only: tuple[str, ...]) -> None:
    try:
        account = follow(out, Delivery.prepared(settings, Translator(language)), only)
    except Problem:
        raise SystemExit(int(ExitCode.OUTPUT_UNWRITABLE)) from None
    except KeyboardInterrupt:
        raise SystemExit(int(ExitCode.INTERRUPTED)) from None
    if account.count("failed"):
        raise SystemExit(int(ExitCode.SOME_FAILED))
