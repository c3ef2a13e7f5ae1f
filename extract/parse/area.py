"""Areas of land and floors in square metres, as certificates print them: "2.265,6 m²", "173 m2", "80 mét vuông".

The raised figure of "m²" is what print engines lose most; without it a unit of length stands there,
which no area has, so the value is kept at a lower certainty, as is a number without a unit.
"""

import re
from typing import Final

from extract.parse.fold import fold, short_line
from extract.parse.parsed import EXACT, LIKELY, TIDIED, Parsed

_AREA: Final = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]{1,8})(?:,(?P<part>[0-9]{1,3})|\.(?P<point>[0-9]{1,2}))?"
    r"(?: ?(?P<unit>m ?2|m\W?|met vuong)(?: .*)?)?"
)
_SURE: Final = ("m2", "metvuong")


def area(text: str) -> Parsed | None:
    """Square metres as a number; what follows the unit (the area in words) is not read."""
    match = _AREA.fullmatch(_folded(text))
    if match is None:
        return None
    whole = re.sub("[. ]", "", match["whole"])
    part = match["part"] or match["point"]
    value = float(f"{whole}.{part}") if part else float(whole)
    unit = (match["unit"] or "").replace(" ", "")
    usual = unit in _SURE and not match["point"]
    certainty = EXACT if usual else TIDIED if len(unit) > 1 and not match["point"] else LIKELY
    return Parsed(int(value) if value.is_integer() else value, certainty)


def _folded(text: str) -> str:
    """Without tones and case; the raised figure stays what it is."""
    return fold(re.sub(r"(?<=m)( ?)²", r"\g<1>2", short_line(text))).strip(" .,;:")
