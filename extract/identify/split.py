"""A stack of papers scanned into one file, split into documents.

A page begins a document if it has the national heading or the title of a type, but not if it has a page
number at the top. The back of a card belongs to the front before it, or to the front after it if both have
the same number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.identify.card_side import card_back, holders_agree, holders_differ, is_titled
from extract.rows.document_rows import PageRows, page_rows
from extract.rules.doctype import DocumentTypes
from ocr.page import PageText

PAGE_NUMBER = re.compile(r"^\W*(\d{1,3})(\s*/\s*\d{1,3})?\W*$")
TOP = 0.12  # share of the height of a page that its top margin takes, including the page number
MOST_SIDES = 2  # pages of one card


def split(pages: Iterable[PageText], types: DocumentTypes) -> Iterator[tuple[PageRows, ...]]:
    """The documents of a stack in page order, the front of a card first; blank pages are left out.

    Each document is given as soon as the next one begins, and pages are read only when they are needed.
    """
    document: list[PageRows] = []
    for one in pages:
        if one.decision.use == "blank":
            continue
        page = page_rows(one)
        if document and _turns_round(page, document, types):
            document.insert(0, page)
        elif document and _begins(page, document, types):
            yield tuple(document)
            document = [page]
        else:
            document.append(page)
    if document:
        yield tuple(document)


def arranged(pages: Iterable[PageText], papers: Sequence[Sequence[int]]) -> Iterator[tuple[PageRows, ...]]:
    """The documents of a stack as a person parted it; a page that is in none of ``papers`` is one of its own.

    The pages of a paper stand in the order that was said. Pages that are blank are left out.
    """
    paper_of = {page: number for number, paper in enumerate(papers) for page in paper}
    held: dict[int, dict[int, PageRows]] = {}
    for one in pages:
        if one.decision.use == "blank":
            continue
        number = paper_of.get(one.page)
        if number is None:
            yield (page_rows(one),)
            continue
        held.setdefault(number, {})[one.page] = page_rows(one)
        if one.page == max(papers[number]):
            yield _ordered(held.pop(number), papers[number])
    for number, rest in sorted(held.items()):
        yield _ordered(rest, papers[number])


def _ordered(pages: dict[int, PageRows], order: Sequence[int]) -> tuple[PageRows, ...]:
    return tuple(pages[number] for number in order if number in pages)


def _begins(page: PageRows, before: Sequence[PageRows], types: DocumentTypes) -> bool:
    card = card_back(page, types)
    if card is not None:
        whole = len(before) >= MOST_SIDES or not is_titled(before[0], [card])
        return whole or holders_differ(before[0], page)
    if page.heading is not None:
        return True
    if _numbered(page):
        return False
    return is_titled(page, types.all)


def _turns_round(page: PageRows, before: Sequence[PageRows], types: DocumentTypes) -> bool:
    """Whether the page is the front of a card and only the back of that card came before it."""
    card = card_back(before[0], types) if len(before) == 1 else None
    return card is not None and is_titled(page, [card]) and holders_agree(before[0], page)


def _numbered(page: PageRows) -> bool:
    """Whether a number over 1 stands alone in the middle of the top margin."""
    for row in page.rows[:2]:
        found = PAGE_NUMBER.match(row.text)
        centred = 0.3 < row.box.center[0] / page.width < 0.7  # noqa: PLR2004  (the middle of the page)
        if found and centred and row.box.top < TOP * page.height:
            return int(found[1]) > 1
    return False
