"""Areas of land and floors in square metres, as certificates print them: "2.265,6 m²", "173 m2", "80 mét vuông".

Certificates repeat the digits in words ("một trăm bảy mươi ba phẩy năm mét vuông"); these are read, too.

Engines often lose the raised 2 of "m²". Without it the unit is one of length, which no area has, so the value
is kept at a lower certainty, as is a number without a unit.
"""

import re
from typing import Final

from extract.parse.number_words import read, read_folded
from extract.parse.parsed import EXACT, LIKELY, REPAIRED, TIDIED, Parsed
from extract.text.fold import fold, short_line

_AREA: Final = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]{1,8})(?:,(?P<part>[0-9]{1,3})|\.(?P<point>[0-9]{1,2}))?"
    r"(?: ?(?P<unit>m ?2|m\W?|met vuong)(?: .*)?)?"
)
_SURE: Final = ("m2", "metvuong")
_NOUGHT: Final = "không"


def area(text: str) -> Parsed | None:
    """Square metres as a number; what follows the unit (the area in words) is not read."""
    match = _AREA.fullmatch(_folded(text))
    if match is None:
        return _in_words(text)
    whole = re.sub("[. ]", "", match["whole"])
    part = match["part"] or match["point"]
    value = float(f"{whole}.{part}") if part else float(whole)
    unit = (match["unit"] or "").replace(" ", "")
    usual = unit in _SURE and not match["point"]
    certainty = EXACT if usual else TIDIED if len(unit) > 1 and not match["point"] else LIKELY
    return Parsed(int(value) if value.is_integer() else value, certainty)


def _in_words(text: str) -> Parsed | None:
    """The area that is written in words; its certainty is lower if accents were lost."""
    line = short_line(text).lower().strip(" ().,;:")
    said, comma, rest = (
        line.removesuffix("mét vuông").removesuffix("met vuong").rstrip(" ,").partition(" phẩy ")
    )
    if line == said or not said:
        return None
    whole, exact = read(said), True
    if whole is None:
        whole, exact = read_folded(said), False
    part = _decimals(rest) if comma else ""
    if whole is None or part is None:
        return None
    value = float(f"{whole}.{part or 0}")
    return Parsed(int(value) if value.is_integer() else value, EXACT if exact else REPAIRED)


def _decimals(said: str) -> str | None:
    """The decimals in words as digits: "không năm" is 05."""
    words = said.split()
    noughts = next((at for at, word in enumerate(words) if word != _NOUGHT), len(words))
    rest = read(" ".join(words[noughts:])) if words[noughts:] else None
    if rest is None and noughts < len(words):
        return None
    return "0" * noughts + (str(rest) if rest is not None else "")


def _folded(text: str) -> str:
    """Without accents and case; a raised 2 stays as it is."""
    return fold(re.sub(r"(?<=m)( ?)²", r"\g<1>2", short_line(text))).strip(" .,;:")
