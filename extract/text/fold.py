"""Text made comparable: one line, composed letters, plain dashes, and ``fold``, which drops case and marks."""

import re
import unicodedata
from typing import Final

from ocr.vietnamese.text import fold

__all__ = ["DASHES", "LONGEST", "fold", "short_line", "squeezed"]

LONGEST: Final = 300
"""Characters. No typed value is longer; longer text is refused before any pattern sees it."""

DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_SPACE: Final = re.compile(r"\s+")
_LEADERS: Final = re.compile(r"[.…_·]{3,}|…+")


def squeezed(text: str) -> str:
    """``text`` composed (NFC), on one line, single spaces, dot leaders out, ends free of spaces."""
    composed = unicodedata.normalize("NFC", text)
    return _SPACE.sub(" ", _LEADERS.sub(" ", composed)).strip()


def short_line(text: str) -> str:
    """The squeezed text with plain dashes and without edge punctuation; empty when it is over-long.

    A bar or an asterisk stays: at the edge of a number it is as likely a misread digit.
    """
    if len(text) > LONGEST:
        return ""
    return squeezed(text).translate(DASHES).strip(" .,;:-•")
