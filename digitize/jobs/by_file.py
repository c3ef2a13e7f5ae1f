"""The pages of many files in one pool of workers: workers stay busy across files, results come file by file."""

import time
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from digitize.jobs.plan import Job
from digitize.page.secrecy import is_secret
from digitize.page.unseen import is_unseen
from digitize.progress import Progress
from digitize.results.account import fault_of
from digitize.results.handed_on import PageFailure
from digitize.settings import Settings
from digitize.workers.pool import Failed
from ocr.problem import LimitProblem

Task = TypeVar("Task")
Result = TypeVar("Result")


class Notebook(Protocol[Result]):
    """Keeps outcomes of pages as they come, and gives back those from earlier."""

    def pages(self, job: Job) -> Collection[int]:
        """The pages of ``job`` whose outcome is kept and that need no further try."""
        ...

    def recall(self, job: Job, page: int) -> Result | Failed:
        """The outcome of one of them."""
        ...

    def keep(self, job: Job, page: int, outcome: Result | Failed) -> None:
        """Keep the outcome of a page."""
        ...


def by_file(
    jobs: Sequence[Job],
    perform: Callable[[Iterable[Task]], Iterator[Result | Failed]],
    task: Callable[[Job, int], Task],
    settings: Settings,
    progress: Progress,
    notebook: Notebook[Result] | None = None,
) -> Generator[tuple[Job, dict[int, Result | Failed]], None, None]:
    """Every job with the outcome of each page that was to be read, by page number.

    Args:
        jobs: the files, in the order of the results.
        perform: gives the outcome of every task, in order, taking tasks as it needs them.
        task: makes the task of a page, from the job and the page number.
        settings: for the time limit of a file.
        progress: is called for every page.
        notebook: outcomes go there one by one, and what it holds is not done again.
    """
    kept = [frozenset(notebook.pages(job)) if notebook else frozenset[int]() for job in jobs]
    for job, known in zip(jobs, kept, strict=True):
        progress.found(len(job.pages) - len(known.intersection(job.pages)))
    ended: dict[int, Failed] = {}
    handed_out: deque[tuple[int, int]] = deque()
    outcomes = perform(_tasks(jobs, kept, ended, handed_out, task))
    for number, (job, known) in enumerate(zip(jobs, kept, strict=True)):
        pages: dict[int, Result | Failed] = {}
        turn = time.monotonic()
        for page in job.pages:
            if notebook and page in known:
                pages[page] = notebook.recall(job, page)
            else:
                if number not in ended or (number, page) in handed_out:
                    pages[page] = next(outcomes)
                    handed_out.popleft()
                elif not _ends_all(ended[number]):
                    pages[page] = ended[number]
                if notebook and page in pages and not is_secret(ended.get(number)):
                    _keep(notebook, job, page, pages[page])
                progress.advance(job.file.name)
            end = _end(pages.get(page), time.monotonic() - turn, settings)
            if end and _rank(end) >= _rank(ended.get(number)):
                ended[number] = end
        yield job, _told(job, pages, ended.get(number), notebook)


def _end(outcome: object, seconds: float, settings: Settings) -> Failed | None:
    """Why reading of a file stops after a page with this ``outcome``, ``seconds`` after the file was begun."""
    if is_secret(outcome) or is_unseen(outcome):
        return outcome
    if seconds > settings.limits.file_seconds:
        return Failed(LimitProblem("file_too_slow", seconds=round(settings.limits.file_seconds)))
    return None


def _tasks(
    jobs: Sequence[Job],
    kept: Sequence[Collection[int]],
    ended: Collection[int],
    handed_out: deque[tuple[int, int]],
    task: Callable[[Job, int], Task],
) -> Iterator[Task]:
    """The tasks of all pages not kept; taken lazily, so that no more pages of an ended file are handed out."""
    for number, (job, known) in enumerate(zip(jobs, kept, strict=True)):
        for page in job.pages:
            if page not in known and number not in ended:
                handed_out.append((number, page))
                yield task(job, page)


def _rank(end: Failed | None) -> int:
    """Which reason to end a file counts more than another: a stamp, then a file that changed, then its time."""
    return 3 if is_secret(end) else 2 if is_unseen(end) else 1 if end else 0


def _ends_all(end: Failed) -> bool:
    """Whether the pages that were not read have no outcome of their own."""
    return is_secret(end) or is_unseen(end)


def _keep(notebook: Notebook[Result], job: Job, page: int, outcome: Result | Failed) -> None:
    # Nobody saw the bytes of this hash, so nothing is known of the page.
    if not is_unseen(outcome):
        notebook.keep(job, page, outcome)


def _told(
    job: Job, pages: dict[int, Result | Failed], end: Failed | None, notebook: Notebook[Result] | None
) -> dict[int, Result | Failed]:
    """The outcomes of a file as the others see them, which ended as ``end`` says or was read to its last page."""
    if is_secret(end):
        return _withheld(job, pages, end, notebook)
    return dict.fromkeys(job.pages, end) if is_unseen(end) else pages


def _withheld(
    job: Job, pages: Mapping[int, Result | Failed], secret: Failed, notebook: Notebook[Result] | None
) -> dict[int, Result | Failed]:
    """The outcomes of a file with a secret page: none of its pages is kept, not even those read before."""
    for page in job.pages:
        if notebook and not is_secret(pages.get(page)):
            notebook.keep(job, page, secret)
    return dict.fromkeys(job.pages, secret)


def failure(page: int, outcome: Failed) -> PageFailure:
    """The failure of a page as it is stored."""
    problem = outcome.problem
    return PageFailure(page=page, fault=fault_of(problem), code=problem.code, data=problem.data)


def failures(outcomes: Mapping[int, object]) -> tuple[PageFailure, ...]:
    """The failed among the outcomes of a file's pages."""
    return tuple(failure(page, outcome) for page, outcome in outcomes.items() if isinstance(outcome, Failed))
