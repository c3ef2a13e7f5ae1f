"""Pictures within the content of a PDF page (ISO 32000-1, 8.9.7): a drawing library leaves out one that it cannot undo."""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Object, Stream

_BEGINS = re.compile(rb"\bBI\s(?=.{0,4096}?/W(?:idth)?\b).{0,4096}?\bID\s", re.DOTALL)
"""A picture says how wide it is; a palette among what it says takes some hundred bytes."""
_RECOGNIZED = 64
"""Bytes of a picture by which it is found in the content again."""


def inline_pictures(content: Object) -> Iterator[tuple[Object, bytes]]:
    """The dictionary of each picture within ``content``, under long names, and its data with all that follows them.

    Where the data end is known by their filter: what looks like the end may be data.

    Raises:
        ValueError: the content ends within a picture.
    """
    data = _bytes(content)
    if not _BEGINS.search(data):
        return
    at = 0
    for found in pikepdf.parse_content_stream(content, "BI ID EI"):
        if isinstance(found, pikepdf.ContentStreamInlineImage):
            picture = found.iimage
            raw = picture._data._inline_image_raw_bytes()  # noqa: SLF001  (pikepdf gives only the bytes that it could undo)
            at = max(at, data.find(raw[:_RECOGNIZED], at))
            yield picture.obj, data[at:] if _ends_itself(picture.obj) else raw
            at += len(raw)
    if _BEGINS.search(data, at):
        raise ValueError("no end of a picture")


def _ends_itself(picture: Object) -> bool:
    return "/Filter" in picture and "/CCITTFaxDecode" not in str(picture.get("/Filter"))


def _bytes(content: Object) -> bytes:
    contents = content if isinstance(content, Stream) else content.get("/Contents")
    pieces = contents if isinstance(contents, Array) else (contents,)
    return b"\n".join(piece.read_bytes() for piece in pieces if isinstance(piece, Stream))
