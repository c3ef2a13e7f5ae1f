"""The main job: from inputs to a folder of results, every file accounted for.

First comes the plan: which files there are and what was already read. Then workers read the pages, and when
the last page of a file is read, one of them extracts and writes its documents. The tables at the end are
made from every record in the folder, so that nothing of an earlier run is lost.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import cast, get_args

from digitize.jobs.by_file import by_file
from digitize.jobs.deliver import Delivery
from digitize.jobs.deliveries import Deliveries
from digitize.jobs.notebook import LedgerNotebook
from digitize.jobs.plan import Job, plan, told_at_once
from digitize.jobs.tasks import Done, Task, work
from digitize.jobs.write import write_tables
from digitize.ledger import Ledger, open_ledger
from digitize.page.chain import PageTask, fingerprint
from digitize.page.counting import PageCounter
from digitize.page.secrecy import STAMPED, secret_among
from digitize.progress import Progress
from digitize.results.account import DossierCount, FileAccount, Obstacle, RunAccount, State
from digitize.results.claims import Claims
from digitize.results.disk_space import check_room
from digitize.results.half_written import writing
from digitize.results.layout import open_results
from digitize.results.packed import PackedPage
from digitize.scan.inputs.gather import gather
from digitize.settings import Settings
from digitize.workers.child import Worker
from digitize.workers.pool import Failed, Pool, pool
from digitize.workers.temporary import folder_of_run
from export.writers import USUAL, require_writers
from ocr.engines.registry import reads_alone
from ocr.problem import Problem

_NOWHERE = frozenset(
    {"output_disk_full", "output_disk_low", "output_not_allowed", "output_folder_gone", "output_failed"}
)


def run(  # noqa: PLR0913  (the last two are said by one caller each)
    inputs: Sequence[Path],
    out: Path,
    settings: Settings,
    delivery: Delivery,
    progress: Progress,
    *,
    first: Worker[Task, Done] | None = None,
    renamed: Mapping[Path, str] = MappingProxyType({}),
) -> RunAccount:
    """Read ``inputs`` into ``out`` and account for every file found.

    ``first`` is a child process that was started for this (:func:`digitize.workers.pool.begun`). ``renamed`` are files
    among ``inputs`` that were read under another name which is gone, and that name: their results take its place.

    Raises:
        UsageProblem: ``out`` is one of ``inputs``.
        OutputProblem: ``out`` cannot be made. Later problems of writing are in the account.
        ConfigurationProblem, MachineProblem: nothing was begun.
    """
    how = fingerprint(settings)
    require_writers(USUAL)
    open_results(out, inputs)
    check_room(out, settings.limits)
    with (
        open_ledger(out) as ledger,
        writing(out, was_cut_off=ledger.begin(how)),
        folder_of_run(out) as unpacked,
        pool(
            partial(work, delivery=delivery),
            jobs=settings.jobs,
            memory=settings.limits.page_memory,
            first=first,
        ) as workers,
    ):
        notebook = LedgerNotebook(ledger, out, (how, delivery.fingerprint), settings.retry, renamed)
        dossiers = tuple(gather(inputs, settings.limits, unpacked, PageCounter(workers, ledger.page_count)))
        claims = Claims.of(out, ledger.holder)
        jobs, duplicates = plan(dossiers, claims, notebook.known)
        claims.remember()
        told = (*told_at_once(dossiers), *duplicates)
        ledger.sighted(told)
        finished = _read_all(jobs, settings, workers, progress, ledger, notebook)
        unwritable = any(map(nowhere_to_write, finished.values()))
        accounts = [finished.get(job.file.sha256) or _left(job, unwritable=unwritable) for job in jobs]
        obstacle, across = (None, ()) if unwritable else _write_tables(out, delivery, ledger)
        account = RunAccount(
            out=str(out),
            files=(*told, *accounts),
            stopped=len(finished) < len(jobs),
            reads_alone=reads_alone(settings.engine),
            obstacle=obstacle,
            dossiers=across,
        )
        ledger.end({state: account.count(state) for state in get_args(State)})
    return account


def _read_all(
    jobs: Sequence[Job],
    settings: Settings,
    workers: Pool[Task, Done],
    progress: Progress,
    ledger: Ledger,
    notebook: LedgerNotebook,
) -> dict[str, FileAccount]:
    """Read and deliver every file in order, until too many fail or the disk is full; the accounts by hash."""
    for job in jobs:
        if not job.delivered:
            ledger.queue(job.dossier, job.file, job.folder)
    finished: dict[str, FileAccount] = {}
    failed: set[str] = set()
    is_full = False
    deliveries = Deliveries(workers, notebook, settings.limits)
    read = by_file(
        jobs,
        _performing(settings, workers),
        lambda job, page: PageTask(job.file, page, settings, notebook.turned(job.file.sha256).get(page)),
        settings,
        progress,
        notebook,
    )
    with closing(read):
        for begun, (job, outcomes) in enumerate(read, start=1):
            deliveries.begin(job, outcomes)
            ended = {job.file.sha256: account for job, account in deliveries.ended()}
            finished |= ended
            failed |= {job.file.sha256} if has_failed(job, outcomes) else set()
            failed |= {sha256 for sha256, account in ended.items() if has_not_been_written(account)}
            is_full = any(map(nowhere_to_write, ended.values()))
            if is_full or too_many(len(failed), begun, settings):
                break
    # Files handed out before the disk was full are not to blame for it.
    for job, account in deliveries.ended(to_the_last=True):
        if not (is_full and nowhere_to_write(account)):
            finished[job.file.sha256] = account
        is_full = is_full or nowhere_to_write(account)
    return finished


def _performing(
    settings: Settings, workers: Pool[Task, Done]
) -> Callable[[Iterable[PageTask]], Iterator[PackedPage | Failed]]:
    """The function that reads pages on this computer, or on others where the settings name them."""
    if settings.cluster.address is None:
        # The result of a worker fits its task: a page for a page task.
        return lambda tasks: cast(
            "Iterator[PackedPage | Failed]", workers.in_order(tasks, settings.limits.page_seconds)
        )
    from digitize.cluster.client import read_on_cluster  # noqa: PLC0415  (an extra)

    return partial(read_on_cluster, settings=settings)


def _left(job: Job, *, unwritable: bool) -> FileAccount:
    return FileAccount(
        name=job.file.name, state="skipped", code="not_written" if unwritable else "not_reached"
    )


def nowhere_to_write(account: FileAccount) -> bool:
    """Whether no other file could be written either: a full disk is no single file's fault."""
    return account.state == "failed" and account.code in _NOWHERE


def has_failed(job: Job, outcomes: Mapping[int, PackedPage | Failed]) -> bool:
    """Whether a page of a file could not be read, now or before; a page with a secrecy stamp has not failed."""
    if secret_among(outcomes):
        return False
    return bool(job.known and job.known.failed) or any(isinstance(one, Failed) for one in outcomes.values())


def has_not_been_written(account: FileAccount) -> bool:
    """Whether a file was read and there is no folder of its results."""
    return account.state == "failed" and account.folder is None and account.code != STAMPED


def too_many(failed: int, begun: int, settings: Settings) -> bool:
    """Whether so many files failed that the run stops: most likely something is wrong with all of them."""
    return begun >= settings.judged_after and failed > settings.failed_share * begun


def _write_tables(
    out: Path, delivery: Delivery, ledger: Ledger
) -> tuple[Obstacle | None, tuple[DossierCount, ...]]:
    # A workbook left open in a spreadsheet must not lose the account of a night's run.
    try:
        changed, tables, dossiers = write_tables(out, delivery.t, delivery.reception, types=delivery.types)
        ledger.commit_changed(changed)
        ledger.commit_tables(tables)
    except Problem as problem:
        return Obstacle.of(problem), ()
    return None, tuple(map(DossierCount.of, dossiers))
