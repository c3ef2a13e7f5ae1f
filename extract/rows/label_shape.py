"""Words that have the shape of a label: a capital, letters only, and a colon; within a row they stand apart.

A form has more labels than a type has fields ("Nghề nghiệp:" behind a day of birth). Where such words begin, the value
before them ends, and what stands behind them is the value of no field.
"""

from collections.abc import Iterable, Sequence

from extract.rows.rows import Run
from ocr.page import Word

APART = 1.6  # heights of white in front of a label within a row
LONGEST = 8  # words of the longest label
LEADERS = ("…", "..")
"""How the dots of a blank end: behind them a label may follow closely."""
BRACKETS = "()/,-"


def labels_within(row: Run) -> Iterable[tuple[int, int]]:
    """Where words with the shape of a label begin and end in a row; those that open the row are left out."""
    for start in range(1, len(row.words)):
        end = _end(row.words, start) if _stands_apart(row, start) else None
        if end is not None:
            yield start, end


def opens_with_label(row: Run) -> bool:
    """Whether the first words of a row have the shape of a label."""
    return _end(row.words, 0) is not None


def _stands_apart(row: Run, start: int) -> bool:
    before, word = row.words[start - 1 : start + 1]
    return before.text.endswith(LEADERS) or word.box.left - before.box.right > APART * row.height


def _end(words: Sequence[Word], start: int) -> int | None:
    """Where a label that begins with word ``start`` ends; None if no label does."""
    if not words[start].text[0].isupper():
        return None
    for at, word in enumerate(words[start : start + LONGEST], start):
        if not _is_lettered(word.text.removesuffix(":")):
            return None
        if word.text.endswith(":"):
            return at + 1
    return None


def _is_lettered(text: str) -> bool:
    return all(sign.isalpha() or sign in BRACKETS for sign in text)
