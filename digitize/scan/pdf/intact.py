"""Whether a PDF file, and a page of it, is complete.

PDF libraries leave out what they cannot read and draw the rest. Half a page, or a white one, would
then be taken for the scan; such places are found here and raised as problems.
"""

import re
from os import SEEK_END
from pathlib import Path

import pikepdf
import pypdfium2

from digitize.scan.pdf.drawn import Drawn, drawn
from digitize.scan.pdf.filled import is_filled, is_stream_filled
from digitize.scan.pdf.images import Handle, Placed
from digitize.scan.pdf.inline import inline_pictures
from digitize.scan.pdf.streams import Extent, extent
from digitize.scan.safe.density import check_density
from digitize.settings import MIB, Limits
from ocr.problem import InputProblem, LimitProblem

_TAIL = 64 * 1024  # bytes at the end of a file in which its last %%EOF is looked for
_OBJECT = re.compile(rb"\d+ \d+ obj\b")
_SHOWING_TEXT = frozenset({"Tj", "TJ", "'", '"'})


def check_end(file: str, path: Path) -> None:
    """Check that the last revision of the file is complete; else InputProblem ``pdf_truncated``."""
    with path.open("rb") as stream:
        size = stream.seek(0, SEEK_END)
        stream.seek(max(0, size - _TAIL))
        _, marker, after = stream.read().rpartition(b"%%EOF")
    if not marker or _OBJECT.search(after):
        raise InputProblem("pdf_truncated", file=file)


def check_contents(dictionary: pikepdf.Page, file: str, page: int, limits: Limits) -> None:
    """Check that the contents of the page are complete and inflate to no more than a stream may.

    Raises:
        InputProblem: ``page_damaged``.
        LimitProblem: ``stream_too_large``.
    """
    contents = dictionary.obj.get("/Contents")
    streams = contents if isinstance(contents, pikepdf.Array) else () if contents is None else (contents,)
    for stream in streams:
        if not isinstance(stream, pikepdf.Stream):
            raise InputProblem("page_damaged", file=file, page=page, error="no content")
        check_stream(stream, file, page, limits)


def check_stream(stream: pikepdf.Object, file: str, page: int, limits: Limits) -> None:
    """Check that the data of ``stream`` run to their own end; errors as :func:`check_contents`."""
    filters = stream.get("/Filter")
    first = filters[0] if isinstance(filters, pikepdf.Array) and len(filters) else filters
    raw = stream.read_raw_bytes()
    name = None if first is None else str(first).removeprefix("/")
    if raw and not _extent(raw, name, file, page, limits).whole:
        raise InputProblem("page_damaged", file=file, page=page, error="content cut short")


def check_image(image: Placed, dictionary: pikepdf.Page, file: str, page: int, limits: Limits) -> None:
    """Check that the image is complete and no larger than a page may be.

    Raises:
        InputProblem: ``image_truncated``.
        LimitProblem: ``page_too_large``, ``pixels_unlikely``, ``stream_too_large``.
    """
    if image.columns * image.rows > limits.page_pixels:
        size = {"width": image.columns, "height": image.rows}
        raise LimitProblem("page_too_large", file=file, page=page, limit=limits.page_pixels, **size)
    check_density(image.columns, image.rows, len(image.raw), file, limits)
    found = _extent(image.raw, image.first_filter, file, page, limits)
    if not image.raw or not found.whole or not is_filled(image, found.size, dictionary):
        raise InputProblem("image_truncated", file=file, page=page)


def check_drawn(dictionary: pikepdf.Page, file: str, page: int, limits: Limits) -> None:
    """Check that all else is complete that the page draws: what a form, a mask, a font or a pattern lacks is just not there.

    Raises:
        InputProblem: ``page_damaged``, ``image_truncated``.
        LimitProblem: ``stream_too_large``.
    """
    _check_inline(dictionary.obj, file, page)
    for one in drawn(dictionary):
        if one.kind in {"content", "font"}:
            check_stream(one.stream, file, page, limits)
        if one.kind == "content":
            _check_inline(one.stream, file, page)
        elif _is_unlisted_image(one) and not is_stream_filled(one.stream, one.stream.read_raw_bytes()):
            raise InputProblem("image_truncated", file=file, page=page)


def _is_unlisted_image(one: Drawn) -> bool:
    return one.kind == "mask" or (one.kind == "image" and not one.listed)


def _check_inline(content: pikepdf.Object, file: str, page: int) -> None:
    try:
        are_filled = all(is_stream_filled(picture, data) for picture, data in inline_pictures(content))
    except ValueError:
        are_filled = False
    if not are_filled:
        raise InputProblem("image_truncated", file=file, page=page)


def _extent(raw: bytes, first_filter: str | None, file: str, page: int, limits: Limits) -> Extent:
    found = extent(raw, first_filter, limits.stream_bytes)
    if found.size > limits.stream_bytes:
        raise LimitProblem("stream_too_large", file=file, page=page, limit_mb=limits.stream_bytes // MIB)
    return found


def check_blank(page: Handle, dictionary: pikepdf.Page, images: list[Placed], file: str, number: int) -> None:
    """Check that a page drawn white has nothing to show, or white images only.

    Raises:
        InputProblem: ``image_damaged``, an image cannot be decoded; ``page_damaged``, there is an image or
            text to show that was not found.
    """
    for placed in images:
        try:
            placed.image.get_bitmap()
        except pypdfium2.PdfiumError:
            raise InputProblem("image_damaged", file=file, page=number) from None
    if next(page.get_objects(), None) is None and _promises_ink(dictionary):
        raise InputProblem("page_damaged", file=file, page=number, error="content not found")


def _promises_ink(dictionary: pikepdf.Page) -> bool:
    for instruction in pikepdf.parse_content_stream(dictionary):
        operator = str(instruction.operator)
        if operator == "Do" or (operator in _SHOWING_TEXT and _has_text(instruction.operands[-1])):
            return True
    return False


def _has_text(operand: pikepdf.Object) -> bool:
    pieces = operand if isinstance(operand, pikepdf.Array) else [operand]
    return any(isinstance(piece, pikepdf.String) and bytes(piece) for piece in pieces)
