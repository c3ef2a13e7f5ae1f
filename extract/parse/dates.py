"""Dates and times as Vietnamese papers print them: in digits, words, or both, always day before month.

A date in digits that is repeated in words is checked against them (check ``digits_match_words``);
if the two differ, the digits are given with the lowest certainty. Letters inside a number, an
impossible day and a year outside 1900 to 2100 are refused: a half-read date is not taken.
"""

import re
from datetime import date as calendar_date
from typing import Final

from extract.parse import number_words
from extract.parse.parsed import DOUBTFUL, EXACT, LIKELY, TIDIED, Parsed
from extract.record import Check
from extract.text.fold import fold, short_line

YEARS: Final = range(1900, 2101)

_BEFORE: Final = r"(?:[^0-9]{0,60}[^0-9a-z])?"
_FIGURES: Final = re.compile(
    rf"(?:{_BEFORE}ngay[ :]*)?([0-9]{{1,2}}) ?([/.-]) ?([0-9]{{1,2}}) ?\2 ?([0-9]{{4}})"
)
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_COMPACT: Final = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_LONG: Final = re.compile(
    rf"{_BEFORE}ngay[ .:]*([0-9]{{1,2}})[ .,]*thang[ .:]*([0-9]{{1,2}})[ .,]*nam[ .:]*([0-9]{{4}}|(?:19|20) [0-9]{{2}})"
)
_WORDS: Final = re.compile(r"(?:ngay )?(?:mong |mung )?(.{2,20}?),? thang (.{2,8}?),? nam (.{6,60})")
_BRACKET: Final = re.compile(r"(.{6,80}?)[ ,;.]*\(? ?(?:ghi |viet )?bang chu ?:? ?(.{6,120}?) ?\)?")
_CLOCK: Final = re.compile(r"(?:luc |hoi )?([0-9]{1,2}) ?(?:gio|h|:|g) ?(?:([0-9]{1,2}) ?(?:phut|ph|p)?)?")
_YEAR: Final = re.compile(r"(?:nam )?((?:19|20|21)[0-9]{2})")
_MONTHS: Final = {"giêng": 1, "tư": 4}
"""Months whose names are not their numbers."""
_READERS: Final = (
    (number_words.read, _MONTHS, EXACT),
    (number_words.read_folded, _MONTHS | {fold(name): number for name, number in _MONTHS.items()}, LIKELY),
)


def date(text: str) -> Parsed | None:
    """A day as ``YYYY-MM-DD``; a place before "ngày … tháng … năm …" is left out."""
    line = short_line(text)
    both = _BRACKET.fullmatch(fold(line))
    if both:
        return _digits_and_words(line[: both.end(1)], line[slice(*both.span(2))])
    return _date_in_digits(line) or _date_in_words(line)


def date_within(text: str) -> Parsed | None:
    """The day in a text that is more than a date or not quite one.

    "22 tháng 9 năm 2001" lacks the first word of a date, because that word belongs to the label. A text with a
    time gives its date: "11 giờ 00 phút, ngày 06 tháng 8 năm 2026".
    """
    named = date(f"ngày {text}")
    moment = None if named else datetime(text)
    return moment._replace(value=str(moment.value)[:10]) if moment else named


def datetime(text: str) -> Parsed | None:
    """Date and time as ``YYYY-MM-DDTHH:MM``; the time may stand before or after the date; None without a time."""
    line = short_line(text)
    for clock, day in _time_splits(line):
        time, parsed = _clock(clock), date(day)
        if time and parsed:
            certainty = min(parsed.certainty, time.certainty)
            return Parsed(f"{parsed.value}T{time.value}", certainty, parsed.checks)
    return None


def year(text: str) -> Parsed | None:
    """A year without a day, 1900 to 2100, in digits or words, as an integer."""
    line = short_line(text)
    match = _YEAR.fullmatch(fold(line))
    if match:
        return Parsed(int(match[1])) if int(match[1]) in YEARS else None
    bare = line[4:] if fold(line).startswith("nam ") else line
    for read, _, certainty in _READERS:
        number = read(bare)
        if number in YEARS:
            return Parsed(number, certainty)
    return None


def year_within(text: str) -> Parsed | None:
    """The year in a text that is a year or a whole day: forms ask for the full day of birth of a parent "if known"."""
    alone = year(text)
    day = None if alone else _date_in_digits(short_line(text))
    return day._replace(value=int(str(day.value)[:4])) if day else alone


def _digits_and_words(figures: str, words: str) -> Parsed | None:
    in_digits, in_words = _date_in_digits(short_line(figures)), _date_in_words(short_line(words))
    if in_digits is None:
        return in_words and in_words._replace(certainty=min(in_words.certainty, LIKELY))
    if in_words is None:
        # Unreadable words prove nothing; but the form has words as a proof, so the certainty is lower.
        return in_digits._replace(certainty=min(in_digits.certainty, TIDIED))
    agree = in_digits.value == in_words.value
    check = Check(name="digits_match_words", passed=agree)
    return Parsed(in_digits.value, in_digits.certainty if agree else DOUBTFUL, (check,))


def _date_in_digits(line: str) -> Parsed | None:
    folded = fold(line)
    if match := _FIGURES.fullmatch(folded):
        return _day(match[4], match[3], match[1], certainty=EXACT)
    if match := _ISO.fullmatch(folded):
        return _day(match[1], match[2], match[3], certainty=EXACT)
    if match := _COMPACT.fullmatch(folded):
        return _day(match[3], match[2], match[1], certainty=LIKELY)
    if match := _LONG.fullmatch(folded):
        doubtful = " " in match[3] or _unpadded(match[1], match[2])
        return _day(match[3].replace(" ", ""), match[2], match[1], certainty=LIKELY if doubtful else EXACT)
    return None


def _unpadded(day: str, month: str) -> bool:
    """Whether a number lacks the zero that Nghị định 30/2020/NĐ-CP asks for before days 1 to 9 and months 1 and 2.

    A digit may have been lost: "tháng 1" for "tháng 10".
    """
    return len(day) == 1 or month in ("1", "2")


def _date_in_words(line: str) -> Parsed | None:
    match = _WORDS.fullmatch(fold(line))
    if match is None:
        return None
    day, month, in_year = (line[slice(*match.span(group))] for group in (1, 2, 3))
    for read, months, certainty in _READERS:
        numbers = read(in_year), months.get(month.lower()) or read(month), read(day)
        if None not in numbers:
            return _day(*(str(number) for number in numbers), certainty=certainty)
    return None


def _day(in_year: str, month: str, day: str, *, certainty: float) -> Parsed | None:
    try:
        value = calendar_date(int(in_year), int(month), int(day))
    except (ValueError, OverflowError):
        return None
    return Parsed(value.isoformat(), certainty) if value.year in YEARS else None


def _time_splits(line: str) -> list[tuple[str, str]]:
    """The ways to cut the line into a time and a day: at "ngày", at a comma, at a space."""
    folded = fold(line)
    cuts = [match.start() for match in re.finditer(r"ngay|, | (?=[0-9])", folded)]
    parts = [(line[:cut], line[cut:]) for cut in cuts]
    return parts + [(after, before) for before, after in parts]


def _clock(text: str) -> Parsed | None:
    match = _CLOCK.fullmatch(fold(short_line(text)))
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004  (the clock)
        return None
    return Parsed(f"{hour:02}:{minute:02}", EXACT if match[2] else TIDIED)
