"""What codes on the page say about fields: a second witness beside the print.

The QR of a căn cước công dân holds seven values; other cards hold more, in an order that was not
published, so parts are told by their shape and the unknown rest is left alone. An MRZ (ICAO 9303,
TD1) has the number, the birth date, the sex and the name without tones, each with a check digit.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from extract.likeness import folded
from extract.record import Check, Evidence, EvidenceSource, Field, FieldValue
from ocr.page import Mark, PageText

AGREED = 0.99
CONTRADICTED = 0.3
ID_NUMBER = re.compile(r"^\d{12}$")
DAY = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
TD1 = 30
WEIGHTS = (7, 3, 1)


class Testimony(NamedTuple):
    """What one code says about one field; ``toned`` is False where it has no diacritics."""

    field: str
    value: str
    source: EvidenceSource
    mark: Mark
    page: int
    toned: bool = True


def testimonies(pages: Sequence[PageText]) -> tuple[Testimony, ...]:
    """Everything that the QR codes and MRZ of ``pages`` say about the holder of a card."""
    found: list[Testimony] = []
    for page in pages:
        for mark in page.marks_of("qr", "mrz"):
            said = _qr(mark.text or "") if mark.kind == "qr" else _mrz(mark.text or "")
            source: EvidenceSource = "qr" if mark.kind == "qr" else "mrz"
            toned = mark.kind == "qr"
            found.extend(Testimony(name, value, source, mark, page.page, toned) for name, value in said)
    return tuple(found)


def confirmed(fields: dict[str, Field], said: Sequence[Testimony], known: Sequence[str]) -> dict[str, Field]:
    """``fields`` with what the codes say: agreement raises, contradiction goes to review with both.

    A field among the ``known`` ones of the type that print did not give is taken from a code.
    """
    heard = dict(fields)
    for one in said:
        if one.field in known:
            heard[one.field] = _heard(heard.get(one.field), one)
    return heard


def _heard(field: Field | None, said: Testimony) -> Field:
    evidence = Evidence(page=said.page, box=said.mark.box, text=said.value, source=said.source)
    if field is None or field.value is None:
        if not said.toned and said.field == "ho_ten":
            return field or Field(value=None, evidence=(evidence,))
        return Field(
            value=said.value, raw=said.value, confidence=0.95, status="accepted", evidence=(evidence,)
        )
    both = (*field.evidence, evidence)
    exact = said.toned and _same(field.value, said.value, toned=True)
    near = exact or _same(field.value, said.value, toned=False) or _cut_short(field.value, said)
    check = Check(name=said.source, passed=near)
    changes: dict[str, object] = {"evidence": both, "checks": (*field.checks, check)}
    if not near:
        return field.model_copy(update={**changes, "status": "review", "confidence": CONTRADICTED})
    if said.toned and not exact:
        changes["value"] = _cased_as(str(field.value), said.value)
    failed = any(not one.passed for one in field.checks)
    status = "review" if failed else "accepted"
    return field.model_copy(update={**changes, "status": status, "confidence": max(field.confidence, AGREED)})


def _same(value: FieldValue, said: str, *, toned: bool) -> bool:
    if toned:
        return " ".join(str(value).casefold().split()) == " ".join(said.casefold().split())
    return folded(str(value)) == folded(said)


def _cut_short(value: FieldValue, said: Testimony) -> bool:
    """Whether a long name was cut to the width of the MRZ."""
    full = said.source == "mrz" and said.field == "ho_ten" and len(said.value) >= TD1 - 2
    return full and folded(str(value)).startswith(folded(said.value))


def _cased_as(pattern: str, text: str) -> str:
    return text.upper() if pattern.isupper() else text


def _qr(text: str) -> Iterable[tuple[str, str]]:
    parts = [part.strip() for part in text.split("|")]
    if not parts or not ID_NUMBER.match(parts[0]):
        return
    yield "so_dinh_danh", parts[0]
    sex = next((at for at, part in enumerate(parts) if part in ("Nam", "Nữ")), None)
    if sex is None or sex < 2:  # noqa: PLR2004  (number, name, birth date stand before it)
        return
    yield "gioi_tinh", parts[sex]
    yield from _dated("ngay_sinh", parts[sex - 1])
    if folded(parts[sex - 2]).isalpha():
        yield "ho_ten", parts[sex - 2]
    after = parts[sex + 1 :]
    if after and after[0] and not DAY.match(after[0]):
        yield "noi_cu_tru", after[0]
    yield from _dated("ngay_cap", next((part for part in after if DAY.match(part)), ""))


def _dated(name: str, text: str) -> Iterable[tuple[str, str]]:
    found = DAY.match(text)
    if found is None:
        return
    day, month, year = map(int, found.groups())
    try:
        yield name, date(year, month, day).isoformat()
    except ValueError:
        return


def _mrz(text: str) -> Iterable[tuple[str, str]]:
    lines = [line.strip() for line in text.split() if line.strip()]
    if len(lines) != 3 or any(len(line) != TD1 for line in lines):  # noqa: PLR2004  (TD1 has three lines)
        return
    first, second, third = lines
    if first[:5] == "IDVNM" and _checked(first[5:14], first[14]) and ID_NUMBER.match(first[15:27]):
        yield "so_dinh_danh", first[15:27]
    if _checked(second[0:6], second[6]):
        yield from _short_date("ngay_sinh", second[0:6], past=True)
    if second[7] in "MF":
        yield "gioi_tinh", {"M": "Nam", "F": "Nữ"}[second[7]]
    if _checked(second[8:14], second[14]):
        yield from _short_date("ngay_het_han", second[8:14], past=False)
    name = " ".join(part for part in third.split("<") if part)
    if name:
        yield "ho_ten", name


def _short_date(name: str, text: str, *, past: bool) -> Iterable[tuple[str, str]]:
    if not text.isdigit():
        return
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:])
    # A card has no century: births lie behind us, expiry within this century.
    century = 1900 if past and year > date.today().year % 100 else 2000  # noqa: DTZ011  (the office's calendar day)
    try:
        yield name, date(century + year, month, day).isoformat()
    except ValueError:
        return


def _checked(text: str, digit: str) -> bool:
    """The check digit of ICAO 9303, part 3, 4.9."""
    values = [_value(sign) for sign in text]
    total = sum(value * WEIGHTS[at % 3] for at, value in enumerate(values))
    return digit == str(total % 10)


def _value(sign: str) -> int:
    if sign == "<":
        return 0
    return int(sign) if sign.isdigit() else ord(sign) - ord("A") + 10
