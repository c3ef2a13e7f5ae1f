"""Separator sheets in a scanned stack: a QR code says that here one pile ends and, maybe, whose papers follow.

A sheet belongs to no document. The papers after it bear its mã hồ sơ, up to the next sheet; a sheet without
a code only divides.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ocr.page import PageText

PREFIX = "digitize:separator:1|"
CODE = re.compile(r"[0-9A-Z][0-9A-Z.\-]{0,59}")


class Pile(NamedTuple):
    """Pages between two separator sheets, and the mã hồ sơ that the sheet before them gives, or None."""

    ma_ho_so: str | None
    pages: tuple[PageText, ...]


def payload(ma_ho_so: str | None = None) -> str:
    """What the QR code of a separator sheet says."""
    return PREFIX + (ma_ho_so or "")


def piles(pages: Sequence[PageText]) -> tuple[Pile, ...]:
    """The pages of a file in order, without its separator sheets; one pile where there are none."""
    return tuple(pile for pile in _piles(pages) if pile.pages)


def _piles(pages: Sequence[PageText]) -> Iterable[Pile]:
    code: str | None = None
    gathered: list[PageText] = []
    for page in pages:
        said = _separator(page)
        if said is None:
            gathered.append(page)
            continue
        yield Pile(code, tuple(gathered))
        code, gathered = said if CODE.fullmatch(said) else None, []
    yield Pile(code, tuple(gathered))


def _separator(page: PageText) -> str | None:
    """What stands behind the prefix of the page's code; None where it is no separator sheet."""
    codes = (mark.text for mark in page.marks_of("qr") if mark.text)
    return next((text.removeprefix(PREFIX) for text in codes if text.startswith(PREFIX)), None)
