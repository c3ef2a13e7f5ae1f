"""Words and numbers as they are looked for: without accents, with one spelling for free variants, in their order.

A token has a letter in front that says what it is: a whole (w)ord, a (p)air of words that follow each other, a
(n)umber or code whole, a (u)nit by its code.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from extract.places.gazetteer import Gazetteer, Node, gazetteer
from extract.record import FieldValue, PlaceCodes
from extract.text.fold import fold
from extract.text.likeness import folded

MOST_WORDS: Final = 80
"""Words of a value by which it is found; the longest addresses and subjects have half as many."""
LONGEST_NUMBER: Final = 40  # letters and digits of the longest number or code
_WORD: Final = re.compile(r"[^\W_]+")
_FREE_Y: Final = re.compile(r"(?:[hklmst]|qu)y")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WRITTEN_DAY: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_COMMUNE_DIGITS, _DISTRICT_DIGITS = 5, 3  # of the code of a commune and of a district; a province has two


def plain_words(text: str) -> list[str]:
    """The words of ``text`` as they are compared: Lý and Lí, Hoà and hòa, Đỗ and Do are each one word."""
    return [_one_y(word) for word in _WORD.findall(fold(text))]


def plain_number(text: str) -> str:
    """A number or code as it is compared: letters and digits alone; a day by its year first."""
    day = _WRITTEN_DAY.fullmatch(text.strip())
    if day:
        text = f"{day[3]}{int(day[2]):02}{int(day[1]):02}"
    return folded(text)


def has_digit(text: str) -> bool:
    """Whether a figure stands in it."""
    return any(map(str.isdigit, text))


def texts_of(value: FieldValue) -> Iterator[str]:
    """The texts that a value is made of."""
    if isinstance(value, list):
        for one in value:
            yield from one.values() if isinstance(one, dict) else (str(one),)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def value_tokens(value: FieldValue, place: PlaceCodes | None) -> set[str]:
    """What a value is found by."""
    found: set[str] = set()
    for text in texts_of(value):
        words = plain_words(text)[:MOST_WORDS]
        found.update(f"w:{word}" for word in words)
        found.update(pair_tokens(words))
        number = plain_number(text)
        if has_digit(text) and len(number) <= LONGEST_NUMBER:
            found.add(f"n:{number}")
    found.update(f"u:{code}" for code in _codes(place))
    return found


def pair_tokens(words: list[str]) -> Iterator[str]:
    """The pairs of words that follow each other."""
    return (f"p:{one} {other}" for one, other in pairwise(words))


def unit_codes(text: str) -> tuple[str, ...]:
    """The codes of the units of that name, old and new, and of those that took over their area."""
    found: dict[str, None] = {}
    for node in _named(folded(text)):
        for code in (node.unit.code, *_heirs(node)):
            found[code] = None
    return tuple(found)


def _one_y(word: str) -> str:
    return word[:-1] + "i" if _FREE_Y.fullmatch(word) else word


def _codes(place: PlaceCodes | None) -> Iterator[str]:
    if place is None:
        return
    yield from (unit.code for unit in (place.province, place.district, place.commune) if unit)
    for unit in place.communes_today:
        yield unit.code
        yield from (province.unit.code for province in _provinces_of(unit.code))


def _provinces_of(commune: str) -> Iterable[Node]:
    return (
        province
        for province in gazetteer().since
        if any(part.unit.code == commune for part in province.parts)
    )


def _named(key: str) -> Iterator[Node]:
    known: Gazetteer = gazetteer()
    waiting = [*known.before, *known.since]
    while waiting:
        node = waiting.pop()
        waiting += node.parts
        if key and key in (node.whole, node.bare):
            yield node


def _heirs(node: Node) -> Iterator[str]:
    """The communes of today for an old commune or for those of an old district."""
    inside = node.parts if len(node.unit.code) == _DISTRICT_DIGITS else ()
    for below in (node, *inside):
        if len(below.unit.code) == _COMMUNE_DIGITS:
            yield from (unit.code for unit in gazetteer().today(below.unit.code))
