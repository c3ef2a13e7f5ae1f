"""Lines with proven misreadings put right. It works line by line, since the words around prove a number.

A mended word keeps its box and its confidence, and keeps what was read as ``raw``.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from ocr.page import Line, Operation, Word
from ocr.vietnamese import Mend, mended

FILLER = "<"  # of a machine-readable zone, which has rules of its own
LEAST_SURE = 0.5
"""Confidence of a word below which its letters prove nothing about each other."""


def mend_lines(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Operation, ...]]:
    """``lines`` mended, and, if anything was mended, one operation ``mend_text`` that counts the mends by rule."""
    counts: Counter[str] = Counter()
    mended_lines = []
    for line in lines:
        words, mends = _mended(line)
        counts.update(mend.rule for mend in mends)
        mended_lines.append(Line.of(words, line.source) if mends else line)
    done = Operation(name="mend_text", parameters=dict(sorted(counts.items())))
    return tuple(mended_lines), (done,) if counts else ()


def _mended(line: Line) -> tuple[list[Word], list[Mend]]:
    if not line.words or FILLER in line.text:
        return list(line.words), []
    made: list[Mend] = []
    words: list[Word] = []
    found = mended(" ".join(word.text for word in line.words))[1]
    start = 0
    for word in line.words:
        end = start + len(word.text)
        own = [mend for mend in found if start <= mend.start < end and _holds(mend, word, line)]
        made += own
        words.append(_changed(word, own, start))
        start = end + 1
    return words, made


def _holds(mend: Mend, word: Word, line: Line) -> bool:
    """Whether a mend may be made: in a text layer only ð for đ is mended, and a scribble proves nothing."""
    if line.source == "text_layer":
        return mend.rule == "eth"
    return word.confidence >= LEAST_SURE


def _changed(word: Word, mends: Iterable[Mend], start: int) -> Word:
    text = word.text
    for mend in sorted(mends, reverse=True):
        at = mend.start - start
        text = text[:at] + mend.after + text[at + len(mend.before) :]
    return word if text == word.text else word.model_copy(update={"text": text, "raw": word.text})
