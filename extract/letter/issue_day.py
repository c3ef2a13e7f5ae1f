"""The place and the day of issue of a letter: one line, or two, in the right half under the heading or over the signer.

The day may stand in figures ("An Bình, 05/3/2026") or in words. Days of laws, of other papers and of what a sentence tells
have more before them than the name of a place; they are never taken.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.rows.found_text import FoundText, reading
from extract.rows.heading import Heading, right_part
from extract.rows.rows import Run
from extract.rows.wording import starts_body
from extract.text.fold import fold

PLACE = "dia_danh"
DAY = "ngay_ban_hanh"
# Digits that were stamped or written into the blanks may touch the words between: "tháng 7năm 2019".
DATE = re.compile(
    r"^(?P<place>.*)\bn?g[^\W\d]{1,3}\W*.{0,6}?\W*(?<![^\W\d])th[^\W\d]{0,3}g(?![^\W\d])\W*.{0,6}?\W*(?<![^\W\d])n\w{1,2}\W*\w{3,4}"
)
WHOLE = re.compile(rf"{DATE.pattern}\W*$")
FIGURES = re.compile(
    r"^(?P<place>.*?(?=\bngay\b)|.*?, )(?:ngay\b\W*)?\d{1,2}\s?([/.-])\s?\d{1,2}\s?\2\s?\d{4}\W*$"
)
IN_WORDS = re.compile(
    r"^(?P<place>.*?)\bngay [a-z ]{2,20}?,? thang [a-z ]{2,8}?,? nam (?:mot|hai) (?:nghin|ngan) [a-z ]{4,50}\W*$"
)
BEFORE_BLANK = re.compile(r"^(?P<place>[^,\d]{2,60}), ?ng[^\W\d]{1,3}\b")
"""The place before a day that nobody filled in, or that was not read."""
RUN_TOGETHER = re.compile(r"\d(?:th|n)|(?:ngay|thang|nam)\d")
NUMBER_WITHIN = re.compile(r"\d.*[^\W\d_]|\d{3}|\b(gio|phut|hoi|luc)\W*\d")
SMALL = frozenset(
    {"va", "thanh", "pho", "thi", "xa", "phuong", "tran", "quan", "huyen", "tinh", "dac", "khu", "ap", "thon"}
)
"""Words of a place that may be written small: kinds of units."""
MOST_CAPITAL = 5  # words of a place of which one may be written small although it is no kind of unit
LONGEST_PLACE = 8  # words of the longest place beside a date ("Thị trấn Nông trường Mộc Châu")
ROWS_GAP = 1.2  # heights of white between the two rows of a place and a day at most
OVERLAP = 0.3  # share of the narrower of two rows that stands under the other
AT_FOOT = "day_at_foot"


class IssueDay(NamedTuple):
    """The rows of place and day, and the number of their words that are the place."""

    rows: tuple[Run, ...]
    place: int


def day_in_head(rows: Sequence[Run], heading: Heading) -> IssueDay | None:
    """The first place and day right of the left column."""
    return next(_days(_right(rows, heading), heading.bottom), None)


def day_over(parts: Sequence[Run]) -> Iterable[FoundText | None]:
    """Place and day of the last of ``parts`` that hold them, for review: the head is where the decree has them."""
    whole = [day for day in _days(parts, 0) if _is_whole(fold(_text(day.rows)))]
    return place_and_day(whole[-1], (AT_FOOT,), (AT_FOOT,)) if whole else ()


def place_and_day(
    day: IssueDay, doubts: tuple[str, ...], of_place: tuple[str, ...] = ()
) -> Iterable[FoundText | None]:
    """The two fields; ``doubts`` are those of the day."""
    yield reading(PLACE, list(_words(day.rows, 0, day.place)), doubts=of_place)
    yield reading(DAY, list(_words(day.rows, day.place, None)), doubts=doubts)


def is_run_together(day: IssueDay) -> bool:
    """Whether digits touch the printed words of a day that was read from a picture, as digits in a blank do."""
    from_picture = any(row.source != "text_layer" for row in day.rows)
    return from_picture and RUN_TOGETHER.search(fold(_text(day.rows))) is not None


def place_of_blank(rows: Sequence[Run], heading: Heading) -> FoundText | None:
    """The place before a day that cannot be read."""
    for part in _right(rows, heading):
        found = BEFORE_BLANK.match(fold(part.text))
        if found and _is_place(part.text[: found.end("place")]):
            return reading(PLACE, [part.part(0, part.text[: found.end("place")].count(" ") + 1)])
    return None


def _right(rows: Sequence[Run], heading: Heading) -> list[Run]:
    below = (row for row in rows if row.band.center[1] >= heading.top and not starts_body(row.text))
    return [part for row in below if (part := right_part(row, heading.left)) is not None]


def _days(parts: Sequence[Run], top: float) -> Iterator[IssueDay]:
    """Days on one row or on two rows below ``top``; a row with a place of its own needs none above it."""
    above = {id(under): over for over, under in pairwise(parts) if _goes_on(over, under, top)}
    for part in parts:
        alone = _day((part,), DATE, FIGURES, IN_WORDS)
        over = above.get(id(part))
        pair = _day((over, part), WHOLE, FIGURES, IN_WORDS) if over and not (alone and alone.place) else None
        found = pair or alone
        if found is not None:
            yield found


def _goes_on(over: Run, under: Run, top: float) -> bool:
    near = under.band.top - over.band.bottom <= ROWS_GAP * over.height
    return near and over.band.center[1] > top and over.box.overlap_x(under.box) > OVERLAP


def _day(rows: tuple[Run, ...], *shapes: re.Pattern[str]) -> IssueDay | None:
    text = _text(rows)
    plain = fold(text)
    named = "thang" in plain and "nam" in plain
    found = next(
        (match for shape in shapes if (named or shape is FIGURES) and (match := shape.match(plain))), None
    )
    if found is None or not _is_place(text[: found.end("place")]):
        return None
    return IssueDay(rows, text[: found.end("place")].count(" "))


def _is_whole(plain: str) -> bool:
    """Whether nothing follows the day."""
    return any(shape.match(plain) for shape in (WHOLE, FIGURES, IN_WORDS))


def _text(rows: Sequence[Run]) -> str:
    return " ".join(row.text for row in rows)


def _words(rows: Sequence[Run], start: int, end: int | None) -> Iterator[Run]:
    """The words ``start`` to ``end`` of several rows, row by row."""
    before = 0
    for row in rows:
        last = None if end is None else max(0, end - before)
        part = row.part(max(0, start - before), last)
        before += len(row.words)
        if part is not None:
            yield part


def _is_place(text: str) -> bool:
    """Whether nothing but the name of a place stands before a date: "Đăng ký lần đầu: ngày …" is another date."""
    words = re.findall(r"[^\W\d_]+", text)
    small = [word for word in words if word[0].islower() and fold(word) not in SMALL]
    # A unit may end in a number: "A Lưới 1", "Quận 10"; one in the middle is that of an hour or of a law.
    spoken = ":" in text or bool(NUMBER_WITHIN.search(fold(text))) or len(words) > LONGEST_PLACE
    return not spoken and len(small) * MOST_CAPITAL <= len(words)
