"""The two sides of a card: which side a page shows, and whether two sides are of one card.

A front bears the card's title; a back bears its other phrases and no title. The holder's number ties them:
it is printed on the front, and stands in the QR or in the machine-readable lines of either side.
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
"""Phrases of the back that a page needs: one may stand on any paper."""
MISREAD = 2
"""Digits in which two readings of one printed number may differ; two people's numbers differ in more."""


def card_back(page: PageRows, types: DocumentTypes) -> DocumentType | None:
    """The card of which this page shows the back: two of its anchors and no title."""
    if page.heading is not None or is_titled(page, types.all):
        return None
    cards = [one for one in types.all if one.layout == "card"]
    scored = [(sum(_has(page, anchor) for anchor in card.anchors), card) for card in cards]
    hits, card = max(scored, key=lambda pair: pair[0], default=(0, None))
    return card if hits >= PHRASES_OF_BACK else None


def is_titled(page: PageRows, types: Sequence[DocumentType]) -> bool:
    """Whether the page bears the title of one of ``types``; the front of a card does."""
    alone = document_rows([page])
    return any(best_title(one.titles, alone)[0] >= EXCLUDED_FLOOR for one in types)


def holders_differ(one: PageRows, other: PageRows) -> bool:
    """Whether the numbers on two sides say that they are of two people's cards; where one has none, they do not."""
    here, there = _numbers(one), _numbers(other)
    return bool(here and there) and all(_distance(a, b) > MISREAD for a in here for b in there)


def holders_agree(one: PageRows, other: PageRows) -> bool:
    """Whether both sides bear the same number."""
    return bool(_numbers(one) & _numbers(other))


def _numbers(page: PageRows) -> frozenset[str]:
    """The numbers of holders on a page: from its codes, which have check sums, else as printed."""
    coded = frozenset(one.value for one in testimonies([page.page]) if one.field == "so_dinh_danh")
    return coded or frozenset(number for row in page.rows for number in NUMBER.findall(row.text))


def _distance(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))


def _has(page: PageRows, phrase: str) -> bool:
    return any(find_phrase(row.texts, phrase, ANCHOR_FLOOR) for row in page.rows)
