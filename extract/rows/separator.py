"""Separator sheets in a scanned stack: a QR code ends one batch and may give the mã hồ sơ of the next one.

A sheet belongs to no document. The papers after it, up to the next sheet, get its mã hồ sơ; a sheet without
a mã hồ sơ only separates.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from extract.parse.codes import opening_dossier_code
from ocr.page import PageText

PREFIX = "digitize:separator:1|"


class Batch(NamedTuple):
    """Pages between two separator sheets, to be iterated once, and the mã hồ sơ on the sheet before them."""

    ma_ho_so: str | None
    pages: Iterator[PageText]


def payload(ma_ho_so: str | None = None) -> str:
    """The text in the QR code of a separator sheet."""
    return PREFIX + (ma_ho_so or "")


def batches(pages: Iterable[PageText]) -> Iterator[Batch]:
    """The pages of a file in batches, without separator sheets, read when needed; one batch if there are no sheets."""
    for (_, code), together in groupby(_marked(pages), key=itemgetter(0)):
        yield Batch(code, map(itemgetter(1), together))


def _marked(pages: Iterable[PageText]) -> Iterator[tuple[tuple[int, str | None], PageText]]:
    """Each page with its batch: the number of sheets before it, and the mã hồ sơ of the last one."""
    sheets, code = 0, None
    for page in pages:
        said = _separator(page)
        if said is None:
            yield (sheets, code), page
        else:
            sheets, code = sheets + 1, said if said == opening_dossier_code(said) else None


def _separator(page: PageText) -> str | None:
    """The text after the prefix in the page's code; None if the page is not a separator sheet."""
    codes = (mark.text for mark in page.marks_of("qr") if mark.text)
    return next((text.removeprefix(PREFIX) for text in codes if text.startswith(PREFIX)), None)
