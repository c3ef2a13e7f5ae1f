"""Reads and writes whole numbers in Vietnamese words, for lines that repeat digits "bằng chữ".

The reader is strict: words become one-letter codes, all codes together must fit the grammar of formal
Vietnamese, and anything else is refused. It takes the accepted variants (linh or lẻ, tư or
bốn, lăm, nhăm or năm, nghìn or ngàn, mốt or một) and the short form of years ("hai nghìn mười").
It refuses words with two meanings, such as "hai nghìn năm" (2005, or 2500 in speech).
"""

import re
from typing import Final

from extract.text.fold import fold, short_line

LIMIT: Final = 10**15
"""All numbers that are written or read are smaller than this."""

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES: Final = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))

# One code for each word: digits stand for themselves; u, t and l are the forms of 1, 4 and 5 used only after tens.
_CODES: Final = {
    **{word: str(digit) for digit, word in enumerate(_DIGITS)},
    "bẩy": "7", "mốt": "u", "tư": "t", "lăm": "l", "nhăm": "l", "mười": "X", "mươi": "x",
    "trăm": "C", "linh": "o", "lẻ": "o", "nghìn": "K", "ngàn": "K", "triệu": "M", "tỷ": "B", "tỉ": "B",
}  # fmt: skip
_FOLDED: Final = {fold(word): code for word, code in _CODES.items()} | {"mot": "1", "muoi": "x"}
_UNIT: Final = {"u": 1, "t": 4, "l": 5} | {str(digit): digit for digit in range(10)}

_TENS: Final = r"(?:(?P<ten>X)(?P<after_ten>[1-46-9tl])?|(?P<tens>[2-9])x(?P<after_tens>[1-9utl])?)"
_FIRST: Final = re.compile(
    rf"(?P<hundreds>[1-9])C(?:o(?P<low>[1-9t]))?|(?:(?P<before>[1-9])C)?{_TENS}|(?P<single>[0-9])"
)
_LATER: Final = re.compile(rf"(?:(?P<hundreds>[0-9])C)?(?:o(?P<low>[1-9t])|{_TENS})|(?P<round>[1-9])C")


def _below_thousand(number: int, *, later: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, unit = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or later else []
    if tens == 0 and unit:
        words += ["linh", _DIGITS[unit]] if words else [_DIGITS[unit]]
    elif tens == 1:
        words += ["mười", *(["lăm" if unit == 5 else _DIGITS[unit]] if unit else [])]  # noqa: PLR2004  (the digit five)
    elif tens:
        after = {1: "mốt", 4: "tư", 5: "lăm"}.get(unit, _DIGITS[unit])
        words += [_DIGITS[tens], "mươi", *([after] if unit else [])]
    return " ".join(words)


def spell(number: int) -> str:
    """``number`` in formal words, lower case: 2005 is "hai nghìn không trăm linh năm".

    Raises:
        ValueError: when ``number`` is negative or not below ``LIMIT``.
    """
    if not 0 <= number < LIMIT:
        raise ValueError(number)
    if number == 0:
        return _DIGITS[0]
    parts: list[str] = []
    for scale, name in _SCALES:
        count, number = divmod(number, scale)
        if count:
            head = spell(count) if count >= 1000 else _below_thousand(count, later=bool(parts))  # noqa: PLR2004  (nghìn tỷ)
            parts.append(f"{head} {name}")
    if number:
        parts.append(_below_thousand(number, later=bool(parts)))
    return " ".join(parts)


def read(text: str) -> int | None:
    """The number that ``text`` spells with all accents right, or None."""
    return _value(_coded(text, _CODES))


def read_folded(text: str) -> int | None:
    """The number that ``text`` spells, even if accents are lost or wrong, or None.

    No two numerals become the same word without accents, so this never turns one number into
    another. But where accents are lost, letters may be lost, too, so the certainty should be lower.
    """
    codes = _coded(fold(short_line(text)), _FOLDED)
    # "mười" and "mươi" are the same word without accents; only "mươi" follows a digit.
    return _value(re.sub(r"(?<![2-9])x", "X", codes))


def _coded(text: str, codes: dict[str, str]) -> str:
    """One character for each word; an unknown word becomes "?", which the grammar never accepts."""
    return "".join(codes.get(word, "?") for word in short_line(text).lower().replace(",", " ").split())


def _value(codes: str) -> int | None:
    if not codes:
        return None
    if codes.count("B") != 1:
        return _below_billion(codes, later=False)
    head, tail = codes.split("B")
    billions = None if "M" in head else _below_billion(head, later=False)
    rest = _below_billion(tail, later=True) if tail else 0
    return None if not billions or rest is None else billions * 10**9 + rest


def _below_billion(codes: str, *, later: bool) -> int | None:
    total = 0
    for scale, code in ((10**6, "M"), (10**3, "K")):
        head, found, tail = codes.partition(code)
        if not found:
            continue
        count = _group(head, later=later)
        if not count:
            return None
        total, codes, later = total + count * scale, tail, True
        if not codes:
            return total
    rest = _group(codes, later=later)
    return None if rest is None else total + rest


def _group(codes: str, *, later: bool) -> int | None:
    match = (_LATER if later else _FIRST).fullmatch(codes) if codes else None
    if match is None:
        return None
    part = {name: value for name, value in match.groupdict().items() if value}
    if "single" in part:
        return int(part["single"])
    hundreds = _UNIT[part.get("hundreds") or part.get("before") or part.get("round") or "0"]
    tens = 1 if "ten" in part else _UNIT[part.get("tens", "0")]
    unit = _UNIT[part.get("low") or part.get("after_ten") or part.get("after_tens") or "0"]
    return hundreds * 100 + tens * 10 + unit
