"""The kinds of administrative unit: the words before a unit's name, and how people shorten them.

This is the only list of them. It holds the kinds before and since 1 July 2025, because one dossier has papers of
both times. It is in this lowest folder because parsers and the comparison of papers need it, too.
"""

import re
from typing import Final, Literal, NamedTuple

from ocr.vietnamese.text import fold

Level = Literal["commune", "district", "province", "city"]
"""Levels of units; a ``city`` lies in a province or is one, which only its name shows."""


class UnitKind(NamedTuple):
    """A kind of unit.

    Attributes:
        name: In small letters.
        level: Which part of an address such a unit is.
        short: Its abbreviation, in small letters; "" if none is in use.
        abbreviated: How the abbreviation is written before a name, as a regular expression.
    """

    name: str
    level: Level
    short: str = ""
    abbreviated: str = ""


KINDS: Final = (
    UnitKind("thành phố", "city", "tp", r"\bT\.?P\b\.? ?"),
    UnitKind("thị xã", "district", "tx", r"\bTX\b\.? ?"),
    UnitKind("thị trấn", "commune", "tt", r"\bTT\b\.? ?"),
    UnitKind("đặc khu", "commune"),
    UnitKind("xã", "commune", "x", r"\bX\. ?"),
    UnitKind("phường", "commune", "p", r"\bP\. ?|\bP(?=[0-9])"),
    UnitKind("huyện", "district", "h", r"\bH\. ?"),
    UnitKind("quận", "district", "q", r"\bQ\. ?|\bQ(?=[0-9])"),
    UnitKind("tỉnh", "province", "t", r"\bT\. ?"),
)
"""Kinds of two words, and abbreviations of two letters, come first: "T.P" is not "T."."""
NAMES: Final = tuple(kind.name for kind in KINDS)
SHORT: Final = frozenset(kind.short for kind in KINDS if kind.short)
FOLDED: Final = "|".join(map(fold, NAMES))
"""The names as alternatives of a regular expression on folded text."""

_NAMES: Final = re.compile(rf"\b(?:{'|'.join(NAMES)})\b", re.IGNORECASE)
_NAMES_OR_SHORT: Final = re.compile(
    rf"\b(?:{'|'.join((*NAMES, *sorted(SHORT, key=len, reverse=True)))})\b\.?", re.IGNORECASE
)


def folded_names(level: Level) -> str:
    """The names of one level as alternatives of a regular expression on folded text."""
    return "|".join(fold(kind.name) for kind in KINDS if kind.level == level)


def bare_name(name: str) -> str:
    """The name of a unit without the word for its kind."""
    lower = name.lower()
    kind = next((kind for kind in NAMES if lower.startswith(f"{kind} ")), "")
    return name[len(kind) :].strip()


def written_out(text: str) -> str:
    """``text`` with the abbreviations of kinds before names written out: "P.1, Q.3" in full words."""
    for kind in KINDS:
        if kind.abbreviated:
            text = re.sub(kind.abbreviated, f"{kind.name.capitalize()} ", text)
    return text


def without_kinds(text: str) -> str:
    """``text`` without the words for kinds. These are never abbreviated on cards or in their codes."""
    return _NAMES.sub(" ", text)


def without_kinds_or_letters(text: str) -> str:
    """``text`` without the words for kinds and their abbreviations, which people use when they fill in forms.

    A single letter may also be part of a name ("Đường H"), so this is only for papers of one dossier.
    """
    return _NAMES_OR_SHORT.sub(" ", text)
