"""The stage ``extract`` on its own: records from the text that ``ocr`` or ``run`` left in folders.

Each file is extracted in a child process, as in a run: what hangs or takes too much memory costs this file.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from digitize.jobs.deliver import Delivery, original_of, unchanged, write_extracted
from digitize.jobs.write import RECORD
from digitize.results.account import FileAccount, RunAccount, account_of
from digitize.results.claims import Claims
from digitize.results.half_written import writing
from digitize.results.layout import ORIGINAL, TEXT, files_called, open_results
from digitize.results.text_file import write_reading
from digitize.stages.one_file import HandedFile, accounts_of, handed_files, read_of, seconds_for
from digitize.workers.child import Worker
from digitize.workers.pool import run_tasks
from export.atomic import make_folder
from export.original import keep_original
from ocr.problem import InputProblem


def extract_folders(
    inputs: Sequence[Path],
    out: Path,
    delivery: Delivery,
    first: Worker[HandedFile, FileAccount] | None = None,
) -> RunAccount:
    """Extract the documents of every ``text.json`` below ``inputs`` into the same places below ``out``.

    ``first`` is a child process that was started for this (:func:`digitize.workers.pool.begun`).

    Raises:
        InputProblem: there is no such file.
        OutputProblem: ``out`` cannot be made.
    """
    found = [(root, path.parent) for root in inputs for path in files_called(root, TEXT)]
    if not found:
        raise InputProblem("text_none_found", folder=", ".join(map(str, inputs)))
    open_results(out, ())
    limits = delivery.settings.limits
    with writing(out):
        claims = Claims.of(out)
        files = handed_files(found, claims)
        claims.remember()
        outcomes = run_tasks(
            partial(extract_one, delivery=delivery),
            [one for one in files if isinstance(one, HandedFile)],
            jobs=delivery.settings.jobs,
            seconds=lambda one: seconds_for(one.source / TEXT, limits),
            memory=limits.page_memory,
            first=first,
        )
        return RunAccount(out=str(out), files=tuple(accounts_of(files, outcomes, out)))


def extract_one(one: HandedFile, delivery: Delivery) -> FileAccount:
    """Extract the documents of one file.

    Raises:
        InputProblem: its text was not written by ``ocr``, or its original changed; ``secret_paper``.
        OutputProblem: its folder cannot be written.
    """
    read, folder = read_of(one, delivery.settings), one.folder
    kept = unchanged(original_of(one.source, read.origin), read.origin)
    make_folder(folder)
    if kept and folder != one.source:
        kept = keep_original(kept, folder / ORIGINAL, kept.name, read.origin.sha256)
    counts, _ = write_extracted(folder, kept, read, delivery, to=(RECORD,))
    if folder != one.source:
        write_reading(folder / TEXT, read)
    return account_of(read, folder, counts)
