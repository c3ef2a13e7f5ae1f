"""The pages of many files through one runner: workers stay busy across files, results come file by file."""

from collections.abc import Callable, Generator, Iterable, Sequence
from itertools import islice
from typing import TypeVar

from digitize.account import fault_of
from digitize.plan import Job
from digitize.progress import Progress
from digitize.runner import Failed, run_tasks
from digitize.settings import Settings
from digitize.stages import PageFailure

Task = TypeVar("Task")
Result = TypeVar("Result")


def by_file(
    jobs: Sequence[Job],
    work: Callable[[Task], Result],
    task: Callable[[Job, int], Task],
    settings: Settings,
    progress: Progress,
) -> Generator[tuple[Job, list[Result | Failed]], None, None]:
    """Every job with the outcome of each of its pages; one that is already known has none.

    Args:
        jobs: the files, in the order of the results.
        work: done in a child process on every task.
        task: makes the task of a page, from the job and the page number.
        settings: for the number of jobs and the deadline of a page.
        progress: is told of every page.
    """
    for job in jobs:
        progress.found(_count(job))
    tasks = (task(job, page) for job in jobs for page in range(1, _count(job) + 1))
    outcomes = run_tasks(work, tasks, jobs=settings.jobs, seconds=settings.limits.page_seconds)
    for job in jobs:
        pages = []
        for outcome in islice(outcomes, _count(job)):
            progress.advance(job.file.name)
            pages.append(outcome)
        yield job, pages


def failures(outcomes: Iterable[object]) -> tuple[PageFailure, ...]:
    """The failed among the outcomes of a file's pages, by page number from 1."""
    return tuple(
        PageFailure(
            page=page, fault=fault_of(outcome.problem), code=outcome.problem.code, data=outcome.problem.data
        )
        for page, outcome in enumerate(outcomes, start=1)
        if isinstance(outcome, Failed)
    )


def _count(job: Job) -> int:
    return 0 if job.known else job.file.pages
