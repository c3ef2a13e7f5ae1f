"""Handwritten numbers where papers have them: behind Số, ngày, tháng and năm, mostly in the head.

The reader of digits is used only there, and only what it is sure of is taken: it replaces what the
engine for print read. The number stays doubtful: its confidence is never above the cap of :mod:`ocr.marks.handwriting`.
"""

import re
from collections.abc import Sequence

from ocr.box import Box
from ocr.image import Pixels
from ocr.marks.digit_net import read_number
from ocr.marks.handwriting import CAP
from ocr.page import Line, Mark, Word

SURE = 0.9  # confidence of the reader of digits from which its number is taken
MARGIN = 0.06  # of a number's height, cut out around it
BEFORE = re.compile(r"(?:số|ngày|tháng|năm)\s*:?", re.IGNORECASE)
NEAR = 2.5  # heights of the word before, within which its number stands
SAME_ROW = 0.4  # share of the smaller height that a number and the word before it have in common
REPLACED = 0.5  # share of a word that lies under the writing
MOST = {"số": 5, "năm": 4}  # digits of a number behind these words
USUAL_MOST = 2  # digits of a day or a month
DAYS = {"ngày": 31, "tháng": 12}


def read_numbers(
    lines: Sequence[Line], marks: Sequence[Mark], ink: Pixels
) -> tuple[tuple[Line, ...], tuple[Mark, ...]]:
    """The lines and the marks, with handwritten numbers read where one must stand and is read surely."""
    kept, given = list(lines), []
    for mark in marks:
        place = _before(kept, mark) if mark.kind == "handwriting" else None
        text = _number(ink, mark.box, kept[place[0]].words[place[1]].text) if place else None
        if place and text:
            kept[place[0]] = _with_number(kept[place[0]], place[1], mark.box, text)
            given.append(mark.model_copy(update={"text": text}))
        else:
            given.append(mark)
    return tuple(kept), tuple(given)


def _before(lines: Sequence[Line], mark: Mark) -> tuple[int, int] | None:
    """The line and the word behind which the writing stands, where that word calls for a number."""
    for number, line in enumerate(lines):
        for place, word in enumerate(line.words):
            gap = mark.box.left - word.box.right
            near = -word.box.height < gap < NEAR * word.box.height
            if near and BEFORE.fullmatch(word.text) and word.box.overlap_y(mark.box) > SAME_ROW:
                return number, place
    return None


def _number(ink: Pixels, box: Box, before: str) -> str | None:
    around = box.grown(max(1, round(MARGIN * box.height))).clipped(ink.shape[1], ink.shape[0])
    text, sure = read_number(ink[around.top : around.bottom, around.left : around.right])
    opener = before.lower().strip(" :")
    possible = len(text) <= MOST.get(opener, USUAL_MOST) and (
        opener not in DAYS or 1 <= int(text or 0) <= DAYS[opener]
    )
    return text if sure >= SURE and possible else None


def _with_number(line: Line, place: int, box: Box, text: str) -> Line:
    """The line with what was read under the writing replaced by the number; words only partly under it stay."""
    number = Word(text=text, box=box, confidence=CAP)
    rest = [word for word in line.words[place + 1 :] if word.box.inside_share(box) < REPLACED]
    words = sorted([*line.words[: place + 1], number, *rest], key=lambda word: word.box.left)
    return Line.of(words, line.source)
