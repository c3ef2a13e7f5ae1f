"""Printed rows of a page: words grouped by their height on the page, independent of the engine's lines.

An engine may join two columns into one line, or cut one row into several lines. Extraction uses rows, and
pieces of rows between wide gaps, so neither disturbs it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from ocr.box import Box, union
from ocr.page import Line, PageText, TextSource, Word

SAME_ROW = 0.4  # share of the height that two lines of one row have in common
COLUMN_GAP = 1.5  # heights of white between two columns at least
LOST_WORD = 1.35  # heights of white between two words of letters from which one between them may be lost
NEAR_WORDS = 2.0  # heights of white between two words of one line at most
CONTRADICTED = 0.9  # confidence of a typed word up to which the picture shows another one
GLUED = re.compile(r"^(\D*[^\W\d]{2}\D*?:|[^\W\d_]+,(?=ng[àaáảã]y$))(\S+)$")


@dataclass(frozen=True)
class Run:
    """Words that stand on one printed row of one page, from left to right; never empty."""

    page: int
    words: tuple[Word, ...]
    source: TextSource = "image"

    @cached_property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words' texts."""
        return tuple(word.text for word in self.words)

    def is_exact(self, word: Word) -> bool:
        """Whether one of the words was typed and the picture does not contradict it: nobody can have misread it."""
        return self.source == "text_layer" and word.confidence > CONTRADICTED

    @cached_property
    def box(self) -> Box:
        """The box around all words."""
        return union(word.box for word in self.words)

    @cached_property
    def height(self) -> float:
        """The usual height of a word here, in pixels; specks and seals do not change it."""
        return max(1.0, float(median(word.box.height for word in self.words)))

    @cached_property
    def band(self) -> Box:
        """The box with the usual top and bottom of the words instead of the outermost ones."""
        tops = median(word.box.top for word in self.words)
        bottoms = median(word.box.bottom for word in self.words)
        return Box(self.box.left, round(tops), self.box.right, round(bottoms))

    @property
    def widest_gap(self) -> int:
        """The widest gap between two neighbouring words in pixels, 0 for a single word."""
        gaps = (after.box.left - before.box.right for before, after in pairwise(self.words))
        return max(gaps, default=0)

    @property
    def lacks_a_word(self) -> bool:
        """Whether two neighbouring words of letters stand so far apart that a word between them may be lost.

        Blanks are wide beside digits, which are filled in, and not between words.
        """
        return any(
            one.text.isalpha()
            and after.text.rstrip(",;.").isalpha()
            and after.box.left - one.box.right > LOST_WORD * self.height
            for one, after in pairwise(self.words)
        )

    @property
    def confidence(self) -> float:
        """The lowest confidence of a word."""
        return min(word.confidence for word in self.words)

    def part(self, start: int, end: int | None = None) -> "Run | None":
        """The words ``start`` to ``end`` (exclusive), or None when there are none."""
        words = self.words[start:end]
        return Run(self.page, words, self.source) if words else None

    def within(self, left: float, right: float) -> "Run | None":
        """The words whose middles stand between two x positions, or None."""
        words = tuple(word for word in self.words if left <= word.box.center[0] < right)
        return Run(self.page, words, self.source) if words else None


def rows(page: PageText) -> tuple[Run, ...]:
    """All words of ``page`` as printed rows from top to bottom, each from left to right."""
    lines = sorted(
        (_run(page.page, line) for line in page.lines if line.words), key=lambda run: run.band.center[1]
    )
    grouped: list[list[Run]] = []
    for line in lines:
        home = next((group for group in reversed(grouped[-4:]) if _same_row(line, group)), None)
        if home is None:
            grouped.append([line])
        else:
            home.append(line)
    return tuple(sorted((joined(group) for group in grouped), key=lambda run: run.band.center[1]))


def separated(row: Run) -> Run:
    """``row`` with "Họ tên:NGUYỄN" and "Huế,ngày" cut into two words, so that a label begins and ends where a word does."""
    words: list[Word] = []
    for word in row.words:
        found = GLUED.match(word.text)
        words.extend(_cut(word, len(found[1])) if found else (word,))
    return Run(row.page, tuple(words), row.source)


def pieces(row: Run, gap: float = COLUMN_GAP) -> tuple[Run, ...]:
    """``row`` cut at each gap wider than ``gap`` word heights."""
    cuts = [
        number
        for number, (one, next_one) in enumerate(pairwise(row.words), start=1)
        if next_one.box.left - one.box.right > gap * row.height
    ]
    edges = [0, *cuts, len(row.words)]
    return tuple(Run(row.page, row.words[start:end], row.source) for start, end in pairwise(edges))


def joined(runs: Sequence[Run]) -> Run:
    """One run with the words of several runs of one page (at least one run), from left to right."""
    words = sorted((word for run in runs for word in run.words), key=lambda word: word.box.left)
    image = any(run.source == "image" for run in runs)
    return Run(runs[0].page, tuple(words), "image" if image else "text_layer")


def usual_height(runs: Iterable[Run]) -> float:
    """The median word height over ``runs`` in pixels, 1 when there are none."""
    heights = [run.height for run in runs]
    return float(median(heights)) if heights else 1.0


def _run(page: int, line: Line) -> Run:
    return Run(page, line.words, line.source)


def _same_row(line: Run, group: Sequence[Run]) -> bool:
    nearest = min(group, key=lambda other: _distance_x(line.box, other.box))
    apart = all(line.box.overlap_x(other.box) < SAME_ROW for other in group)
    return apart and (line.band.overlap_y(nearest.band) >= SAME_ROW or _aligned(line, nearest))


def _aligned(one: Run, other: Run) -> bool:
    """Whether the neighbouring ends of two lines are at one height, as on a slightly turned page."""
    left, right = (one, other) if one.box.left < other.box.left else (other, one)
    ending, opening = left.words[-1].box, right.words[0].box
    near = opening.left - ending.right < NEAR_WORDS * one.height
    return near and ending.overlap_y(opening) >= SAME_ROW


def _distance_x(one: Box, other: Box) -> int:
    return max(one.left - other.right, other.left - one.right, 0)


def _cut(word: Word, at: int) -> tuple[Word, Word]:
    box = word.box
    middle = box.left + round(box.width * at / len(word.text))
    head = word.model_copy(update={"text": word.text[:at], "box": Box(box.left, box.top, middle, box.bottom)})
    tail = word.model_copy(
        update={"text": word.text[at:], "box": Box(middle, box.top, box.right, box.bottom)}
    )
    return head, tail
