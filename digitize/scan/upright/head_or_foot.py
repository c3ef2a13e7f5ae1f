"""Whether a page is upside down, decided by reading a few of its lines both ways.

Letters upside down are read as nonsense, with low confidence. Our own reader is used, which is there wherever
lines are found, and only where the words of the page leave a doubt (see
:mod:`digitize.scan.upright.orientation`).
"""

import numpy as np

from ocr.image import Pixels
from ocr.lines.find import FoundLine, find_lines
from ocr.lines.strip import strip
from ocr.readers.contract import LineReader, Readings, sureness
from ocr.readers.line_net import NetReader

SECONDS = 10.0  # seconds that the reader may take for one batch of strips
FIRST, MOST = 4, 12  # lines that are read at first, and in doubt
LONG, LONGEST = (
    3.0,
    10.0,
)  # heights: least width of a line that is read; above the second, longer is no better
ENOUGH = 14.0  # heights: how much of a line is read
FEWEST_LETTERS = 5  # letters of a line that counts
PLAIN, LEAST = 0.3, 0.12  # difference of confidence: clear after the first lines; after all; usual is 0.5


def stands_upright(page: Pixels) -> bool | None:
    """Whether ``page`` (grey, dark on a light ground, straight, with level lines) is upright.

    None if there are too few letters, or both ways are read about equally well.

    Raises:
        MachineProblem: our reader does not start here, or takes too long.
    """
    return by_reading(page, NetReader())


def by_reading(page: Pixels, reader: LineReader) -> bool | None:
    """Whether ``reader`` is surer of a few lines as they are than upside down; None if there is no difference."""
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
    """How much surer each strip is read as it is than upside down; strips without words are left out."""
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
    """The beginnings of a few lines that the finder is sure of and that are long enough."""
    long = [line for line in lines if line.box.width >= LONG * line.height]
    plain = sorted(long, key=lambda line: -line.score * min(LONGEST, line.box.width / line.height))[:MOST]
    return [_beginning(line) for line in plain]


def _beginning(line: FoundLine) -> FoundLine:
    end = line.box.left + round(ENOUGH * line.height)
    return line.part(line.box.left, end) if end < line.box.right else line
