"""The machine-readable zone of identity cards: three lines of thirty signs, format TD1.

The alphabet of each place and the check digits (weights 7, 3, 1; ICAO Doc 9303, parts 3 and 5) tell a
misread sign from a right one. Where only one change makes the check digits right it is made, but such
a zone is never called certain: two misread signs can look like another one.
Vietnamese cards carry the 12-digit personal number among the optional data of the first line.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ocr.box import Box, union
from ocr.page import Line, Mark
from ocr.value import Value

LENGTH = 30
FEWEST_LETTERS = 24  # a line of a zone that lost some of its fillers is still taken for one
ALPHABET = re.compile(r"[A-Z0-9<]+")

_PERSONAL = re.compile(r"\d{12}")
_WEIGHTS = (7, 3, 1)
_TO_DIGIT = {
    "O": "0",
    "Q": "0",
    "D": "0",
    "U": "0",
    "I": "1",
    "L": "1",
    "Z": "2",
    "A": "4",
    "S": "5",
    "G": "6",
    "T": "7",
    "B": "8",
}
_TO_LETTER = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
_CONFUSED = {
    "0": "68", "1": "74", "2": "7", "3": "89", "4": "1", "5": "638", "6": "580", "7": "12", "8": "0365", "9": "3",
}  # fmt: skip

ReadCrop = Callable[[Box], Sequence[str]]


class MrzCheck(Value):
    """One check digit: the field it guards, and whether it is right."""

    name: str
    passed: bool


class Mrz(Value):
    """A zone that was read. Dates are YYMMDD as printed; ``checks`` say which values are certain."""

    lines: tuple[str, str, str]
    document_type: str
    issuer: str
    document_number: str
    personal_number: str
    birth: str
    sex: str
    expiry: str
    nationality: str
    surname: str
    given_names: str
    checks: tuple[MrzCheck, ...]
    repaired: tuple[str, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether every check digit is right without a repair by check digit, which may hit the wrong sign."""
        return all(check.passed for check in self.checks) and not self.repaired


class _Guarded(NamedTuple):
    """Digits or signs at ``start`` to ``end`` of a line, whose check digit stands right after."""

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
# The 9-digit number, the 12-digit personal number and its check digit on cards of Viet Nam.
_VIETNAMESE_DIGITS = ((0, 5, 14), (0, 15, 27), (0, 29, 30))
_LETTERS = ((0, 2, 5), (1, 15, 18), (2, 0, 30))
_COMPOSITE = ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29))


def check_digit(text: str) -> str:
    """The check digit of ``text`` (A to Z, 0 to 9 and <): the weighted sum of its values modulo 10."""
    total = sum(_value(sign) * _WEIGHTS[index % 3] for index, sign in enumerate(text))
    return str(total % 10)


