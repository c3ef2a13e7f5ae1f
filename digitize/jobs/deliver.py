"""From the pages of a file to its documents on disk: records, searchable PDFs, explanations, tables.

The original is kept first and bit for bit; ``text.json`` is written last, because its presence says
that everything beside it is whole.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from digitize import __version__
from digitize.jobs.dossiers import NOTHING_KNOWN, Reception, check_dossiers
from digitize.jobs.explain import explain_document
from digitize.messages import Translator
from digitize.results.account import DocumentCount, FileAccount, account_of
from digitize.results.artifact import Artifact, artifacts_in
from digitize.results.disk_space import check_room
from digitize.results.handed_on import Origin, PageFailure
from digitize.results.layout import ORIGINAL, RECORDS, TEXT, record_file, record_files, searchable_file
from digitize.results.packed import PackedPage
from digitize.results.text_file import JoinedPages, StoredPages, StoredText, StreamedFile, write_reading
from digitize.scan.raw import SourceFile
from digitize.scan.safe.guard import reading
from digitize.settings import Limits, Settings
from export.atomic import make_folder, remove_half_written
from export.labels import labels
from export.original import keep_original, safe_name
from export.pdf.searchable_pdf import write_searchable_pdf
from export.records.record_json import write_record, write_records
from export.tables.csv_table import write_csv
from export.tables.workbook import write_workbook
from extract.extraction import Extraction, extract
from extract.record import Dossier, Record
from extract.rules.doctype import DocumentTypes
from extract.rules.loader import load_types
from extract.rules.procedure import load_procedures
from ocr.page import Finding, PageText
from ocr.problem import ConfigurationProblem, InputProblem


@dataclass(frozen=True)
class Delivery:
    """How results are delivered."""

    types: DocumentTypes
    t: Translator
    reception: Reception = NOTHING_KNOWN
    explain: bool = False
    pdfa: bool = False

    @cached_property
    def fingerprint(self) -> str:
        """Names everything but the reading that results depend on: program, types, language, wishes."""
        types = "\n".join(one.model_dump_json() for one in self.types.all)
        parts = (__version__, types, self.t.language, str(self.explain), str(self.pdfa))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    @classmethod
    def prepared(
        cls, settings: Settings, t: Translator, *, explain: bool = False, pdfa: bool = False
    ) -> "Delivery":
        """With the document types that the settings name.

        Raises:
            ConfigurationProblem: a document type is invalid.
        """
        types = load_types([settings.types] if settings.types else [])
        return cls(types, t, reception_of(settings, types), explain=explain, pdfa=pdfa)


def reception_of(settings: Settings, types: DocumentTypes) -> Reception:
    """What dossiers are held against today.

    Raises:
        ConfigurationProblem: a procedure is invalid, or there is none of the code asked for.
    """
    procedures = load_procedures(types, [settings.procedures] if settings.procedures else [])
    known = [procedure.id for procedure in procedures]
    if settings.procedure and settings.procedure not in known:
        raise ConfigurationProblem("procedure_unknown", id=settings.procedure, known=", ".join(known))
    today = datetime.now(tz=UTC).astimezone().date()
    return Reception(procedures, settings.procedure, today)


@dataclass(frozen=True)
class DeliverTask:
    """A file that was read: what was read of it now, what failed, and whether ``text.json`` holds earlier pages."""

    file: SourceFile
    folder: Path
    out: Path
    origin: Origin
    fingerprint: str
    failed: tuple[PageFailure, ...]
    pages: tuple[PackedPage, ...]
    is_known: bool
    limits: Limits


class Delivered(NamedTuple):
    """What became of a file, and everything that was written of it."""

    account: FileAccount
    artifacts: tuple[Artifact, ...]


def deliver_task(task: DeliverTask, delivery: Delivery) -> Delivered:
    """Write everything about the file of ``task``.

    Raises:
        InputProblem: the file is no longer the one that was read.
        OutputProblem: the folder cannot be written, or its disk has no room.
    """
    check_room(task.out, task.limits, of=_size(task.file))
    before = StoredPages(task.folder / TEXT) if task.is_known else ()
    read = StreamedFile(task.origin, task.fingerprint, task.failed, JoinedPages(task.pages, before))
    account = deliver(task.file, task.folder, read, delivery)
    return Delivered(account, artifacts_in(task.folder, task.out))


def deliver(file: SourceFile, folder: Path, read: StoredText, delivery: Delivery) -> FileAccount:
    """Write everything about one file and say what became of it.

    Raises:
        InputProblem: the file is no longer the one that was read.
        OutputProblem: the folder cannot be written.
    """
    make_folder(folder)
    # A worker that was killed here a moment ago left something half written.
    remove_half_written(folder)
    with reading(file.name, "file_unreadable"):
        original = keep_original(file.path, folder / ORIGINAL, Path(file.name).name, file.sha256)
    counts, pdfa = write_extracted(folder, original, read, delivery, searchable=True)
    write_reading(folder / TEXT, read)
    return account_of(read, folder, counts, pdfa=pdfa)


def write_extracted(
    folder: Path, original: Path | None, read: StoredText, delivery: Delivery, *, searchable: bool
) -> tuple[list[DocumentCount], bool]:
    """Extract and write the documents of a file, one at a time, and say how sure they are.

    Says, too, whether every searchable PDF is PDF/A; there is none without ``searchable`` or the original.
    """
    counts: list[DocumentCount] = []
    archival = searchable and original is not None
    for number, extraction, is_one_of_many in _numbered(extract_documents(read, delivery.types)):
        if delivery.explain:
            explain_document(folder, number, original, read.origin, extraction)
        document = Document(number, extraction.record, extraction.pages, is_one_of_many)
        record, pdfa = write_document(folder, original if searchable else None, read.origin, document)
        archival = archival and pdfa
        counts.append(DocumentCount.of(record))
    remove_documents(folder, beyond=len(counts))
    return counts, archival


def _numbered(extractions: Iterator[Extraction]) -> Iterator[tuple[int, Extraction, bool]]:
    """Each with its number from 1 and whether there are others."""
    first = list(islice(extractions, 2))
    for number, extraction in enumerate(chain(first, extractions), start=1):
        yield number, extraction, len(first) > 1


def extract_documents(read: StoredText, types: DocumentTypes) -> Iterator[Extraction]:
    """The documents of a file, each with its dossier and with the pages that could not be read."""
    origin = read.origin
    lost = tuple(_lost(failure) for failure in read.failed)
    for extraction in extract(read.pages, types, source=origin.file):
        record = extraction.record
        found = {**_dossier_of(record, origin), "findings": record.findings + lost}
        yield replace(extraction, record=record.model_copy(update=found))


def _dossier_of(record: Record, origin: Origin) -> dict[str, str | None]:
    """Whose paper it is: a separator sheet lies nearer to it than the name of a folder."""
    if record.dossier:
        return {"dossier": record.dossier, "ma_ho_so": record.ma_ho_so}
    return {"dossier": origin.dossier, "ma_ho_so": origin.ma_ho_so or record.ma_ho_so}


class Document(NamedTuple):
    """The ``number``-th document of a file, from 1, with the pages that were read of it."""

    number: int
    record: Record
    pages: Sequence[PageText]
    is_one_of_many: bool


def write_document(
    folder: Path, original: Path | None, origin: Origin, document: Document
) -> tuple[Record, bool]:
    """Write a document: its searchable PDF where the original is at hand, and its record.

    Returns the record with what was found while writing, and whether the PDF is PDF/A.
    """
    findings, archival = _write_searchable(folder, original, origin, document)
    # What was exported before says so already.
    new = tuple(finding for finding in findings if finding not in document.record.findings)
    record = document.record.model_copy(update={"findings": document.record.findings + new})
    write_record(record_file(folder, document.number), record)
    return record, archival


def remove_documents(folder: Path, *, beyond: int) -> None:
    """Take away what an earlier run left of documents beyond so many."""
    for path in record_files(folder):
        if int(path.stem.rpartition("-")[2]) > beyond:
            path.unlink()
            path.with_suffix(".pdf").unlink(missing_ok=True)


def _write_searchable(
    folder: Path, original: Path | None, origin: Origin, document: Document
) -> tuple[tuple[Finding, ...], bool]:
    if original is None:
        return (), False
    target, record = searchable_file(folder, document.number), document.record
    # A stack becomes one PDF a document; a single document keeps every page, blank ones too.
    only = record.pages if document.is_one_of_many else None
    try:
        made = write_searchable_pdf(
            original, origin.kind, document.pages, target, title=record.doc_type_name, only=only
        )
    except InputProblem as problem:
        # The data of the paper is there; only this one form of it is not.
        return (Finding(code=problem.code, severity="info", data=problem.data),), False
    return made.findings, made.pdfa


def _size(file: SourceFile) -> int:
    with suppress(OSError):  # a file that vanished is told by whoever opens it
        return file.path.stat().st_size
    return 0


def original_of(folder: Path, origin: Origin) -> Path | None:
    """The untouched original that an earlier stage kept in ``folder``, if it did."""
    kept = folder / ORIGINAL / safe_name(Path(origin.file).name)
    return kept if kept.is_file() else None


def write_tables(
    out: Path, t: Translator, reception: Reception
) -> tuple[tuple[Path, ...], tuple[Dossier, ...]]:
    """The tables over every record below ``out``, checked within its dossier.

    Returns the records written anew, and the dossiers of several papers.
    """
    records, dossiers, changed = check_dossiers(out, reception)
    write_records(out / f"{RECORDS}.jsonl", records)
    write_csv(out / f"{RECORDS}.csv", records)
    write_workbook(
        out / f"{RECORDS}.xlsx",
        records,
        dossiers=dossiers,
        heading=labels(t.language),
        describe=lambda finding: t(f"finding.{finding.code}", **{"page": finding.page or 0, **finding.data}),
    )
    return changed, dossiers


def _lost(failure: PageFailure) -> Finding:
    return Finding(code="page_failed", severity="error", page=failure.page, data={"page": failure.page})
