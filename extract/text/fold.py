"""Text made comparable: one line, composed letters, plain dashes, and ``fold``, which removes case and accents."""

import re
import unicodedata
from typing import Final

from ocr.vietnamese.text import fold

__all__ = ["DASHES", "LONGEST", "fold", "short_line", "squeezed"]

LONGEST: Final = 300
"""Characters of the longest typed value; longer text is refused before any pattern is tried on it."""

DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_SPACE: Final = re.compile(r"\s+")
_LEADERS: Final = re.compile(r"[.…_·]{3,}|…+")


def squeezed(text: str) -> str:
    """``text`` composed (NFC), on one line, with single spaces, without dotted lines and spaces at the ends."""
    composed = unicodedata.normalize("NFC", text)
    return _SPACE.sub(" ", _LEADERS.sub(" ", composed)).strip()


def short_line(text: str) -> str:
    """The squeezed text with plain dashes and without punctuation at the ends; empty if it is too long.

    A bar or an asterisk stays: at the end of a number it may just as well be a misread digit.
    """
    if len(text) > LONGEST:
        return ""
    return squeezed(text).translate(DASHES).strip(" .,;:-•")
