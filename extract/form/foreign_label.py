"""Labels of no field of the type: words with a capital and a colon that stand apart in a row, or open one.

A form has more labels than a type has fields ("Nghề nghiệp:" behind a day of birth). Where such a label begins, the
value before it ends, and what stands behind it is the value of no field.
"""

from collections.abc import Iterable, Sequence

from extract.form.located import LabelPlace
from extract.rows.rows import Run
from ocr.page import Word

APART = 1.6  # heights of white in front of a label within a row
LONGEST = 8  # words of the longest label
LEADERS = ("…", "..")
"""How the dots of a blank end: behind them a label may follow closely."""
BRACKETS = "()/,-"


def foreign_labels(rows: Sequence[Run], known: Iterable[LabelPlace]) -> Iterable[LabelPlace]:
    """The labels within rows that have no word in common with a ``known`` label; the first words of a row are left out."""
    taken = {(place.row, at) for place in known for at in range(place.start, place.end)}
    for number, row in enumerate(rows):
        for start in range(1, len(row.words)):
            end = _end(row.words, start) if _stands_apart(row, start) else None
            if end is not None and taken.isdisjoint((number, at) for at in range(start, end)):
                yield LabelPlace(None, " ".join(row.texts[start:end]), number, start, end, 1.0)


def opens_with_label(row: Run) -> bool:
    """Whether the first words of a row are a label."""
    return _end(row.words, 0) is not None


def _stands_apart(row: Run, start: int) -> bool:
    before, word = row.words[start - 1 : start + 1]
    return before.text.endswith(LEADERS) or word.box.left - before.box.right > APART * row.height


def _end(words: Sequence[Word], start: int) -> int | None:
    """Where a label that begins with word ``start`` ends; None if no label does: it has a colon, and only letters before it."""
    if not words[start].text[0].isupper():
        return None
    for at, word in enumerate(words[start : start + LONGEST], start):
        if word.text.endswith(":"):
            return at + 1 if _is_lettered(word.text[:-1]) else None
        if not _is_lettered(word.text):
            return None
    return None


def _is_lettered(text: str) -> bool:
    return all(sign.isalpha() or sign in BRACKETS for sign in text)
