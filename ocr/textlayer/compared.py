"""Whether the words of a text layer are those that the page shows: some of them are read from the picture as well.

A font may say another letter than it draws, and a layer may hold what a poor OCR once read. So words are read by our own
reader until every sign of the layer was seen, those with digits first. A word that is surely read otherwise goes to a
person; where a sign is always read as another one, the layer lies, and the picture is read instead.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from ocr.image import Pixels
from ocr.page import Line, Word
from ocr.readers.contract import LineReader, Readings, sureness

WITH_DIGITS = 30
"""Words with digits that are read: all of those of a letter, and some of those of a long table."""
OTHERS = 30  # words without digits that are read, those first that show most signs that were not seen
SURE = 0.98  # confidence of a reading that contradicts the layer
DOUBTED = 0.5  # confidence in a word that the picture contradicts
TIMES = 2  # how often a sign has to be read as the same other one before the layer lies
MARGIN = 0.2  # heights of a word around it that are read with it


class Compared(NamedTuple):
    """The lines, with little confidence in words that the picture contradicts, and whether the layer lies."""

    lines: tuple[Line, ...]
    lies: bool


def compared(lines: Sequence[Line], ink: Pixels, reader: LineReader, *, seconds: float) -> Compared:
    """The ``lines`` of a layer held against ``ink``, the picture of the page; raises as :meth:`LineReader.read`."""
    words = _sample([word for line in lines for word in line.words])
    readings = reader.read([_strip(ink, word) for word in words], seconds=seconds)
    told = [(word, _text(read)) for word, read in zip(words, readings, strict=True) if sureness(read) >= SURE]
    wrong = {word for word, read in told if not _is_alike(word.text, read)}
    if _lies(told):
        return Compared(tuple(lines), lies=True)
    return Compared(tuple(_with_doubts(line, wrong) for line in lines) if wrong else tuple(lines), lies=False)


def _sample(words: Sequence[Word]) -> list[Word]:
    """Words that show every sign of the layer, those with digits first."""
    first = [at for at, word in enumerate(words) if any(map(str.isdigit, word.text))][:WITH_DIGITS]
    chosen = [words[at] for at in first]
    seen = set(chain.from_iterable(word.text for word in chosen))
    taken = set(first)
    left = [word for at, word in enumerate(words) if at not in taken and len(word.text) > 1]
    for _ in range(OTHERS):
        best = max(left, key=lambda word: len({*word.text} - seen), default=None)
        if best is None or {*best.text} <= seen:
            break
        chosen.append(best)
        seen |= {*best.text}
    return chosen


def _strip(ink: Pixels, word: Word) -> Pixels:
    box = word.box.grown(round(MARGIN * word.box.height)).clipped(ink.shape[1], ink.shape[0])
    return ink[box.top : box.bottom, box.left : box.right]


def _text(read: Readings) -> str:
    return "".join(word.text for word in read)


def _is_alike(said: str, read: str) -> bool:
    return _plain(said) == _plain(read)


def _plain(text: str) -> str:
    """The letters and digits in small letters: capitals and small letters of one shape differ only in size."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text).lower() if sign.isalnum())


def _lies(told: Iterable[tuple[Word, str]]) -> bool:
    """Whether a sign was never read as it is said to be, and several times as the same other one."""
    pairs = Counter(
        pair
        for word, read in told
        if len(_plain(word.text)) == len(_plain(read))
        for pair in zip(_plain(word.text), _plain(read), strict=True)
    )
    return any(
        said != read and times >= TIMES and not pairs[said, said] for (said, read), times in pairs.items()
    )


def _with_doubts(line: Line, wrong: set[Word]) -> Line:
    words = tuple(
        word.model_copy(update={"confidence": DOUBTED}) if word in wrong else word for word in line.words
    )
    return Line.of(words, line.source) if words != line.words else line
