"""The stage ``extract`` on its own: records from the text that ``ocr`` or ``run`` left in folders.

Each file is extracted in a child process, as in a run: what hangs or takes too much memory costs this file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from digitize.jobs.deliver import Delivery, original_of, write_extracted
from digitize.jobs.write import RECORD
from digitize.results.account import FileAccount, RunAccount, account_of
from digitize.results.below import files_below
from digitize.results.half_written import writing
from digitize.results.layout import ORIGINAL, TEXT, open_results
from digitize.results.text_file import stored_reading, write_reading
from digitize.stages.one_file import not_finished, seconds_for
from digitize.workers.child import Worker
from digitize.workers.pool import Failed, run_tasks
from export.atomic import make_folder
from export.original import keep_original
from ocr.problem import InputProblem


@dataclass(frozen=True)
class ExtractTask:
    """A text that was found below ``root``, and the folder of its records."""

    root: Path
    text: Path
    folder: Path


def extract_folders(
    inputs: Sequence[Path],
    out: Path,
    delivery: Delivery,
    first: Worker[ExtractTask, FileAccount] | None = None,
) -> RunAccount:
    """Extract the documents of every ``text.json`` below ``inputs`` into the same places below ``out``.

    ``first`` is a child process that was started for this (:func:`digitize.workers.pool.begun`).

    Raises:
        InputProblem: there is no such file.
        OutputProblem: ``out`` cannot be made.
    """
    found = [(root, path) for root in inputs for path in sorted(files_below(root, TEXT.__eq__))]
    if not found:
        raise InputProblem("text_none_found", folder=", ".join(map(str, inputs)))
    open_results(out, ())
    tasks = [ExtractTask(root, path, out / path.parent.relative_to(root)) for root, path in found]
    limits = delivery.settings.limits
    with writing(out):
        outcomes = run_tasks(
            partial(extract_one, delivery=delivery),
            tasks,
            jobs=delivery.settings.jobs,
            seconds=lambda task: seconds_for(task.text, limits),
            memory=limits.page_memory,
            first=first,
        )
        return RunAccount(out=str(out), files=tuple(map(_account, tasks, outcomes)))


def extract_one(task: ExtractTask, delivery: Delivery) -> FileAccount:
    """Extract the documents of one file.

    Raises:
        InputProblem: its text was not written by ``ocr``.
        OutputProblem: its folder cannot be written.
    """
    text, folder = task.text, task.folder
    read = stored_reading(text)
    make_folder(folder)
    kept = original_of(text.parent, read.origin)
    if kept and folder != text.parent:
        kept = keep_original(kept, folder / ORIGINAL, kept.name, read.origin.sha256)
    counts, _ = write_extracted(folder, kept, read, delivery, to=(RECORD,))
    if folder != text.parent:
        write_reading(folder / TEXT, read)
    return account_of(read, folder, counts)


def _account(task: ExtractTask, outcome: FileAccount | Failed) -> FileAccount:
    if isinstance(outcome, Failed):
        return not_finished(task.text.parent, task.root, task.folder, outcome)
    return outcome
