"""Whether a page stands on its head, told by reading a few of its lines both ways.

Letters upside down are read as rubbish, and the reader knows it: its confidence falls. Our own reader is asked, which
is there wherever lines are found. Asked only where the page's own words leave a doubt (see
:mod:`digitize.scan.upright.orientation`).
"""

import numpy as np

from ocr.image import Pixels
from ocr.lines.find import FoundLine, find_lines
from ocr.lines.strip import strip
from ocr.readers.contract import LineReader, Readings, sureness
from ocr.readers.line_net import NetReader

SECONDS = 10.0
FIRST, MOST = 4, 12  # lines that are read at first, and in doubt
LONG, LONGEST = (
    3.0,
    10.0,
)  # heights: least width of a line that is read, and from where on longer is no better
ENOUGH = 14.0  # heights of a line that are read of it
FEWEST_LETTERS = 5  # in a line that is counted
PLAIN, LEAST = 0.3, 0.12  # difference of confidence that needs no more lines, and that decides; 0.5 is usual


def stands_upright(page: Pixels) -> bool | None:
    """Whether the rows of ``page`` (grey, dark on a light ground, straight) stand on their feet.

    None where there are too few letters, or the two ways read about as well as each other.

    Raises:
        MachineProblem: our reader does not start here, or takes too long.
    """
    return by_reading(page, NetReader())


def by_reading(page: Pixels, reader: LineReader) -> bool | None:
    """The way in which ``reader`` is surer of a few lines; None where it makes no difference."""
    lines = _plainest(find_lines(page))
    strips = [strip(page, line, lines).pixels for line in lines]
    differences: list[float] = []
    for some in (strips[:FIRST], strips[FIRST:]):
        differences += _differences(some, reader)
        if differences and abs(np.mean(differences)) >= PLAIN:
            break
    if not differences or abs(np.mean(differences)) < LEAST:
        return None
    return bool(np.mean(differences) > 0)


def _differences(strips: list[Pixels], reader: LineReader) -> list[float]:
    """By how much surer each strip is read as it stands than on its head; strips without words are left out."""
    over = [np.ascontiguousarray(pixels[::-1, ::-1]) for pixels in strips]
    ways = zip(*(reader.read(way, seconds=SECONDS) for way in (strips, over)), strict=True)
    return [
        sureness(one) - sureness(other)
        for one, other in ways
        if max(_letters(one), _letters(other)) >= FEWEST_LETTERS
    ]


def _letters(words: Readings) -> int:
    return sum(len(word.text) for word in words)


def _plainest(lines: tuple[FoundLine, ...]) -> list[FoundLine]:
    """The beginnings of a few lines that the finder is sure of and that are long enough to tell."""
    long = [line for line in lines if line.box.width >= LONG * line.height]
    plain = sorted(long, key=lambda line: -line.score * min(LONGEST, line.box.width / line.height))[:MOST]
    return [_beginning(line) for line in plain]


def _beginning(line: FoundLine) -> FoundLine:
    end = line.box.left + round(ENOUGH * line.height)
    return line.part(line.box.left, end) if end < line.box.right else line
