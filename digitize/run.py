"""The main job: from inputs to a folder of results, every file accounted for.

Planning comes first (what there is, what was already read), then the runner reads the pages, and as
soon as the last page of a file is through, its documents are extracted and written. The tables at
the end are made from every record in the folder, so that nothing of an earlier run is lost.
"""

from collections.abc import Sequence
from pathlib import Path

from digitize.account import FileAccount, Obstacle, RunAccount, fault_of
from digitize.chain import PageTask, fingerprint, read_page
from digitize.deliver import Delivery, deliver, write_tables
from digitize.folder import open_results
from digitize.pages import by_file, failures
from digitize.plan import Job, plan, told_at_once
from digitize.progress import Progress
from digitize.runner import Failed
from digitize.scan.sources import gather
from digitize.settings import Settings
from digitize.stages import Origin, ReadFile
from digitize.temporary import private_folder
from ocr.page import PageText
from ocr.problem import InputProblem, OutputProblem, Problem

_NOWHERE = frozenset({"output_disk_full", "output_not_allowed", "output_folder_gone", "output_failed"})


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
    with private_folder() as unpacked:
        dossiers = tuple(gather(inputs, settings.limits, unpacked))
        jobs, duplicates = plan(dossiers, out, how)
        finished: list[FileAccount] = []
        read = by_file(
            jobs, read_page, lambda job, page: PageTask(job.file, page, settings), settings, progress
        )
        for job, outcomes in read:
            pages = job.known or read_file(job, outcomes, how)
            finished.append(_delivered(job, pages, delivery))
            if nowhere_to_write(finished[-1]) or too_many_failed(finished, settings):
                break
        read.close()
    unwritable = bool(finished) and nowhere_to_write(finished[-1])
    reason = "not_written" if unwritable else "not_reached"
    left = [FileAccount(name=job.file.name, state="skipped", code=reason) for job in jobs[len(finished) :]]
    return RunAccount(
        out=str(out),
        files=(*told_at_once(dossiers), *duplicates, *finished, *left),
        stopped=bool(left),
        obstacle=None if unwritable else _write_tables(out, delivery),
    )


def nowhere_to_write(account: FileAccount) -> bool:
    """Whether no other file could be written either: a full disk is no single file's fault."""
    return account.state == "failed" and account.code in _NOWHERE


def too_many_failed(finished: Sequence[FileAccount], settings: Settings) -> bool:
    """Whether it is wiser to stop: most likely something is wrong with all of them."""
    failed = sum(account.state == "failed" for account in finished)
    return len(finished) >= settings.judged_after and failed > settings.failed_share * len(finished)


def _delivered(job: Job, pages: ReadFile, delivery: Delivery) -> FileAccount:
    try:
        return deliver(job.file, job.folder, pages, delivery)
    except (InputProblem, OutputProblem) as problem:
        return FileAccount(
            name=job.file.name,
            state="failed",
            fault=fault_of(problem),
            code=problem.code,
            data=problem.data,
        )


def _write_tables(out: Path, delivery: Delivery) -> Obstacle | None:
    # A workbook left open in a spreadsheet must not cost the account of a night's run.
    try:
        write_tables(out, delivery.t, delivery.reception)
    except Problem as problem:
        return Obstacle.of(problem)
    return None


def read_file(job: Job, outcomes: Sequence[PageText | Failed], how: str) -> ReadFile:
    """What was read of a file, the pages that failed among it."""
    return ReadFile(
        origin=Origin.of(job.dossier, job.file),
        fingerprint=how,
        pages=tuple(outcome for outcome in outcomes if not isinstance(outcome, Failed)),
        failed=failures(outcomes),
    )
