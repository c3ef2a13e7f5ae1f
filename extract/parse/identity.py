"""Numbers of a person or a taxpayer: số định danh, CMND, mã số thuế, hộ chiếu.

The layout of a personal identification number (province, century and sex, year) was published by
Thông tư 59/2021/TT-BCA, which expired on 1 July 2024; the law in force says only "12 chữ số tự
nhiên". So a number that does not follow the layout is doubted, never refused.
"""

import re
from datetime import UTC, datetime
from typing import Final

from extract.parse.digits import DIGIT, Digits, mended
from extract.parse.parsed import DOUBTFUL, EXACT, LIKELY, REPAIRED, TIDIED, Parsed
from extract.record import Check
from extract.text.fold import fold, short_line

# The 63 province codes of the layout; people kept their numbers when provinces merged in 2025.
_PROVINCES: Final = frozenset(
    f"{code:03}"
    for code in (
        1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42,
        44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86,
        87, 89, 91, 92, 93, 94, 95, 96,
    )
)  # fmt: skip
_TAX_WEIGHTS: Final = (
    31,
    29,
    23,
    19,
    17,
    13,
    7,
    5,
    3,
)  # weights of the nine digits before the check digit of a tax number
_LABEL: Final = re.compile(
    r"(?:so(?![a-z]) ?)?(?:can cuoc cong dan|can cuoc|cccd|cmnd|cmtnd|chung minh nhan dan|so dinh danh ca nhan|dinh danh ca nhan"
    r"|giay chung minh nhan dan|ho chieu|mst|ma so thue|ma so doanh nghiep)?(?: so)?(?: ?/? ?no)?[ .:]*(?=[0-9a-z|])"
)
_PASSPORT: Final = re.compile(rf"([A-Z]) ?({DIGIT}{{7,8}})")
_SERIES: Final = frozenset("BCEKNPS")
_RULE: Final = re.compile(r"[|\[\]{}()!:;,._ ]")
_LEAST_RULES: Final = 6  # rules between boxes from which a text is a row of boxes
_PERSON, _CARD, _COMPANY, _BRANCH = 12, 9, 10, 13
"""Digits of a personal number, a nine-digit card, a company's tax number, a branch's tax number."""


def id_number(text: str) -> Parsed | None:
    """12 digits (số định danh, căn cước) or 9 (CMND), as a string; a wrong layout fails a check but is not refused."""
    found = mended(_unlabelled(text)) or _boxed(text) or _ruled(text)
    if found is None or len(found.digits) not in (_PERSON, _CARD):
        return None
    if len(found.digits) == _CARD:
        return Parsed(found.digits, found.certainty)
    checks = _layout(found.digits)
    sound = all(check.passed for check in checks)
    return Parsed(found.digits, found.certainty if sound else min(found.certainty, LIKELY), checks)


def _ruled(text: str) -> Digits | None:
    """Twelve digits in boxes, where a rule between the boxes was read as a dash."""
    found = mended(_unlabelled(text), " .-_|")
    whole = found is not None and len(found.digits) == _PERSON
    return Digits(found.digits, min(found.certainty, LIKELY)) if found and whole else None


def id_agrees(number: str, birth_date: str | None, sex: str | None) -> tuple[Check, ...]:
    """Checks whether a 12-digit ``number`` agrees with an ISO date (or year) of birth and with "Nam" or "Nữ".

    Nothing is checked for an argument that is None, or if the number does not have 12 digits.
    """
    if not re.fullmatch("[0-9]{12}", number):
        return ()
    checks = []
    if birth_date:
        checks.append(Check(name="id_birth_year", passed=birth_date[:4] == str(_birth_year(number))))
    if sex:
        checks.append(Check(name="id_sex", passed=(sex == "Nữ") == bool(int(number[3]) % 2)))
    return tuple(checks)


def tax_number(text: str) -> Parsed | None:
    """10 digits of which the last is a check digit, with ``-NNN`` for a branch, or the 12 digits of a person."""
    found = mended(_unlabelled(text), " .-")
    if found is None:
        return None
    if len(found.digits) == _PERSON and "-" not in text:
        return id_number(text)
    if len(found.digits) not in (_COMPANY, _BRANCH):
        return None
    return _company(found, _unlabelled(text))


def passport(text: str) -> Parsed | None:
    """One letter and 7 or 8 digits, as a string without spaces."""
    line = _unlabelled(text)
    match = _PASSPORT.fullmatch(line)
    found = mended(match[2]) if match else None
    if match is None or found is None:
        return None
    known = match[1] in _SERIES
    check = Check(name="passport_series", passed=known)
    certainty = min(found.certainty, TIDIED if " " in line else EXACT, EXACT if known else LIKELY)
    return Parsed(match[1] + found.digits, certainty, (check,))


def _boxed(text: str) -> Digits | None:
    """The digits of a number in boxes, where the rules of the boxes were read as bars and brackets."""
    if len(_RULE.findall(text)) < _LEAST_RULES:
        return None
    found = mended(_RULE.sub("", text).replace("o", "0"))
    return found and Digits(found.digits, REPAIRED)


def _unlabelled(text: str) -> str:
    line = short_line(text)
    label = _LABEL.match(fold(line))
    return line[label.end() :] if label else line


def _birth_year(number: str) -> int:
    return 1900 + int(number[3]) // 2 * 100 + int(number[4:6])


def _layout(number: str) -> tuple[Check, ...]:
    born, now = _birth_year(number), datetime.now(tz=UTC).year
    return (
        Check(name="id_province", passed=number[:3] in _PROVINCES, data={"province": number[:3]}),
        Check(name="id_year", passed=born <= now),
    )


def _company(found: Digits, line: str) -> Parsed:
    digits = found.digits
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, digits, strict=False))
    passed = int(digits[9]) == 10 - total % 11
    value = f"{digits[:10]}-{digits[10:]}" if len(digits) == _BRANCH else digits
    certainty = EXACT if value == line else min(found.certainty, TIDIED)
    return Parsed(value, certainty if passed else DOUBTFUL, (Check(name="tax_check_digit", passed=passed),))
