"""From the pages of a file to its documents on disk: records, searchable PDFs, explanations, tables.

The original is kept first and bit for bit; ``text.json`` is written last, because its presence says
that everything beside it is whole.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from digitize import __version__
from digitize.account import DocumentCount, FileAccount
from digitize.dossiers import NOTHING_KNOWN, Reception, check_dossiers
from digitize.explain import explain_documents
from digitize.folder import ORIGINAL, RECORDS, TEXT, record_file, record_files, searchable_file
from digitize.messages import Translator
from digitize.scan.guard import reading
from digitize.scan.raw import SourceFile
from digitize.settings import Settings
from digitize.stages import Origin, PageFailure, ReadFile
from export.atomic import make_folder
from export.csv_table import write_csv
from export.labels import labels
from export.original import keep_original, safe_name
from export.record_json import write_record, write_records
from export.searchable_pdf import write_searchable_pdf
from export.workbook import write_workbook
from extract.doctype import DocumentTypes
from extract.extraction import Extraction, extract
from extract.loader import load_types
from extract.procedure import load_procedures
from extract.record import Dossier, Record
from ocr.page import Finding
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


def deliver(file: SourceFile, folder: Path, read: ReadFile, delivery: Delivery) -> FileAccount:
    """Write everything about one file and say what became of it.

    Raises:
        InputProblem: the file is no longer the one that was read.
        OutputProblem: the folder cannot be written.
    """
    make_folder(folder)
    with reading(file.name, "file_unreadable"):
        original = keep_original(file.path, folder / ORIGINAL, Path(file.name).name, file.sha256)
    extractions = extract_documents(read, delivery.types)
    if delivery.explain:
        explain_documents(folder, original, read, extractions)
    records, pdfa = write_documents(folder, original, read, [extraction.record for extraction in extractions])
    write_record(folder / TEXT, read)
    return account_of(read, folder, records, pdfa=pdfa)


def extract_documents(read: ReadFile, types: DocumentTypes) -> list[Extraction]:
    """The documents of a file, each with its dossier and with the pages that could not be read."""
    origin = read.origin
    lost = tuple(_lost(failure) for failure in read.failed)
    return [
        replace(
            extraction,
            record=extraction.record.model_copy(
                update={
                    **_dossier_of(extraction.record, origin),
                    "findings": extraction.record.findings + lost,
                }
            ),
        )
        for extraction in extract(read.pages, types, source=origin.file)
    ]


def _dossier_of(record: Record, origin: Origin) -> dict[str, str | None]:
    """Whose paper it is: a separator sheet lies nearer to it than the name of a folder."""
    if record.dossier:
        return {"dossier": record.dossier, "ma_ho_so": record.ma_ho_so}
    return {"dossier": origin.dossier, "ma_ho_so": origin.ma_ho_so or record.ma_ho_so}


def write_documents(
    folder: Path, original: Path | None, read: ReadFile, records: Sequence[Record]
) -> tuple[list[Record], bool]:
    """Write every document of a file: its searchable PDF where the original is at hand, and its record.

    What an earlier run left of further documents goes. Returns the records with what was found while
    writing, and whether every PDF is PDF/A.
    """
    written: list[Record] = []
    pdfa = original is not None
    for number, record in enumerate(records, start=1):
        # A stack becomes one PDF a document; a single document keeps every page, blank ones too.
        only = record.pages if len(records) > 1 else None
        findings, archival = _write_searchable(searchable_file(folder, number), original, read, record, only)
        pdfa = pdfa and archival
        written.append(record.model_copy(update={"findings": record.findings + findings}))
        write_record(record_file(folder, number), written[-1])
    for path in record_files(folder)[len(written) :]:
        path.unlink()
        path.with_suffix(".pdf").unlink(missing_ok=True)
    return written, pdfa


def _write_searchable(
    target: Path, original: Path | None, read: ReadFile, record: Record, only: Collection[int] | None
) -> tuple[tuple[Finding, ...], bool]:
    if original is None:
        return (), False
    own = [page for page in read.pages if page.page in record.pages]
    try:
        made = write_searchable_pdf(
            original, read.origin.kind, own, target, title=record.doc_type_name, only=only
        )
    except InputProblem as problem:
        # The data of the paper is there; only this one form of it is not.
        return (Finding(code=problem.code, severity="info", data=problem.data),), False
    return made.findings, made.pdfa


def original_of(folder: Path, read: ReadFile) -> Path | None:
    """The untouched original that an earlier stage kept in ``folder``, if it did."""
    kept = folder / ORIGINAL / safe_name(Path(read.origin.file).name)
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


def account_of(read: ReadFile, folder: Path, records: Iterable[Record], *, pdfa: bool = True) -> FileAccount:
    """What became of a file; one with a lost page is never called done."""
    faults = {failure.fault for failure in read.failed}
    return FileAccount(
        name=read.origin.file,
        state="failed" if read.failed else "done",
        pages=read.origin.pages,
        folder=str(folder),
        documents=tuple(DocumentCount.of(record) for record in records),
        failed_pages=read.failed,
        fault=faults.pop() if len(faults) == 1 else None,
        pdfa=pdfa,
    )


def _lost(failure: PageFailure) -> Finding:
    return Finding(code="page_failed", severity="error", page=failure.page, data={"page": failure.page})
