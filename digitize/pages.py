"""The pages of many files through one runner: workers stay busy across files, results come file by file."""

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from typing import Protocol, TypeVar

from digitize.account import fault_of
from digitize.plan import Job
from digitize.progress import Progress
from digitize.runner import Failed, run_tasks
from digitize.settings import Settings
from digitize.stages import PageFailure

Task = TypeVar("Task")
Result = TypeVar("Result")


class Notebook(Protocol[Result]):
    """Keeps outcomes of pages as they come, and gives back those kept before."""

    def pages(self, job: Job) -> Collection[int]:
        """The pages of ``job`` whose outcome is kept and needs no other try."""
        ...

    def recall(self, job: Job, page: int) -> Result | Failed:
        """The outcome of one of them."""
        ...

    def keep(self, job: Job, page: int, outcome: Result | Failed) -> None:
        """Keep the outcome of a page."""
        ...


def by_file(
    jobs: Sequence[Job],
    work: Callable[[Task], Result],
    task: Callable[[Job, int], Task],
    settings: Settings,
    progress: Progress,
    notebook: Notebook[Result] | None = None,
) -> Generator[tuple[Job, dict[int, Result | Failed]], None, None]:
    """Every job with the outcome of each page that was to be read, by page number.

    Args:
        jobs: the files, in the order of the results.
        work: done in a child process on every task.
        task: makes the task of a page, from the job and the page number.
        settings: for the number of jobs and the deadline of a page.
        progress: is told of every page.
        notebook: outcomes go there one by one, and what it holds is not done again.
    """
    kept = [frozenset(notebook.pages(job)) if notebook else frozenset[int]() for job in jobs]
    for job, known in zip(jobs, kept, strict=True):
        progress.found(len(job.pages) - len(known.intersection(job.pages)))
    tasks = (
        task(job, page)
        for job, known in zip(jobs, kept, strict=True)
        for page in job.pages
        if page not in known
    )
    outcomes = run_tasks(work, tasks, jobs=settings.jobs, seconds=settings.limits.page_seconds)
    for job, known in zip(jobs, kept, strict=True):
        pages: dict[int, Result | Failed] = {}
        for page in job.pages:
            if notebook and page in known:
                pages[page] = notebook.recall(job, page)
                continue
            outcome = next(outcomes)
            if notebook:
                notebook.keep(job, page, outcome)
            progress.advance(job.file.name)
            pages[page] = outcome
        yield job, pages


def failure(page: int, outcome: Failed) -> PageFailure:
    """The failure of a page as it is written down."""
    problem = outcome.problem
    return PageFailure(page=page, fault=fault_of(problem), code=problem.code, data=problem.data)


def failures(outcomes: Mapping[int, object]) -> tuple[PageFailure, ...]:
    """The failed among the outcomes of a file's pages."""
    return tuple(failure(page, outcome) for page, outcome in outcomes.items() if isinstance(outcome, Failed))
