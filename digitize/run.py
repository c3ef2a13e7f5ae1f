"""The main job: from inputs to a folder of results, every file accounted for.

Planning comes first (what there is, what was already read), then the runner reads the pages, and as
soon as the last page of a file is through, its documents are extracted and written. The tables at
the end are made from every record in the folder, so that nothing of an earlier run is lost.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import get_args

from digitize.account import DossierCount, FileAccount, Obstacle, RunAccount, State, fault_of
from digitize.chain import PageTask, fingerprint, read_page
from digitize.deliver import Delivery, account_of, deliver, write_tables
from digitize.folder import open_results, record_files
from digitize.ledger import Ledger, open_ledger
from digitize.ledger.notebook import LedgerNotebook
from digitize.pages import by_file, failures
from digitize.plan import Job, plan, told_at_once
from digitize.progress import Progress
from digitize.room import check_room
from digitize.runner import Failed, locally
from digitize.scan.sources import gather
from digitize.secrecy import STAMPED, account_of_secret, remove_results, secret_among
from digitize.settings import Settings
from digitize.stages import Origin, ReadFile
from digitize.stored import require
from digitize.temporary import folder_of_run
from export.atomic import remove_half_written
from extract.record import Record
from ocr.engine import reads_alone
from ocr.page import PageText
from ocr.problem import InputProblem, OutputProblem, Problem

_NOWHERE = frozenset(
    {"output_disk_full", "output_disk_low", "output_not_allowed", "output_folder_gone", "output_failed"}
)


def run(
    inputs: Sequence[Path], out: Path, settings: Settings, delivery: Delivery, progress: Progress
) -> RunAccount:
    """Read ``inputs`` into ``out`` and account for every file found.

    Raises:
        UsageProblem: ``out`` is one of ``inputs``.
        OutputProblem: ``out`` cannot be made. What cannot be written later stands in the account.
        ConfigurationProblem, MachineProblem: nothing was begun.
    """
    how = fingerprint(settings)
    open_results(out, inputs)
    check_room(out, settings.limits)
    with open_ledger(out) as ledger, folder_of_run(out) as unpacked:
        if ledger.begin(how):
            remove_half_written(out)
        notebook = LedgerNotebook(ledger, out, (how, delivery.fingerprint), settings.retry)
        dossiers = tuple(gather(inputs, settings.limits, unpacked))
        jobs, duplicates = plan(dossiers, out, notebook.known)
        told = (*told_at_once(dossiers), *duplicates)
        ledger.sighted(told)
        finished = _read_all(jobs, settings, delivery, progress, ledger, notebook)
        left = [_left(job, finished) for job in jobs[len(finished) :]]
        unwritable = bool(finished) and nowhere_to_write(finished[-1])
        obstacle, across = (None, ()) if unwritable else _write_tables(out, delivery, ledger)
        account = RunAccount(
            out=str(out),
            files=(*told, *finished, *left),
            stopped=bool(left),
            reads_alone=reads_alone(settings.engine),
            obstacle=obstacle,
            dossiers=across,
        )
        ledger.end({state: account.count(state) for state in get_args(State)})
    return account


def _read_all(
    jobs: Sequence[Job],
    settings: Settings,
    delivery: Delivery,
    progress: Progress,
    ledger: Ledger,
    notebook: LedgerNotebook,
) -> list[FileAccount]:
    """Every file read and delivered, in order, until it is wiser to stop."""
    for job in jobs:
        if not job.delivered:
            ledger.queue(job.dossier, job.file, job.folder)
    finished: list[FileAccount] = []
    with closing(
        by_file(
            jobs,
            _performing(settings),
            lambda job, page: PageTask(job.file, page, settings),
            settings,
            progress,
            notebook,
        )
    ) as read:
        for job, outcomes in read:
            finished.append(_finished(job, outcomes, settings, delivery, notebook))
            if nowhere_to_write(finished[-1]) or too_many_failed(finished, settings):
                break
    return finished


def _performing(settings: Settings) -> Callable[[Iterable[PageTask]], Iterator[PageText | Failed]]:
    """Reads pages on this computer, or on others where the settings name them."""
    if settings.cluster.address is None:
        return locally(read_page, settings)
    from digitize.cluster import read_on_cluster  # noqa: PLC0415  (an extra)

    return partial(read_on_cluster, settings=settings)


def _finished(
    job: Job,
    outcomes: Mapping[int, PageText | Failed],
    settings: Settings,
    delivery: Delivery,
    notebook: LedgerNotebook,
) -> FileAccount:
    if job.known and job.delivered:
        records = [require(Record, path) for path in record_files(job.folder)]
        return account_of(job.known, job.folder, records, pdfa=notebook.was_archival(job))
    secret = secret_among(outcomes)
    if secret:
        return _withdrawn(job, secret, notebook)
    pages = read_file(job, outcomes, job.known.fingerprint if job.known else notebook.how)
    account = _delivered(job, pages, notebook, settings, delivery)
    if account.folder:
        notebook.finish(job, account)
    return account


def _withdrawn(job: Job, secret: Problem, notebook: LedgerNotebook) -> FileAccount:
    try:
        remove_results(job.folder)
    except OutputProblem as problem:
        return _not_written(job, problem)
    account = account_of_secret(job.file.name, secret)
    notebook.withdraw(job, account)
    return account


def _left(job: Job, finished: Sequence[FileAccount]) -> FileAccount:
    reason = "not_written" if finished and nowhere_to_write(finished[-1]) else "not_reached"
    return FileAccount(name=job.file.name, state="skipped", code=reason)


def nowhere_to_write(account: FileAccount) -> bool:
    """Whether no other file could be written either: a full disk is no single file's fault."""
    return account.state == "failed" and account.code in _NOWHERE


