"""Codes given by administrations: of dossiers, procedures, agencies, land certificates.

Two official patterns of a mã hồ sơ are in use: Thông tư 01/2018/TT-VPCP Điều 19 (agency in the last group)
and Thông tư 03/2025/TT-VPCP khoản 3 Điều 13 (agency first). Letters are never guessed; among digits,
O and l are mended, and the certainty is then lower.
"""

import re
from datetime import date as calendar_date
from typing import Final

from extract.parse.digits import DIGIT, mended
from extract.parse.parsed import DOUBTFUL, EXACT, LIKELY, REPAIRED, TIDIED, Parsed
from extract.record import Check
from extract.text.fold import fold, short_line

_OLD_DOSSIER: Final = r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}-[0-9]{6}-[0-9]{4}"
_NEW_DOSSIER: Final = r"[A-Y][0-9]{2}(?:\.[0-9A-Z]{1,6}){0,5}-[0-9]{6}-[0-9]{6,10}"
_OFFICIAL_DOSSIER: Final = re.compile(f"{_OLD_DOSSIER}|{_NEW_DOSSIER}")
_OPENING_DOSSIER: Final = re.compile(rf"(?:{_OLD_DOSSIER}|{_NEW_DOSSIER})(?=$|[\s_(])")
# Between the two circulars many systems already put the agency first, with the old short counter.
_MIXED_DOSSIER: Final = re.compile(r"[A-Y][0-9]{2}(?:\.[0-9A-Z]{1,6}){0,5}-[0-9]{6}-[0-9]{4,5}")
_DOSSIER_TAIL: Final = re.compile(rf"(.+)-({DIGIT}{{6}})-({DIGIT}{{4,10}})")
_DOSSIER_DAY: Final = re.compile(r"-(?:20)?([0-9]{2})([0-9]{2})([0-9]{2})-")
_DOSSIER_LABEL: Final = re.compile(r"ma (?:so )?ho so[ .:]*")
_PROCEDURE: Final = re.compile(r"(?:ma (?:so )?(?:tthc|thu tuc(?: hanh chinh)?)[ .:]*)?([0-9])[.,]([0-9]{6})")
_NEW_AGENCY: Final = re.compile(r"[A-Y][0-9]{2}(?:\.[0-9A-Z]{1,6}){0,7}")
_OLD_AGENCY: Final = re.compile(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}")
# Letters are allowed in every group, but after the first group they are mostly misread digits.
_LETTER_GROUP: Final = re.compile(r"[A-Z][0-9]{2}\.[^-]*[A-Z]")
_LONGEST_AGENCY: Final = 35  # characters of the longest code of an agency (Quyết định 20/2020/QĐ-TTg)
_LAND_SERIAL: Final = re.compile(r"([A-ZĐ]{2}) ?([0-9]{8}|[0-9]{6})")


def dossier_code(text: str) -> Parsed | None:
    """A mã hồ sơ of either official pattern; the check ``dossier_date`` tests its day of reception."""
    line = short_line(text)
    label = _DOSSIER_LABEL.match(fold(line))
    printed = line[label.end() :] if label else line
    closed = printed.replace(" ", "")
    code, repaired = _tail_mended(closed)
    official = bool(_OFFICIAL_DOSSIER.fullmatch(code))
    if not official and not _MIXED_DOSSIER.fullmatch(code):
        return None
    dated = dossier_day(code) is not None
    checks = (Check(name="dossier_pattern", passed=official), Check(name="dossier_date", passed=dated))
    levels = (
        EXACT if official else LIKELY,
        EXACT if dated else DOUBTFUL,
        EXACT if closed == printed else TIDIED,
        REPAIRED if repaired else EXACT,
        LIKELY if _LETTER_GROUP.match(code) else EXACT,
    )
    return Parsed(code, min(levels), checks)


def dossier_day(code: str) -> calendar_date | None:
    """The day of reception in a mã hồ sơ; some ministries write its year with four digits."""
    digits = _DOSSIER_DAY.search(code)
    try:
        return calendar_date(2000 + int(digits[1]), int(digits[2]), int(digits[3])) if digits else None
    except ValueError:
        return None


def opening_dossier_code(text: str) -> str | None:
    """The mã hồ sơ at the start of ``text``, if a space, ``_``, ``(`` or nothing follows; else None.

    For file names and separator sheets, where no person looks at a doubtful code. So the code has to match an
    official pattern without any mending, and its day of reception has to exist.
    """
    found = _OPENING_DOSSIER.match(text)
    return found[0] if found and dossier_day(found[0]) else None


def procedure_code(text: str) -> Parsed | None:
    """A mã thủ tục hành chính, such as ``1.004883``."""
    line = short_line(text)
    match = _PROCEDURE.fullmatch(fold(line))
    return match and Parsed(f"{match[1]}.{match[2]}", TIDIED if "," in line else EXACT)


def agency_code(text: str) -> Parsed | None:
    """A mã định danh điện tử of an agency in either order, as printed: ``H17.28.22`` or ``000.00.00.G22``.

    Source: Quyết định 20/2020/QĐ-TTg Điều 4; QCVN 102:2016/BTTTT for the order with the agency last.
    """
    line = short_line(text)
    code = line.replace(" ", "")
    if len(code) > _LONGEST_AGENCY or not (_NEW_AGENCY.fullmatch(code) or _OLD_AGENCY.fullmatch(code)):
        return None
    certainty = EXACT if code == line else TIDIED
    return Parsed(code, min(certainty, LIKELY if _LETTER_GROUP.search(code) else EXACT))


def land_serial(text: str) -> Parsed | None:
    """The serial of a land certificate, two letters and 6 digits (8 since 2024): ``AB 123456``."""
    line = re.sub(r"^số (?:phát hành|seri)[ .:]*", "", short_line(text), flags=re.IGNORECASE)
    match = _LAND_SERIAL.fullmatch(line)
    return match and Parsed(f"{match[1]} {match[2]}", EXACT)


def _tail_mended(code: str) -> tuple[str, bool]:
    match = _DOSSIER_TAIL.fullmatch(code)
    day, count = (mended(match[group], "") for group in (2, 3)) if match else (None, None)
    if match is None or day is None or count is None:
        return code, False
    return f"{match[1]}-{day.digits}-{count.digits}", REPAIRED in (day.certainty, count.certainty)
