from datetime import date as day

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.parse.dates import date, datetime, year, year_within
from extract.parse.number_words import spell
from extract.parse.parsed import DOUBTFUL, EXACT, LIKELY, TIDIED
from extract.text.fold import fold

DAYS = st.dates(day(1900, 1, 1), day(2100, 12, 31))


def in_words(when: day) -> str:
    month = "tư" if when.month == 4 else spell(when.month)
    return f"Ngày {spell(when.day)} tháng {month} năm {spell(when.year)}"


@given(DAYS, st.sampled_from(["{0:%d/%m/%Y}", "{0.day}/{0.month}/{0.year}", "{0:%d-%m-%Y}", "{0:%d.%m.%Y}", "{0:%d / %m / %Y}",
    "ngày {0.day} tháng {0.month} năm {0.year}", "ngày{0:%d} tháng {0:%m} năm{0:%Y}", "Quảng Ngãi, ngày {0:%d} tháng {0:%m} năm {0:%Y}", "{0:%Y-%m-%d}"]))  # fmt: skip
def test_printed_dates_are_read(when, form):
    unpadded = "tháng {0.month} " in form and (when.day < 10 or when.month < 3)
    assert date(form.format(when)) == (when.isoformat(), LIKELY if unpadded else EXACT, ())


@given(DAYS)
def test_dates_in_words_are_read(when):
    assert date(in_words(when)) == (when.isoformat(), EXACT, ())


@given(DAYS)
def test_dates_in_words_without_marks_are_read_with_less_certainty(when):
    assert date(fold(in_words(when))) == (when.isoformat(), LIKELY, ())


@given(DAYS, DAYS)
def test_digits_are_checked_against_words(first, second):
    parsed = date(f"{first:%d/%m/%Y} (bằng chữ: {in_words(second)})")
    assert parsed.value == first.isoformat()
    assert [check.passed for check in parsed.checks] == [first == second]
    assert parsed.certainty == (EXACT if first == second else DOUBTFUL)


def test_unreadable_words_prove_nothing():
    assert date("15/03/2010, ghi bằng chữ: Ngày m*ời") == ("2010-03-15", TIDIED, ())


def test_words_stand_in_for_unreadable_digits_but_need_a_look():
    parsed = date("1?/03/2010 (bằng chữ: ngày mười lăm tháng ba năm hai nghìn không trăm mười)")
    assert parsed == ("2010-03-15", LIKELY, ())


@pytest.mark.parametrize(
    "text",
    ["3l/02/2010", "30/02/2010", "03/15/2010", "15/03/210", "15/03/10", "15-03/2010", "15/0312010", "ngày 1 5 tháng 3 năm 2010",
     "ngày    tháng 01 năm 2025", "ngày l5 tháng 3 năm 2010", "15/03/1899", "15/03/2101", "|5/03/2010", "115/03/2010", "15/03/20100",
     "từ ngày 15 tháng 3 năm 2010 đến ngày 16 tháng 3 năm 2010", "ngày mười lăm tháng mười ba năm hai nghìn không trăm mười",
     "ngày ba mươi tháng hai năm hai nghìn không trăm mười", "tháng 3 năm 2010", "1999 ngày 15/3/2010", ""],
)  # fmt: skip
def test_doubtful_and_impossible_dates_are_refused(text):
    assert date(text) is None


def test_the_month_of_may_is_not_the_word_for_year():
    assert date("ngày mùng một tháng năm năm một nghìn chín trăm chín mươi lăm").value == "1995-05-01"


def test_a_gap_in_the_year_is_closed_with_less_certainty():
    assert date("ngày 15 tháng 3 năm 20 10") == ("2010-03-15", LIKELY, ())


@pytest.mark.parametrize(
    "text",
    [
        "08 giờ 30 phút, ngày 15 tháng 3 năm 2026",
        "8h30 ngày 15/3/2026",
        "15/03/2026 08:30",
        "hồi 08 giờ 30 phút ngày 15/03/2026",
    ],
)
def test_times_are_read_before_and_behind_the_date(text):
    assert datetime(text) == ("2026-03-15T08:30", EXACT, ())


@pytest.mark.parametrize(
    "text", ["25 giờ 00 phút ngày 15/3/2026", "15/3/2026", "giờ phút, ngày 15 tháng 3 năm 2026", "8h30"]
)
def test_a_time_or_date_that_is_missing_is_not_invented(text):
    assert datetime(text) is None


@pytest.mark.parametrize(("text", "value"), [("1990", 1990), ("năm 1990", 1990), ("một nghìn chín trăm chín mươi", 1990),
    ("199O", None), ("1899", None), ("2101", None), ("15/03/1990", None)])  # fmt: skip
def test_years_stand_alone(text, value):
    parsed = year(text)
    assert (parsed and parsed.value) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1990", 1990),
        ("15/03/1990", 1990),
        ("ngày 15 tháng 3 năm 1990", 1990),
        ("15/13/1990", None),
        ("15/03/19", None),
    ],
)
def test_where_a_year_is_asked_for_a_whole_day_gives_its_year(text, value):
    parsed = year_within(text)
    assert (parsed and parsed.value) == value
