"""``--explain``: why a type and each field did or did not match, as JSON and as marked pictures of the pages.

The explanation quotes the paper, so it is written only on request, into the results.
"""

from pathlib import Path

from digitize.page.chain import PageTask, scan_page
from digitize.results.handed_on import Origin
from digitize.results.layout import explained_file, explained_picture
from digitize.scan.raw import SourceFile
from digitize.settings import Settings
from export.atomic import write_bytes
from export.overlay import overlay
from export.records.record_json import write_record
from extract.extraction import Extraction
from extract.record import Reason
from ocr.page import Decision
from ocr.value import Value


class ConsideredType(Value):
    """A document type that was compared with the paper."""

    doc_type: str
    score: float
    reasons: tuple[Reason, ...]


class Search(Value):
    """One step of the search for a field: the label searched for, the line found, their likeness, the outcome."""

    field: str
    label: str
    line: str
    score: float
    outcome: str
    page: int | None = None


class ReadPage(Value):
    """Which part of a page was read (image, text layer), and why."""

    page: int
    decision: Decision


class Explanation(Value):
    """Everything that was considered for one document."""

    pages: tuple[ReadPage, ...]
    types: tuple[ConsideredType, ...]
    searches: tuple[Search, ...]


def explain_document(
    folder: Path, number: int, original: Path | None, origin: Origin, extraction: Extraction
) -> None:
    """Write the explanation of the ``number``-th document of a file; pictures only where the original is at hand.

    Raises:
        OutputProblem: ``folder`` cannot be written.
    """
    write_record(explained_file(folder, number), explanation(extraction))
    if original:
        _write_pictures(folder, number, original, origin, extraction)


def explanation(extraction: Extraction) -> Explanation:
    """Why this document is what it is."""
    return Explanation(
        pages=tuple(ReadPage(page=page.page, decision=page.decision) for page in extraction.pages),
        types=tuple(
            ConsideredType(doc_type=one.doc_type.id, score=one.score, reasons=one.reasons)
            for one in extraction.candidates
        ),
        searches=tuple(Search(**attempt._asdict()) for attempt in extraction.attempts),
    )


def _write_pictures(
    folder: Path, number: int, original: Path, origin: Origin, extraction: Extraction
) -> None:
    file = SourceFile(origin.file, original, origin.sha256, origin.kind, origin.pages)
    for page in extraction.pages:
        image, _ = scan_page(PageTask(file, page.page, Settings()))
        picture = overlay(image.colour, [extraction.record], page.page, page.marks)
        write_bytes(explained_picture(folder, number, page.page), picture)
