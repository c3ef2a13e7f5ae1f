"""How likely words are before they are read: syllables that exist, are in use, or go together.

A reader that hesitates between two accents on a letter learns here which of them makes a word: "phổ thông" is one,
"phố thông" is not. Only words that the reader itself considered are weighed. The words are in ``data/words.txt``,
written for this project, names of people in :mod:`ocr.vietnamese.name_syllables`.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, NamedTuple

from ocr.vietnamese.name_syllables import GIVEN, SURNAMES
from ocr.vietnamese.syllable import is_syllable
from ocr.vietnamese.text import fold, placed

NO_SYLLABLE: Final = 0.1  # a usual word has 1
UNUSUAL: Final = 0.35  # a usual word has 1
BESIDE: Final = 4.0  # times, for each neighbour
"""Weights of a word that is no syllable, of a syllable in no list, and of a word that the list has beside its neighbour."""

_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
_VOWELS: Final = frozenset("aeiouy")


class _Known(NamedTuple):
    syllables: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def weight(word: str, before: str = "", after: str = "") -> float:
    """The weight of ``word`` between two others: 1 for a usual word alone, and for what is no word, such as a code."""
    plain = bare(word)
    if not plain.isalpha() or _VOWELS.isdisjoint(fold(plain)):
        return 1.0
    known = _known()
    usual = NO_SYLLABLE if not _is_spelled(plain) else 1.0 if _key(plain) in known.syllables else UNUSUAL
    return usual * BESIDE ** (go_together(before, word) + go_together(word, after))


def go_together(word: str, after: str) -> bool:
    """Whether the list has these two words side by side."""
    return (_key(bare(word)), _key(bare(after))) in _known().pairs


def bare(word: str) -> str:
    """The word without the punctuation around it."""
    return _EDGES.sub("", word)


def _is_spelled(plain: str) -> bool:
    return is_syllable(plain) or _key(plain) in _known().syllables


@lru_cache(maxsize=32_768)
def _key(word: str) -> str:
    return placed(unicodedata.normalize("NFC", word)).lower()


@cache
def _known() -> _Known:
    text = files("ocr").joinpath("data/words.txt").read_text(encoding="utf-8")
    rows = [row.split() for row in text.splitlines() if row and not row.startswith("#")]
    keys = [[_key(word) for word in row] for row in rows]
    names = {placed(name) for name in GIVEN | SURNAMES}
    pairs = {pair for row in keys for pair in pairwise(row)}
    return _Known(frozenset({word for row in keys for word in row} | names), frozenset(pairs))
