"""The original as a searchable PDF: it looks as before, and the text that was read lies invisibly over it.

Pictures go in byte for byte; PDF pages keep their content, except an earlier invisible text layer of a page
that was read again. The result is PDF/A-2b where the content allows it, which
``pikepdf.pdfa`` checks on the written file against the rules of veraPDF. A signed PDF is never
rewritten, since that would break its signature. The same input gives the same bytes.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Literal

import pikepdf
import pypdfium2
from pikepdf import Name

from export.atomic import replacing
from export.pdf.archival import save_archival, save_plain, told
from export.pdf.glyphless import GlyphlessFont, glyphless_font
from export.pdf.hidden_text import remove_hidden_text
from export.pdf.page_space import Shown, ToUserSpace, page_turn, visible_area
from export.pdf.picture_pages import picture_pages
from export.pdf.scan_area import ScanAreas, scan_areas
from export.pdf.signed import is_signed
from export.pdf.text_layer import layer_letters, text_layer
from ocr.page import Finding, Line, PageText
from ocr.problem import InputProblem
from ocr.value import Value

Reason = Literal["pdfa_2b", "pdfa_not_possible", "signed_kept"]

_FONT = "DigitizeText"
_LANGUAGE = "vi-VN"


class SearchablePdf(Value):
    """What became of the file.

    Attributes:
        path: the searchable PDF; the source itself where it is signed.
        pdfa: whether the file is PDF/A-2b.
        reason: why it is or is not.
        findings: what a person may want to know, by page.
    """

    path: Path
    pdfa: bool
    reason: Reason
    findings: tuple[Finding, ...] = ()


def write_searchable_pdf(
    source: Path,
    kind: Literal["pdf", "image"],
    pages: Sequence[PageText],
    target: Path,
    *,
    title: str = "",
    only: Collection[int] | None = None,
) -> SearchablePdf:
    """Writes ``target`` from the file ``source`` and what was read on its ``pages``.

    Every page of the source is in the result, also those not in ``pages``, unless
    ``only`` names the pages of one document in a stack.

    Args:
        source: the original file.
        kind: its kind by its bytes.
        pages: any of its pages, in any order.
        target: the file to write; not written where the source is signed.
        title: for the metadata; if empty, a PDF keeps its own title.
        only: the page numbers to take, at least one; None takes all.

    Raises:
        InputProblem: ``pdf_not_rewritable`` or ``picture_unusable``: the source is damaged or protected.
        OutputProblem: as :func:`export.atomic.replacing`.
    """
    if kind == "pdf" and _signed(source):
        return SearchablePdf(
            path=source,
            pdfa=False,
            reason="signed_kept",
            findings=(Finding(code="signed_pdf_kept", severity="info"),),
        )
    with replacing(target) as temporary:
        with _layered(source, kind, pages, title, only) as (pdf, findings):
            report = save_archival(pdf, temporary)
        if report.passed:
            return SearchablePdf(path=target, pdfa=True, reason="pdfa_2b", findings=findings)
        # What was prepared for PDF/A claims to be PDF/A, so a plain file is made from scratch.
        with _layered(source, kind, pages, title, only) as (pdf, findings):
            save_plain(pdf, temporary)
    refused = Finding(code="pdfa_not_possible", severity="info", data=told(report))
    return SearchablePdf(path=target, pdfa=False, reason="pdfa_not_possible", findings=(*findings, refused))


Layered = tuple[pikepdf.Pdf, tuple[Finding, ...]]


@contextmanager
def _layered(
    source: Path, kind: str, pages: Sequence[PageText], title: str, only: Collection[int] | None
) -> Iterator[Layered]:
    by_number = {page.page: page for page in pages}
    make = _picture_with_text if kind == "image" else _pdf_with_text
    with make(source, by_number) as (pdf, findings):
        for number in range(len(pdf.pages), 0, -1):
            if only is not None and number not in only:
                del pdf.pages[number - 1]
        _describe(pdf, title)
        yield pdf, findings


@contextmanager
def _picture_with_text(source: Path, pages: Mapping[int, PageText]) -> Iterator[Layered]:
    with pikepdf.new() as pdf:
        font = _font(pdf, pages)
        geometries = {number: page.geometry for number, page in pages.items()}
        for number, picture in enumerate(picture_pages(source, geometries), start=1):
            pdf.pages.extend(picture.pdf.pages)
            if number in pages:
                geometry = pages[number].geometry
                _add_text(pdf.pages[-1], pages[number], font, partial(picture.to_user_space, geometry))
        yield pdf, ()


@contextmanager
def _pdf_with_text(source: Path, pages: Mapping[int, PageText]) -> Iterator[Layered]:
    with _opened(source) as pdf, scan_areas(source) as areas:
        font = _font(pdf, pages)
        findings: list[Finding] = []
        for number, page in enumerate(pdf.pages, start=1):
            text = pages.get(number)
            if text is None or not _new_lines(text):
                continue
            if text.decision.use == "image":
                findings += _without_old_layer(pdf, page, number)
            _add_text(page, text, font, _shown(page, text, areas).to_user_space)
        yield pdf, tuple(findings)


def _shown(page: pikepdf.Page, text: PageText, areas: ScanAreas) -> Shown:
    size = text.geometry.original_width, text.geometry.original_height
    return Shown(areas(text.page, size) or visible_area(page), page_turn(page), *size)


def _without_old_layer(pdf: pikepdf.Pdf, page: pikepdf.Page, number: int) -> Iterator[Finding]:
    removal = remove_hidden_text(pdf, page)
    if removal.removed:
        yield Finding(code="old_text_layer_removed", severity="info", page=number)
    if removal.kept:
        yield Finding(code="old_text_layer_kept", severity="info", page=number)


def _add_text(page: pikepdf.Page, text: PageText, font: GlyphlessFont, to_user_space: ToUserSpace) -> None:
    lines = _new_lines(text)
    name = _font_name(page)
    content = text_layer(lines, text.geometry, font, name, to_user_space)
    if content:
        page.add_resource(font.resource, Name.Font, Name("/" + name))
        # Before the page's own content, whose graphics state at its end would otherwise change the text.
        page.contents_add(content, prepend=True)


def _new_lines(text: PageText) -> list[Line]:
    """The lines that the page does not already carry as text."""
    if text.decision.use == "text_layer":
        return []
    return [line for line in text.lines if line.source == "image"]


def _font(pdf: pikepdf.Pdf, pages: Mapping[int, PageText]) -> GlyphlessFont:
    letters = set[str]()
    for page in pages.values():
        letters |= layer_letters(_new_lines(page))
    return glyphless_font(pdf, letters)


def _font_name(page: pikepdf.Page) -> str:
    taken = page.resources.get(Name.Font, pikepdf.Dictionary())
    name = _FONT
    while "/" + name in taken:
        name += "X"
    return name


def _describe(pdf: pikepdf.Pdf, title: str) -> None:
    if title:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
    if Name.Lang not in pdf.Root:
        pdf.Root.Lang = pikepdf.String(_LANGUAGE)


def _signed(source: Path) -> bool:
    with _opened(source) as pdf:
        return is_signed(pdf)


@contextmanager
def _opened(source: Path) -> Iterator[pikepdf.Pdf]:
    try:
        with pikepdf.open(source) as pdf:
            yield pdf
    except (pikepdf.PdfError, pikepdf.PasswordError, pypdfium2.PdfiumError) as error:
        raise InputProblem("pdf_not_rewritable", file=source.name) from error
