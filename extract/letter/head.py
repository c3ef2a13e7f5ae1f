"""The head of a letter made under NĐ 30/2020/NĐ-CP: agencies, number, place and date, found by their position.

The agencies and the number stand left of the national heading, place and date under it. An
incoming stamp (dấu ĐẾN) has a number and a date, too, but never a notation, and stands lower.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from extract.letter.agencies import is_numbered, split_agencies
from extract.letter.issue_day import IssueDay, day_in_head, is_run_together, place_and_day, place_of_blank
from extract.parse.document_kinds import Kind, kind_of_notation
from extract.rows.found_text import FoundText
from extract.rows.heading import Heading
from extract.rows.rows import Run, joined, pieces
from extract.rows.wording import capitals, is_noise
from extract.text.fold import fold
from extract.text.likeness import folded
from ocr.box import Box

NUMBER_WORD = re.compile(r"^[\W_]*(?:luat\W+)?s\W?[o0a6][^\W\d]?(?=[\W\d]|$)\s*[:.;,]*\s*")
TOUCHING = re.compile(r"^[\W_]*s\W?[o0a6][^\W\d]?\d")
SUBJECT = re.compile(r"^\W*(v\s*[/il|]?\s*[vwy]\b|ve viec)")
NOTATION = re.compile(r"/\s*[A-ZĐƯÂÔĂÊÐ]{1,}[\wÐ]*(\s*[-–—]\s*[\w&Ð]+)*")
DAY_BEHIND = re.compile(
    r"[\s,;./–—-]*(?:ngày\W*)?(?<!\d)\d{1,2}\s?([./-])\s?\d{1,2}\s?\1\s?\d{4}\W*$", re.IGNORECASE
)
"""A day in figures right behind a number: "125/QĐ-UBND/12.11.2025", "15/UBND-VX ngày 05/3/2026"."""
STAMP = ("chuyen", "den", "ngayden", "soden", "congvanden", "cvden")
DEPTH = 12  # heights below the national heading within which the head of a letter ends
NUMBER_CONFIDENCE = 0.9  # confidence of a word below which the number of a letter is doubted
FIT = 0.25  # share of the height that two words of one line have in common at least


class Head(NamedTuple):
    """What the head holds, and the y position, in pixels, at which it ends."""

    readings: tuple[FoundText, ...]
    number: Run | None
    bottom: float


def read_head(rows: Sequence[Run], heading: Heading) -> Head:
    """The fields of the head of a letter whose national heading is known."""
    reach = heading.bottom + DEPTH * heading.height
    near = [row for row in rows if heading.top - 2 * heading.height <= row.band.center[1] <= reach]
    day = day_in_head(near, heading)
    dates = day.rows if day else ()
    left = list(_left_column(near, heading, dates))
    number = _number_row(left, heading)
    agencies = _agency_rows(left, heading, number)
    doubts = _number_doubts(number)
    found = [
        *split_agencies(agencies),
        _number_reading(number, left, doubts),
        *_place_and_day(day, near, heading, doubts),
    ]
    edges = [heading.bottom, *(run.band.bottom for run in (number, *dates) if run is not None)]
    return Head(tuple(one for one in found if one is not None), number, max(edges))


def kind_in(number: str) -> Kind | None:
    """The kind of document that the letters of a số ký hiệu give ("15/QĐ-UBND"), or None."""
    found = NOTATION.search(number)
    return kind_of_notation(found[0].lstrip("/ ")) if found else None


def _left_column(rows: Iterable[Run], heading: Heading, dates: Sequence[Run]) -> Iterable[Run]:
    """The parts of the rows left of the heading; below the date, lines of the subject may reach under the heading."""
    lowest = max((date.band.center[1] + 0.5 * heading.height for date in dates), default=None)
    last = heading.bottom + heading.height if lowest is None else lowest
    for row in rows:
        beside = [date.box.left for date in dates if _beside(row, date)]
        if _crosses(row, heading) and not beside:
            part: Run | None = row
        elif row.band.center[1] <= last:
            part = row.within(0, min(heading.left, *beside) if beside else heading.left)
        else:
            part = _joined([piece for piece in pieces(row) if piece.box.center[0] < heading.left])
        if part is not None and not is_noise(part.text):
            yield part


def _crosses(row: Run, heading: Heading) -> bool:
    """Whether a row below the national heading reaches from its left to under it, as the title of a paper does."""
    below = row.band.top > heading.bottom
    return below and any(
        piece.box.left < heading.left - heading.height and piece.box.right > heading.left + heading.height
        for piece in pieces(row)
    )


def _beside(row: Run, date: Run) -> bool:
    return row.band.overlap_y(date.band) > FIT


def _joined(runs: Sequence[Run]) -> Run | None:
    return joined(runs) if runs else None


def _number_row(left: Sequence[Run], heading: Heading) -> Run | None:
    below = [run for run in left if run.band.center[1] > heading.top + 0.5 * heading.height]
    free = [run for run in below if not _stamped(run, left)]
    # A subject may name the number of another paper; the blank of its own stands above it.
    above = list(takewhile(lambda run: not SUBJECT.match(fold(run.text)), free))
    return _number_among(above, heading) or _number_among(free, heading)


def _number_among(rows: Sequence[Run], heading: Heading) -> Run | None:
    with_notation = (run for run in rows if NOTATION.search(run.text) and _says_number(run.text))
    bare = (
        run for run in rows if _opens_number(run.text) and run.band.top < heading.bottom + 4 * heading.height
    )
    return next(with_notation, None) or next(bare, None)


def _opens_number(text: str) -> bool:
    """Whether a row is "Số" followed by digits or nothing; "SỞ" in "SỞ KẾ HOẠCH" folds to the same letters."""
    found = NUMBER_WORD.match(fold(text))
    rest = text[found.end() :] if found else ""
    return found is not None and (any(map(str.isdigit, rest)) or not any(map(str.isalpha, rest)))


def _says_number(text: str) -> bool:
    before = text[: text.index("/")]
    return bool(NUMBER_WORD.match(fold(text))) or (
        len(folded(before)) <= len("soxxxxx") and not in_words(before)
    )


def in_words(text: str) -> bool:
    """Whether ``text`` has a word in small letters, so that a slash after it belongs to a sentence."""
    return any(word.isalpha() and word.islower() and len(word) > 1 for word in text.split())


def _stamped(run: Run, left: Sequence[Run]) -> bool:
    """Whether the row belongs to an incoming stamp, by its own words or those of its neighbours."""
    close = [other for other in left if abs(other.band.center[1] - run.band.center[1]) < 2 * run.height]
    words = {folded(word) for other in close for word in other.texts}
    return bool(words.intersection(STAMP)) and not NOTATION.search(run.text)


def _agency_rows(left: Sequence[Run], heading: Heading, number: Run | None) -> list[Run]:
    end = number.band.center[1] - 0.3 * number.height if number else heading.bottom + 4 * heading.height
    over = [run for run in left if run.band.center[1] < end]
    above = [
        run
        for at, run in enumerate(over)
        if capitals(run.text) >= 0.6 or (at and is_numbered(over[at - 1].text, run.text))  # noqa: PLR2004  (misread tones are not capitals)
    ]
    kept: list[Run] = []
    for run in above:
        far = bool(kept) and run.band.top - kept[-1].band.bottom > 2 * heading.height
        if far or _crosses(run, heading):
            break
        kept.append(run)
    return kept


def _number_reading(number: Run | None, left: Sequence[Run], doubts: tuple[str, ...]) -> FoundText | None:
    if number is None:
        return None
    start = NUMBER_WORD.match(fold(number.text))
    text = number.text[start.end() :] if start else number.text
    runs = [number]
    following = next((run for run in left if run.band.top > number.band.center[1]), None)
    if text.rstrip().endswith(("-", "–", "/")) and following is not None and capitals(following.text) == 1:
        runs.append(following)
        text = f"{text.rstrip()}{following.text}"
    glued = DAY_BEHIND.search(text)
    text = text[: glued.start()] if glued else text
    return FoundText("so_ky_hieu", text.strip(), tuple(runs), doubts=doubts)


def _number_doubts(number: Run | None) -> tuple[str, ...]:
    """Doubts that the number was written by hand, on a page that was read from its image.

    A typed number has no space before its slash. A number written or stamped into a printed blank has one; its
    digits rarely have the size and base line of the print beside them, and may touch "Số".
    """
    if number is None or number.source == "text_layer":
        return ()
    slash = next((at for at, word in enumerate(number.words) if "/" in word.text), len(number.words) - 1)
    glued = re.search(r"\d\s*/", number.words[slash].text) is not None
    weak = any(word.confidence < NUMBER_CONFIDENCE for word in number.words[: slash + 1])
    fits = all(_fits(one.box, other.box) for one, other in pairwise(number.words[: slash + 1]))
    touches = TOUCHING.match(fold(number.text)) is not None
    reasons = (
        ("number_apart", not glued),
        ("number_faint", weak),
        ("number_uneven", not fits),
        ("number_touches", touches),
    )
    return tuple(name for name, holds in reasons if holds)


def _fits(one: Box, other: Box) -> bool:
    tall, small = max(one.height, other.height), max(1, min(one.height, other.height))
    return tall / small < 1 + 2 * FIT and abs(one.bottom - other.bottom) < 2 * FIT * tall


def _place_and_day(
    day: IssueDay | None, near: Sequence[Run], heading: Heading, doubts: tuple[str, ...]
) -> Iterable[FoundText | None]:
    if day is None:
        return [place_of_blank(near, heading)]
    return place_and_day(day, ("day_maybe_handwritten",) if doubts or is_run_together(day) else ())
