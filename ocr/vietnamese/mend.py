"""Misreadings that a rule proves: letters inside numbers, letters that Vietnamese does not have.

Each mend is reported, so that what was printed can be told from what was mended. Where two readings
are possible the text is left as it was read.
"""

import re
import unicodedata
from itertools import product
from typing import NamedTuple

from ocr.vietnamese.syllable import is_syllable

# Letters of other alphabets that are read for a Vietnamese one, and what they may stand for.
_FOREIGN = {
    "ö": "ôơ", "ü": "ưu", "ë": "ê", "ä": "âă", "ï": "i", "å": "ă", "û": "ưu", "î": "i",
    "š": "s", "ç": "c", "ñ": "n", "č": "c", "ø": "ơô",
}  # fmt: skip
_FOREIGN |= {key.upper(): value.upper() for key, value in _FOREIGN.items()}

_ZERO, _ONE = "OoQ", "lI|"
_DIGITS = str.maketrans(dict.fromkeys(_ZERO, "0") | dict.fromkeys(_ONE, "1"))
_DIGIT_LIKE = rf"[\d{_ZERO}{re.escape(_ONE)}]"

# Where only digits can stand: dates, years, numbers of an official paper, long numbers.
_NUMBERS = (
    re.compile(rf"(?<!\w){_DIGIT_LIKE}{{1,2}}[/.-]{_DIGIT_LIKE}{{1,2}}[/.-]{_DIGIT_LIKE}{{4}}(?!\w)"),
    re.compile(rf"(?<!\w)(?:19|20|2[{_ZERO}]|[{re.escape(_ONE)}]9){_DIGIT_LIKE}{{2}}(?!\w)"),
    re.compile(rf"(?<!\w){_DIGIT_LIKE}{{1,5}}(?=/(?:{_DIGIT_LIKE}{{4}}/)?[A-ZĐ]{{2}})"),
    re.compile(rf"(?<!\w){_DIGIT_LIKE}{{9,13}}(?!\w)"),
    re.compile(rf"(?<!\w){_DIGIT_LIKE}{{1,3}}(?:\.{_DIGIT_LIKE}{{3}})+(?!\w)"),
)
_AFTER_DATE_WORD = re.compile(
    rf"(?<=ngày )({_DIGIT_LIKE}{{1,2}})(?= tháng )|(?<=tháng )({_DIGIT_LIKE}{{1,2}})(?= năm )"
)
_WORD = re.compile(r"[^\W\d_]+")


class Mend(NamedTuple):
    """One change: what stood at ``start`` of the text as read, what it became, by which rule."""

    start: int
    before: str
    after: str
    rule: str


def mended(text: str) -> tuple[str, tuple[Mend, ...]]:
    """``text`` in NFC with proven misreadings put right, and each change; lengths stay the same."""
    text = unicodedata.normalize("NFC", text)
    mends = [*_numbers(text), *_letters(text)]
    for mend in mends:
        text = text[: mend.start] + mend.after + text[mend.start + len(mend.before) :]
    return text, tuple(sorted(mends))


def _numbers(text: str) -> list[Mend]:
    found: dict[int, Mend] = {}
    for pattern in (*_NUMBERS, _AFTER_DATE_WORD):
        for match in pattern.finditer(text):
            before, after = match.group(), match.group().translate(_DIGITS)
            if after != before and any(map(str.isdigit, before)) and not _overlaps(match, found):
                found[match.start()] = Mend(match.start(), before, after, "digit")
    return list(found.values())


def _overlaps(match: re.Match[str], found: dict[int, Mend]) -> bool:
    return any(
        start < match.end() and match.start() < start + len(mend.before) for start, mend in found.items()
    )


def _letters(text: str) -> list[Mend]:
    mends = []
    for match in _WORD.finditer(text):
        word = match.group()
        if any(letter in _FOREIGN for letter in word):
            readings = {reading for reading in _readings(word) if is_syllable(reading)}
            if len(readings) == 1:
                mends.append(Mend(match.start(), word, readings.pop(), "letter"))
    return mends


def _readings(word: str) -> list[str]:
    """The word with each foreign letter replaced in every way."""
    ways = [_FOREIGN.get(letter, letter) for letter in word]
    return ["".join(letters) for letters in product(*ways)]