def too_many_failed(finished: Sequence[FileAccount], settings: Settings) -> bool:
    """Whether it is wiser to stop: most likely something is wrong with all of them.

    A paper that was stopped for its secrecy stamp was read well.
    """
    failed = sum(account.state == "failed" and account.code != STAMPED for account in finished)
    return len(finished) >= settings.judged_after and failed > settings.failed_share * len(finished)


def _delivered(
    job: Job, pages: ReadFile, notebook: LedgerNotebook, settings: Settings, delivery: Delivery
) -> FileAccount:
    try:
        check_room(notebook.out, settings.limits, of=_size(job))
        return deliver(job.file, job.folder, pages, delivery)
    except (InputProblem, OutputProblem) as problem:
        return _not_written(job, problem)


def _size(job: Job) -> int:
    with suppress(OSError):  # a file that vanished is told by whoever opens it
        return job.file.path.stat().st_size
    return 0


def _not_written(job: Job, problem: Problem) -> FileAccount:
    return FileAccount(
        name=job.file.name, state="failed", fault=fault_of(problem), code=problem.code, data=problem.data
    )


def _write_tables(
    out: Path, delivery: Delivery, ledger: Ledger
) -> tuple[Obstacle | None, tuple[DossierCount, ...]]:
    # A workbook left open in a spreadsheet must not cost the account of a night's run.
    try:
        changed, dossiers = write_tables(out, delivery.t, delivery.reception)
        ledger.commit_changed(changed)
    except Problem as problem:
        return Obstacle.of(problem), ()
    return None, tuple(map(DossierCount.of, dossiers))


def read_file(job: Job, outcomes: Mapping[int, PageText | Failed], how: str) -> ReadFile:
    """What was read of a file, now or earlier, the pages that failed among it."""
    before = job.known or ReadFile(origin=Origin.of(job.dossier, job.file), fingerprint=how, pages=())
    now = tuple(outcome for outcome in outcomes.values() if not isinstance(outcome, Failed))
    old = tuple(one for one in before.failed if one.page not in outcomes)
    return ReadFile(
        origin=Origin.of(job.dossier, job.file),
        fingerprint=how,
        pages=tuple(sorted((*before.pages, *now), key=lambda page: page.page)),
        failed=tuple(sorted((*old, *failures(outcomes)), key=lambda one: one.page)),
    )
