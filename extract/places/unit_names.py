"""The administrative units of Viet Nam by name: if a place exists, its name was read right.

The list is dated and holds both the units since 1 July 2025 and those before, because a dossier has papers of
both times. A name that differs from that of a unit only in accents, or that no unit of its province has,
is a doubt. Nothing is corrected here.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from extract.places.gazetteer import OTHER_NAMES
from extract.text.likeness import folded, letters
from extract.text.unit_kinds import NAMES, SHORT, bare_name
from ocr.vietnamese.syllable import is_syllable
from ocr.vietnamese.text import placed

Span = tuple[int, int]

TYPES: Final = tuple(tuple(kind.split()) for kind in NAMES)
_TYPE_KEYS: Final = frozenset(letters("".join(kind)) for kind in TYPES)
_FOLDED_TYPES: Final = tuple(tuple(map(folded, words)) for words in TYPES)
_ALSO_WORDS: Final = frozenset({"quan", "phuong", "huyen"})
"""Kinds that are equal to other words without accents: quán, Phương, Huyền."""
_LONGEST: Final = 7  # words of the longest name of a unit
ENDS: Final = (",", ";", ".", ":")


class Units(NamedTuple):
    """``typed``: "phườngbađình" → keys of its provinces; ``bare``: the same without the word for the kind."""

    typed: Mapping[str, frozenset[str]]
    bare: Mapping[str, frozenset[str]]
    provinces: frozenset[str]
    folds: frozenset[str]


class UnitsFound(NamedTuple):
    """The words that name units of the list, and codes of doubts.

    ``whole``: a province and a unit in it were confirmed, and there is no doubt.
    """

    confirmed: tuple[Span, ...]
    doubts: tuple[str, ...]
    whole: bool


class _Named(NamedTuple):
    span: Span
    key: str
    bare: bool


@lru_cache(maxsize=1)
def units() -> Units:
    """The units that ship with the program."""
    typed: dict[str, set[str]] = defaultdict(set)
    bare: dict[str, set[str]] = defaultdict(set)
    provinces: set[str] = set()
    owner = ""
    for name, province in _rows(files("extract").joinpath("data/units.txt").read_text(encoding="utf-8")):
        if name == province:
            owner = _short(name)
            provinces.add(owner)
        for spelled in (name, _SPELLINGS.get(name, name)):
            typed[letters(spelled)].add(owner)
            bare[_short(spelled)].add(owner)
    _with_other_names(typed, bare, provinces)
    folds = {folded(name) for name in (*typed, *bare)}
    return Units(_frozen(typed), _frozen(bare), frozenset(provinces), frozenset(folds))


_SPELLINGS: Final = {"Huyện Mù Căng Chải": "Huyện Mù Cang Chải"}
"""Names that most papers spell in another way than the list."""


def _with_other_names(typed: dict[str, set[str]], bare: dict[str, set[str]], provinces: set[str]) -> None:
    """Add to the units of a renamed province its other name as the name of their province."""
    for former, now in OTHER_NAMES.items():
        owner = _short(former)
        for known, name in ((typed, letters(former)), (bare, owner)):
            for owners in known.values():
                owners.update([owner] if _short(now) in owners else [])
            known[name].add(owner)
        provinces.add(owner)


@lru_cache(maxsize=1)
def unit_words() -> frozenset[str]:
    """The words of units' names that are not Vietnamese syllables, in small letters with accents."""
    rows = _rows(files("extract").joinpath("data/units.txt").read_text(encoding="utf-8"))
    words = {word for name, _ in rows for word in re.findall(r"[^\W\d_]+", name)}
    return frozenset(letters(word) for word in words if len(word) > 1 and not is_syllable(word))


def find_units(words: Sequence[str], *, whole_pieces: bool = False, other: Container[int] = ()) -> UnitsFound:
    """The units named among ``words``.

    With ``whole_pieces``, each piece between commas may be a name without the word for its kind. The words at the
    indices in ``other`` are known to be something else ("TRẬT TỰ XÃ HỘI").
    """
    named: list[_Named] = []
    doubts: list[str] = []
    at = 0
    while at < len(words):
        opening = 0 if at in other else _type_at(words, at)
        found = _named(words, at, opening) if opening else None
        if found:
            named.append(found)
            at = found.span[1]
            continue
        if opening and _capital(words, at + opening):
            doubts.append(_doubt(words, at, opening))
        at += 1
    named.extend(_bare(words, named) if whole_pieces else ())
    return _judged(named, doubts)


def ends_with_province(text: str) -> bool:
    """Whether an address is complete at its end: its last part is a province that contains the unit before it."""
    words = text.split()
    found = find_units(words, whole_pieces=True)
    return found.whole and max(end for _, end in found.confirmed) == len(words)


