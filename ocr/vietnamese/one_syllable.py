"""Words that are no syllable, put right where only one syllable is possible.

Each function takes one word and gives that syllable, or None if the word is a syllable already, is not
Vietnamese, or could be more than one. Base letters are not guessed, except u in ưung, where only o
can stand.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import product

from ocr.vietnamese.syllable import TONES, is_syllable

# Letters of other alphabets that are read for a Vietnamese one, and what they may stand for.
_FOREIGN = {
    "ö": "ôơ", "ü": "ưu", "ë": "ê", "ä": "âă", "ï": "i", "å": "ă", "û": "ưu", "î": "i",
    "š": "s", "ç": "c", "ñ": "n", "č": "c", "ø": "ơô",
}  # fmt: skip
_FOREIGN |= {key.upper(): value.upper() for key, value in _FOREIGN.items()}

_HORNED = re.compile(r"(?<=ư)u(?=[cmnpt])", re.IGNORECASE)  # ưu is never closed by a consonant, ươ mostly
_FAMILIES = {sign: family for family in ("aăâ", "eê", "oôơ", "uư") for sign in family}
LONG = 4
"""Least letters of a word in which the others prove one letter: shorter words can be too many syllables."""


def letter(word: str) -> str | None:
    """The syllable that ``word`` becomes when its letters of other alphabets are put right."""
    put = word.replace("†", "T" if word.replace("†", "").isupper() and len(word) > LONG - 2 else "t")
    if put == word and not any(sign in _FOREIGN for sign in word):
        return None
    return _only("".join(signs) for signs in product(*(_FOREIGN.get(sign, sign) for sign in put)))


def tone(word: str) -> str | None:
    """The syllable that ``word`` becomes without one of its two tones."""
    toned = [place for place, sign in enumerate(word) if _tone_of(sign)]
    if len(toned) != 2:  # noqa: PLR2004  (a syllable has one)
        return None
    return _only(word[:place] + _toneless(word[place]) + word[place + 1 :] for place in toned)


def shape(word: str) -> str | None:
    """The syllable that ``word`` becomes when the hat, breve or horn of one vowel is put right.

    Only for a long word with a tone that is no syllable, such as QUYÉT or đưọc; its tone stays.
    """
    if len(word) < LONG or is_syllable(word):
        return None
    horned = _only([_HORNED.sub(lambda match: _like("ơ", match.group()), word)])
    if horned or sum(map(bool, map(_tone_of, word))) != 1:
        return horned
    return _only(_reshaped(word))


def _reshaped(word: str) -> Iterator[str]:
    for place, sign in enumerate(word):
        bare, mark = _toneless(sign), _tone_of(sign)
        for other in _FAMILIES.get(bare.lower(), ""):
            if other != bare.lower():
                yield word[:place] + _like(other, bare) + mark + word[place + 1 :]


def _only(readings: Iterable[str]) -> str | None:
    composed = (unicodedata.normalize("NFC", reading) for reading in readings)
    found = {reading for reading in composed if is_syllable(reading)}
    return found.pop() if len(found) == 1 else None


def _tone_of(sign: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", sign) if mark in TONES[1:])


def _toneless(sign: str) -> str:
    marks = unicodedata.normalize("NFD", sign)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES[1:]))


def _like(sign: str, model: str) -> str:
    case: Callable[[str], str] = str.upper if model.isupper() else str.lower
    return case(sign)
