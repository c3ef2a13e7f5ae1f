"""When two papers say the same in different letters: Vietnamese spelling has free variants.

The tone may stand on either vowel (hoà, hòa), ``y`` and ``i`` are interchangeable at the end of a syllable
(Lý, Lí), Đ is sometimes the Icelandic Ð, a title may stand before a name, and a unit is printed with or
without the word for its kind. A paper that says less (a year for a date, a province for an address)
neither confirms nor contradicts.
"""

import re
import unicodedata
from typing import Final, Literal

from extract.text.likeness import letters
from extract.text.unit_kinds import without_kinds_or_letters
from ocr.vietnamese.text import placed

Sameness = Literal["same", "compatible", "different"]

PLACES: Final = ("que_quan", "noi_sinh", "noi_cu_tru")
_FREE_Y: Final = re.compile(r"\b([hklmst]|qu)y(?=[\u0300\u0301\u0303\u0309\u0323]?\b)")
_TITLE: Final = re.compile(r"^(?:ông/bà|ông \(bà\)|ông|bà|anh|chị|cháu)[ :]+(?=\S+ \S)", re.IGNORECASE)
_YEAR: Final = 4  # digits of the year in an ISO date: a paper may print only that


def compared(attribute: str, one: str, other: str) -> Sameness:
    """How ``one`` and ``other``, values of the same attribute, compare; see :data:`extract.dossier.person.ATTRIBUTES`."""
    if attribute in ("ngay_sinh", "nam_sinh"):
        return _births(one, other)
    if attribute in PLACES:
        return _places(one, other)
    return "same" if written(one) == written(other) else "different"


def written(text: str) -> str:
    """``text`` as a key for comparison: letters and digits with accents, with one spelling for free variants.

    Letters that were apart may form a syllable once they are joined, so the key is computed again from the key.
    """
    return _key(_key(text))


def _key(text: str) -> str:
    untitled = _TITLE.sub("", text.strip().replace("Ð", "Đ").replace("ð", "đ"))
    apart = unicodedata.normalize("NFD", placed(untitled).lower())
    return letters(unicodedata.normalize("NFC", _FREE_Y.sub(r"\1i", apart)))


def _births(one: str, other: str) -> Sameness:
    if one == other:
        return "same"
    short = min(len(one), len(other)) == _YEAR
    return "compatible" if short and one[:_YEAR] == other[:_YEAR] else "different"


def _places(one: str, other: str) -> Sameness:
    fewer, more = sorted((_parts(one), _parts(other)), key=len)
    if fewer == more:
        return "same"
    return "compatible" if fewer == more[len(more) - len(fewer) :] else "different"


def _parts(address: str) -> list[str]:
    pieces = (written(without_kinds_or_letters(piece)) for piece in re.split(r"[,;–-]", address))
    return [piece for piece in pieces if piece]
