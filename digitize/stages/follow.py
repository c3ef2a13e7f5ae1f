"""Bringing a folder of results up to what people decided: records, searchable PDFs, tables and checks, and nothing else.

No page is read but those that somebody turned. The papers of each file with new decisions are extracted again from its text, since a decision may say
of what type they are and where they begin, and the decisions are laid over them.
"""

from collections.abc import Collection, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

from digitize.decisions.arranged import turned_otherwise, turns
from digitize.decisions.kept import decisions_about, last_decisions
from digitize.jobs.deliver import Delivered, Delivery, original_of, unchanged, write_extracted
from digitize.jobs.notebook import delivered_key
from digitize.jobs.write import write_tables
from digitize.ledger import Ledger, open_ledger
from digitize.ledger.connection import LEDGER
from digitize.page.chain import PageTask, read_packed
from digitize.results.account import FileAccount, RunAccount, account_of, unfinished
from digitize.results.artifact import artifacts_in
from digitize.results.half_written import writing
from digitize.results.layout import TEXT, files_called
from digitize.results.text_file import (
    JoinedPages,
    StoredText,
    StreamedFile,
    head_of,
    stored_reading,
    write_reading,
)
from digitize.scan.inputs.results_mark import has_results
from digitize.scan.raw import SourceFile
from digitize.settings import Settings
from digitize.stages.one_file import seconds_for
from digitize.workers.pool import Failed, run_tasks
from ocr.problem import OutputProblem


class Followed(NamedTuple):
    """A file whose results are to follow the decisions about it."""

    out: Path
    folder: Path
    sha256: str
    how: str


def follow(out: Path, delivery: Delivery, only: Collection[str] | None = None) -> RunAccount:
    """Bring the results in ``out`` up to the decisions, of the files ``only`` where they are named by their hashes.

    Raises:
        OutputProblem: another program writes there, or it cannot be written.
    """
    if not has_results(out):
        raise OutputProblem("output_folder_gone", file=str(out))
    decided = last_decisions(out)
    with ExitStack() as open_:
        ledger = open_.enter_context(open_ledger(out)) if (out / LEDGER).exists() else None
        open_.enter_context(writing(out))
        wanted = decided.keys() if only is None else decided.keys() & set(only)
        files = [
            one for one in _files(out) if one.sha256 in wanted and _is_behind(one, ledger, delivery, decided)
        ]
        accounts = list(_followed(files, delivery, ledger, decided))
        changed, tables, _ = write_tables(out, delivery.t, delivery.reception, types=delivery.types)
        if ledger:
            ledger.commit_changed(changed)
            ledger.commit_tables(tables)
    return RunAccount(out=str(out), files=tuple(accounts))


def follow_one(one: Followed, delivery: Delivery) -> Delivered:
    """Write the documents of one file anew.

    Raises:
        InputProblem: its text or its original is not what was read.
        OutputProblem: its folder cannot be written.
    """
    stored = stored_reading(one.folder / TEXT)
    original = unchanged(original_of(one.folder, stored.origin), stored.origin)
    read = _turned(one, stored, original, delivery.settings)
    counts, pdfa = write_extracted(one.folder, original, read, delivery)
    if read is not stored:
        write_reading(one.folder / TEXT, read)
    account = account_of(read, one.folder, counts, pdfa=pdfa)
    return Delivered(account, artifacts_in(one.folder, one.out))


def _turned(one: Followed, stored: StoredText, original: Path | None, settings: Settings) -> StoredText:
    """What was read of a file, with the pages read again that a person turned."""
    said = turns(decisions_about(one.folder, one.sha256))
    again = sorted(turned_otherwise(stored.pages, said))
    if not again or original is None:
        return stored
    origin = stored.origin
    file = SourceFile(origin.file, original, origin.sha256, origin.kind, origin.pages)
    now = tuple(read_packed(PageTask(file, page, settings, said[page])) for page in again)
    return StreamedFile(origin, stored.fingerprint, stored.failed, JoinedPages(now, stored.pages))


def _files(out: Path) -> Iterator[Followed]:
    for path in files_called(out, TEXT):
        if head := head_of(path):
            yield Followed(out, path.parent, head.origin.sha256, head.fingerprint)


def _is_behind(one: Followed, ledger: Ledger | None, delivery: Delivery, decided: dict[str, int]) -> bool:
    state = ledger.file(one.sha256) if ledger else None
    return state is None or state.deliver_key != delivered_key(
        one.sha256, one.how, delivery.fingerprint, decided
    )


def _followed(
    files: list[Followed], delivery: Delivery, ledger: Ledger | None, decided: dict[str, int]
) -> Iterator[FileAccount]:
    limits = delivery.settings.limits
    outcomes = run_tasks(
        partial(follow_one, delivery=delivery),
        files,
        jobs=delivery.settings.jobs,
        seconds=lambda one: seconds_for(one.folder / TEXT, limits),
        memory=limits.page_memory,
    )
    for one, outcome in zip(files, outcomes, strict=True):
        if isinstance(outcome, Failed):
            yield unfinished(one.folder.name, outcome.problem)
            continue
        state = ledger.file(one.sha256) if ledger else None
        if ledger and state:
            keys = (state.read_key or "", delivered_key(one.sha256, one.how, delivery.fingerprint, decided))
            ledger.commit_file(one.sha256, keys, outcome.artifacts, outcome.account)
        yield outcome.account
