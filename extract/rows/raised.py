"""The raised mark of a note between a label and its value, misread as a letter or a figure.

Forms print "Nơi cư trú:(2)" with a small raised (2). The reader makes a "P" or an "0)" of it, which then stands at the
head of the value. Only its place tells it from a letter of the value: it ends high above the line on which the words
on both sides of it stand.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from extract.rows.rows import Run
from extract.rows.trim import NOTE
from extract.text.fold import fold
from ocr.page import Word

MOST_SIGNS = 3  # signs of the longest misread mark
MOST_LETTERS = 2  # letters and figures of the longest misread mark
RAISED = 0.22  # heights of a row by which a mark ends above the line of the words beside it at least
SMALL = 0.95  # share of the height of a row that a mark is high at most
TOP = 0.15  # heights by which a mark may begin below the top of its label
CLOSE = 1.5  # heights of white between a label, the mark behind it and the value at most
SURE_LETTER = 0.9  # confidence from which a letter is what was read, and no mark
SURE_FIGURE = 0.5  # the same for a figure, with which many values begin
RAISED_FIGURES = "¹²³⁴⁵⁶⁷⁸⁹"
COUNTED = frozenset("thang ngay nam gio phut ban con lan tuoi nguoi bo to trang goi".split())  # noqa: SIM905  (words read best as words)
"""Words before which a figure is a number."""
NEAR = 4  # words on each side in which one is looked for that stands on the line
HANGING = frozenset("gjpqyQJ,;()[]{}|/_@&")
"""Signs that reach below the line."""
DOT_BELOW = "\u0323"


def without_raised_notes(row: Run) -> Run:
    """``row`` without raised marks of notes behind the colon of a label."""
    notes = {at for at in range(1, len(row.words)) if _is_note(row, at)}
    if not notes:
        return row
    return Run(row.page, tuple(word for at, word in enumerate(row.words) if at not in notes), row.source)


def _is_note(row: Run, at: int) -> bool:
    label, word = row.words[at - 1], row.words[at]
    if not label.text.endswith(":") or not _may_be_mark(word):
        return False
    after = row.words[at + 1 : at + 1 + NEAR]
    if after and after[0].box.left - word.box.right > CLOSE * row.height:
        after = ()  # the next label; no value stands behind the mark
    elif after and _is_number(word.text) and fold(after[0].text.strip(".,;")) in COUNTED:
        return False
    close = word.box.left - label.box.right < CLOSE * row.height
    small = word.box.height <= SMALL * row.height and word.box.top <= label.box.top + TOP * row.height
    return close and small and _is_raised(word, row.words[max(0, at - NEAR) : at], after, row.height)


def _is_raised(word: Word, before: Sequence[Word], after: Sequence[Word], height: float) -> bool:
    """Whether a word ends above the line on both sides; a bracket that nothing opens may end an empty blank."""
    sides = [_line(reversed(before)), _line(after)]
    if not after and word.text.rstrip(".…").endswith(")"):
        sides.pop()
    return all(line is not None and line - word.box.bottom >= RAISED * height for line in sides)


def _may_be_mark(word: Word) -> bool:
    signs = word.text.rstrip(".…")
    letters = sum(map(str.isalnum, signs))
    short = 1 <= letters <= MOST_LETTERS and len(signs) <= MOST_SIGNS and NOTE.fullmatch(word.text) is None
    if signs in RAISED_FIGURES:
        return True
    if _is_number(signs):
        return short and letters == 1 and word.confidence < SURE_FIGURE
    return short and word.confidence < SURE_LETTER


def _is_number(text: str) -> bool:
    return text.rstrip(".…").isdecimal()


def _line(words: Iterable[Word]) -> int | None:
    """The bottom, in pixels, of the first word without a sign that reaches below the line; None if there is none."""
    return next((word.box.bottom for word in words if _stands(word.text)), None)


def _stands(text: str) -> bool:
    signs = unicodedata.normalize("NFD", text)
    return any(map(str.isalnum, signs)) and HANGING.isdisjoint(signs) and DOT_BELOW not in signs
