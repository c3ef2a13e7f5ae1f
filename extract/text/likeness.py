"""How similar a piece of text is to a printed phrase, and where in a line the phrase stands.

Readers lose accents more often than letters, and break words if their letters are spaced. So letters are compared
first, without accents, spaces and punctuation; the accents then decide the rest.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from ocr.vietnamese.text import fold

TONE_WEIGHT = 0.2  # share of accents in the likeness of two texts; the letters have the rest
SLACK = 1  # words by which the start and the end of a found phrase are moved to find the best match


class Match(NamedTuple):
    """Words ``start`` to ``end`` (exclusive) of a line, and their likeness to the phrase, ``score``, 0 to 1."""

    start: int
    end: int
    score: float


@lru_cache(maxsize=65_536)
def letters(text: str) -> str:
    """``text`` in lower case, letters and digits only, with accents."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text).lower() if sign.isalnum())


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """``text`` in lower case, letters and digits only, without accents: a key for comparison."""
    return "".join(sign for sign in fold(unicodedata.normalize("NFC", text)) if sign.isalnum())


@lru_cache(maxsize=65_536)
def likeness(found: str, wanted: str) -> float:
    """How similar two texts are, 0 to 1; accents count for a fifth, spaces and punctuation for nothing."""
    plain = fuzz.ratio(folded(found), folded(wanted)) / 100
    toned = fuzz.ratio(letters(found), letters(wanted)) / 100
    return (1 - TONE_WEIGHT) * plain + TONE_WEIGHT * toned


def find_phrase(words: tuple[str, ...], phrase: str, floor: float) -> Match | None:
    """The run of ``words`` most like ``phrase``, or None if none has a likeness of ``floor`` (0 to 1)."""
    wanted = folded(phrase)
    text, owners = _run_together(words)
    if len(text) < floor * len(wanted):
        return None
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=100 * (floor - TONE_WEIGHT))
    if found is None:
        return None
    first, last = owners[found.dest_start], owners[max(found.dest_start, found.dest_end - 1)]
    best = _tightest(words, phrase, first, last)
    return best if best.score >= floor else None


@lru_cache(maxsize=8_192)  # a row is compared with hundreds of phrases
def _run_together(words: tuple[str, ...]) -> tuple[str, tuple[int, ...]]:
    """The folded letters of a row, and for each of them the number of its word."""
    parts = [folded(word) for word in words]
    return "".join(parts), tuple(number for number, part in enumerate(parts) for _ in part)


def _tightest(words: Sequence[str], phrase: str, first: int, last: int) -> Match:
    starts = range(max(0, first - SLACK), min(len(words), first + SLACK + 1))
    ends = range(max(0, last - SLACK) + 1, min(len(words), last + SLACK + 1) + 1)
    windows = [(start, end) for start in starts for end in ends if start < end]
    scored = [Match(start, end, likeness(" ".join(words[start:end]), phrase)) for start, end in windows]
    # Of two windows with the same likeness, the shorter one holds less punctuation.
    return max(scored, key=lambda match: (match.score, match.start - match.end))
