"""Telephone numbers of the Vietnamese numbering plan and e-mail addresses."""

import re
from typing import Final

from extract.parse.digits import mended
from extract.parse.parsed import EXACT, LIKELY, TIDIED, Parsed
from extract.record import Check
from extract.text.fold import fold, short_line

_LABEL: Final = re.compile(
    r"(?:so )?(?:dien thoai|dt|sdt|tel|di dong|hotline|phone)?(?: lien he)?[ .:]*(?=[0-9+(ol|])"
)
_MOBILE: Final = re.compile("0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}")
_FIXED: Final = re.compile("02[48][0-9]{8}|02[0-35-79][0-9]{8}")
_SERVICE: Final = re.compile("1[89]00(?:[0-9]{4}|[0-9]{6})")
# Mobile numbers before 2018 and fixed lines before 2017; papers of that time still have them.
_FORMER: Final = re.compile("01[0-9]{9}|0[2-8][0-9]{8}")
_EMAIL: Final = re.compile(
    r"[a-z0-9](?:[a-z0-9._%+-]{0,62}[a-z0-9_])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}[a-z]{2,24}"
)


def phone(text: str) -> Parsed | None:
    """One number as national digits, with a leading 0 for "+84"; two numbers are refused."""
    line = short_line(text)
    label = _LABEL.match(fold(line))
    number = line[label.end() :] if label else line
    found = mended(number.removeprefix("+"), " .-()")
    if found is None:
        return None
    foreign = number.startswith("+")
    digits = re.sub("^840?", "0", found.digits) if foreign else found.digits
    # Gaps between the groups of digits are usual in print.
    certainty = EXACT if found.certainty == TIDIED else found.certainty
    if _MOBILE.fullmatch(digits) or _FIXED.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return Parsed(digits, certainty, (Check(name="phone_plan", passed=True),))
    if _FORMER.fullmatch(digits):
        return Parsed(digits, min(certainty, LIKELY), (Check(name="phone_plan", passed=False),))
    return None


def email(text: str) -> Parsed | None:
    """An address in lower case; gaps around "@" and dots are closed, letters are never changed."""
    line = re.sub(r"^(?:e-?mail|thư điện tử)[ :]*", "", short_line(text), flags=re.IGNORECASE).lower()
    # No address has a bracket: it is a part of the "@" that was read twice.
    closed = re.sub(r" ?([@.]) ?", r"\1", re.sub(r"[()]?@[()]?", "@", line))
    if ".." in closed or not _EMAIL.fullmatch(closed):
        return None
    return Parsed(closed, EXACT if closed == line else LIKELY)
