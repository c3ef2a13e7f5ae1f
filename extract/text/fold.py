"""Text made comparable: one line, composed letters, and a fold that drops case and diacritics.

The fold keeps the length, so a span found in folded text is the same span in the original; that
is how a keyword is found in spite of lost tone marks while the value beside it stays as printed.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST: Final = 300
"""Characters. No typed value is longer; longer text is refused before any pattern sees it."""

DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_SPACE: Final = re.compile(r"\s+")
_LEADERS: Final = re.compile(r"[.…_·]{3,}|…+")


@lru_cache(maxsize=4096)
def _base(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    return unicodedata.normalize("NFD", letter)[0].lower()[0]


def fold(text: str) -> str:
    """``text`` in lower case without diacritics, character for character as long as before."""
    return "".join(map(_base, text))


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
