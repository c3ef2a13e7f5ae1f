"""The contract of a writer, and the registry of those that exist.

A writer makes one kind of file out of records: one over everything in a folder of results, or one beside
each document. It writes a file whole or not at all, writes the same bytes for the same values, and refuses
nothing that a record can hold. Libraries are loaded when something is to be written, not before. A contract
test holds every writer in the registry to this.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from export.entry import NOBODY_ASKED, Asking
from export.labels import Language, labels
from extract.record import Dossier, Record
from ocr.page import Finding, PageText
from ocr.problem import MachineProblem


@dataclass(frozen=True)
class WholeRun:
    """What a writer over the run is given.

    Attributes:
        records: every document, in the order of the results.
        describe: the sentence of a finding.
        dossiers: those of several papers, with what was found across them.
        language: that of headings; names of fields never change.
        asking: what helps a person who types right values into a table.
    """

    records: Sequence[Record]
    describe: Callable[[Finding], str]
    dossiers: Sequence[Dossier] = ()
    language: Language = "vi"
    asking: Asking = NOBODY_ASKED


@dataclass(frozen=True)
class OneDocument:
    """What a writer beside a document is given.

    Attributes:
        record: the document as data.
        pages: what was read of its pages.
        original: the file it came in, where that is at hand.
        kind: what the original is.
        is_one_of_many: whether other documents came in the same file.
    """

    record: Record
    pages: Sequence[PageText] = ()
    original: Path | None = None
    kind: Literal["pdf", "image"] = "pdf"
    is_one_of_many: bool = False


class Written(NamedTuple):
    """What was found while a document was written, whether the file is PDF/A, and whether there is one at all."""

    findings: tuple[Finding, ...] = ()
    pdfa: bool = False
    is_there: bool = True


class Writer(Protocol):
    """What is known of every writer before it writes."""

    @property
    def name(self) -> str:
        """Its key in the registry, which people type after ``--to``."""
        ...

    def unavailable(self) -> MachineProblem | None:
        """What is missing on this computer, or None when it can write."""
        ...


class RunWriter(Writer, Protocol):
    """Writes one file over all documents of a folder of results."""

    @property
    def file(self) -> str:
        """The name of its file, which no other writer uses."""
        ...

    def write(self, target: Path, run: WholeRun) -> None:
        """Writes ``run`` to ``target``; errors as :func:`export.atomic.replacing`."""
        ...


class DocumentWriter(Writer, Protocol):
    """Writes one file beside each document."""

    @property
    def suffix(self) -> str:
        """How the name of its files ends, with the dot; no other writer uses it."""
        ...

    @property
    def needs_original(self) -> bool:
        """Whether it can only write with the file at hand that the document came in."""
        ...

    def write(self, target: Path, document: OneDocument) -> Written:
        """Writes ``document`` to ``target``.

        Raises:
            InputProblem: the original cannot be used; the record says so, and its other forms are written.
            OutputProblem: as :func:`export.atomic.replacing`.
        """
        ...


class _Pdf:
    name = "pdf"
    suffix = ".pdf"
    needs_original = True

    def unavailable(self) -> MachineProblem | None:
        return _lacking(self.name, "export.pdf.searchable_pdf")

    def write(self, target: Path, document: OneDocument) -> Written:
        from export.pdf.decided_text import with_decided_text  # noqa: PLC0415  (as below)
        from export.pdf.searchable_pdf import write_searchable_pdf  # noqa: PLC0415  (loads pikepdf only when a PDF is written)

        if document.original is None:
            return Written(is_there=False)
        record = document.record
        made = write_searchable_pdf(
            document.original,
            document.kind,
            with_decided_text(document.pages, record),
            target,
            title=record.doc_type_name,
            # A stack becomes one PDF a document; a single document keeps every page, blank ones too.
            only=record.pages if document.is_one_of_many else None,
        )
        return Written(made.findings, made.pdfa, is_there=made.path == target)


class _Json:
    name = "json"
    suffix = ".json"
    needs_original = False

    def unavailable(self) -> None:
        return None

    def write(self, target: Path, document: OneDocument) -> Written:
        from export.records.record_json import write_record  # noqa: PLC0415  (as above)

        write_record(target, document.record)
        return Written()


class _JsonLines:
    name = "jsonl"
    file = "records.jsonl"

    def unavailable(self) -> None:
        return None

    def write(self, target: Path, run: WholeRun) -> None:
        from export.records.record_json import write_records  # noqa: PLC0415  (as above)

        write_records(target, run.records)


class _Csv:
    name = "csv"
    file = "records.csv"

    def unavailable(self) -> None:
        return None

    def write(self, target: Path, run: WholeRun) -> None:
        from export.tables.csv_table import write_csv  # noqa: PLC0415  (as above)

        write_csv(target, run.records)


class _Workbook:
    name = "xlsx"
    file = "records.xlsx"

    def unavailable(self) -> MachineProblem | None:
        return _lacking(self.name, "export.tables.workbook")

    def write(self, target: Path, run: WholeRun) -> None:
        from export.tables.workbook import write_workbook  # noqa: PLC0415  (loads XlsxWriter only when a workbook is written)

        heading = labels(run.language)
        write_workbook(
            target,
            run.records,
            dossiers=run.dossiers,
            heading=heading,
            describe=run.describe,
            asking=run.asking,
        )


DOCUMENT_WRITERS: dict[str, DocumentWriter] = {"pdf": _Pdf(), "json": _Json()}
"""Beside each document, in the order of writing: the record is last, since it tells what the others found."""

RUN_WRITERS: dict[str, RunWriter] = {"jsonl": _JsonLines(), "csv": _Csv(), "xlsx": _Workbook()}
"""Over the whole run, in the order of writing."""

WRITERS: dict[str, Writer] = {**DOCUMENT_WRITERS, **RUN_WRITERS}
"""All of them."""

USUAL: tuple[str, ...] = ("pdf", "json", "jsonl", "csv", "xlsx")
"""What is written where nobody says what to write."""


def require_writers(names: Iterable[str]) -> None:
    """Passes where every writer of these names can write.

    Raises:
        MachineProblem: ``writer_lacks``, with ``name`` and the ``library`` that is missing.
    """
    for name in names:
        if missing := WRITERS[name].unavailable():
            raise missing


def _lacking(name: str, module: str) -> MachineProblem | None:
    """What keeps a writer from loading what it writes with."""
    try:
        import_module(module)
    except ImportError as error:
        return MachineProblem("writer_lacks", name=name, library=error.name or module)
    return None
