"""What codes on the page say about fields: a second witness beside the print.

The QR code of a căn cước công dân holds seven values. Other cards hold more, in an order that was not
published, so parts are recognised by their shape and unknown parts are ignored. An MRZ (ICAO 9303,
TD1) has the number, the birth date, the sex and the name without accents, each with a check digit.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from extract.record import Check, Evidence, EvidenceSource, Field, FieldValue
from extract.text.likeness import folded, letters
from extract.text.unit_kinds import without_kinds
from ocr.marks.mrz import Mrz, parse, read_zone
from ocr.page import Mark, PageText

AGREED = 0.99  # least confidence of a value that a code on the page confirms
CONTRADICTED = 0.3  # confidence of a value that a code on the page contradicts
ID_NUMBER = re.compile(r"^\d{12}$")
DAY = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
TD1 = 30  # characters of a line (ICAO Doc 9303, part 5): a longer name is cut off there
NO_EXPIRY = "991231"  # printed as "Không thời hạn"
# Other failed checks only say that a value is unusual; a second witness overrules them.
CONTRADICTIONS = ("printed_twice", "qr", "mrz")
SEXES = {"M": "Nam", "F": "Nữ"}


class Testimony(NamedTuple):
    """What one code says about one field; ``toned`` is False if the code has no accents."""

    field: str
    value: str
    source: EvidenceSource
    mark: Mark
    page: int
    toned: bool = True


def testimonies(pages: Sequence[PageText]) -> tuple[Testimony, ...]:
    """Everything that the QR codes and MRZ of ``pages`` say about the holder of a card."""
    return tuple(one for page in pages for one in (*_of_codes(page), *_of_zone(page)))


def _of_codes(page: PageText) -> Iterable[Testimony]:
    for mark in page.marks_of("qr"):
        for name, value in _qr(mark.text or ""):
            yield Testimony(name, value, "qr", mark, page.page)


def _of_zone(page: PageText) -> Iterable[Testimony]:
    found = _zone(page)
    if found is not None:
        mrz, mark = found
        for name, value in _mrz(mrz):
            yield Testimony(name, value, "mrz", mark, page.page, toned=False)


def confirmed(fields: dict[str, Field], said: Sequence[Testimony], known: Sequence[str]) -> dict[str, Field]:
    """``fields`` compared with the codes: agreement raises the confidence, contradiction sends both values to review.

    A field among the ``known`` ones of the type that was not found in print is taken from a code.
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
        # Cards print the holder's name in capitals; their codes also use small letters.
        value = said.value.upper() if said.field == "ho_ten" else said.value
        return Field(value=value, raw=said.value, confidence=0.95, status="accepted", evidence=(evidence,))
    both = (*field.evidence, evidence)
    exact = said.toned and (_same(field.value, said.value, toned=True) or _same_place(field.value, said))
    near = exact or _same(field.value, said.value, toned=False) or _cut_short(field.value, said)
    check = Check(name=said.source, passed=near, data={"exact": exact})
    changes: dict[str, object] = {"evidence": both, "checks": (*field.checks, check)}
    if not near:
        return field.model_copy(update={**changes, "status": "review", "confidence": CONTRADICTED})
    if said.toned and not exact:
        changes["value"] = _cased_as(str(field.value), said.value)
    if not said.toned and said.field == "ho_ten":
        # An MRZ has no accents, and accents are misread most: it confirms the letters, not the name.
        return field.model_copy(update=changes)
    failed = any(not one.passed and one.name in CONTRADICTIONS for one in field.checks)
    status = "review" if failed else "accepted"
    return field.model_copy(update={**changes, "status": status, "confidence": max(field.confidence, AGREED)})


def _same(value: FieldValue, said: str, *, toned: bool) -> bool:
    if toned:
        return " ".join(str(value).casefold().split()) == " ".join(said.casefold().split())
    return folded(str(value)) == folded(said)


def _same_place(value: FieldValue, said: Testimony) -> bool:
    """Whether two addresses differ only in the words for kinds of unit, which codes have and cards do not print."""
    return said.field == "noi_cu_tru" and _names_of(str(value)) == _names_of(said.value)


def _names_of(address: str) -> str:
    return letters(without_kinds(address))


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


def _zone(page: PageText) -> tuple[Mrz, Mark] | None:
    """The MRZ of a page: from its mark if there is one, else from its lines."""
    for mark in page.marks_of("mrz"):
        found = parse((mark.text or "").splitlines())
        if found is not None:
            return found, mark
    return read_zone(page.lines)


def _mrz(mrz: Mrz) -> Iterable[tuple[str, str]]:
    """The fields and values of the zone whose check digits are right."""
    right = {check.name for check in mrz.checks if check.passed}
    if "personal_number" in right and ID_NUMBER.match(mrz.personal_number):
        yield "so_dinh_danh", mrz.personal_number
    if "birth" in right:
        yield from _short_date("ngay_sinh", mrz.birth, past=True)
    if mrz.is_certain and mrz.sex in SEXES:
        yield "gioi_tinh", SEXES[mrz.sex]
    if "expiry" in right and mrz.expiry != NO_EXPIRY:
        yield from _short_date("ngay_het_han", mrz.expiry, past=False)
    name = " ".join(part for part in (mrz.surname, mrz.given_names) if part)
    if name:
        yield "ho_ten", name


def _short_date(name: str, text: str, *, past: bool) -> Iterable[tuple[str, str]]:
    if not text.isdigit():
        return
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:])
    # The zone has no century: births are in the past, expiry is in this century.
    century = 1900 if past and year > date.today().year % 100 else 2000  # noqa: DTZ011  (the office's calendar day)
    try:
        yield name, date(century + year, month, day).isoformat()
    except ValueError:
        return
