"""Printed lines joined into paragraphs, so that a search finds a phrase that goes on in the next line.

A line goes on in the next one if that stands closely below it and either starts with a small letter or
with a word that had no room on the line above. Nothing is lost: a paragraph names its lines, which stay as printed.
"""

import re
import statistics
from collections.abc import Sequence
from itertools import pairwise

from ocr.box import Box, union
from ocr.page import Line
from ocr.value import Value
from ocr.vietnamese import is_syllable

CLOSE = 1.1  # heights of white at most between two lines of a paragraph
SAME_SIZE = 0.65  # height of the smaller line over that of the larger; a line without tall letters is lower
UNDER = 0.5  # share of the narrower line's width that stands under the other
RUNNING = 0.3  # of the page's width: lines at least this wide can be judged full or not
HANGING = 5.0  # heights by which the first line may be set in; beyond, it stands in a list or a column
INDENT = 0.8  # heights by which a line may stand to the right of the one above and still go on in it

_ITEM = re.compile(
    r"[-–+*•●○]\s?\S|\(?\d{1,2}[.)](?:\s|$)|\d{1,2}\.\d{1,2}[.\s]|\(?[a-zđ]\)|[IVX]{1,4}[.)]\s"
    r"|(?:Điều|Chương|Mục|Phần|Căn cứ|Theo đề nghị|Xét đề nghị|Nơi nhận|Kính gửi)\b"
)
_END = re.compile(r"[.;:!?]['\"”’)]*$")
_WORDS = re.compile(r"[^\W\d_]+")


class Paragraph(Value):
    """Lines that belong together: their text as one, their indices in reading order, the box around them."""

    text: str
    lines: tuple[int, ...]
    box: Box


def paragraphs(lines: Sequence[Line], width: int) -> tuple[Paragraph, ...]:
    """``lines`` (in reading order) joined; every line is in exactly one paragraph.

    ``width`` is that of the page in pixels.
    """
    groups: list[list[int]] = [[0]] if lines else []
    for number, (above, line) in enumerate(pairwise(lines), start=1):
        if _goes_on(above, line, _right_edge(lines, number), width):
            groups[-1].append(number)
        else:
            groups.append([number])
    return tuple(_paragraph(lines, group) for group in groups)


def _paragraph(lines: Sequence[Line], numbers: Sequence[int]) -> Paragraph:
    text = lines[numbers[0]].text
    for number in numbers[1:]:
        text = _joined(text, lines[number].text)
    box = union(lines[number].box for number in numbers)
    return Paragraph(text=text, lines=tuple(numbers), box=box)


def _goes_on(above: Line, line: Line, right_edge: int, width: int) -> bool:
    if not _is_under(above, line) or _ITEM.match(line.text):
        return False
    if line.text[:1].islower() and not _END.search(above.text):
        return True
    height = statistics.median((above.box.height, line.box.height))
    set_in = line.box.left - above.box.left
    if above.box.width < RUNNING * width or not -HANGING * height <= set_in <= INDENT * height:
        return False
    if line.text.isupper() != above.text.isupper():
        return False
    return above.box.right + height / 4 + _first_word(line) > right_edge


def _is_under(above: Line, line: Line) -> bool:
    low, high = sorted((above.box.height, line.box.height))
    white = line.box.top - above.box.bottom
    return (
        -high / 2 < white <= CLOSE * low
        and line.box.center[1] > above.box.center[1]
        and low >= SAME_SIZE * high
        and line.box.overlap_x(above.box) >= UNDER
    )


def _right_edge(lines: Sequence[Line], number: int) -> int:
    """The right edge of the lines that stand closely above and below the end of line ``number - 1``."""
    rights = [lines[number - 1].box.right, lines[number].box.right]
    for before in range(number - 1, 0, -1):
        if not _is_under(lines[before - 1], lines[before]):
            break
        rights.append(lines[before - 1].box.right)
    for after in range(number, len(lines) - 1):
        if not _is_under(lines[after], lines[after + 1]):
            break
        rights.append(lines[after + 1].box.right)
    return max(rights)


def _first_word(line: Line) -> int:
    return line.words[0].box.width if line.words else 0


def _joined(text: str, more: str) -> str:
    """Two lines as one; a hyphen at the end is kept in a code or an old spelling, and else splits one word."""
    if not text.endswith(("-", "\u00ad")) or not text[:-1][-1:].isalnum():
        return f"{text} {more}"
    words = _WORDS.findall(text)
    keeps = text[-2].isdigit() or text[-2].isupper() or is_syllable(words[-1] if words else "")
    return text + more if keeps and text.endswith("-") else text[:-1] + more
