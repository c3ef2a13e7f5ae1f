"""``--explain``: why a type and each field did or did not match, as JSON and as marked pictures of the pages.

The explanation quotes the paper, so it is written only on request, into the results.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from digitize.page.chain import PageTask, scan_page
from digitize.results.handed_on import Origin
from digitize.results.layout import explained_file, explained_picture
from digitize.scan.raw import SourceFile
from digitize.settings import Settings
from export.atomic import write_bytes
from export.overlay import overlay
from export.records.record_json import write_record
from extract.account.explained import Account
from extract.extraction import Extraction
from extract.record import Reason
from ocr.box import Box, union
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


class LeftOver(Value):
    """Words of one row that nothing explains."""

    page: int
    text: str
    box: Box


class ExplainedWords(Value):
    """What explains the words of a document: how many each kind of explanation has, and the words left over."""

    share: float
    counts: dict[str, int]
    left_over: tuple[LeftOver, ...]


class Explanation(Value):
    """Everything that was considered for one document."""

    pages: tuple[ReadPage, ...]
    types: tuple[ConsideredType, ...]
    searches: tuple[Search, ...]
    words: ExplainedWords


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
        left = [one.box for one in _left_over(extraction.account) if one.page == page.page]
        picture = overlay(image.colour, [extraction.record], page.page, page.marks, left)
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
        words=ExplainedWords(
            share=round(extraction.account.share, 3),
            counts=dict(extraction.account.counts.most_common()),
            left_over=tuple(_left_over(extraction.account)),
        ),
    )


def _left_over(account: Account) -> Iterator[LeftOver]:
    """The words left over, row by row; neighbours are told together."""
    for number, row in enumerate(account.rows):
        for first, last in _neighbours(account.left_over(number)):
            words = row.words[first : last + 1]
            text, box = " ".join(word.text for word in words), union(word.box for word in words)
            yield LeftOver(page=row.page, text=text, box=box)


def _neighbours(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each series of numbers that follow each other."""
    for _, series in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in series]
        yield members[0], members[-1]


def _not_explained(page: int, problem: Problem) -> Finding:
    return Finding(code="page_not_explained", severity="info", data={"reason": problem.code}, page=page)
