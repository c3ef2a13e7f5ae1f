"""The stage ``scan`` on its own: upright pictures of every page in a folder, for people and for ``ocr``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from digitize.jobs.by_file import by_file, failures
from digitize.jobs.plan import Job, plan, told_at_once
from digitize.page.chain import PageTask, scan_page
from digitize.page.counting import CountTask, PageCounter
from digitize.page.unseen import unseen_among
from digitize.progress import Progress
from digitize.results.account import FileAccount, RunAccount
from digitize.results.claims import Claims
from digitize.results.disk_space import check_room
from digitize.results.half_written import writing
from digitize.results.handed_on import Origin, ScannedFile, ScannedPage
from digitize.results.layout import ORIGINAL, SCAN, open_results, page_picture, pictures_beyond
from digitize.results.own_folders import remove_file
from digitize.results.pictures import write_picture
from digitize.scan.inputs.gather import counted, gather
from digitize.scan.safe.guard import reading
from digitize.settings import Settings
from digitize.workers.pool import Failed, pool
from digitize.workers.temporary import private_folder
from export.atomic import make_folder
from export.original import keep_original
from export.records.record_json import write_record
from ocr.problem import InputProblem


@dataclass(frozen=True)
class PictureTask:
    """A page to be scanned, and where its pictures go."""

    page: PageTask
    folder: Path


def scan_files(inputs: Sequence[Path], out: Path, settings: Settings, progress: Progress) -> RunAccount:
    """Scan every page of ``inputs`` into folders below ``out``.

    Raises:
        OutputProblem: ``out`` cannot be written.
    """
    open_results(out, inputs)
    check_room(out, settings.limits)
    with (
        writing(out),
        private_folder() as unpacked,
        pool(work, jobs=settings.jobs, memory=settings.limits.page_memory) as workers,
    ):
        dossiers = tuple(gather(inputs, settings.limits, unpacked, PageCounter(workers)))
        claims = Claims.of(out)
        jobs, duplicates = plan(dossiers, claims)
        claims.remember()
        for job in jobs:
            make_folder(job.folder)
        scanned = by_file(
            jobs,
            # The result of a worker fits its task: what is known of a page for the task of its pictures.
            lambda tasks: cast(
                "Iterator[ScannedPage | Failed]", workers.in_order(tasks, settings.limits.page_seconds)
            ),
            lambda job, page: PictureTask(PageTask(job.file, page, settings), job.folder),
            settings,
            progress,
        )
        accounts = [*told_at_once(dossiers), *duplicates, *(_finish(job, pages) for job, pages in scanned)]
    return RunAccount(out=str(out), files=tuple(accounts))


def work(task: CountTask | PictureTask) -> int | ScannedPage:
    """The result of ``task``; errors as those of the function that does it."""
    return counted(task.file, task.limits) if isinstance(task, CountTask) else scan_to_folder(task)


def scan_to_folder(task: PictureTask) -> ScannedPage:
    """Scan one page, write its two pictures into the folder, and return the rest."""
    image, scanned = scan_page(task.page)
    write_picture(page_picture(task.folder, task.page.page), image.colour, image.geometry.dpi)
    write_picture(page_picture(task.folder, task.page.page, "ink"), image.ink, image.geometry.dpi)
    return scanned


def _finish(job: Job, outcomes: Mapping[int, ScannedPage | Failed]) -> FileAccount:
    problem = unseen_among(outcomes)
    try:
        return FileAccount.failed(job.file.name, problem) if problem else _finished(job, outcomes)
    except InputProblem as changed:
        return FileAccount.failed(job.file.name, changed)


def _finished(job: Job, outcomes: Mapping[int, ScannedPage | Failed]) -> FileAccount:
    with reading(job.file.name, "file_unreadable"):
        keep_original(job.file.path, job.folder / ORIGINAL, Path(job.file.name).name, job.file.sha256)
    failed = failures(outcomes)
    faults = {failure.fault for failure in failed}
    pages = tuple(outcome for outcome in outcomes.values() if not isinstance(outcome, Failed))
    scanned = ScannedFile(origin=Origin.of(job.dossier, job.file), pages=pages, failed=failed)
    for picture in pictures_beyond(job.folder, job.file.pages):
        remove_file(picture)
    write_record(job.folder / SCAN, scanned)
    return FileAccount(
        name=job.file.name,
        state="failed" if failed else "done",
        pages=job.file.pages,
        folder=str(job.folder),
        failed_pages=failed,
        fault=faults.pop() if len(faults) == 1 else None,
    )
