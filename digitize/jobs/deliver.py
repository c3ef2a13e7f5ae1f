"""From the pages of a file to its documents on disk, in every form, with explanations where asked for.

The original is copied first, bit for bit. ``text.json`` is written last: if it is there, everything beside it
is complete.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from digitize import __version__
from digitize.decisions.applied import decided
from digitize.decisions.arranged import arrangement
from digitize.decisions.decision import Kept
from digitize.decisions.kept import decisions_about
from digitize.jobs.dossiers import NOTHING_KNOWN, Reception
from digitize.jobs.explain import explain_document
from digitize.jobs.write import SEARCHABLE, remove_documents, write_document
from digitize.messages import Translator
from digitize.results.account import DocumentCount, FileAccount, account_of
from digitize.results.artifact import Artifact, artifacts_in
from digitize.results.disk_space import check_room
from digitize.results.handed_on import Origin, PageFailure
from digitize.results.layout import ORIGINAL, TEXT, is_file
from digitize.results.packed import PackedPage
from digitize.results.text_file import JoinedPages, StoredPages, StoredText, StreamedFile, write_reading
from digitize.scan.inputs.results_mark import has_results
from digitize.scan.raw import SourceFile
from digitize.scan.safe.guard import reading
from digitize.settings import Limits, Settings
from digitize.shipped_data import shipped_data
from export.atomic import make_folder, remove_half_written
from export.original import file_sha256, keep_original, safe_name
from export.writers import USUAL, OneDocument
from extract.extraction import AS_FOUND, Arrangement, Extraction, extract
from extract.record import Record
from extract.rules.doctype import DocumentTypes
from extract.rules.loader import load_types
from extract.rules.procedure import load_procedures
from ocr.page import Finding
from ocr.problem import ConfigurationProblem, InputProblem


@dataclass(frozen=True)
class Delivery:
    """How results are delivered; under the ``settings`` of the run where a page is opened once more."""

    types: DocumentTypes
    t: Translator
    settings: Settings
    reception: Reception = NOTHING_KNOWN
    explain: bool = False
    pdfa: bool = False

    @cached_property
    def fingerprint(self) -> str:
        """A text that names all that results depend on besides the reading: program, tables, types, language, options.

        Procedures are left out: every run checks its dossiers against them again.
        """
        types = "\n".join(one.model_dump_json() for one in self.types.all)
        tables = shipped_data("extract")
        looks = ",".join(self.settings.review.two_looks)
        parts = (__version__, tables, types, self.t.language, str(self.explain), str(self.pdfa), looks)
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
        return cls(types, t, settings, reception_of(settings, types), explain=explain, pdfa=pdfa)


def reception_of(settings: Settings, types: DocumentTypes) -> Reception:
    """What dossiers are checked against today.

    Raises:
        ConfigurationProblem: a procedure is invalid, or there is none of the code asked for.
    """
    procedures = load_procedures(types, [settings.procedures] if settings.procedures else [])
    known = dict.fromkeys(procedure.id for procedure in procedures)
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
    before = StoredPages(task.folder / TEXT, task.origin.sha256) if task.is_known else ()
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
    remove_half_written(folder, spared=has_results)
    with reading(file.name, "file_unreadable"):
        original = keep_original(file.path, folder / ORIGINAL, Path(file.name).name, file.sha256)
    counts, pdfa = write_extracted(folder, original, read, delivery)
    write_reading(folder / TEXT, read)
    return account_of(read, folder, counts, pdfa=pdfa)


def write_extracted(
    folder: Path, original: Path | None, read: StoredText, delivery: Delivery, to: Collection[str] = USUAL
) -> tuple[list[DocumentCount], bool]:
    """Extract the documents of a file, write them in the forms ``to``, one at a time, and say how sure they are.

    Also returns whether every searchable PDF is PDF/A; none is written unless asked for, nor without the original.
    """
    counts: list[DocumentCount] = []
    archival = SEARCHABLE in to and original is not None
    decisions = decisions_about(folder, read.origin.sha256)
    found = extract_documents(read, delivery.types, arrangement(decisions))
    for number, extraction, is_one_of_many in _numbered(found):
        record = _explained(folder, number, original, read.origin, extraction, delivery)
        record = decided_now(record, decisions, delivery)
        document = OneDocument(
            record, extraction.pages, original, read.origin.kind, is_one_of_many=is_one_of_many
        )
        record, pdfa = write_document(folder, number, document, to)
        archival = archival and pdfa
        counts.append(DocumentCount.of(record))
    remove_documents(folder, beyond=len(counts))
    return counts, archival


def _explained(
    folder: Path,
    number: int,
    original: Path | None,
    origin: Origin,
    extraction: Extraction,
    delivery: Delivery,
) -> Record:
    """The record of a document, which says so where a page could not be drawn for the explanation that was wished."""
    record = extraction.record
    if not delivery.explain:
        return record
    missing = explain_document(folder, number, original, origin, extraction, delivery.settings)
    return record.model_copy(update={"findings": record.findings + missing}) if missing else record


def _numbered(extractions: Iterator[Extraction]) -> Iterator[tuple[int, Extraction, bool]]:
    """Each with its number from 1 and whether there are others."""
    first = list(islice(extractions, 2))
    for number, extraction in enumerate(chain(first, extractions), start=1):
        yield number, extraction, len(first) > 1


def decided_now(record: Record, decisions: Sequence[Kept], delivery: Delivery) -> Record:
    """``record`` with what people decided about it."""
    if not decisions:
        return record
    critical = delivery.settings.review.two_looks
    return decided(record, decisions, doc_type=delivery.types.by_id.get(record.doc_type), critical=critical)


def extract_documents(
    read: StoredText, types: DocumentTypes, said: Arrangement = AS_FOUND
) -> Iterator[Extraction]:
    """The documents of a file, each with its dossier and with the pages that could not be read."""
    origin = read.origin
    lost = tuple(_lost(failure) for failure in read.failed)
    for extraction in extract(read.pages, types, source=origin.file, said=said):
        record = extraction.record
        found = {**_dossier_of(record, origin), "findings": record.findings + lost}
        yield replace(extraction, record=record.model_copy(update=found))


def _dossier_of(record: Record, origin: Origin) -> dict[str, str | None]:
    """Whose paper it is: a separator sheet lies nearer to it than the name of a folder."""
    if record.dossier:
        return {"dossier": record.dossier, "ma_ho_so": record.ma_ho_so}
    return {"dossier": origin.dossier, "ma_ho_so": origin.ma_ho_so or record.ma_ho_so}


def _size(file: SourceFile) -> int:
    with suppress(OSError):  # a file that vanished is reported where it is opened
        return file.path.stat().st_size
    return 0


def original_of(folder: Path, origin: Origin) -> Path | None:
    """The untouched original that an earlier stage kept in ``folder``, if it did."""
    kept = folder / ORIGINAL / safe_name(Path(origin.file).name)
    beside = kept.with_name(f"{kept.stem}.{origin.sha256[:8]}{kept.suffix}")
    return next((path for path in (beside, kept) if is_file(path)), None)


def unchanged(original: Path | None, origin: Origin) -> Path | None:
    """``original`` itself; raises InputProblem ``input_changed`` where its bytes are not those that were read."""
    if original and file_sha256(original) != origin.sha256:
        raise InputProblem("input_changed", file=origin.file)
    return original


def _lost(failure: PageFailure) -> Finding:
    return Finding(code="page_failed", severity="error", page=failure.page, data={"page": failure.page})
