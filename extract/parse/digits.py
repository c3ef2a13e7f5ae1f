"""Runs of digits as engines read them: with gaps, and with letters that look like digits.

Only two misreadings are mended, because they can mean no other digit: O for 0, and l, I or | for 1. At
most two are mended in a number, and the certainty is then lower.
"""

import re
from typing import Final, NamedTuple

from extract.parse.parsed import EXACT, REPAIRED, TIDIED
from ocr.vietnamese.lookalikes import SURE, any_of

DIGIT: Final = f"[0-9{any_of(SURE)}]"
"""A regular expression for a digit or a letter that is mended to one."""
DIGIT_OR_GAP: Final = f"[0-9{any_of(SURE)} ]"
_LOOKALIKES: Final = str.maketrans(SURE)
_MOST_REPAIRS: Final = 2  # letters in a number that may be read as digits


class Digits(NamedTuple):
    """The digits without gaps, and their certainty."""

    digits: str
    certainty: float


def mended(text: str, gaps: str = " .") -> Digits | None:
    """``text`` as digits, with ``gaps`` removed and at most two lookalike letters replaced; None if it is no number."""
    closed = text.translate(dict.fromkeys(map(ord, gaps)))
    digits = closed.translate(_LOOKALIKES)
    repairs = sum(a != b for a, b in zip(closed, digits, strict=True))
    if not re.fullmatch("[0-9]+", digits) or repairs > min(_MOST_REPAIRS, len(digits) // 2):
        return None
    if repairs:
        return Digits(digits, REPAIRED)
    return Digits(digits, EXACT if closed == text else TIDIED)
