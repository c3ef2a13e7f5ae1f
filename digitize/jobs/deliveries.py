"""Files whose pages are all read, on their way to the disk.

Workers extract and write them; the outcomes are committed here, in the order of the files.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field

from digitize.jobs.by_file import failures
from digitize.jobs.deliver import Delivered, DeliverTask
from digitize.jobs.notebook import LedgerNotebook
from digitize.jobs.plan import Job
from digitize.jobs.tasks import Done, Task
from digitize.page.secrecy import remove_all_results, secret_among
from digitize.page.unseen import unseen_among
from digitize.results.account import DocumentCount, FileAccount, account_of, unfinished
from digitize.results.handed_on import Origin
from digitize.results.layout import records_in
from digitize.results.own_folders import remove_empty, remove_folder
from digitize.results.packed import PackedPage
from digitize.results.read_back import require
from digitize.scan.inputs.own_copy import UNSEEN
from digitize.scan.inputs.results_mark import has_results
from digitize.settings import Limits
from digitize.workers.pool import Failed, Pool
from export.atomic import remove_half_written
from extract.record import Record
from ocr.problem import OutputProblem, Problem

MOST_UNDER_WAY = 8
"""Files handed to workers and not yet committed: few, so that little is done twice after a run was cut off."""

Outcomes = Mapping[int, PackedPage | Failed]


@dataclass
class Deliveries:
    """Takes files in order and gives their accounts in the same order."""

    workers: Pool[Task, Done]
    notebook: LedgerNotebook
    limits: Limits
    _under_way: deque[tuple[Job, "Future[Done | Failed] | FileAccount"]] = field(default_factory=deque)

    def begin(self, job: Job, outcomes: Outcomes) -> None:
        """Begin to deliver ``job``, whose pages are all read."""
        self._under_way.append((job, self._begun(job, outcomes)))

    def ended(self, *, to_the_last: bool = False) -> Iterator[tuple[Job, FileAccount]]:
        """The files that are delivered by now; waits where too many are under way, or for all of them."""
        while self._under_way and (
            to_the_last or len(self._under_way) > MOST_UNDER_WAY or self._is_next_ready()
        ):
            job, outcome = self._under_way.popleft()
            yield job, outcome if isinstance(outcome, FileAccount) else self._account(job, outcome.result())

    def _is_next_ready(self) -> bool:
        _, outcome = self._under_way[0]
        return isinstance(outcome, FileAccount) or outcome.done()

    def _begun(self, job: Job, outcomes: Outcomes) -> "Future[Done | Failed] | FileAccount":
        if job.known and job.delivered:
            counts = (DocumentCount.of(require(Record, path)) for path in sorted(records_in(job.folder)))
            return account_of(job.known, job.folder, counts, pdfa=self.notebook.was_archival(job))
        secret = secret_among(outcomes)
        if secret:
            return self._withdrawn(job, secret)
        unseen = unseen_among(outcomes)
        if unseen:
            return self._given_up(job, unseen)
        task = deliver_task_of(job, outcomes, self.notebook, self.limits)
        return self.workers.submit(task, _seconds(job, self.limits))

    def _account(self, job: Job, outcome: Done | Failed) -> FileAccount:
        if isinstance(outcome, Delivered):
            return self._finished(job, outcome)
        remove_half_written(job.folder, spared=has_results)
        assert isinstance(outcome, Failed)  # noqa: S101  (a worker delivers, as it was asked, or fails)
        if outcome.problem.code in UNSEEN:
            return self._given_up(job, outcome.problem)
        return unfinished(job.file.name, outcome.problem)

    def _finished(self, job: Job, delivered: Delivered) -> FileAccount:
        try:
            for folder in self.notebook.former_folders(job):
                remove_folder(folder, self.notebook.out)
        except OutputProblem as problem:
            return not_written(job, problem)
        self.notebook.finish(job, delivered.account, delivered.artifacts)
        return delivered.account

    def _given_up(self, job: Job, problem: Problem) -> FileAccount:
        remove_empty(job.folder, self.notebook.out)
        account = FileAccount.failed(job.file.name, problem)
        self.notebook.give_up(job, account)
        return account

    def _withdrawn(self, job: Job, secret: Problem) -> FileAccount:
        try:
            remove_all_results(self.notebook.out, job.folder, job.file.sha256)
        except OutputProblem as problem:
            return not_written(job, problem)
        account = FileAccount.failed(job.file.name, secret)
        self.notebook.withdraw(job, account)
        return account


def deliver_task_of(job: Job, outcomes: Outcomes, notebook: LedgerNotebook, limits: Limits) -> DeliverTask:
    """The task to deliver what was read of a file, now or earlier, with the pages that failed."""
    earlier = job.known.failed if job.known else ()
    old = (one for one in earlier if one.page not in outcomes)
    return DeliverTask(
        file=job.file,
        folder=job.folder,
        out=notebook.out,
        origin=Origin.of(job.dossier, job.file),
        fingerprint=job.known.fingerprint if job.known else notebook.how,
        failed=tuple(sorted((*old, *failures(outcomes)), key=lambda one: one.page)),
        pages=tuple(one for one in outcomes.values() if not isinstance(one, Failed)),
        is_known=job.known is not None,
        limits=limits,
    )


def not_written(job: Job, problem: Problem) -> FileAccount:
    """The account of a file that was read and could not be written."""
    return FileAccount.failed(job.file.name, problem)


def _seconds(job: Job, limits: Limits) -> float:
    return min(limits.page_seconds * (1 + job.file.pages), limits.file_seconds)
