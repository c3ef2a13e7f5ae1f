"""Misread words mended where only one wording is possible: fixed wording, and names of units.

Names of agencies are in a list, and each unit of an address limits the others to a few. If the words that were read
differ from the only possible wording in accents or one letter, that wording is the value. The text as read is kept as
``raw``, and a value mended like this still goes to review.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

from extract.places.unit_names import units
from extract.record import PlaceCodes, Unit
from extract.text.likeness import folded, letters
from extract.text.phrases import wordings
from extract.text.unit_kinds import NAMES, bare_name
from ocr.vietnamese.syllable import is_syllable
from ocr.vietnamese.text import placed

SHORTEST_OFF: Final = 12
"""Letters from which fixed wording is still recognised with one wrong letter."""
MOST_OFF: Final = 0.15
"""The share of wrong letters that the name of a unit may have when the units around it are known."""
_KINDS: Final = {folded(kind): kind for kind in NAMES if " " not in kind}
"""Kinds of unit of one word; kinds of two words are found as fixed wording."""
_LONGEST: Final = 5
"""Words of the longest name of a unit."""
_SPECK: Final = re.compile(r"[`´'’^~¬|_*°•]+")
_EDGES: Final = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_PARTING: Final = re.compile(r"(\s*[,;]\s*|\.\s+(?=[A-ZĐ]))")


def mended_wording(text: str) -> str:
    """``text`` without specks, and with fixed wording in its right spelling."""
    words = [word for word in text.split() if not _SPECK.fullmatch(word)]
    at = 0
    while at < len(words):
        length, right = next(_fitting(words, at), (1, None))
        if right:
            words[at : at + length] = _as_printed(words[at : at + length], right)
        at += length
    return " ".join(_with_kinds(words))


def _with_kinds(words: Sequence[str]) -> Iterator[str]:
    """The words; a kind of unit before the name of such a unit gets its right accents."""
    for at, word in enumerate(words):
        kind = _KINDS.get(folded(word)) if _said([word]) not in _KINDS.values() else None
        named = kind and any(
            letters(placed(f"{kind} {' '.join(words[at + 1 : end])}".rstrip(".,;:"))) in units().typed
            for end in range(at + 2, min(len(words), at + 1 + _LONGEST) + 1)
        )
        yield _word_as_printed(word, kind) if kind and named else word


def mended_address(address: str, place: PlaceCodes) -> str:
    """``address`` with the names of its units spelled as in ``place``."""
    pieces = _PARTING.split(address)
    units = [place.commune, *([place.district] if place.district else []), place.province]
    places = range(len(pieces) - 1, -1, -2)
    if len(places) < len(units):
        return address
    mended = list(pieces)
    for at, unit in zip(places, reversed(units), strict=False):
        mended[at] = _respelled(pieces[at], unit)
        if at and mended[at - 1].startswith("."):
            mended[at - 1] = ", "
    return "".join(mended)


@lru_cache(maxsize=1)
def _by_length() -> dict[int, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The phrases of several words by their number of words, the longest first."""
    lengths: dict[int, list[tuple[str, tuple[str, ...]]]] = {}
    for row in wordings():
        if len(row) > 1:
            lengths.setdefault(len(row), []).append((folded("".join(row)), row))
    return {length: tuple(lengths[length]) for length in sorted(lengths, reverse=True)}


def _fitting(words: Sequence[str], at: int) -> Iterator[tuple[int, tuple[str, ...] | None]]:
    """The numbers of words from ``at`` on that are a phrase, longest first, with its spelling if theirs is wrong."""
    for length, known in _by_length().items():
        found = words[at : at + length]
        plain = folded("".join(found))
        if len(found) < length or not plain.isalpha():
            continue
        rows = [row for key, row in known if _is_like(plain, key) and not _says_something_else(found, row)]
        if any(_said(row) == _said(found) for row in rows):
            yield length, None
        elif len({_said(row) for row in rows}) == 1:
            yield length, rows[0]


def _is_like(plain: str, key: str) -> bool:
    if plain == key:
        return True
    return len(key) >= SHORTEST_OFF and Levenshtein.distance(plain, key, score_cutoff=1) == 1


def _says_something_else(words: Sequence[str], row: Sequence[str]) -> bool:
    """Whether the words with wrong letters are all real words, so nothing was misread: "Có đăng ký" is not "Sổ …"."""
    bare = [_EDGES.sub(r"\2", word) for word in words]
    other = [word for word, right in zip(bare, row, strict=True) if folded(word) != folded(right)]
    return bool(other) and all(map(is_syllable, other))


def _said(words: Sequence[str]) -> str:
    return letters(placed("".join(words)))


def _as_printed(words: Sequence[str], right: Sequence[str]) -> list[str]:
    return [_word_as_printed(word, to) for word, to in zip(words, right, strict=True)]


def _word_as_printed(word: str, right: str) -> str:
    edges = _EDGES.match(word)
    before, inner, after = edges.groups() if edges else ("", word, "")
    if letters(placed(inner)) == letters(placed(right)):
        return word
    return before + _cased(right, inner) + after


def _cased(right: str, pattern: str) -> str:
    if len(pattern) > 1 and sum(map(str.isupper, pattern)) > len(pattern) / 2:
        return right.upper()
    return right if pattern[:1].islower() or not right[:1].islower() else right[:1].upper() + right[1:]


def _respelled(piece: str, unit: Unit) -> str:
    """A piece of an address with the name of its unit; unchanged if its own name is that of another unit."""
    own, name = bare_name(piece), bare_name(unit.name)
    kind = unit.name[: len(unit.name) - len(name)]
    if own == piece and _is_close(piece, unit.name) and not _is_close(piece, name):
        # The word for the kind was misread, too: "tình Lào Cai".
        own = " ".join(piece.split()[len(kind.split()) :])
        opening = kind.lower() if piece[:1].islower() else kind
    else:
        opening = piece[: len(piece) - len(own)]
    if letters(placed(own)) in units().bare or not _is_close(own, name):
        return opening + own
    return opening + (name.upper() if own.isupper() else name)


def _is_close(piece: str, name: str) -> bool:
    return Levenshtein.normalized_distance(folded(piece), folded(name)) <= MOST_OFF
