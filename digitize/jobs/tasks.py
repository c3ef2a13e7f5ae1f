"""What a run asks its workers to do: count a file's pages, read a page, deliver a file that was read.

All three open files from outside or take long, so they run in a child process that can be killed. The main
program stays small and keeps the ledger.
"""

from collections.abc import Callable
from dataclasses import dataclass

from digitize.jobs.deliver import Delivered, DeliverTask, Delivery, deliver_task
from digitize.page.chain import PageTask, load_nets, read_packed
from digitize.results.account import fault_of
from digitize.results.packed import PackedPage
from digitize.scan.inputs.gather import counted
from digitize.scan.raw import SourceFile
from digitize.settings import Limits
from digitize.workers.pool import Failed, Pool
from ocr.problem import LimitProblem


@dataclass(frozen=True)
class CountTask:
    """Count the pages of a file; see :func:`digitize.scan.inputs.gather.counted`."""

    file: SourceFile
    limits: Limits


Task = CountTask | PageTask | DeliverTask
Done = int | PackedPage | Delivered


def get_ready() -> None:
    """Load what reading needs before the first page comes."""
    load_nets()


def work(task: Task, delivery: Delivery) -> Done:
    """The result of ``task``; errors as those of the function that does it."""
    match task:
        case CountTask():
            return counted(task.file, task.limits)
        case PageTask():
            return read_packed(task)
        case DeliverTask():
            return deliver_task(task, delivery)


@dataclass(frozen=True)
class PageCounter:
    """Counts pages as :func:`digitize.scan.inputs.gather.counted` does, but in a worker of ``pool``.

    Pages that ``known`` has from an earlier run over the same bytes are not counted again.

    Also raises:
        LimitProblem: ``pages_not_counted``, the file took too long or too much, or killed its worker.
    """

    pool: Pool[Task, Done]
    known: Callable[[str], int | None]

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
