"""The layout of TD1 cards: three lines of thirty characters, and what alphabet and check digits prove.

ICAO Doc 9303, parts 3 and 5: some places hold only digits, others only letters, and check digits
(weights 7, 3, 1) guard the numbers, the dates and all of them together. Where only one change of one
character makes the check digits right, it is made and reported: two misread characters can look like one.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ocr.vietnamese.lookalikes import IN_ZONES

LENGTH = 30  # characters of a line (ICAO Doc 9303, part 5)
NAME_LINE = 2  # index of the line with the name, from 0
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"

PERSONAL = re.compile(r"\d{12}")
_WEIGHTS = (7, 3, 1)  # of the characters in turn (ICAO Doc 9303, part 3)
_TO_LETTER = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
_TO_TYPE = {"T": "I", "1": "I", "L": "I", "J": "I", "6": "C", "4": "A"}  # TD1 cards are of type I, A or C
_CONFUSED = {
    "0": "68", "1": "74", "2": "7", "3": "89", "4": "1", "5": "638", "6": "580", "7": "12", "8": "0365", "9": "3",
}  # fmt: skip


class _Guarded(NamedTuple):
    """Digits or other characters at ``start`` to ``end`` of a line, whose check digit stands right after."""

    name: str
    line: int
    start: int
    end: int
    digits: bool


_GUARDED = (
    _Guarded("document_number", 0, 5, 14, digits=False),
    _Guarded("birth", 1, 0, 6, digits=True),
    _Guarded("expiry", 1, 8, 14, digits=True),
)
# Line, start and end of the 9-digit number, the 12-digit personal number and its check digit on cards of Viet Nam.
_VIETNAMESE_DIGITS = ((0, 5, 14), (0, 15, 27), (0, 29, 30))
# Line, start and end of the issuing state, the nationality and the name, where no digit stands.
_LETTERS = ((0, 2, 5), (1, 15, 18), (2, 0, 30))
# Line, start and end of what the composite check digit guards (ICAO Doc 9303, part 5).
_COMPOSITE = ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29))


def check_digit(text: str) -> str:
    """The check digit of ``text`` (A to Z, 0 to 9 and <): the weighted sum of its values modulo 10."""
    total = sum(_value(sign) * _WEIGHTS[index % 3] for index, sign in enumerate(text))
    return str(total % 10)


def fitted(index: int, text: str) -> str | None:
    """Line ``index`` (from 0) with exactly thirty characters, or None.

    Fillers are added or dropped at the end of a name and before the last check digit, where readers miscount them.
    """
    text = _with_fillers(index, text)
    if len(text) == LENGTH:
        return text
    if index == NAME_LINE:
        name = text.rstrip("<")
        return (name + "<" * LENGTH)[:LENGTH] if len(name) <= LENGTH else None
    head, fillers, tail = _around_fillers(text)
    missing = LENGTH - len(head) - len(tail)
    return head + "<" * missing + tail if fillers and missing >= 1 else None


def repaired(zone: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The zone repaired by alphabet and check digits, and the values in which a character was changed."""
    zone = before = _by_alphabet(zone)
    for guarded in _GUARDED:
        zone = _by_check_digit(zone, guarded)
    parts = ((item.name, item.line, item.start, item.end) for item in _GUARDED)
    changed = tuple(
        name for name, line, start, end in parts if before[line][start:end] != zone[line][start:end]
    )
    return zone, changed


def checks(zone: Sequence[str]) -> dict[str, bool]:
    """Each check digit by the name of what it guards, and whether it is right."""
    right = {item.name: _is_right(zone[item.line], item.start, item.end) for item in _GUARDED}
    if PERSONAL.match(zone[0], 15):
        right["personal_number"] = _is_right(zone[0], 15, 29)
    return right | {"composite": _composite_fits(zone)}


def _value(sign: str) -> int:
    if sign == "<":
        return 0
    return int(sign) if sign.isdigit() else ord(sign) - ord("A") + 10


def _with_fillers(index: int, text: str) -> str:
    """The line with K turned into < in the row of fillers at its end, where the two are often confused."""
    # The name may end in K; the other lines end in nothing but fillers and a check digit.
    row = r"(?<=<)[<K]{3,}$" if index == NAME_LINE else r"[<K]{3,}(?=\d?$)"
    return re.sub(
        row, lambda match: "<" * len(match.group()) if "<" in match.group() else match.group(), text
    )


def _around_fillers(text: str) -> tuple[str, str, str]:
    match = re.fullmatch(r"(.*?)(<+)([A-Z0-9]?)", text)
    return (match.group(1), match.group(2), match.group(3)) if match else (text, "", "")


def _by_alphabet(zone: Sequence[str]) -> list[str]:
    """Digits where only digits can stand, letters where only letters can."""
    signs = [list(line) for line in zone]
    digits = [(item.line, item.end, item.end + 1) for item in _GUARDED] + [
        (item.line, item.start, item.end) for item in _GUARDED if item.digits
    ]
    vietnamese = _VIETNAMESE_DIGITS if zone[0][2:5] == "VNM" else ()
    for line, start, end in (*digits, (1, 29, 30), *vietnamese):
        for index in range(start, end):
            signs[line][index] = IN_ZONES.get(signs[line][index], signs[line][index])
    for line, start, end in _LETTERS:
        for index in range(start, end):
            signs[line][index] = _TO_LETTER.get(signs[line][index], signs[line][index])
    signs[0][0] = _TO_TYPE.get(signs[0][0], signs[0][0])
    return ["".join(line) for line in signs]


def _by_check_digit(zone: list[str], guarded: _Guarded) -> list[str]:
    """The zone with one character changed so that the check digit is right, if only one change does that."""
    line = zone[guarded.line]
    text, digit = line[guarded.start : guarded.end], line[guarded.end]
    if check_digit(text) == digit:
        return zone
    fits = [repair for repair in _variants(text) if check_digit(repair) == digit]
    fits = [repair for repair in fits if _composite_fits(_replaced(zone, guarded, repair))]
    return _replaced(zone, guarded, fits[0]) if len(fits) == 1 else zone


def _variants(text: str) -> list[str]:
    """``text`` with any one character replaced by one that it is confused with."""
    return [
        text[:place] + other + text[place + 1 :]
        for place, sign in enumerate(text)
        for other in _alternatives(sign)
    ]


def _alternatives(sign: str) -> str:
    return _CONFUSED.get(sign, "") + IN_ZONES.get(sign, "")


def _replaced(zone: list[str], guarded: _Guarded, text: str) -> list[str]:
    line = zone[guarded.line]
    changed = list(zone)
    changed[guarded.line] = line[: guarded.start] + text + line[guarded.end :]
    return changed


def _composite_fits(zone: Sequence[str]) -> bool:
    return check_digit("".join(zone[line][start:end] for line, start, end in _COMPOSITE)) == zone[1][29]


def _is_right(line: str, start: int, end: int) -> bool:
    return check_digit(line[start:end]) == line[end]
