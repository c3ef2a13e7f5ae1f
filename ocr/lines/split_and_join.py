"""Lines put right: two columns read as one line are cut apart, pieces of one line are joined.

Engines that look at a whole page take the two header columns of an official paper, or the two foot
blocks, for one line, and cut a line where a number was written by hand. Both show in the gaps
between words, measured in heights of the line.
"""

import re
import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ocr.box import union
from ocr.page import Line, Word

WIDE_GAP = 1.0  # heights: more than a space, as between two header columns that nearly touch
COLUMN_GAP = 2.0  # heights that a neighbouring line leaves free where a gap runs down the page
LONE_GAP = 6.0  # heights: wide enough to part two columns even where no other line has a gap there
NEAR = 4.0  # heights within which another line shows that a gap runs down the page
WORD_GAP = 1.0  # heights between two pieces of one line
SAME_LINE = 0.5  # share of the height that pieces of one line have in common
SAME_SIZE = 0.6  # height of the smaller piece over that of the larger
TINY = 0.45  # of the usual height: accents and specks taken for lines

_OPENS_BLANK = re.compile(r"(?:số|ngày|tháng|năm)\s*:?", re.IGNORECASE)
_CLOSES_BLANK = re.compile(r"[/-]\w|tháng\b|năm\b", re.IGNORECASE)
_BULLET = re.compile(r"[-–+*•]")
_MARKER = re.compile(r"\W*|\d{1,2}[.)]|[a-zđ][.)]", re.IGNORECASE)


class _Gap(NamedTuple):
    """The white between two words of a line, given by their indices; specks between them belong to it."""

    left: int
    right: int
    before: int
    after: int
    heights: float


def mended(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines cut at columns, joined where pieces of one line stand side by side, specks left out."""
    whole = joined(lines)
    parts = [part for line in whole for part in cut_at_columns(line, whole)]
    return tuple(sorted(_without_specks(parts), key=lambda line: (line.box.top, line.box.left)))


def cut_at_columns(line: Line, page: Sequence[Line]) -> tuple[Line, ...]:
    """The line in pieces, cut where a gap is too wide for a space and is no blank to be filled in.

    A gap lies between columns if a neighbouring line of ``page`` has the same gap with text on both sides,
    or if it is very wide.
    """
    cuts = [gap for gap in _gaps(line) if _parts_columns(gap, line, page)]
    if not cuts:
        return (line,)
    starts, ends = [0, *(gap.after for gap in cuts)], [*(gap.before + 1 for gap in cuts), len(line.words)]
    return tuple(Line.of(line.words[start:end], line.source) for start, end in zip(starts, ends, strict=True))


def joined(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with neighbours at the same height and a word's space apart made one."""
    result: list[Line] = []
    for line in sorted(lines, key=lambda line: line.box.left):
        before = next((other for other in result if _continues(other, line)), None)
        if before is None:
            result.append(line)
        else:
            result[result.index(before)] = _together(before, line)
    return tuple(result)


def _together(before: Line, line: Line) -> Line:
    source = before.source if before.source == line.source else "image"
    return Line.of((*before.words, *line.words), source)


def letter_height(words: Sequence[Word]) -> float:
    """The usual height of the words of a line in pixels, at least 1; punctuation is not counted."""
    heights = [word.box.height for word in words if _has_letters(word.text)]
    return max(1.0, statistics.median(heights or [word.box.height for word in words]))


def _gaps(line: Line) -> list[_Gap]:
    """The wide gaps of a line; a piece without letters, such as a speck, does not close a gap."""
    height = letter_height(line.words)
    speaking = [index for index, word in enumerate(line.words) if _has_letters(word.text)]
    gaps = []
    for one, next_one in pairwise(speaking):
        left, right = line.words[one].box.right, line.words[next_one].box.left
        after = next_one - 1 if _BULLET.fullmatch(line.words[next_one - 1].text) else next_one
        gap = _Gap(left, right, one, after, (right - left) / height)
        in_blank = _OPENS_BLANK.fullmatch(line.words[one].text) or _CLOSES_BLANK.match(
            line.words[next_one].text
        )
        marker = _MARKER.fullmatch(" ".join(word.text for word in line.words[: one + 1]))
        if gap.heights >= (LONE_GAP if in_blank else WIDE_GAP) and not marker:
            gaps.append(gap)
    return gaps


def _parts_columns(gap: _Gap, line: Line, page: Sequence[Line]) -> bool:
    if gap.heights >= LONE_GAP:
        return True
    reach = NEAR * letter_height(line.words)
    near = [
        word
        for other in page
        if other is not line
        and -reach <= other.box.top - line.box.bottom
        and other.box.bottom - line.box.top <= reach
        for word in other.words
    ]
    return any(_parted(gap, group) for group in levels(near))


def _parted(gap: _Gap, words: Sequence[Word]) -> bool:
    """Whether words of one height stand on both sides of the gap, as far apart as columns."""
    middle = (gap.left + gap.right) / 2
    left = [word.box.right for word in words if word.box.center[0] < middle]
    right = [word.box.left for word in words if word.box.center[0] >= middle]
    if not left or not right:
        return False
    return min(right) - max(left) >= COLUMN_GAP * letter_height(words)


def levels(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped by height on the page, top to bottom."""
    levels: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.center[1]):
        if levels and levels[-1][-1].box.overlap_y(word.box) >= SAME_LINE:
            levels[-1].append(word)
        else:
            levels.append([word])
    return levels


def _continues(before: Line, line: Line) -> bool:
    low, high = sorted((letter_height(before.words), letter_height(line.words)))
    gap = line.box.left - before.box.right
    level = before.box.overlap_y(line.box) >= SAME_LINE
    return level and -WORD_GAP * low / 2 <= gap <= WORD_GAP * high and low / high >= SAME_SIZE


def _without_specks(lines: Sequence[Line]) -> list[Line]:
    lines = [_trimmed(line) for line in lines if _has_letters(line.text)]
    if not lines:
        return []
    usual = statistics.median(letter_height(line.words) for line in lines)
    return [line for line in lines if not _is_speck(line, usual)]


def _trimmed(line: Line) -> Line:
    """The line without specks far from its first and its last letters."""
    reach = COLUMN_GAP * letter_height(line.words)
    inner = union(word.box for word in line.words if _has_letters(word.text))
    kept = [
        word
        for word in line.words
        if word.box.right >= inner.left - reach and word.box.left <= inner.right + reach
    ]
    return line if len(kept) == len(line.words) else Line.of(kept, line.source)


def _is_speck(line: Line, usual: float) -> bool:
    return len(line.text) <= 2 and line.box.height < TINY * usual  # noqa: PLR2004  (a mark and its neighbour)


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
