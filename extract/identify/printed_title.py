"""The title that stands on a paper of no known type, and whether the paper begins in the middle of something.

A title stands in capitals below the national heading and over the text. The names of agencies, the position of a
signer and stamps are in capitals, too, and are no titles. A page that was scanned alone, such as the last one of a
letter, has no title at all; a page that opens an appendix says so.
"""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from extract.identify.split import PAGE_NUMBER
from extract.identify.title_openings import opens_title
from extract.letter.whole import Letter
from extract.parse.document_kinds import kind_of_title
from extract.parse.signing import is_position, signing_form
from extract.rows.document_rows import DocumentRows, PageRows
from extract.rows.rows import Run
from extract.rows.wording import TITLE_WORDS, in_capitals, is_noise
from extract.text.fold import fold
from ocr.page import Word

FOLLOWS = 1.5  # heights of white between two rows of one title
CENTRED = 0.15  # share of the width of a page by which the middles of two rows of one title may differ
MOST_ROWS = 4  # rows of the longest title
SENTENCE = 7  # words from which a row in small letters is running text
TITLING = ("loai_van_ban", "trich_yeu")
"""Blocks of a letter that are its title."""
APPENDIX = ("phu luc", "bieu mau", "mau so", "danh sach", "bang")
"""First words, folded, of the titles of appendices and tables, which need no heading."""


def printed_title(paper: DocumentRows, letter: Letter) -> tuple[Run, ...]:
    """The rows of the title of the first page; none where it has no title."""
    first = _first_row(paper.first, letter)
    return () if first is None else (first, *_further(first, paper.first))


def begins_in_the_middle(paper: DocumentRows, title: Sequence[Run]) -> bool:
    """Whether the first page is a further page of a paper: no heading, no title, and its text goes on from before."""
    rows = [row for row in paper.first.rows if not is_noise(row.text)]
    if paper.first.heading is not None or not rows:
        return False
    if title and (opens_title(title[0].text) or fold(title[0].text).startswith(APPENDIX)):
        return False
    first = next((row for row in rows if not PAGE_NUMBER.match(row.text)), None)
    numbered = first is not rows[0] and first is not None
    return first is not None and not in_capitals(first.text) and (numbered or _goes_on(first))


def _goes_on(row: Run) -> bool:
    """Whether a row is running text or begins in small letters."""
    return row.text[:1].islower() or len(row.words) >= SENTENCE


def _first_row(page: PageRows, letter: Letter) -> Run | None:
    """The first row of the title: one that begins as titles do, else the tallest one over the text."""
    taken = {
        word for one in letter.readings if one.field not in TITLING for run in one.runs for word in run.words
    }
    rows = list(_possible(page, taken))
    opening = next((row for row in rows if opens_title(row.text) or kind_of_title(row.text)), None)
    over_text = [row for row in rows if row.band.top < _top_of_text(page)]
    return opening or max(over_text, key=lambda row: row.height, default=None)


def _possible(page: PageRows, taken: set[Word]) -> Iterable[Run]:
    top, left = (page.heading.bottom, page.heading.left) if page.heading else (0.0, 0.0)
    for row in page.titles:
        short = 1 < len(row.words) <= TITLE_WORDS and not is_noise(row.text)
        signs = signing_form(row.text) is not None or is_position(row.text)
        if short and not signs and row.band.top > top and row.box.right > left and not taken & {*row.words}:
            yield row


def _top_of_text(page: PageRows) -> float:
    """Where the first row of running text under the heading stands, in pixels; below the page where there is none."""
    heading = page.heading.bottom if page.heading else 0.0
    text = (row for row in page.rows if len(row.words) >= SENTENCE and not in_capitals(row.text))
    return min((row.band.top for row in text if row.band.top > heading), default=page.height)


def _further(first: Run, page: PageRows) -> Sequence[Run]:
    """The rows in capitals close under the first row and in the middle under it."""
    below = sorted(
        (row for row in page.titles if row.band.top > first.band.center[1]), key=lambda row: row.band.top
    )
    rows: list[Run] = []

    def goes_on(row: Run) -> bool:
        above = rows[-1] if rows else first
        near = row.band.top - above.band.bottom <= FOLLOWS * first.height
        middle = abs(row.box.center[0] - first.box.center[0]) <= CENTRED * page.width
        return near and middle and not opens_title(row.text)

    for row in takewhile(goes_on, below[:MOST_ROWS]):
        rows.append(row)  # noqa: PERF402  (each row is held against the one before)
    return rows
