"""Counting the pages of a file in a worker: opening a file from outside can hang, or take all the memory."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from digitize.results.account import fault_of
from digitize.scan.raw import SourceFile
from digitize.settings import Limits
from digitize.workers.pool import Failed, Pool
from ocr.problem import LimitProblem


@dataclass(frozen=True)
class CountTask:
    """Count the pages of a file; see :func:`digitize.scan.inputs.gather.counted`."""

    file: SourceFile
    limits: Limits


def never_counted(_sha256: str) -> None:
    """What a stage that keeps no ledger knows of earlier runs."""


@dataclass(frozen=True)
class PageCounter:
    """Counts pages as :func:`digitize.scan.inputs.gather.counted` does, but in a worker of ``pool``.

    The worker has to do a :class:`CountTask`. Pages that ``known`` has from an earlier run over the same bytes are
    not counted again.

    Also raises:
        LimitProblem: ``pages_not_counted``, the file took too long or too much, or killed its worker.
    """

    pool: Pool[Any, Any]  # its workers do other tasks as well
    known: Callable[[str], int | None] = never_counted

    def __call__(self, file: SourceFile, limits: Limits) -> int:
        """Pages in ``file``."""
        before = self.known(file.sha256)
        if before is not None and before <= limits.pages_per_file:
            return before
        outcome = self.pool.submit(CountTask(file, limits), limits.page_seconds).result()
        if not isinstance(outcome, Failed):
            assert isinstance(outcome, int)  # noqa: S101  (as it was asked)
            return outcome
        if fault_of(outcome.problem) == "input" or "file" in outcome.problem.data:
            raise outcome.problem
        raise LimitProblem("pages_not_counted", file=file.name, reason=outcome.problem.code)
