"""The chain on pages whose truth is known: what ``digitize eval`` compares.

A file is one task, so that its seconds are those of one worker without the start of the program. Its pages are
counted first, in a worker as well, since its deadline follows from them.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from digitize.evaluate.evaluation import Evaluation, Item, evaluate
from digitize.evaluate.truth import Truth, find_pairs
from digitize.jobs.deliver import extract_documents
from digitize.jobs.plan import plan
from digitize.page.chain import PageTask, fingerprint, read_page
from digitize.page.counting import CountTask, PageCounter
from digitize.progress import Progress
from digitize.results.claims import Claims
from digitize.scan.inputs.gather import counted, gather
from digitize.settings import Settings
from digitize.stages.ocr import read_file
from digitize.workers.pool import Failed, Pool, pool, run_here
from digitize.workers.temporary import private_folder
from extract.record import Record
from extract.rules.doctype import DocumentTypes
from ocr.page import PageText


@dataclass(frozen=True)
class MeasureTask:
    """One input of so many pages, to be read whole."""

    path: Path
    settings: Settings
    types: DocumentTypes
    pages: int = 1

    @property
    def most_seconds(self) -> float:
        """The deadline."""
        limits = self.settings.limits
        return min(limits.page_seconds * (1 + self.pages), limits.file_seconds)


@dataclass(frozen=True)
class Measured:
    """What was made of one input, and the seconds it took; ``words`` of each record are those explained, and all."""

    pages: tuple[PageText, ...]
    records: tuple[Record, ...]
    words: tuple[tuple[int, int], ...]
    seconds: float


def measure(folder: Path, settings: Settings, types: DocumentTypes, progress: Progress) -> Evaluation:
    """Read every input below ``folder`` that has a truth, and compare.

    Raises:
        InputProblem, ConfigurationProblem: there is no truth, or it is malformed.
        ConfigurationProblem, MachineProblem: the engine cannot read.
    """
    fingerprint(settings)
    # Pages with truth are drawn or released for this, and nothing of them is stored.
    settings = settings.model_copy(update={"secrecy": "flag"})
    pairs = find_pairs(folder)
    progress.found(len(pairs))
    return evaluate(_items(folder, pairs, settings, types, progress))


def measure_file(task: MeasureTask) -> Measured:
    """Read one input whole, in this process."""
    with private_folder() as unpacked:
        dossiers = tuple(gather([task.path], task.settings.limits, unpacked))
        jobs, _ = plan(dossiers, Claims.of(unpacked))
        started = time.perf_counter()
        pages: list[PageText] = []
        records: list[Record] = []
        words: list[tuple[int, int]] = []
        for job in jobs:
            tasks = (PageTask(job.file, page, task.settings) for page in range(1, job.file.pages + 1))
            read = read_file(job, dict(enumerate(run_here(read_page, tasks), start=1)), "")
            pages += read.pages
            for one in extract_documents(read, task.types):
                records.append(one.record)
                words.append((one.account.explained, one.account.total))
        return Measured(tuple(pages), tuple(records), tuple(words), time.perf_counter() - started)


def _items(
    folder: Path,
    pairs: list[tuple[Path, Truth]],
    settings: Settings,
    types: DocumentTypes,
    progress: Progress,
) -> Iterator[Item]:
    with pool(_work, jobs=settings.jobs, memory=settings.limits.page_memory) as workers:
        tasks = [MeasureTask(path, settings, types, _pages(path, settings, workers)) for path, _ in pairs]
        # The result of a worker fits its task.
        outcomes = cast(
            "Iterator[Measured | Failed]", workers.in_order(tasks, lambda task: task.most_seconds)
        )
        for (path, truth), outcome in zip(pairs, outcomes, strict=True):
            name = path.relative_to(folder).as_posix()
            progress.advance(name)
            if isinstance(outcome, Failed):
                yield Item(name, truth, (), (), 0.0)
            else:
                yield Item(name, truth, outcome.pages, outcome.records, outcome.seconds, outcome.words)


def _work(task: CountTask | MeasureTask) -> int | Measured:
    return counted(task.file, task.limits) if isinstance(task, CountTask) else measure_file(task)


def _pages(path: Path, settings: Settings, workers: Pool[CountTask | MeasureTask, int | Measured]) -> int:
    with private_folder() as unpacked:
        dossiers = gather([path], settings.limits, unpacked, PageCounter(workers))
        return sum(file.pages for dossier in dossiers for file in dossier.files)
