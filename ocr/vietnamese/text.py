"""Vietnamese text as a whole: one form, one tone placement, folding, and how much of it is sound."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from ocr.page import Finding, Line
from ocr.vietnamese.syllable import ONSETS, is_syllable, parsed, rhymes, spelled

_WORD = re.compile(r"[^\W\d_]+")

# In general Vietnamese prose (27 thousand sentences of program translations) 88 % of the syllables of
# two or more letters have an accent; samples of n syllables scatter by 0.42 / sqrt(n).
MARKED_SHARE, SCATTER = 0.88, 0.42
DEVIATIONS = 4.0  # standard deviations below the usual share, from which the accents were lost
FEWEST_SYLLABLES = 30  # below this the share says too little
VIETNAMESE = (
    0.45  # share of words that are syllables without their accents: English has 0.2, papers 0.65 and more
)


def nfc(text: str) -> str:
    """The text in NFC, white space of any kind as single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def placed(text: str) -> str:
    """The text in NFC with each tone where this project writes it: hòa, khỏe, thủy, Ủy ban."""
    return _WORD.sub(lambda match: _placed(match.group()), unicodedata.normalize("NFC", text))


def bare(text: str) -> str:
    """The letters without accents, đ as d, as many characters as before: for searching, never for showing.

    So a span found in bare text is the same span of the text itself, which is how a keyword is found in
    spite of lost accents while the value beside it stays as printed. An accent that stands apart (NFD) stays.
    """
    return "".join(map(_bare_letter, text))


def fold(text: str) -> str:
    """The :func:`bare` text in lower case, as long as before."""
    return "".join(map(_folded_letter, text))


@lru_cache(maxsize=4096)
def _bare_letter(letter: str) -> str:
    return {"đ": "d", "Đ": "D"}.get(letter) or unicodedata.normalize("NFD", letter)[0]


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    return _bare_letter(letter).lower()[0]


def toned_share(text: str) -> float:
    """The share of Vietnamese-looking syllables with an accent (tone, hat, horn, breve) or đ, 0 to 1."""
    marked = _marked(text)
    return sum(marked) / len(marked) if marked else 0.0


def valid_share(lines: Iterable[Line | str]) -> float:
    """The share of words that are Vietnamese syllables, 0 to 1; abbreviations are not counted.

    About 0.95 on official papers that were read well, 0 where there is no word.
    """
    texts = (line if isinstance(line, str) else line.text for line in lines)
    words = [word for text in texts for word in _WORD.findall(nfc(text)) if not _is_abbreviation(word)]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def lost_diacritics(lines: Sequence[Line]) -> Finding | None:
    """A finding if fewer syllables have accents than in any Vietnamese text, as when read in a wrong language.

    A text that is not Vietnamese, such as an English page or a table of numbers, has lost none.
    """
    text = " ".join(line.text for line in lines)
    marked = _marked(text)
    if len(marked) < max(FEWEST_SYLLABLES, VIETNAMESE * len(_words(text))):
        return None
    share = sum(marked) / len(marked)
    least = MARKED_SHARE - DEVIATIONS * SCATTER / math.sqrt(len(marked))
    if share >= least:
        return None
    return Finding(code="diacritics_lost", data={"share": round(share, 2), "expected": round(least, 2)})


def _placed(word: str) -> str:
    syllable = parsed(word)
    if syllable is None or not is_syllable(word):
        return word
    written = spelled(syllable)
    if word.isupper() and len(word) > 1:
        return written.upper()
    return written[0].upper() + written[1:] if word[0].isupper() else written


def _marked(text: str) -> list[bool]:
    """For each word that is a syllable without its accents, whether it has any."""
    return [fold(word) != word for word in _words(text) if fold(word) in _folded_syllables()]


def _words(text: str) -> list[str]:
    """The words of two or more letters, in lower case."""
    return [word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", text)) if len(word) > 1]


@cache
def _folded_syllables() -> frozenset[str]:
    written = (onset + rhyme for onset in ONSETS for rhyme in rhymes(onset))
    return frozenset(fold(text) for text in written) | {"gi", "gin"}


def _is_abbreviation(word: str) -> bool:
    return len(word) == 1 or (word.isupper() and parsed(word) is None)
