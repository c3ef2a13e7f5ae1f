"""The record of a copy under a paper: SAO Y, SAO LỤC, TRÍCH SAO (NĐ 30/2020/NĐ-CP, Phụ lục I), or a certified copy.

Who signs there, as what, where and when, is said of the copy and never of the paper. The record follows the paper, on
its last page or on one of its own; a stamp of it may stand beside the signature, too.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.rows.document_rows import TITLE_SHARE, PageRows
from extract.rows.rows import Run, joined, pieces
from extract.rows.wording import in_capitals
from extract.text.fold import fold
from extract.text.likeness import folded, likeness

OF_COPY = "signer_of_copy"
SHORT = ("SAO Y", "SAO LỤC", "TRÍCH SAO", "CHỨNG THỰC")
LONG = (
    "SAO Y BẢN CHÍNH", "SAO Y BẢN GỐC", "SAO Y BẢN SAO", "CHỨNG THỰC BẢN SAO", "CHỨNG THỰC SAO Y BẢN CHÍNH",
    "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "SAO ĐÚNG BẢN CHÍNH",
    "SAO ĐÚNG VỚI BẢN CHÍNH", "SAO Y TỪ BẢN GIẤY SANG BẢN ĐIỆN TỬ", "SAO Y TỪ BẢN ĐIỆN TỬ SANG BẢN GIẤY",
    "SAO LỤC TỪ BẢN GIẤY SANG BẢN ĐIỆN TỬ", "TRÍCH SAO TỪ BẢN GIẤY SANG BẢN ĐIỆN TỬ",
)  # fmt: skip
FLOOR = 0.88  # likeness from which a row is a long heading of a copy
NUMBERED = re.compile(r"\W*so chung thuc\b")
"""The number of a certified copy, under its heading."""
ABOVE = 1.5  # heights above the heading of a copy from which its record begins: the agency stands beside it
AROUND = 5.0  # heights by which a stamp may be wider than its heading


class Copy(NamedTuple):
    """The rows of a page above the record of a copy, and the heading of that record."""

    rows: tuple[Run, ...]
    heading: Run

    def with_other_side(self, rows: Sequence[Run]) -> tuple[Run, ...]:
        """The rows of the paper, with what stands below beside a stamp of the copy."""
        slack = AROUND * self.heading.height
        left, right = self.heading.box.left - slack, self.heading.box.right + slack
        below = (
            [part for part in pieces(row) if part.box.right < left or part.box.left > right]
            for row in rows[len(self.rows) :]
        )
        return (*self.rows, *(joined(parts) for parts in below if parts))


def copy_on(page: PageRows, *, first: bool) -> Copy | None:
    """Where the record of a copy begins on a page; a mark of it over the head of the paper is no record."""
    top = TITLE_SHARE * page.height if first else 0
    low = (row for row in page.rows if row.band.center[1] > top)
    heading = next((part for row in low for part in (*pieces(row), row) if is_heading(part.text)), None)
    if heading is None:
        return None
    end = heading.band.top - ABOVE * heading.height
    return Copy(tuple(row for row in page.rows if row.band.center[1] < end), heading)


def is_heading(text: str) -> bool:
    """Whether a row names a kind of copy, or gives the number under which one was certified."""
    if NUMBERED.match(fold(text)):
        return True
    bare = text.strip(" .:;()-–*")
    if in_capitals(bare) and any(folded(bare) == folded(short) for short in SHORT):
        return True
    return any(
        abs(len(bare) - len(long)) <= len(long) // 5 and likeness(bare, long) >= FLOOR for long in LONG
    )
