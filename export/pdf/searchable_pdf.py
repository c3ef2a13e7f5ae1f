"""The original as a searchable PDF: it looks as before, and the text that was read lies invisibly over it.

Pictures go in byte for byte; PDF pages keep their content, except an earlier invisible text layer of a page
that was read again. The result is PDF/A-2b where the content allows it, which
``pikepdf.pdfa`` checks on the written file against the rules of veraPDF. What was written is drawn coarsely and held
against what came in; where they differ, there is no such PDF. A signed PDF is never rewritten, since that would break its
signature. The same input gives the same bytes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import pikepdf
from pikepdf import Name

from export.atomic import replacing
from export.pdf.active_content import remove_active_content, size
from export.pdf.archival import MOST_JUDGED, NOT_JUDGED, save_archival, save_plain, told
from export.pdf.glyphless import GlyphlessFont, glyphless_font
from export.pdf.hidden_text import remove_hidden_text
from export.pdf.page_space import Shown, ToUserSpace, page_turn, visible_area
from export.pdf.picture_pages import picture_pages
from export.pdf.same_look import Drawing, Look, is_same_look
from export.pdf.scan_area import ScanAreas, scan_areas
from export.pdf.signed import is_signed
from export.pdf.text_layer import layer_letters, text_layer
from ocr.page import Finding, Line, PageText
from ocr.problem import Datum, InputProblem, Problem
from ocr.value import Value

Reason = Literal["pdfa_2b", "pdfa_not_possible", "signed_kept", "looks_different"]

_FONT = "DigitizeText"
_LANGUAGE = "vi-VN"


class SearchablePdf(Value):
    """What became of the file.

    Attributes:
        path: the searchable PDF; the source itself where none was written.
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
        target: the file to write; not written where the source is signed, or would look different.
        title: for the metadata; if empty, a PDF keeps its own title.
        only: the page numbers to take, at least one; None takes all.

    Raises:
        InputProblem: ``pdf_not_rewritable`` or ``picture_unusable``: the source is damaged or protected.
        OutputProblem: as :func:`export.atomic.replacing`.
    """
    with _faults_told(source, kind):
        if kind == "pdf" and (held := _held_if_signed(source)) is not None:
            signed = Finding(code="signed_pdf_kept", severity="info")
            return SearchablePdf(path=source, pdfa=False, reason="signed_kept", findings=(signed, *held))
        ways = (_pdf_with_text,) if kind == "pdf" else (_picture_with_text, _pixels_with_text)
        for make in ways:
            with suppress(_LooksDifferent):
                return _written(_Sources(source, make, pages, title, only), target)
    different = Finding(code="pdf_looks_different", severity="info", data={"file": source.name})
    return SearchablePdf(path=source, pdfa=False, reason="looks_different", findings=(different,))


class _LooksDifferent(Exception):
    """What was written does not show what came in."""


Looks = Callable[[], Iterable[tuple[int, Look]]]
"""How pages of the result should look, each with its number in the source."""
Layered = tuple[pikepdf.Pdf, tuple[Finding, ...], Looks]
Make = Callable[[Path, Mapping[int, PageText]], AbstractContextManager[Layered]]


@dataclass(frozen=True)
class _Sources:
    """What a searchable PDF is made from, and how."""

    source: Path
    make: Make
    pages: Sequence[PageText]
    title: str
    only: Collection[int] | None


def _written(sources: _Sources, target: Path) -> SearchablePdf:
    with replacing(target) as temporary:
        with _layered(sources) as (pdf, findings, looks):
            refused = _refused(pdf, temporary)
        if refused:
            # What was prepared for PDF/A claims to be PDF/A, so a plain file is made from scratch.
            with _layered(sources) as (pdf, findings, looks):
                save_plain(pdf, temporary)
        _check_looks(temporary, looks, sources.only)
    if not refused:
        return SearchablePdf(path=target, pdfa=True, reason="pdfa_2b", findings=findings)
    plain = Finding(code="pdfa_not_possible", severity="info", data=refused)
    return SearchablePdf(path=target, pdfa=False, reason="pdfa_not_possible", findings=(*findings, plain))


def _refused(pdf: pikepdf.Pdf, path: Path) -> dict[str, Datum]:
    """Writes ``pdf`` as PDF/A, and says why it is not; nothing where it is."""
    if size(pdf, MOST_JUDGED) > MOST_JUDGED:
        return NOT_JUDGED
    report = save_archival(pdf, path)
    return {} if report.passed else told(report)


def _check_looks(written: Path, looks: Looks, only: Collection[int] | None) -> None:
    with Drawing(written) as drawing:
        for number, look in looks():
            place = number if only is None else sorted(only).index(number) + 1
            if not is_same_look(drawing.look(place), look):
                raise _LooksDifferent


@contextmanager
def _layered(sources: _Sources) -> Iterator[Layered]:
    only = sources.only
    by_number = {page.page: page for page in sources.pages if only is None or page.page in only}
    with sources.make(sources.source, by_number) as (pdf, findings, looks):
        for number in range(len(pdf.pages), 0, -1):
            if only is not None and number not in only:
                del pdf.pages[number - 1]
        _describe(pdf, sources.title)
        yield pdf, findings, looks


@contextmanager
def _picture_with_text(
    source: Path, pages: Mapping[int, PageText], *, as_read: bool = False
) -> Iterator[Layered]:
    with pikepdf.new() as pdf:
        font = _font(pdf, pages)
        geometries = {number: page.geometry for number, page in pages.items()}
        looks = dict[int, Look]()
        for number, picture in enumerate(picture_pages(source, geometries, as_read=as_read), start=1):
            pdf.pages.extend(picture.pdf.pages)
            if number in pages:
                looks[number] = picture.look
                geometry = pages[number].geometry
                _add_text(pdf.pages[-1], pages[number], font, partial(picture.to_user_space, geometry))
        yield pdf, (), looks.items


_pixels_with_text = partial(_picture_with_text, as_read=True)


@contextmanager
def _pdf_with_text(source: Path, pages: Mapping[int, PageText]) -> Iterator[Layered]:
    with pikepdf.open(source) as pdf, scan_areas(source) as areas:
        font = _font(pdf, pages)
        findings = list(remove_active_content(pdf))
        for number, page in enumerate(pdf.pages, start=1):
            text = pages.get(number)
            if text is None or not _new_lines(text):
                continue
            if text.decision.use == "image":
                findings += _without_old_layer(pdf, page, number)
            _add_text(page, text, font, _shown(page, text, areas).to_user_space)
        yield pdf, tuple(findings), partial(_looks, source, sorted(pages))


def _looks(source: Path, numbers: Iterable[int]) -> Iterator[tuple[int, Look]]:
    with Drawing(source) as drawing:
        for number in numbers:
            yield number, drawing.look(number)


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


def _held_if_signed(source: Path) -> tuple[Finding, ...] | None:
    """What a signed PDF holds besides its pages; None of a PDF that is not signed."""
    with pikepdf.open(source) as pdf:
        return remove_active_content(pdf) if is_signed(pdf) else None


@contextmanager
def _faults_told(source: Path, kind: str) -> Iterator[None]:
    """Turns what libraries raise on a damaged source into a problem; it costs this form of the paper, not the others."""
    try:
        yield
    except (Problem, OSError, MemoryError):
        raise
    except Exception as error:
        # Damaged structures raise anything, from AttributeError to RecursionError, and it changes with each release.
        if kind == "pdf":
            raise InputProblem("pdf_not_rewritable", file=source.name, error=type(error).__name__) from error
        raise InputProblem("picture_unusable", file=source.name, page=1) from error
