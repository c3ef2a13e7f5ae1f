"""A stack of papers scanned into one file, taken apart into documents.

A page begins a document when it has what first pages have: the national heading or a type's title.
A page number at the top says the opposite. The back of a card belongs to the front before it.
"""

import re
from collections.abc import Sequence

from extract.classify import EXCLUDED_FLOOR, best_title
from extract.doctype import DocumentType, DocumentTypes
from extract.likeness import find_phrase
from extract.paper import Leaf, leaf, paper
from ocr.page import PageText

PAGE_NUMBER = re.compile(r"^\W*(\d{1,3})(\s*/\s*\d{1,3})?\W*$")
TOP = 0.12
ANCHOR_FLOOR = 0.85
MOST_SIDES = 2


def split(pages: Sequence[PageText], types: DocumentTypes) -> tuple[tuple[Leaf, ...], ...]:
    """The documents of a stack in page order; blank pages are left out."""
    documents: list[list[Leaf]] = []
    for one in pages:
        if one.decision.use == "blank":
            continue
        page = leaf(one)
        if documents and not _begins(page, documents[-1], types):
            documents[-1].append(page)
        else:
            documents.append([page])
    return tuple(tuple(document) for document in documents)


def _begins(page: Leaf, before: Sequence[Leaf], types: DocumentTypes) -> bool:
    card = _card_back(page, types)
    if card is not None:
        return len(before) >= MOST_SIDES or not _is_front(before[0], card)
    if page.heading is not None:
        return True
    if _numbered(page):
        return False
    return _titled(page, types)


def _numbered(page: Leaf) -> bool:
    """Whether a number over 1 stands alone in the middle of the top margin."""
    for row in page.rows[:2]:
        found = PAGE_NUMBER.match(row.text)
        centred = 0.3 < row.box.center[0] / page.width < 0.7  # noqa: PLR2004  (the middle of the page)
        if found and centred and row.box.top < TOP * page.height:
            return int(found[1]) > 1
    return False


def _titled(page: Leaf, types: DocumentTypes) -> bool:
    alone = paper([page])
    return any(best_title(one.titles, alone)[0] >= EXCLUDED_FLOOR for one in types.all)


def _card_back(page: Leaf, types: DocumentTypes) -> DocumentType | None:
    """The card of which this page shows the back: two of its anchors and no title."""
    if page.heading is not None or _titled(page, types):
        return None
    cards = [one for one in types.all if one.layout == "card"]
    scored = [(sum(_has(page, anchor) for anchor in card.anchors), card) for card in cards]
    hits, card = max(scored, key=lambda pair: pair[0], default=(0, None))
    return card if hits >= 2 else None  # noqa: PLR2004  (one phrase may stand in any paper)


def _is_front(page: Leaf, card: DocumentType) -> bool:
    return best_title(card.titles, paper([page]))[0] >= EXCLUDED_FLOOR


def _has(page: Leaf, phrase: str) -> bool:
    return any(find_phrase(row.texts, phrase, ANCHOR_FLOOR) for row in page.rows)
