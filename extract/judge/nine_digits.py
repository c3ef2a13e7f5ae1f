"""Whether a number of nine digits may be whole: that of a CMND has nine, a personal identification number twelve.

Where only the longer number can stand, nine digits are what a finger, a hole or a fold left of it. Every CMND ended with
the year 2024 (Luật Căn cước 2023, Điều 46), so a later paper with such a number is looked at, too.
"""

import re
from collections.abc import Iterable, Mapping

from extract.parse.identity import id_number
from extract.record import Check, Field
from extract.rows.found_text import FoundText
from extract.rules.doctype import DocumentType, FieldType
from extract.rules.field_kinds import KINDS
from extract.text.fold import fold

SHORT = "id_not_twelve"
NEW, OLD = 12, 9
"""Digits of a personal identification number, and of a CMND."""
LAST_DAY_OF_OLD = "2024-12-31"
COLUMN = "so_dinh_danh"
FIRST_DAY = "ngay_dang_ky"
"""The field with the earliest day on a paper whose own day stands in no field."""
NAMES_OLD = re.compile(r"chung minh|\bcmnd|\bcmtnd|\bcmt\b")
ASKS_FOR_OLD = re.compile(rf"{NAMES_OLD.pattern}|giay to|chung thuc ca nhan")
"""Words that ask for a number that may be that of a CMND."""
QUOTED = re.compile(
    r"(?:\bcccd|can cuoc(?: cong dan)?|dinh danh(?: ca nhan)?)\W*(?:so\W*)?(\d+(?:[ .]\d{3,4}\b)*)"
)
"""A number within a sentence that the words before it call one of twelve digits."""


def short_number(doc_type: DocumentType, field: FieldType, found: FoundText) -> Iterable[str]:
    """The doubt that digits of a personal identification number are covered or lost."""
    if any(number and len(number) != NEW for number in _new_numbers(doc_type, field, found)):
        yield SHORT


def old_numbers_in_time(doc_type: DocumentType, given: dict[str, Field]) -> dict[str, Field]:
    """``given`` with a doubt about each number of a CMND on a paper made after the last of them had ended."""
    made = given.get(doc_type.day_field or FIRST_DAY)
    if made is None or str(made.value or "") <= LAST_DAY_OF_OLD:
        return given
    return {
        key: _late(field) if key in _old_numbers(doc_type, given) else field for key, field in given.items()
    }


def _new_numbers(doc_type: DocumentType, field: FieldType, found: FoundText) -> list[str]:
    """The digits of each number in a found text that has to be one of twelve digits."""
    if found.table is not None:
        return [_digits(row.get(COLUMN, "")) for row in found.table]
    if KINDS[field.kind].parser is not id_number:
        return _quoted(found.text)
    parsed = id_number(found.text)
    allowed = any(ASKS_FOR_OLD.search(fold(words)) for words in (doc_type.name, found.label, found.text))
    return [str(parsed.value)] if parsed and not allowed else []


def _old_numbers(doc_type: DocumentType, given: Mapping[str, Field]) -> set[str]:
    numbers = {field.key for field in doc_type.fields if KINDS[field.kind].parser is id_number}
    return {key for key in numbers & given.keys() if len(str(given[key].value or "")) == OLD}


def _late(field: Field) -> Field:
    check = Check(name=SHORT, passed=False)
    known = any(one.name == SHORT for one in field.checks)
    return field if known else field.model_copy(update={"status": "review", "checks": (*field.checks, check)})


def _quoted(text: str) -> list[str]:
    plain = fold(text)
    return [] if NAMES_OLD.search(plain) else [_digits(found[1]) for found in QUOTED.finditer(plain)]


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)
