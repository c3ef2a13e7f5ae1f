import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.parse.money import integer, money
from extract.parse.number_words import spell
from extract.parse.parsed import DOUBTFUL, EXACT, LIKELY, TIDIED

AMOUNTS = st.integers(0, 10**12)


def grouped(amount: int, mark: str = ".") -> str:
    return f"{amount:,}".replace(",", mark)


@given(
    AMOUNTS, st.sampled_from([".", ","]), st.sampled_from([" đồng", "đ", " VNĐ", " đồng Việt Nam", " (đồng)"])
)
def test_amounts_in_digits_are_read(amount, mark, unit):
    assert money(grouped(amount, mark) + unit) == (amount, EXACT, ())


@given(AMOUNTS)
def test_amounts_in_words_are_read(amount):
    assert money(spell(amount).capitalize() + " đồng chẵn") == (amount, EXACT, ())


@given(AMOUNTS, AMOUNTS)
def test_digits_are_checked_against_words(amount, other):
    parsed = money(f"{grouped(amount)} đồng (Bằng chữ: {spell(other).capitalize()} đồng)")
    assert parsed.value == amount
    assert parsed.checks[0].passed == (amount == other)
    assert parsed.certainty == (EXACT if amount == other else DOUBTFUL)


@pytest.mark.parametrize(
    ("text", "value", "certainty"),
    [
        ("50.000.000", 50_000_000, TIDIED),
        ("50. 000.000 đồng", 50_000_000, TIDIED),
        ("50 000 000 đồng", 50_000_000, TIDIED),
        ("50.000.000,00 đồng", 50_000_000, EXACT),
        ("1,5 tỷ đồng", 1_500_000_000, EXACT),
        ("50 triệu đồng", 50_000_000, EXACT),
        ("nam muoi trieu dong", 50_000_000, LIKELY),
        ("50.000.000 đồng (Bằng chữ: Nửm mươi triệu đồng)", 50_000_000, TIDIED),
        ("5O.000.000 đồng (Bằng chữ: Năm mươi triệu đồng)", 50_000_000, LIKELY),
    ],
)
def test_mended_amounts_say_so(text, value, certainty):
    assert money(text)[:2] == (value, certainty)


@pytest.mark.parametrize(
    "text",
    ["50.00.000 đồng", "5O.000.000 đồng", "50,000.000 đ", "100 USD", "-50.000 đồng", ".000.000 đồng", "000.000 đồng",
     "|50.000 đồng", "50.000|", "50.000 - 60.000 đồng", "năm mươi triệu bạc", "đồng", ""],
)  # fmt: skip
def test_irregular_amounts_are_refused(text):
    assert money(text) is None


@pytest.mark.parametrize(
    ("text", "value", "certainty"),
    [("05", 5, EXACT), ("03 bộ", 3, TIDIED), ("01 (bộ)", 1, TIDIED), ("03 (ba)", 3, EXACT), ("03 (ba) bộ", 3, EXACT), ("ba", 3, EXACT),
     ("03 (bốn) bộ", 3, DOUBTFUL), ("1.234", 1234, EXACT), ("1,234", 1234, LIKELY)],
)  # fmt: skip
def test_counts_are_read_with_unit_and_words(text, value, certainty):
    assert integer(text)[:2] == (value, certainty)


@pytest.mark.parametrize("text", ["12,5", "l5", "-3", "|2", "3/4", "15 nghìn", "15 triệu", "1 2", "²"])
def test_what_is_no_count_is_refused(text):
    assert integer(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Lần thứ nhất", 1),
        ("lần thứ 2", 2),
        ("Lần 1", 1),
        ("lần thứ tư", 4),
        ("lần thứ", None),
        ("thứ nhất", None),
    ],
)
def test_which_time_it_is_counts_like_a_number(text, value):
    parsed = integer(text)
    assert (parsed and parsed.value) == value
