"""How much draws a page: its content and the forms that it draws, which a reader of letters takes apart word by word.

A mebibyte costs a second or so. Typed pages have a tenth of that, maps and bombs a hundred times as much; these are read
from their image, which is drawn in no time.
"""

from collections.abc import Sequence

from pdfminer.pdftypes import PDFStream, resolve1

LONGEST = 8 * 1024 * 1024
"""Bytes of content and forms up to which a page is taken apart."""


def is_too_long(contents: Sequence[object], resources: object, most: int = LONGEST) -> bool:
    """Whether ``contents`` and the forms in ``resources``, each counted once, unpack to more than ``most`` bytes."""
    waiting = [*contents, *_forms(resources)]
    seen: set[int] = set()
    while waiting and most >= 0:
        stream = resolve1(waiting.pop())
        if isinstance(stream, PDFStream) and id(stream) not in seen:
            seen.add(id(stream))
            most -= len(stream.get_data())
            waiting += _forms(stream.get("Resources"))
    return most < 0


def _forms(resources: object) -> list[PDFStream]:
    """The forms among the objects that ``resources`` names; pictures are not taken apart."""
    named = resolve1(resources)
    objects = resolve1(named.get("XObject")) if isinstance(named, dict) else None
    streams = [resolve1(one) for one in objects.values()] if isinstance(objects, dict) else []
    return [one for one in streams if isinstance(one, PDFStream) and _is_form(one)]


def _is_form(stream: PDFStream) -> bool:
    return getattr(resolve1(stream.get("Subtype")), "name", None) == "Form"
