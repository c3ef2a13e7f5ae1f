"""Whether the first page has the title of any paper that is not a letter.

Titles of such papers begin with one of a few words: TỜ KHAI, ĐƠN ĐỀ NGHỊ, GIẤY, HỢP ĐỒNG. They are listed in
``extract/data/title_openings.txt``. A page with such a title is not of a type with another title.
"""

from functools import lru_cache
from importlib.resources import files

from extract.rows.document_rows import DocumentRows
from extract.text.fold import fold


@lru_cache(maxsize=1)
def openings() -> tuple[str, ...]:
    """The first words of titles, folded, each with a space after it."""
    text = files("extract").joinpath("data/title_openings.txt").read_text(encoding="utf-8")
    return tuple(f"{fold(row)} " for row in text.splitlines() if row and not row.startswith("#"))


def opens_title(text: str) -> bool:
    """Whether words begin as the title of a paper that is not a letter."""
    return f"{fold(text)} ".startswith(openings())


def has_title(paper: DocumentRows) -> bool:
    """Whether the first page has the title of any paper that is not a letter."""
    return any(opens_title(run.text) for run in paper.first.titles)
