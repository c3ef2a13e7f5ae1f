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
from ocr.page import Decision, Finding
from ocr.problem import Problem
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
    folder: Path,
    number: int,
    original: Path | None,
    origin: Origin,
    extraction: Extraction,
    settings: Settings,
) -> tuple[Finding, ...]:
    """Write the explanation of the ``number``-th document of a file; pictures only where the original is at hand.

    Its pages are opened under ``settings``. A page that cannot be drawn again was read all the same: it is told in a finding.

    Raises:
        OutputProblem: ``folder`` cannot be written.
    """
    write_record(explained_file(folder, number), explanation(extraction))
    if original is None:
        return ()
    file = SourceFile(origin.file, original, origin.sha256, origin.kind, origin.pages)
    missing: list[Finding] = []
    for page in extraction.pages:
        try:
            image, _ = scan_page(PageTask(file, page.page, settings))
        except Problem as problem:
            missing.append(_not_explained(page.page, problem))
            continue
        picture = overlay(image.colour, [extraction.record], page.page, page.marks)
        write_bytes(explained_picture(folder, number, page.page), picture)
    return tuple(missing)


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


def _not_explained(page: int, problem: Problem) -> Finding:
    return Finding(code="page_not_explained", severity="info", data={"reason": problem.code}, page=page)
