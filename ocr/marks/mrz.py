"""The machine-readable zone of identity cards: finding it on a page and reading its fields.

Vietnamese cards carry the 12-digit personal number among the optional data of the first line, with a
check digit of its own. The name has no check digit, and is printed without accents.
"""

import re
from collections.abc import Callable, Sequence

from ocr.box import Box, union
from ocr.marks.td1 import ALPHABET, PERSONAL, checks, fitted, repaired
from ocr.page import Line, Mark, Word
from ocr.value import Value

FEWEST_LETTERS = 24  # a line of a zone that lost some of its fillers is still taken for one
SURE_NAME = 0.9  # confidence of the line with the name that needs no other look
CERTAIN = 0.99  # confidence of what its check digits prove

ReadCrop = Callable[[Box], Sequence[str]]


class MrzCheck(Value):
    """One check digit: the field it guards, and whether it is right."""

    name: str
    passed: bool


class Mrz(Value):
    """A zone that was read. Dates are YYMMDD as printed; ``checks`` say which values are certain.

    ``repaired`` names the values in which a character was changed to satisfy their check digit. Such a check
    proves nothing any more and does not count as passed.
    """

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
        """Whether every check digit is right."""
        return all(check.passed for check in self.checks)


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

    ``read_crop`` reads a part of the page again with an engine that knows only the alphabet of the zone. It is used where
    a check digit is wrong, or where the name, which has no check digit, was not read surely.
    """
    zone = find_zone(lines)
    if not zone:
        return None
    box = union(line.box for line in zone)
    first = parse([line.text for line in zone])
    if read_crop is None or (first and first.is_certain and zone[-1].confidence >= SURE_NAME):
        again = None
    else:
        again = parse(read_crop(box.grown(zone[0].box.height)))
    readings = [mrz for mrz in (again, first) if mrz]
    mrz = max(readings, key=_right, default=None)
    if mrz is None:
        return None
    confidence = CERTAIN if mrz.is_certain else 0.3
    return mrz, Mark(kind="mrz", box=box, confidence=confidence, text="\n".join(mrz.lines))


def with_zone(lines: Sequence[Line], zone: Mrz) -> tuple[Line, ...]:
    """The lines of a page, with the text of ``zone`` in its lines where all its check digits are right.

    A reader of Vietnamese takes fillers for letters and quotation marks. The name keeps the confidence
    with which it was read, because it has no check digit.
    """
    found = find_zone(lines) if zone.is_certain else ()
    if len(found) != len(zone.lines):
        return tuple(lines)
    sure = (CERTAIN, CERTAIN, found[-1].confidence)
    told = {
        line: Line.of([Word(text=text, box=line.box, confidence=confidence)], line.source)
        for line, text, confidence in zip(found, zone.lines, sure, strict=True)
    }
    return tuple(told.get(line, line) for line in lines)


def parse(texts: Sequence[str]) -> Mrz | None:
    """The zone in three lines of text, repaired where only one repair is possible, or None."""
    cleaned = [clean for clean in map(_clean, texts) if len(clean) >= FEWEST_LETTERS]
    lines = [line for index, text in enumerate(cleaned) if (line := fitted(index, text))]
    return _fields(*repaired(lines)) if len(cleaned) == len(lines) == 3 else None  # noqa: PLR2004  (TD1 has three lines)


def _clean(text: str) -> str:
    joined = re.sub(r"\s", "", text.upper())
    for wrong in "«‹≤⟨〈":
        joined = joined.replace(wrong, "<<" if wrong == "«" else "<")
    return "".join(sign for sign in joined if sign in ALPHABET)


def _looks_machine_made(text: str) -> bool:
    clean = _clean(text)
    letters = [sign for sign in text if not sign.isspace()]
    return len(clean) >= FEWEST_LETTERS and len(clean) >= len(letters) * 0.9 and _has_zone_shape(clean)


def _has_zone_shape(clean: str) -> bool:
    return "<<" in clean or re.match(r"[IAC][A-Z<]{1,4}\w{9}\d|\d{7}[MF<]\d{6}", clean) is not None


def _fields(zone: Sequence[str], changed: tuple[str, ...]) -> Mrz:
    first, second, third = zone
    surname, _, given = third.rstrip("<").partition("<<")
    personal = PERSONAL.match(first, 15)
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
        checks=_checks(zone, changed),
        repaired=changed,
    )


def _right(mrz: Mrz) -> int:
    return sum(check.passed for check in mrz.checks)


def _checks(zone: Sequence[str], changed: Sequence[str]) -> tuple[MrzCheck, ...]:
    spent = {*changed, "composite"} if changed else set()
    return tuple(
        MrzCheck(name=name, passed=right and name not in spent) for name, right in checks(zone).items()
    )
