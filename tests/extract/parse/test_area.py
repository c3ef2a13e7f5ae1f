import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.parse.area import area
from extract.parse.parsed import EXACT


@given(st.integers(1, 99_999_999), st.integers(0, 9))
def test_square_metres_come_back_as_a_number(whole, tenth):
    printed = f"{whole:,}".replace(",", ".") + (f",{tenth}" if tenth else "") + " m²"
    parsed = area(printed)
    assert parsed is not None
    assert (parsed.value, parsed.certainty) == (float(f"{whole}.{tenth}"), EXACT)


@pytest.mark.parametrize("unit", ["m?", "m", "m'"])
def test_a_lost_raised_figure_costs_certainty(unit):
    parsed = area(f"120,5 {unit}")
    assert parsed is not None
    assert parsed.value == 120.5
    assert parsed.certainty < EXACT


@pytest.mark.parametrize("text", ["", "m²", "lâu dài", "12,5 km", "1.20.5 m²"])
def test_what_is_no_area_is_refused(text):
    assert area(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("một trăm bảy mươi ba mét vuông", 173),
        ("(ba nghìn bảy trăm tám mươi tám phẩy bốn mét vuông)", 3788.4),
        ("hai mươi phẩy không năm mét vuông).", 20.05),
        ("ba nghin bay tram tam muoi tam met vuong", 3788),
        ("bốn mươi phẩy", None),
        ("mười hai phẩy xe mét vuông", None),
        ("mét vuông", None),
    ],
)
def test_an_area_is_read_in_words(text, value):
    found = area(text)
    assert (found.value if found else None) == value
