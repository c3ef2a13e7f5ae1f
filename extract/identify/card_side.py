"""The two sides of a card: which side a page shows, and whether two sides are of one card.

A front has the card's title; a back has the card's other phrases and no title. The holder's number shows that they
belong together: it is printed on the front, and is in the QR code or the machine-readable lines of either side.
"""

import re
from collections.abc import Sequence

from extract.identify.classify import ANCHOR_FLOOR, EXCLUDED_FLOOR, best_title
from extract.judge.witness import testimonies
from extract.rows.document_rows import PageRows, document_rows
from extract.rules.doctype import DocumentType, DocumentTypes
from extract.text.likeness import find_phrase

NUMBER = re.compile(r"(?<!\d)\d{12}(?!\d)")
PHRASES_OF_BACK = 2
"""Phrases of the back that a page needs: a single one may be on any paper."""
MISREAD = 2
"""The most digits in which two readings of one printed number differ; numbers of two people differ in more."""


def card_back(page: PageRows, types: DocumentTypes) -> DocumentType | None:
    """The type of card whose back this page shows (two of its anchors and no title), or None."""
    if page.heading is not None or is_titled(page, types.all):
        return None
    cards = [one for one in types.all if one.layout == "card"]
    scored = [(sum(_has(page, anchor) for anchor in card.anchors), card) for card in cards]
    hits, card = max(scored, key=lambda pair: pair[0], default=(0, None))
    return card if hits >= PHRASES_OF_BACK else None


def is_titled(page: PageRows, types: Sequence[DocumentType]) -> bool:
    """Whether the page has the title of one of ``types``, as the front of a card does."""
    alone = document_rows([page])
    return any(best_title(one.titles, alone)[0] >= EXCLUDED_FLOOR for one in types)


def holders_differ(one: PageRows, other: PageRows) -> bool:
    """Whether the numbers on two sides show that the cards are of two people; not if one side has no number."""
    here, there = _numbers(one), _numbers(other)
    return bool(here and there) and all(_distance(a, b) > MISREAD for a in here for b in there)


def holders_agree(one: PageRows, other: PageRows) -> bool:
    """Whether both sides have the same number."""
    return bool(_numbers(one) & _numbers(other))


def _numbers(page: PageRows) -> frozenset[str]:
    """The numbers of holders on a page: from its codes, which have check sums; without codes, as printed."""
    coded = frozenset(one.value for one in testimonies([page.page]) if one.field == "so_dinh_danh")
    return coded or frozenset(number for row in page.rows for number in NUMBER.findall(row.text))


def _distance(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))


def _has(page: PageRows, phrase: str) -> bool:
    return any(find_phrase(row.texts, phrase, ANCHOR_FLOOR) for row in page.rows)
