"""What a run asks its workers to do: count a file's pages, read a page, deliver a file that was read.

All three open files of strangers or take their time, so all three happen in a child process that can be killed; the
program that asks stays small and keeps the ledger.
"""

from dataclasses import dataclass
from pathlib import Path

from digitize.account import fault_of
from digitize.chain import PageTask, read_packed
from digitize.deliver import Delivered, DeliverTask, Delivery, deliver_task
from digitize.packed import PackedPage
from digitize.runner import Failed, Pool
from digitize.scan.open import count_pages
from digitize.scan.raw import FileKind
from digitize.settings import Limits
from ocr.problem import LimitProblem


@dataclass(frozen=True)
class CountTask:
    """The pages of a file are to be counted; see :func:`digitize.scan.open.count_pages`."""

    name: str
    path: Path
    kind: FileKind
    limits: Limits


Task = CountTask | PageTask | DeliverTask
Done = int | PackedPage | Delivered


def work(task: Task, delivery: Delivery) -> Done:
    """What becomes of ``task``; raises as what it asks for."""
    match task:
        case CountTask():
            return count_pages(task.name, task.path, task.kind, task.limits)
        case PageTask():
            return read_packed(task)
        case DeliverTask():
            return deliver_task(task, delivery)


@dataclass(frozen=True)
class Counter:
    """Counts pages as :func:`digitize.scan.open.count_pages` does, but in a worker of ``pool``.

    Raises, too:
        LimitProblem: ``pages_not_counted``, the file took too long or too much, or killed its worker.
    """

    pool: Pool[Task, Done]

    def __call__(self, file: str, path: Path, kind: FileKind, limits: Limits) -> int:
        """Pages in the file at ``path``."""
        outcome = self.pool.submit(CountTask(file, path, kind, limits), limits.page_seconds).result()
        if not isinstance(outcome, Failed):
            assert isinstance(outcome, int)  # noqa: S101  (as it was asked)
            return outcome
        if fault_of(outcome.problem) == "input" or "file" in outcome.problem.data:
            raise outcome.problem
        raise LimitProblem("pages_not_counted", file=file, reason=outcome.problem.code)
