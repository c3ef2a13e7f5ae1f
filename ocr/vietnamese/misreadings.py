"""Misreadings that a rule proves: letters inside numbers, letters that Vietnamese does not have.

Each mend is reported, so that nobody takes a mended text for the printed one. Where two readings are
possible the text stays as it was read. So does every word that is spelled like a syllable: a rule cannot
decide about the place of a tone (hoà or hòa) or about a wrong word.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ocr.vietnamese.lookalikes import IN_ARTICLES, IN_NUMBERS, any_of
from ocr.vietnamese.one_syllable import letter, shape, tone
from ocr.vietnamese.syllable import TONES, is_syllable

_DIGITS = str.maketrans(IN_ARTICLES)
_DIGIT_LIKE = rf"[\d{any_of(IN_NUMBERS)}]"
_ZERO, _ONE = (any_of({sign: digit for sign, digit in IN_NUMBERS.items() if digit == of}) for of in "01")

# Where only digits can stand: dates, years, numbers of an official paper, long numbers, articles.
_NUMBERS = (
    re.compile(rf"(?<!\w){_DIGIT_LIKE}{{1,2}}[/.-]{_DIGIT_LIKE}{{1,2}}[/.-]{_DIGIT_LIKE}{{4}}(?!\w)"),
    re.compile(rf"(?<!\w)(?:19|20|2[{_ZERO}]|[{_ONE}]9){_DIGIT_LIKE}{{2}}(?!\w)"),
    re.compile(rf"(?<!\w){_DIGIT_LIKE}{{1,5}}(?=/(?:{_DIGIT_LIKE}{{4}}/)?[A-ZĐ]{{2}})"),
    re.compile(rf"(?<![\w<]){_DIGIT_LIKE}{{9,13}}(?![\w<])"),
    re.compile(rf"(?<!\w){_DIGIT_LIKE}{{1,3}}(?:\.{_DIGIT_LIKE}{{3}})+(?!\w)"),
    re.compile(rf"(?<=ngày )({_DIGIT_LIKE}{{1,2}})(?= tháng )|(?<=tháng )({_DIGIT_LIKE}{{1,2}})(?= năm )"),
    re.compile(rf"(?<![\w.,/-])0{_DIGIT_LIKE}(?![\w/-]|[.,]\w)"),
)
# Articles are counted in Arabic digits (Nghị định 30/2020/NĐ-CP, phụ lục I), points in letters.
_ARTICLE = re.compile(rf"(?<=Điều )[\d{any_of(IN_ARTICLES)}]{{1,3}}(?=[.:,;]|$)")

_ETH = re.compile(r"Ð|[^\W\d_]*ð[^\W\d_]*")
_D = str.maketrans("Ðð", "Đđ")
_CODES = (
    (re.compile(r"(?<=[QN])(?:ĐÐ|ÐĐ)(?=[A-Z]*-)"), "Đ"),
    (re.compile(r"(?<=/)QD(?=-[A-ZĐ])"), "QĐ"),
    (re.compile(r"(?<=/)ND(?=-CP\b)"), "NĐ"),
    (re.compile(r"\bHDND\b"), "HĐND"),
    (re.compile(r"\bUBNĐ\b"), "UBND"),
)
_MAIL = re.compile(r"(?<=[\w.-])\(@(?=\w)|(?<=[\w.-])@\((?=\w)")
_QUOTES = (
    (re.compile(r"(?<!\w)‘‘|‘‘(?=\S)|(?<!\S)(?:''|,,|’’)(?=\w)"), "“"),
    (re.compile(r"(?<=\w)‘‘(?!\S)|(?<=\S)’’|’’(?!\w)|(?<=\w)''(?!\w)"), "”"),
    (re.compile(r"(?<!\S)”(?=\w)"), "“"),
    (re.compile(r"(?<=\w)“(?!\S)"), "”"),
)
_WORD = re.compile(rf"(?:[^\W\d_]|[†{''.join(TONES)}])+")  # a second tone stands apart even in NFC


class Mend(NamedTuple):
    """One change: what stood at ``start`` of the text as read, what it became, by which rule."""

    start: int
    before: str
    after: str
    rule: str


def mended(text: str) -> tuple[str, tuple[Mend, ...]]:
    """``text`` in NFC with proven misreadings put right, and the changes from left to right.

    Rules: ``digit`` (a letter where only a digit can stand), ``code`` (an abbreviation that the number
    of a paper cannot have), ``eth`` (ð for đ), ``letter`` (of another alphabet), ``shape`` (a hat or
    horn), ``tone`` (two on one word), ``quote`` and ``mail``.
    """
    text = unicodedata.normalize("NFC", text)
    mends: list[Mend] = []
    for rule in (_numbers, _codes, _signs, _words, _eths):
        mends += [mend for mend in rule(text) if not any(_overlap(mend, other) for other in mends)]
    mends.sort()
    for mend in reversed(mends):
        text = text[: mend.start] + mend.after + text[mend.start + len(mend.before) :]
    return text, tuple(mends)


def _overlap(one: Mend, other: Mend) -> bool:
    return one.start < other.start + len(other.before) and other.start < one.start + len(one.before)


def _numbers(text: str) -> Iterator[Mend]:
    for pattern in _NUMBERS:
        for match in pattern.finditer(text):
            before, after = match.group(), match.group().translate(_DIGITS)
            if after != before and any(map(str.isdigit, before)):
                yield Mend(match.start(), before, after, "digit")
    for match in _ARTICLE.finditer(text):
        before, after = match.group(), match.group().translate(_DIGITS)
        # Two ones alone may be a Roman II.
        if after != before and (len(before) == 1 or any(map(str.isdigit, before))):
            yield Mend(match.start(), before, after, "digit")


def _codes(text: str) -> Iterator[Mend]:
    return _replaced(text, _CODES, "code")


def _signs(text: str) -> Iterator[Mend]:
    yield from _replaced(text, _QUOTES, "quote")
    yield from _replaced(text, ((_MAIL, "@"),), "mail")


def _eths(text: str) -> Iterator[Mend]:
    for match in _ETH.finditer(text):
        after = match.group().translate(_D)
        # The capital looks the same as Đ; the small letter is only certain in a syllable.
        if match.group() == "Ð" or is_syllable(after):
            yield Mend(match.start(), match.group(), after, "eth")


def _replaced(text: str, rules: tuple[tuple[re.Pattern[str], str], ...], name: str) -> Iterator[Mend]:
    for pattern, after in rules:
        for match in pattern.finditer(text):
            yield Mend(match.start(), match.group(), after, name)


_ONE_WORD: dict[str, Callable[[str], str | None]] = {"letter": letter, "tone": tone, "shape": shape}


def _words(text: str) -> Iterator[Mend]:
    # A word may need its Đ and another letter; then it is one mend.
    for match in _WORD.finditer(text.replace("Ð", "Đ")):
        if _stands_alone(text, match):
            for rule, proven in _ONE_WORD.items():
                if after := proven(match.group()):
                    yield Mend(match.start(), text[match.start() : match.end()], after, rule)
                    break


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether no digit, slash, @ or hyphen joins the word to more: codes and addresses have other rules."""
    return not re.match(r"[\w@/\\-]", text[match.end() :]) and not re.search(
        r"[\w@/\\-]$", text[: match.start()]
    )
