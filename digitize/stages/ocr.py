"""The stage ``ocr`` on its own: from files, or from the pictures that ``scan`` left, to the text of pages."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, cast

from digitize.jobs.by_file import by_file, failures
from digitize.jobs.plan import Job, plan, told_at_once
from digitize.page.chain import PageTask, ScannedTask, fingerprint, load_nets, read_page, read_scanned_page
from digitize.page.counting import CountTask, PageCounter
from digitize.page.secrecy import remove_all_results, remove_tables, secret_among
from digitize.page.unseen import unseen_among
from digitize.progress import Progress
from digitize.results.account import FileAccount, RunAccount, account_of
from digitize.results.claims import Claims
from digitize.results.disk_space import check_room
from digitize.results.half_written import writing
from digitize.results.handed_folders import handed_on
from digitize.results.handed_on import Origin, ReadFile, ScannedFile
from digitize.results.layout import ORIGINAL, SCAN, TEXT, files_called, open_results
from digitize.results.read_back import load, require
from digitize.results.text_file import write_reading
from digitize.scan.inputs.gather import counted, gather
from digitize.scan.raw import DossierInput, SourceFile
from digitize.scan.safe.guard import reading
from digitize.settings import Settings
from digitize.terminal import json_readable, readable, xml_readable
from digitize.workers.child import Worker
from digitize.workers.pool import Failed, Pool, pool
from digitize.workers.temporary import private_folder
from export.atomic import make_folder
from export.original import keep_original, safe_name
from ocr.formats import FORMS
from ocr.page import PageText
from ocr.problem import InputProblem

Task = CountTask | PageTask | ScannedTask
Form = Literal["text", "paragraphs", "json", "hocr", "alto"]
_FIT: Mapping[Form, Callable[[str], str]] = {
    "text": readable,
    "paragraphs": readable,
    "json": json_readable,
    "hocr": xml_readable,
    "alto": xml_readable,
}


def read_inputs(
    inputs: Sequence[Path],
    out: Path | None,
    settings: Settings,
    progress: Progress,
    first: Worker[Task, PageText | int] | None = None,
) -> tuple[RunAccount, list[ReadFile]]:
    """Read the text of ``inputs``; with ``out`` it is also written there for the next stage.

    ``first`` is a child process that was started for this (:func:`digitize.workers.pool.begun`).

    Raises:
        OutputProblem: ``out`` cannot be written.
        ConfigurationProblem, MachineProblem: the engine cannot read.
    """
    with pool(_work, jobs=settings.jobs, memory=settings.limits.page_memory, first=first) as workers:
        return _read_inputs(inputs, out, settings, progress, workers)


def _read_inputs(
    inputs: Sequence[Path],
    out: Path | None,
    settings: Settings,
    progress: Progress,
    workers: Pool[Task, PageText | int],
) -> tuple[RunAccount, list[ReadFile]]:
    how = fingerprint(settings)
    scanned = [path for path in inputs if path.is_dir() and _holds_scans(path)]
    files = [path for path in inputs if path not in scanned]
    if out:
        open_results(out, files)
        check_room(out, settings.limits)
    accounts: list[FileAccount] = []
    # The result of a worker fits its task: a page for the task of a page.
    in_order = cast(
        "Callable[[Iterable[PageTask | ScannedTask]], Iterator[PageText | Failed]]",
        partial(workers.in_order, seconds=settings.limits.page_seconds),
    )
    read: list[ReadFile] = []
    with writing(out), private_folder() as unpacked:
        dossiers = tuple(gather(files, settings.limits, unpacked, PageCounter(workers))) if files else ()
        claims = Claims.of(out or unpacked)
        jobs, duplicates = plan(dossiers, claims)
        left_by_scan = _scanned_jobs(scanned, claims if out else None)
        if out:
            claims.remember()
        accounts += [*told_at_once(dossiers), *duplicates]
        from_files = by_file(
            jobs,
            in_order,
            lambda job, page: PageTask(job.file, page, settings),
            settings,
            progress,
        )
        from_scans = by_file(
            left_by_scan,
            in_order,
            lambda job, page: ScannedTask(_scan_folder(job), page, job.file.sha256, settings),
            settings,
            progress,
        )
        whole = ((job, outcomes, True) for job, outcomes in from_files)
        of_scans = ((job, outcomes, False) for job, outcomes in from_scans)
        for job, outcomes, has_original in (*whole, *of_scans):
            secret = secret_among(outcomes)
            problem = secret or unseen_among(outcomes)
            pages = read_file(job, outcomes, how)
            try:
                if out and secret:
                    remove_all_results(out, job.folder, job.file.sha256)
                    remove_tables(out)  # from a stage after this one
                if out and not problem:
                    _leave(job, pages, has_original=has_original)
            except InputProblem as changed:
                problem = changed
            if problem:
                accounts.append(FileAccount.failed(job.file.name, problem))
                continue
            read.append(pages)
            accounts.append(account_of(pages, job.folder, ()))
    return RunAccount(out=str(out or ""), files=tuple(accounts)), read


def read_file(job: Job, outcomes: Mapping[int, PageText | Failed], how: str) -> ReadFile:
    """What was read of a file, with the pages that failed."""
    return ReadFile(
        origin=Origin.of(job.dossier, job.file),
        fingerprint=how,
        failed=failures(outcomes),
        pages=tuple(outcome for outcome in outcomes.values() if not isinstance(outcome, Failed)),
    )


def printed(read: Sequence[ReadFile], form: Form) -> str:
    """The pages of all files in one of the forms, fit for a terminal."""
    return _FIT[form](FORMS[form]([page for file in read for page in file.pages]))


def get_ready() -> None:
    """Load what reading needs before the first page comes."""
    load_nets()


def _work(task: Task) -> PageText | int:
    match task:
        case CountTask():
            return counted(task.file, task.limits)
        case PageTask():
            return read_page(task)
        case ScannedTask():
            return read_scanned_page(task)


def _holds_scans(folder: Path) -> bool:
    """Whether ``scan`` wrote into ``folder``; a paper may be called ``scan.json``, too."""
    return any(load(ScannedFile, path) for path in files_called(folder, SCAN))


def _scanned_jobs(roots: Sequence[Path], claims: Claims | None) -> list[Job]:
    return [_job(path.parent, root, claims) for root in roots for path in files_called(root, SCAN)]


def _job(folder: Path, root: Path, claims: Claims | None) -> Job:
    origin, target = require(ScannedFile, folder / SCAN).origin, folder
    original = folder / ORIGINAL / safe_name(Path(origin.file).name)
    file = SourceFile(origin.file, original, origin.sha256, origin.kind, origin.pages)
    if claims:
        origin, target = handed_on(claims, root, folder, origin)
    return Job(DossierInput(origin.dossier, origin.ma_ho_so, (file,)), file, target)


def _scan_folder(job: Job) -> Path:
    # The original lies in a folder of its own inside the folder of the scan.
    return job.file.path.parent.parent


def _leave(job: Job, pages: ReadFile, *, has_original: bool) -> None:
    make_folder(job.folder)
    with reading(job.file.name, "file_unreadable"):
        # What ``scan`` left may have lost its original since.
        if has_original or job.file.path.is_file():
            keep_original(job.file.path, job.folder / ORIGINAL, Path(job.file.name).name, job.file.sha256)
    write_reading(job.folder / TEXT, pages)
