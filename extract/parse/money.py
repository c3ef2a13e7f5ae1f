"""Amounts of money in whole đồng, and counts, in digits, in words, or both.

An amount in digits that is repeated in words is checked against them (``digits_match_words``).
Groups must have three digits and the same separator throughout: "50.00.000" is refused.
"""

import re
from typing import Final

from extract.parse import number_words
from extract.parse.parsed import DOUBTFUL, EXACT, LIKELY, TIDIED, Parsed
from extract.record import Check
from extract.text.fold import fold, short_line

_GROUPED: Final = re.compile(
    r"[1-9][0-9]{0,2}(?:(?P<mark> ?[.,])(?: ?[0-9]{3})(?:(?P=mark) ?[0-9]{3}){0,4}|(?: [0-9]{3}){1,5})|[0-9]{1,15}"
)
_CURRENCY: Final = re.compile(r"(.*?)[ .]*\(?(dong viet nam|viet nam dong|dong|vnd|vn[dđ]|[dđ])\)?(?: chan)?")
_LABEL: Final = re.compile(r"^(?:số tiền|bằng số|bằng chữ)[ :]*", re.IGNORECASE)
_SCALED: Final = re.compile(r"([0-9]{1,4})(?:,([0-9]{1,3}))? ?(nghin|ngan|trieu|ty|ti)")
_SCALES: Final = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
_BOTH: Final = re.compile(
    r"(.*?[0-9][^0-9(]{0,20}?)[ ,;.]*\(? ?(?:(?:viet |ghi )?bang chu ?:?|\((?!dong|vnd|d\))) ?([^0-9()]{2,200}?) ?"
    r"(?:\)(?: [a-z]{2,8})?)?"
)
_UNIT: Final = re.compile(r"(.*?[0-9]) ?\(?(?!tram|chuc|nghin|ngan|trieu|ty|ti|tr)[a-z]{2,8}\)?")
_CUT: Final = re.compile(r"\s*[-–−.,]\s?[0-9]")


def money(text: str) -> Parsed | None:
    """Whole đồng as an integer. A number without a unit counts as đồng; another currency is refused."""
    line = _LABEL.sub("", _whole(text))
    both = _BOTH.fullmatch(fold(line))
    if both:
        return _agreed(_amount(line[: both.end(1)]), _amount_in_words(line[slice(*both.span(2))]))
    return _amount(line) or _amount_in_words(line)


def integer(text: str) -> Parsed | None:
    """A count, maybe with a unit ("03 bộ") or its words ("03 (ba)") behind it."""
    line = _whole(text)
    both = _BOTH.fullmatch(fold(line))
    if both:
        return _agreed(_count(line[: both.end(1)]), _count_in_words(line[slice(*both.span(2))]))
    return _count(line) or _count_in_words(line)


def _whole(text: str) -> str:
    """The line, or "" if its number is negative or its beginning was cut off."""
    return "" if _CUT.match(text) else short_line(text)


def _agreed(figures: Parsed | None, words: Parsed | None) -> Parsed | None:
    if figures is None:
        return words and words._replace(certainty=min(words.certainty, LIKELY))
    if words is None:
        return figures._replace(certainty=min(figures.certainty, TIDIED))
    agree = figures.value == words.value
    check = Check(name="digits_match_words", passed=agree)
    return Parsed(figures.value, figures.certainty if agree else DOUBTFUL, (check,))


def _without_currency(line: str) -> tuple[str, bool]:
    match = _CURRENCY.fullmatch(fold(line))
    return (line[: match.end(1)].strip(), True) if match else (line, False)


def _amount(line: str) -> Parsed | None:
    number, named = _without_currency(short_line(line))
    scaled = _SCALED.fullmatch(fold(number))
    if scaled:
        scale, fraction = _SCALES[scaled[3]], scaled[2] or ""
        value = int(scaled[1] + fraction) * scale // 10 ** len(fraction)
        return Parsed(value, EXACT if named else TIDIED)
    plain = _figures(re.sub(r"[.,]00$", "", number) if named else number)
    return plain and plain._replace(certainty=plain.certainty if named else min(plain.certainty, TIDIED))


def _figures(number: str) -> Parsed | None:
    match = _GROUPED.fullmatch(number)
    if match is None:
        return None
    return Parsed(int(re.sub("[., ]", "", number)), TIDIED if " " in number else EXACT)


def _amount_in_words(line: str) -> Parsed | None:
    words, named = _without_currency(re.sub(r"[./ ]+$", "", short_line(line)))
    found = _count_in_words(words)
    return found and found._replace(certainty=found.certainty if named else min(found.certainty, TIDIED))


def _count(line: str) -> Parsed | None:
    tidy = short_line(line)
    figures = _figures(tidy)
    if figures:
        # A single group after a comma may also be decimals: "1,250".
        doubt = tidy.count(",") == 1
        return figures._replace(certainty=LIKELY) if doubt else figures
    match = _UNIT.fullmatch(fold(tidy))
    figures = _figures(tidy[: match.end(1)]) if match else None
    return figures and figures._replace(certainty=min(figures.certainty, TIDIED))


def _count_in_words(line: str) -> Parsed | None:
    for read, certainty in ((number_words.read, EXACT), (number_words.read_folded, LIKELY)):
        number = read(line)
        if number is not None:
            return Parsed(number, certainty)
    return None
