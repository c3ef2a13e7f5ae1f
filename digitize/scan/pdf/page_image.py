"""Pages of PDF files: the scan inside a page pixel for pixel, or else the page drawn.

Adapter over pypdfium2 (page objects, drawing) and pikepdf (dictionaries, raw streams). A document is
opened for one page and closed again, so that memory does not grow with its length.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import isfinite, sqrt
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from digitize.scan.pdf.drawn_forms import check_forms
from digitize.scan.pdf.embedded import lone_scan
from digitize.scan.pdf.form_fields import check_fields
from digitize.scan.pdf.images import Handle, Placed, coverage, placed_images
from digitize.scan.pdf.inflation import check_document, check_object_streams, check_page
from digitize.scan.pdf.intact import check_blank, check_contents, check_drawn, check_end, check_image
from digitize.scan.pdf.pagebox import PageBox
from digitize.scan.pdf.placeholder import check_shown
from digitize.scan.raw import Raster, RawPage, SourceFile
from digitize.scan.safe.declared_dpi import believable_dpi
from digitize.scan.safe.guard import reading
from digitize.settings import Limits
from ocr.image import Pixels
from ocr.pixels.depth import without_false_colour
from ocr.problem import InputProblem, LimitProblem

DRAWN_DPI = 300
"""Dots an inch: CV 7197/BKHCN-CĐSQG requires at least this of a scan."""

SCAN_DPI = (190.0, 400.0)
"""Limits in dots an inch; within them a scan with something over it is drawn at its own resolution."""

COVERS = 0.9  # share of the page from which its images are a scan of it
WHITE = 255  # grey level
SHORTEST_SIDE, LONGEST_SIDE = 9.0, 20_000.0
"""Points. A postage stamp is longer than the first; PDF 1.7 allows 14,400, and A0 is 3,370 long."""

_POINTS = 72.0  # to the inch (ISO 32000-1, 8.3.2.3)
_HAIR = 0.001  # pixels less, so that rounding up gives the size that is wanted


def count_pdf_pages(file: str, path: Path, limits: Limits) -> int:
    """Pages in a PDF, from its page tree alone.

    Raises:
        InputProblem: ``pdf_truncated``, ``pdf_encrypted``, ``pdf_damaged``, ``pdf_portfolio``, ``pdf_xfa``.
        LimitProblem: ``too_many_pages``, ``file_stream_too_large``.
    """
    with reading(file, "pdf_damaged"):
        check_end(file, path)
        check_object_streams(file, path, limits)
        with _document(file, path) as document, pikepdf.open(path) as structure:
            pages, found = len(document), len(structure.pages)
            if pages > limits.pages_per_file:
                raise LimitProblem("too_many_pages", file=file, pages=pages, limit=limits.pages_per_file)
            check_shown(document, structure, file)
            check_document(structure, file, limits)
        if found != pages or pages < 1:
            # The two numbers differ if the page tree is broken: some page would be lost silently.
            raise InputProblem("pdf_damaged", file=file, error=f"{pages} or {found} pages")
    return pages


def open_pdf_page(file: SourceFile, page: int, limits: Limits) -> RawPage:
    """Page ``page`` (from 1) of a PDF, upright as its /Rotate says; ``layer`` is left empty.

    Raises:
        InputProblem: ``pdf_encrypted``, ``pdf_damaged``, ``page_damaged``, ``page_missing``,
            ``page_box_absurd``, ``image_damaged``, ``image_truncated``, ``file_vanished``, ``file_unreadable``.
        LimitProblem: ``page_too_large``, ``pixels_unlikely``, ``stream_too_large``.
    """
    with reading(file.name, "page_damaged"), _document(file.name, file.path) as document:
        if not 1 <= page <= len(document):
            raise InputProblem("page_missing", file=file.name, page=page)
        with pikepdf.open(file.path) as structure:
            dictionary = structure.pages[page - 1]
            check_contents(dictionary, file.name, page, limits)
            check_page(dictionary, file.name, page, limits)
            check_forms(dictionary, file.name, page)
            if document.get_formtype() != pdfium.FORMTYPE_NONE:
                check_fields(structure.Root, file.name, page)
                document.init_forms()
            drawn = document[page - 1]
            try:
                return _raw_page(drawn, dictionary, file, page, limits)
            finally:
                drawn.close()


def _raw_page(
    drawn: Handle, dictionary: pikepdf.Page, file: SourceFile, page: int, limits: Limits
) -> RawPage:
    raster: Raster
    box = _page_box(drawn, dictionary, file.name, page)
    images = placed_images(drawn, box)
    # What is drawn again and again is looked at once.
    for image in {(image.raw, image.columns, image.rows): image for image in images}.values():
        check_image(image, dictionary, file.name, page, limits)
    check_drawn(dictionary, file.name, page, limits)
    share = coverage(images, box)
    pixels = lone_scan(drawn, dictionary, images, box, file.name) if share >= COVERS else None
    if pixels is not None:
        raster, dpi, shown = "embedded", believable_dpi(float(round(max(images[0].dpi)))), images[0].shown
    else:
        pixels, dpi = _drawn(drawn, box, _scan_dpi(images) if share >= COVERS else DRAWN_DPI, limits)
        raster, shown = "rendered", (0.0, 0.0, *box.size)
        if (pixels == WHITE).all():
            check_blank(drawn, dictionary, images, file.name, page)
    height, width = pixels.shape[:2]
    return RawPage(
        pixels=pixels,
        dpi=dpi,
        sha256=file.sha256,
        page=page,
        raster=raster,
        image_share=share,
        points_to_pixels=box.points_to_pixels(shown, width, height),
        points_to_page=box.points_to_pixels((0.0, 0.0, *box.size), *box.size),
    )


@contextmanager
def _document(file: str, path: Path) -> Iterator[Handle]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise InputProblem("pdf_encrypted", file=file) from None
        raise
    try:
        yield document
    finally:
        document.close()


def _page_box(drawn: Handle, dictionary: pikepdf.Page, file: str, page: int) -> PageBox:
    visible = drawn.get_bbox()
    media = visible
    with suppress(AttributeError, TypeError, ValueError, pikepdf.PdfError):
        x0, y0, x1, y1 = (float(side) for side in dictionary.mediabox)
        media = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    for left, bottom, right, top in (visible, media):
        sides = right - left, top - bottom
        if not all(isfinite(side) and SHORTEST_SIDE <= side <= LONGEST_SIDE for side in sides):
            raise InputProblem("page_box_absurd", file=file, page=page, width=sides[0], height=sides[1])
    return PageBox(visible, media, drawn.get_rotation())


def _scan_dpi(images: list[Placed]) -> float:
    # At its own resolution a scan under a stamp keeps its pixels almost unchanged.
    low, high = SCAN_DPI
    own = max(max(image.dpi) for image in images)
    return own if low <= own <= high else DRAWN_DPI


def _drawn(page: Handle, box: PageBox, dpi: float, limits: Limits) -> tuple[Pixels, float]:
    """The page with its annotations, form fields and signatures drawn, and the resolution it got."""
    width, height = box.size
    scale = min(dpi / _POINTS, sqrt(limits.page_pixels / (width * height)))
    # The library rounds sizes up; a scan of 2480 columns must stay 2480, not become 2481.
    scale = max(1, round(width * scale) - _HAIR) / width
    pixels: Pixels = page.render(scale=scale, rev_byteorder=True).to_numpy()
    return np.ascontiguousarray(without_false_colour(pixels)), float(round(scale * _POINTS))
