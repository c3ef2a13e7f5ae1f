"""Writing records in the forms that are asked for: each document beside its original, tables over all of them.

Which forms there are stands in :mod:`export.writers`; ``to`` names some of them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from digitize.jobs.dossiers import Reception, check_dossiers, checked_dossiers, stored_records
from digitize.messages import Translator
from digitize.results.layout import document_file, documents_beyond, record_files
from digitize.results.own_folders import remove_file
from export.entry import Asking, Entry
from export.writers import (
    DOCUMENT_WRITERS,
    RUN_WRITERS,
    USUAL,
    DocumentWriter,
    OneDocument,
    WholeRun,
    Written,
)
from extract.record import Dossier, Record
from extract.rules.doctype import DocumentTypes
from extract.rules.field_kinds import KINDS
from ocr.page import Finding
from ocr.problem import InputProblem

RECORD, SEARCHABLE = "json", "pdf"
"""The writers that results are known by: what the next stage reads, and what may be PDF/A."""


class WrittenDocument(NamedTuple):
    """A record with what was found while writing, and whether its PDF is PDF/A."""

    record: Record
    pdfa: bool


class TablesWritten(NamedTuple):
    """The records written anew, the files about all papers or a dossier, and the dossiers of several papers."""

    changed: tuple[Path, ...]
    files: tuple[Path, ...]
    dossiers: tuple[Dossier, ...]


def write_document(
    folder: Path, number: int, document: OneDocument, to: Collection[str] = USUAL
) -> WrittenDocument:
    """Write the ``number``-th document of a file, from 1; what needs the original only where that is at hand."""
    pdfa = False
    for name, writer in DOCUMENT_WRITERS.items():
        if name in to and (document.original or not writer.needs_original):
            target = document_file(folder, number, writer.suffix)
            made = _written(writer, target, document)
            if not made.is_there:
                # What an earlier run made of the paper would pass for that of this one.
                remove_file(target)
            document = replace(document, record=_with(document.record, made.findings))
            pdfa = pdfa or made.pdfa
    return WrittenDocument(document.record, pdfa)


def _written(writer: DocumentWriter, target: Path, document: OneDocument) -> Written:
    try:
        return writer.write(target, document)
    except InputProblem as problem:
        # The data of the paper is there; only this one form of it is not.
        told = Finding(code=problem.code, severity="info", data=problem.data)
        return Written((told,), is_there=False)


def _with(record: Record, findings: tuple[Finding, ...]) -> Record:
    # What was exported before says so already.
    new = tuple(finding for finding in findings if finding not in record.findings)
    return record.model_copy(update={"findings": record.findings + new})


def remove_documents(folder: Path, *, beyond: int) -> None:
    """Take away what an earlier run left of documents beyond so many, in every form."""
    for writer in DOCUMENT_WRITERS.values():
        for path in documents_beyond(folder, beyond, writer.suffix):
            path.unlink()


def write_tables(
    out: Path,
    t: Translator,
    reception: Reception,
    *,
    to: Collection[str] = USUAL,
    given: Mapping[Path, Record] | None = None,
    types: DocumentTypes | None = None,
) -> TablesWritten:
    """The tables over every record below ``out``, checked within its dossier.

    Where ``types`` are given, the cells that people type into offer what these types know of their fields.

    ``given`` are records by where they belong below ``out``; they stand for what lies in their folders. Where ``to``
    names records, those that the check changed are written anew, and ``dossier.json`` with them.

    """
    if RECORD in to:
        paths: Iterable[Path] = record_files(out)
        records, dossiers, changed, about_dossiers = check_dossiers(out, reception)
    else:
        checked = checked_dossiers(out, stored_records(out, given or {}), reception)
        paths = checked.by_path
        records, dossiers, changed, about_dossiers = checked.records, checked.dossiers, (), ()
    asking = Asking(_files(out, zip(paths, records, strict=True)), _entries(types, t) if types else {})
    run = WholeRun(records, _describing(t), dossiers, t.language, asking)
    tables = {out / writer.file: writer for name, writer in RUN_WRITERS.items() if name in to}
    for target, writer in tables.items():
        writer.write(target, run)
    return TablesWritten(changed, (*tables, *about_dossiers), dossiers)


def _files(out: Path, records: Iterable[tuple[Path, Record]]) -> dict[tuple[str, tuple[int, ...]], str]:
    """Where the searchable PDF of each paper lies, or would lie if it were written, from the folder of results."""
    suffix = DOCUMENT_WRITERS[SEARCHABLE].suffix
    return {
        (record.sha256, record.pages): path.relative_to(out).with_suffix(suffix).as_posix()
        for path, record in records
    }


def _entries(types: DocumentTypes, t: Translator) -> dict[tuple[str, str], Entry]:
    """What a cell offers where the right value of a field of each type is to be typed."""
    return {
        (one.id, field.key): Entry(field.choices, t("review.hint", example=KINDS[field.kind].example))
        for one in types.all
        for field in one.fields
        if field.where != "table"
    }


def _describing(t: Translator) -> Callable[[Finding], str]:
    def describe(finding: Finding) -> str:
        try:
            return t(f"finding.{finding.code}", **{"page": finding.page or 0, **finding.data})
        except (KeyError, ValueError):
            # A record of an earlier version may tell less than today's sentence asks for.
            return f"{finding.code} {finding.data}"

    return describe
