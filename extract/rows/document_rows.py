"""The pages of one document as extraction uses them: printed rows, national heading, size."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.rows.heading import Heading, national_heading
from extract.rows.raised import without_raised_notes
from extract.rows.rows import Run, pieces, rows, separated
from extract.rows.wording import in_capitals
from ocr.page import PageText

TITLE_SHARE = 0.5  # share of the height of a page from the top in which its title stands


@dataclass(frozen=True)
class PageRows:
    """One page with its rows."""

    page: PageText
    rows: tuple[Run, ...]
    heading: Heading | None

    @property
    def width(self) -> int:
        """Pixels."""
        return self.page.geometry.width

    @property
    def height(self) -> int:
        """Pixels."""
        return self.page.geometry.height

    @cached_property
    def titles(self) -> tuple[Run, ...]:
        """Possible titles: rows and pieces of rows in capitals in the upper half, from the top."""
        upper = [row for row in self.rows if row.box.top < TITLE_SHARE * self.height]
        parts = [part for row in upper for part in dict.fromkeys((row, *pieces(row)))]
        return tuple(part for part in parts if in_capitals(part.text))


@dataclass(frozen=True)
class DocumentRows:
    """The pages of one document, at least one."""

    pages: tuple[PageRows, ...]

    @cached_property
    def rows(self) -> tuple[Run, ...]:
        """All rows in page order."""
        return tuple(row for page in self.pages for row in page.rows)

    @property
    def first(self) -> PageRows:
        """The page with head and title."""
        return self.pages[0]


def page_rows(page: PageText) -> PageRows:
    """A page laid out in rows."""
    found = tuple(without_raised_notes(separated(row)) for row in rows(page))
    return PageRows(page, found, national_heading(found, page.geometry.height))


def document_rows(pages: Sequence[PageRows]) -> DocumentRows:
    """A document made of ``pages`` (at least one)."""
    return DocumentRows(tuple(pages))
