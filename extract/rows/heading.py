"""The national heading (Quốc hiệu and Tiêu ngữ), which shows where the other blocks of a paper are.

It stands at the top right of a paper made under NĐ 30/2020/NĐ-CP, and in the middle of hộ tịch
papers and certificates. The left column with agency and number ends where the heading begins.
"""

import re
from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from extract.rows.rows import Run, joined, pieces
from extract.rows.wording import in_capitals
from extract.text.likeness import find_phrase

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NATION_FLOOR = 0.72  # likeness from which a row holds the name of the country
MOTTO_FLOOR = 0.75  # likeness from which a row holds the motto
TOP_SHARE = 0.45  # share of the height of a page from the top in which the heading stands
LEFT_SLACK = 0.5  # heights by which words may begin left of the heading and still belong to it
NOTATION = re.compile(r"/\s*[^\W\d_]")
"""The slash of a number or of a "V/v", not that of a day in figures."""
BESIDE = 0.3  # share of the height that two headings on one sheet have in common
NEAR_LEFT = 6  # heights left of the heading within which a row belongs to it and not to the agency


class Heading(NamedTuple):
    """Where the heading stands, in pixels; ``left`` is where the left column ends."""

    left: float
    top: float
    bottom: float
    height: float
    right: float


def national_heading(rows: Sequence[Run], page_height: int) -> Heading | None:
    """The heading in the upper part of a page, or None."""
    upper = [row for row in rows if row.box.top < TOP_SHARE * page_height]
    found = [part for row in upper if (part := _phrase(row)) is not None]
    if not found:
        return None
    nation = next((part for part in found if in_capitals(part.text)), found[0])
    near = [part for part in found if 0 <= part.box.top - nation.box.top < 4 * nation.height]
    left = min(part.box.left for part in near) - LEFT_SLACK * nation.height
    top, bottom = nation.band.top, max(part.band.bottom for part in near)
    return Heading(left, top, bottom, nation.height, max(part.box.right for part in near))


def stand_side_by_side(rows: Sequence[Run]) -> bool:
    """Whether the name of the country stands twice at one height: two papers lie beside each other on one sheet."""
    nations = [part for row in rows for part in _nations(row)]
    return any(
        one.band.overlap_y(other.band) > BESIDE and one.box.right < other.box.left
        for one in nations
        for other in nations
    )


def holds_two_cards(rows: Sequence[Run]) -> bool:
    """Whether the name of the country stands twice on a page of cards: each has it once, on its front."""
    return sum(1 for row in rows for _ in _nations(row)) > 1


def _nations(row: Run) -> Iterator[Run]:
    """Each name of the country on a row."""
    found = find_phrase(row.texts, NATION, NATION_FLOOR)
    if found is None:
        return
    for part in (row.part(0, found.start), row.part(found.start, found.end), row.part(found.end)):
        if part is not None and find_phrase(part.texts, NATION, NATION_FLOOR):
            yield part


def _phrase(row: Run) -> Run | None:
    nation = find_phrase(row.texts, NATION, NATION_FLOOR)
    motto = None if nation else find_phrase(row.texts, MOTTO, MOTTO_FLOOR)
    found = nation or motto
    return row.part(found.start, found.end) if found else None


def right_part(row: Run, left: float) -> Run | None:
    """The words of ``row`` right of ``left``, where place and date stand, or None.

    A long place name may begin a little left of the heading, but does not reach the left column. The words may
    have a gap: the blank for the day. An engine may join them to the number or the agency, but the end of a sentence
    is none.
    """
    right = [part for part in pieces(row) if _is_right(part, left)]
    before = row.within(0, left)
    in_one = before is None or in_capitals(before.text) or NOTATION.search(before.text) is not None
    return joined(right) if right else row.within(left, inf) if in_one else None


def _is_right(part: Run, left: float) -> bool:
    numbered = NOTATION.search(part.text.split(",", 1)[0]) is not None
    return part.box.left > left - NEAR_LEFT * part.height and not numbered
