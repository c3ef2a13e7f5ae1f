"""The stage ``export`` on its own: tables over records, and files beside each of them, in the forms that are asked for.

Where nobody says which forms, everything is written that ``run`` writes, and the result can be gone on from:
originals and texts are kept, too. Where forms are named, these files are written and no others.
The files beside the records are made in child processes, as in a run: what hangs or takes too much memory there
costs this file.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from digitize.decisions.kept import decisions_about
from digitize.exit_codes import UsageProblem
from digitize.jobs.deliver import Delivery, decided_now, original_of, unchanged
from digitize.jobs.write import RECORD, SEARCHABLE, remove_documents, write_document, write_tables
from digitize.ledger import Ledger, open_ledger
from digitize.ledger.connection import LEDGER
from digitize.results.account import DocumentCount, FileAccount, RunAccount, account_of, fault_of
from digitize.results.claims import Claims
from digitize.results.half_written import writing
from digitize.results.layout import (
    DOSSIER,
    ORIGINAL,
    TEXT,
    document_file,
    open_results,
    record_files,
    records_in,
)
from digitize.results.read_back import require
from digitize.results.text_file import StoredText, write_reading
from digitize.stages.one_file import HandedFile, account_for, handed_files, read_of, seconds_for
from digitize.workers.child import Worker
from digitize.workers.pool import Failed, run_tasks
from export.atomic import make_folder
from export.original import keep_original
from export.writers import DOCUMENT_WRITERS, RUN_WRITERS, USUAL, WRITERS, OneDocument, require_writers
from extract.record import Record
from ocr.page import PageText
from ocr.problem import InputProblem


class Left(NamedTuple):
    """What an earlier stage left of a file in ``folder``; ``dossier`` is the name of its dossier there."""

    folder: Path
    read: StoredText
    dossier: str
    delivery: Delivery


class Exported(NamedTuple):
    """What became of a file, and its records by where they belong in the results."""

    account: FileAccount
    records: dict[Path, Record]


@dataclass(frozen=True)
class ExportTask:
    """A file to be written in the forms ``to``, as they were asked for; None stands for the usual ones."""

    file: HandedFile
    to: tuple[str, ...] | None


def export_folders(
    inputs: Sequence[Path],
    out: Path,
    delivery: Delivery,
    to: Collection[str] | None = None,
    first: Worker[ExportTask, Exported] | None = None,
) -> RunAccount:
    """Write into ``out`` what the records below ``inputs`` say, in the forms ``to`` or in the usual ones.

    ``first`` is a child process that was started for this (:func:`digitize.workers.pool.begun`).

    Raises:
        UsageProblem: ``writer_unknown``, there is no such form.
        MachineProblem: ``writer_lacks``, a form cannot be written on this computer.
        InputProblem: there are no records.
        OutputProblem: ``out`` cannot be written.
    """
    _check_asked(to or USUAL)
    found = sorted({(root, path.parent) for root in inputs for path in record_files(root)})
    if not found:
        raise InputProblem("records_none_found", folder=", ".join(map(str, inputs)))
    open_results(out, ())
    with ExitStack() as open_:
        ledger = open_.enter_context(open_ledger(out)) if (out / LEDGER).exists() else None
        open_.enter_context(writing(out))
        claims = Claims.of(out)
        files = handed_files(found, claims)
        if to and RECORD not in to and not DOCUMENT_WRITERS.keys().isdisjoint(to):
            for one in files:
                if isinstance(one, HandedFile) and one.folder != one.source:
                    claims.without_record(one.folder, one.origin.sha256)
        claims.remember()
        lying = {name for name, writer in RUN_WRITERS.items() if (out / writer.file).exists()}
        exported = list(_exported(files, _outcomes(files, delivery, to, first), out))
        claims.remember_what_lies_there()
        # Where a secret paper was stopped, all tables were taken away; none of the others is lost with it.
        gone = {name for name in lying if not (out / RUN_WRITERS[name].file).exists()}
        over_all = {*(to or USUAL), *gone}
        if not RUN_WRITERS.keys().isdisjoint(over_all) or RECORD in over_all:
            given = {path: record for one in exported for path, record in one.records.items()}
            write_tables(out, delivery.t, delivery.reception, to=over_all, given=given, types=delivery.types)
        if ledger:
            ledger.commit_changed(_written_anew(out, exported, ledger))
    return RunAccount(out=str(out), files=tuple(one.account for one in exported))


def _written_anew(out: Path, exported: Sequence[Exported], ledger: Ledger) -> list[Path]:
    """Of what this program wrote, the results of a run that are not what the ledger of that run knows."""
    folders = {Path(one.account.folder) for one in exported if one.account.folder}
    ours = (one for one in ledger.every_artifact() if _is_of_export(out / one.path, folders, out))
    return [out / one.path for one in ours if (out / one.path).is_file() and not one.is_whole(out)]


def _is_of_export(path: Path, folders: Collection[Path], out: Path) -> bool:
    beside = path.parent in folders and path.name.startswith("document-")
    return beside or path.name == DOSSIER or path in {out / writer.file for writer in RUN_WRITERS.values()}


def _outcomes(
    files: Sequence[HandedFile | FileAccount],
    delivery: Delivery,
    to: Collection[str] | None,
    first: Worker[ExportTask, Exported] | None,
) -> Iterator[Exported | Failed]:
    limits = delivery.settings.limits
    asked = tuple(to) if to else None
    return run_tasks(
        partial(export_one, delivery=delivery),
        [ExportTask(one, asked) for one in files if isinstance(one, HandedFile)],
        jobs=delivery.settings.jobs,
        seconds=lambda task: seconds_for(task.file.source / TEXT, limits),
        memory=limits.page_memory,
        first=first,
    )


def export_one(task: ExportTask, delivery: Delivery) -> Exported:
    """Write what is asked for beside the records of one file; errors as those of the writers."""
    one = task.file
    left = Left(one.source, read_of(one, delivery.settings), one.dossier, delivery)
    return _write_only(left, one.folder, task.to) if task.to else _write_all(left, one.folder, USUAL)


def _exported(
    files: Sequence[HandedFile | FileAccount], outcomes: Iterator[Exported | Failed], out: Path
) -> Iterator[Exported]:
    for one in files:
        if isinstance(one, FileAccount):
            yield Exported(one, {})
            continue
        outcome = next(outcomes)
        yield Exported(account_for(one, outcome, out), {}) if isinstance(outcome, Failed) else outcome


def _check_asked(names: Collection[str]) -> None:
    for name in names:
        if name not in WRITERS:
            raise UsageProblem("writer_unknown", name=name, known=", ".join(WRITERS))
    require_writers(names)


def _write_all(left: Left, folder: Path, to: Collection[str]) -> Exported:
    make_folder(folder)
    kept = original_of(left.folder, left.read.origin)
    original = keep_original(kept, folder / ORIGINAL, kept.name, left.read.origin.sha256) if kept else None
    exported = _write_documents(left, folder, original, to)
    if folder != left.folder:
        write_reading(folder / TEXT, left.read)
    return exported


def _write_only(left: Left, folder: Path, to: Collection[str]) -> Exported:
    original = unchanged(original_of(left.folder, left.read.origin), left.read.origin)
    if not DOCUMENT_WRITERS.keys().isdisjoint(to):
        make_folder(folder)
    exported = _write_documents(left, folder, original, to)
    left_out = [name for name, writer in DOCUMENT_WRITERS.items() if name in to and writer.needs_original]
    if original is None and left_out:
        return exported._replace(account=_without_original(exported.account, left_out[0]))
    return exported


def _without_original(account: FileAccount, name: str) -> FileAccount:
    # Somebody asked for just this form: that it is not there must not pass for done.
    problem = InputProblem("original_not_kept", file=account.name, name=name)
    told = {"state": "failed", "fault": fault_of(problem), "code": problem.code, "data": problem.data}
    return account.model_copy(update=told)


def _write_documents(left: Left, folder: Path, original: Path | None, to: Collection[str]) -> Exported:
    read, files = left.read, sorted(records_in(left.folder), key=_number)
    beside = not DOCUMENT_WRITERS.keys().isdisjoint(to)
    counts, pdfa, records = [], SEARCHABLE in to and original is not None, {}
    decisions = decisions_about(left.folder, read.origin.sha256)
    stored = (decided_now(_record_of(left, path), decisions, left.delivery) for path in files)
    for number, (record, pages) in enumerate(_with_pages(stored, read.pages if beside else ()), start=1):
        document = OneDocument(record, pages, original, read.origin.kind, is_one_of_many=len(files) > 1)
        written, archival = write_document(folder, number, document, to)
        counts.append(DocumentCount.of(written))
        records[document_file(folder, number, DOCUMENT_WRITERS[RECORD].suffix)] = written
        pdfa = pdfa and archival
    if beside:
        remove_documents(folder, beyond=len(counts))
    return Exported(account_of(read, folder, counts, pdfa=pdfa), records)


def _record_of(left: Left, path: Path) -> Record:
    record, origin = require(Record, path), left.read.origin
    if record.sha256 != origin.sha256:
        raise InputProblem("stage_file_invalid", file=str(path))
    # A paper behind a separator sheet belongs to the dossier of that sheet, wherever it lies.
    is_of_file = record.dossier == left.dossier
    return record.model_copy(update={"dossier": origin.dossier}) if is_of_file else record


def _number(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])


def _with_pages(
    records: Iterable[Record], pages: Iterable[PageText]
) -> Iterator[tuple[Record, list[PageText]]]:
    """Each record with the pages that were read of it; records stand in the order of their pages."""
    left = iter(pages)
    held: dict[int, PageText] = {}
    for record in records:
        while not held.keys() >= set(record.pages) and (page := next(left, None)):
            held[page.page] = page
        yield record, [held[number] for number in record.pages if number in held]
        held = {number: page for number, page in held.items() if number > max(record.pages, default=0)}
