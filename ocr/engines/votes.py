"""Several readings of one line put together word by word: what most of them read with confidence is taken.

The line is cut where no reading has a word, so that a space lost by one reading and kept by another is
one question and not three. In each piece every reading has a vote that weighs as much as it is sure; a
text of sound syllables weighs somewhat more. Punctuation that only some readings see is taken for a speck.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ocr.box import Box
from ocr.readers.contract import Readings, ReadWord, sureness
from ocr.vietnamese.syllable import is_syllable

SHARPNESS = 8  # a vote is the reading's confidence to this power: one sure reading outweighs many guesses
SOUND = 0.5  # how much more a text weighs if all its words are syllables
SILENT = 0.3  # confidence of a reading that sees nothing where others see letters
SILENT_ON_MARKS = 0.9  # the same where others see punctuation only
INSET = 0.1  # of a word's height: boxes of neighbouring words may overlap by twice as much

_LETTERS = re.compile(r"[^\W\d_]{2,}")


class Voted(NamedTuple):
    """A word that was chosen: ``agreement`` is the share of the readings that say the same, 0 to 1.

    It is None where the line was read only once.
    """

    text: str
    box: Box
    confidence: float
    agreement: float | None


def vote(readings: Sequence[Readings], *, missing: int = 0) -> tuple[Voted, ...]:
    """The words of a line that was read in several ways, all boxes in one strip, left to right.

    So many readings are ``missing``: they have no vote, and count as not agreeing.
    """
    return tuple(word for piece in _pieces(readings) for word in _chosen(piece, missing))


def _pieces(readings: Sequence[Readings]) -> list[list[Readings]]:
    """The readings cut at every column that no word of any of them covers."""
    words = sorted(
        ((word, number) for number, words in enumerate(readings) for word in words),
        key=lambda entry: (_ends(entry[0])[0], entry[1]),
    )
    pieces: list[list[Readings]] = []
    reach = float("-inf")
    for word, number in words:
        left, right = _ends(word)
        if left >= reach:
            pieces.append([()] * len(readings))
        pieces[-1][number] += (word,)
        reach = max(reach, right)
    return pieces


def _ends(word: ReadWord) -> tuple[float, float]:
    inset = max(1.0, INSET * word.box.height)
    left = word.box.left + inset
    return left, max(left + 1, word.box.right - inset)


def _chosen(piece: Sequence[Readings], missing: int) -> list[Voted]:
    silent = SILENT if any(map(_has_letters, piece)) else SILENT_ON_MARKS
    votes: dict[str, float] = {}
    for words in piece:
        votes[_text(words)] = votes.get(_text(words), 0.0) + _sure(words, silent) ** SHARPNESS
    best = max(votes, key=lambda text: votes[text] * (1 + SOUND * soundness(text)))
    same = [words for words in piece if _text(words) == best]
    words = max(same, key=sureness)
    return [Voted(*word, agreement=len(same) / (len(piece) + missing)) for word in words]


def _sure(words: Readings, silent: float) -> float:
    return sureness(words) if words else silent


def _text(words: Readings) -> str:
    return " ".join(word.text for word in words)


def _has_letters(words: Readings) -> bool:
    return any(map(str.isalnum, _text(words)))


def soundness(text: str) -> float:
    """The share of words made of letters that are Vietnamese syllables, 0 to 1; 0.5 where there are none."""
    words = _LETTERS.findall(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.5
