"""Separator sheets in a scanned stack: a QR code says that here one batch ends and, maybe, whose papers follow.

A sheet belongs to no document. The papers after it bear its mã hồ sơ, up to the next sheet; a sheet without
a code only divides.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from extract.parse.codes import opening_dossier_code
from ocr.page import PageText

PREFIX = "digitize:separator:1|"


class Batch(NamedTuple):
    """Pages between two separator sheets, to be taken once, and the mã hồ sơ that the sheet before them gives."""

    ma_ho_so: str | None
    pages: Iterator[PageText]


def payload(ma_ho_so: str | None = None) -> str:
    """What the QR code of a separator sheet says."""
    return PREFIX + (ma_ho_so or "")


def batches(pages: Iterable[PageText]) -> Iterator[Batch]:
    """The pages of a file in order without its separator sheets, taken as asked for; one batch where there are none."""
    for (_, code), together in groupby(_marked(pages), key=itemgetter(0)):
        yield Batch(code, map(itemgetter(1), together))


def _marked(pages: Iterable[PageText]) -> Iterator[tuple[tuple[int, str | None], PageText]]:
    """Each page with its batch: how many sheets came before it, and what the last one said."""
    sheets, code = 0, None
    for page in pages:
        said = _separator(page)
        if said is None:
            yield (sheets, code), page
        else:
            sheets, code = sheets + 1, said if said == opening_dossier_code(said) else None


def _separator(page: PageText) -> str | None:
    """What stands behind the prefix of the page's code; None where it is no separator sheet."""
    codes = (mark.text for mark in page.marks_of("qr") if mark.text)
    return next((text.removeprefix(PREFIX) for text in codes if text.startswith(PREFIX)), None)