def place_doubt(text: str) -> str | None:
    """Why the name of a place beside a date is doubtful: misspelled, or no unit has it; None if it is not."""
    known = units()
    key = letters(placed(text.strip(" .,;:")))
    if key in known.typed or key in known.bare:
        return None
    opening = text.split(maxsplit=1)[0].strip(".").lower() if text.split() else ""
    if opening in SHORT or "." in text:
        rest = text.split(".", 1)[-1] if "." in text else text.partition(" ")[2]
        if letters(placed(rest)) in known.bare:
            return None
    return "unit_misspelled" if folded(text) in known.folds else "unit_unknown"


def is_part_of_place(text: str) -> bool:
    """Whether a name that no unit has is the beginning or the end of one: "Giồng", "Ma Thuột"."""
    key = letters(placed(text.strip(" .,;:")))
    unknown = bool(key) and place_doubt(text) == "unit_unknown"
    return unknown and any(name.startswith(key) or name.endswith(key) for name in units().bare)


# The names in the file have their tones where ``placed`` puts them; a test checks this.
def _rows(text: str) -> Iterable[tuple[str, str]]:
    province = ""
    for line in text.splitlines():
        if line.startswith(("#", "@")):
            continue
        name = line.strip().split(" ", 1)[1]
        province = name if not line.startswith("\t") else province
        yield name, province


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(owners) for key, owners in found.items()}


def _key(name: str) -> str:
    return letters(placed(name))


def _short(name: str) -> str:
    """The key of a name without the words for its kind."""
    return letters(bare_name(name))


def _type_at(words: Sequence[str], at: int) -> int:
    """How many words from ``at`` on are the word for a kind of unit, 0 if none.

    Wrong accents are accepted only at the start of a piece: "Phương" in a name is not a phường, nor "QUÁN ĂN" a quận.
    """
    begins = at == 0 or words[at - 1].endswith(ENDS) or not words[at - 1][0].isupper()
    begins = begins or (words[at].isupper() and folded(words[at]) not in _ALSO_WORDS)
    for kind, plain in zip(TYPES, _FOLDED_TYPES, strict=True):
        said = words[at : at + len(kind)]
        if tuple(map(folded, said)) == plain and (begins or _key(" ".join(said)) == letters("".join(kind))):
            return len(kind)
    return 0


def _capital(words: Sequence[str], at: int) -> bool:
    return at < len(words) and (words[at][0].isupper() or words[at][0].isdigit())


def _named(words: Sequence[str], at: int, opening: int) -> _Named | None:
    if not _capital(words, at + opening):
        return None
    for end in range(min(len(words), at + opening + _LONGEST), at + opening, -1):
        key = _key(" ".join(words[at:end]))
        if key in units().typed and not any(word.endswith(ENDS) for word in words[at : end - 1]):
            return _Named((at, end), key, bare=False)
    return None


def _doubt(words: Sequence[str], at: int, opening: int) -> str:
    """Why no unit is named from ``at`` on: wrong accents (in the name or the kind), or a name that no unit has."""
    if _key(" ".join(words[at : at + opening])) not in _TYPE_KEYS:
        return "unit_misspelled"
    near = (folded(" ".join(words[at:end])) for end in range(at + 2, min(len(words), at + _LONGEST) + 1))
    return "unit_misspelled" if any(name in units().folds for name in near) else "unit_unknown"


def _bare(words: Sequence[str], named: Sequence[_Named]) -> Iterable[_Named]:
    """Pieces between commas that are the name of a unit without its kind, as cards print them."""
    taken = {at for one in named for at in range(*one.span)}
    start = 0
    for at, word in enumerate(words):
        if at < len(words) - 1 and not word.endswith(ENDS):
            continue
        key = _key(" ".join(words[start : at + 1]))
        if start not in taken and at not in taken and key in units().bare:
            yield _Named((start, at + 1), key, bare=True)
        start = at + 1


def _judged(named: Sequence[_Named], doubts: Sequence[str]) -> UnitsFound:
    """The units found; if the value names a province, only units in it count."""
    ordered = sorted(named)
    province = _province_of(ordered[-1]) if ordered else None
    inside = [one for one in ordered if province is None or province in _owners(one)]
    doubts = [*doubts, *(["unit_elsewhere"] if len(inside) < len(ordered) else [])]
    whole = province is not None and len(inside) > 1 and not doubts
    return UnitsFound(tuple(one.span for one in inside), tuple(dict.fromkeys(doubts)), whole)


def _owners(one: _Named) -> frozenset[str]:
    return units().bare[one.key] if one.bare else units().typed[one.key]


def _province_of(one: _Named) -> str | None:
    """The province that the last name of an address is, or None."""
    return next((name for name in sorted(_owners(one) & units().provinces) if one.key.endswith(name)), None)