def find_zone(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a page that look like a zone, top to bottom: at most three neighbours, or none."""
    candidates = sorted(
        (line for line in lines if _looks_machine_made(line.text)), key=lambda line: line.box.top
    )
    groups: list[list[Line]] = []
    for line in candidates:
        near = groups and line.box.top - groups[-1][-1].box.bottom < 2 * line.box.height
        if near and line.box.overlap_x(groups[-1][-1].box) > 0.5:  # noqa: PLR2004  (most of the width)
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(max(groups, key=len, default=[])[-3:])


def read_zone(lines: Sequence[Line], read_crop: ReadCrop | None = None) -> tuple[Mrz, Mark] | None:
    """The zone on a page and its mark, or None.

    ``read_crop`` reads a part of the page again by an engine held to the alphabet of the zone; it is
    asked only where the lines that were read already do not make a zone with right check digits.
    """
    zone = find_zone(lines)
    if not zone:
        return None
    box = union(line.box for line in zone)
    mrz = parse([line.text for line in zone])
    if read_crop is not None and not (mrz and mrz.is_certain):
        again = parse(read_crop(box.grown(zone[0].box.height)))
        mrz = again if again and (mrz is None or _right(again) > _right(mrz)) else mrz
    if mrz is None:
        return None
    confidence = 0.99 if mrz.is_certain else 0.3
    return mrz, Mark(kind="mrz", box=box, confidence=confidence, text="\n".join(mrz.lines))


def parse(texts: Sequence[str]) -> Mrz | None:
    """The zone in three lines of text, repaired where only one repair is possible, or None."""
    cleaned = [clean for clean in map(_clean, texts) if len(clean) >= FEWEST_LETTERS]
    if len(cleaned) != 3:  # noqa: PLR2004  (TD1 has three lines)
        return None
    lines = [_fitted(index, text) for index, text in enumerate(cleaned)]
    if any(line is None for line in lines):
        return None
    zone = _by_alphabet([line or "" for line in lines])
    before = list(zone)
    for guarded in _GUARDED:
        zone = _by_check_digit(zone, guarded)
    return _fields(zone, _repaired(before, zone))


def _value(sign: str) -> int:
    if sign == "<":
        return 0
    return int(sign) if sign.isdigit() else ord(sign) - ord("A") + 10


def _clean(text: str) -> str:
    joined = re.sub(r"\s", "", text.upper())
    for wrong in "«‹≤⟨〈":
        joined = joined.replace(wrong, "<<" if wrong == "«" else "<")
    return "".join(sign for sign in joined if ALPHABET.fullmatch(sign))


def _looks_machine_made(text: str) -> bool:
    clean = _clean(text)
    letters = [sign for sign in text if not sign.isspace()]
    return len(clean) >= FEWEST_LETTERS and len(clean) >= len(letters) * 0.9 and _has_zone_shape(clean)


def _has_zone_shape(clean: str) -> bool:
    has_data = re.search(r"\d{6,}", clean) is not None and " " not in clean
    return (
        "<<" in clean or (has_data and clean[:2].isalpha()) or re.match(r"\d{7}[MF<]\d{6}", clean) is not None
    )


def _fitted(index: int, text: str) -> str | None:
    """The line at thirty signs: fillers at the end of a name, or before the last check digit, are elastic."""
    if len(text) == LENGTH:
        return text
    if index == 2:  # noqa: PLR2004  (the name line ends in fillers)
        name = text.rstrip("<")
        return (name + "<" * LENGTH)[:LENGTH] if len(name) <= LENGTH else None
    head, fillers, tail = _around_fillers(text)
    missing = LENGTH - len(head) - len(tail)
    return head + "<" * missing + tail if fillers and missing >= 1 else None


def _around_fillers(text: str) -> tuple[str, str, str]:
    match = re.fullmatch(r"(.*?)(<+)([A-Z0-9]?)", text)
    return (match.group(1), match.group(2), match.group(3)) if match else (text, "", "")


def _by_alphabet(zone: list[str]) -> list[str]:
    """Digits where only digits can stand, letters where only letters can."""
    signs = [list(line) for line in zone]
    digits = [(item.line, item.end, item.end + 1) for item in _GUARDED] + [
        (item.line, item.start, item.end) for item in _GUARDED if item.digits
    ]
    vietnamese = _VIETNAMESE_DIGITS if zone[0][2:5] == "VNM" else ()
    for line, start, end in (*digits, (1, 29, 30), *vietnamese):
        for index in range(start, end):
            signs[line][index] = _TO_DIGIT.get(signs[line][index], signs[line][index])
    for line, start, end in _LETTERS:
        for index in range(start, end):
            signs[line][index] = _TO_LETTER.get(signs[line][index], signs[line][index])
    return ["".join(line) for line in signs]


def _by_check_digit(zone: list[str], guarded: _Guarded) -> list[str]:
    """The zone with the one sign changed that satisfies the check digit, if only one change does."""
    line = zone[guarded.line]
    text, digit = line[guarded.start : guarded.end], line[guarded.end]
    if check_digit(text) == digit:
        return zone
    fits = [repair for repair in _variants(text) if check_digit(repair) == digit]
    fits = [repair for repair in fits if _composite_fits(_replaced(zone, guarded, repair))]
    return _replaced(zone, guarded, fits[0]) if len(fits) == 1 else zone


def _variants(text: str) -> list[str]:
    """``text`` with any one sign replaced by those that it is confused with."""
    return [
        text[:place] + other + text[place + 1 :]
        for place, sign in enumerate(text)
        for other in _alternatives(sign)
    ]


def _alternatives(sign: str) -> str:
    return _CONFUSED.get(sign, "") + _TO_DIGIT.get(sign, "")


def _replaced(zone: list[str], guarded: _Guarded, text: str) -> list[str]:
    line = zone[guarded.line]
    changed = list(zone)
    changed[guarded.line] = line[: guarded.start] + text + line[guarded.end :]
    return changed


def _composite_fits(zone: Sequence[str]) -> bool:
    return check_digit("".join(zone[line][start:end] for line, start, end in _COMPOSITE)) == zone[1][29]


def _repaired(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    parts = ((item.name, item.line, item.start, item.end) for item in _GUARDED)
    return tuple(
        name for name, line, start, end in parts if before[line][start:end] != after[line][start:end]
    )


def _fields(zone: Sequence[str], repaired: tuple[str, ...]) -> Mrz:
    first, second, third = zone
    surname, _, given = third.rstrip("<").partition("<<")
    personal = _PERSONAL.match(first, 15)
    return Mrz(
        lines=(first, second, third),
        document_type=first[:2].strip("<"),
        issuer=first[2:5].strip("<"),
        document_number=first[5:14].strip("<"),
        personal_number=personal.group() if personal else "",
        birth=second[:6],
        sex=second[7].replace("<", ""),
        expiry=second[8:14],
        nationality=second[15:18].strip("<"),
        surname=surname.replace("<", " ").strip(),
        given_names=given.replace("<", " ").strip(),
        checks=_checks(zone),
        repaired=repaired,
    )


def _checks(zone: Sequence[str]) -> tuple[MrzCheck, ...]:
    guarded = {item.name: _is_right(zone[item.line], item.start, item.end) for item in _GUARDED}
    if _PERSONAL.match(zone[0], 15):
        guarded["personal_number"] = _is_right(zone[0], 15, 29)
    guarded["composite"] = _composite_fits(zone)
    return tuple(MrzCheck(name=name, passed=passed) for name, passed in guarded.items())


def _is_right(line: str, start: int, end: int) -> bool:
    return check_digit(line[start:end]) == line[end]


def _right(mrz: Mrz) -> int:
    return sum(check.passed for check in mrz.checks)
