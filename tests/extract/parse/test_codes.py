from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.parse.codes import agency_code, dossier_code, land_serial, procedure_code
from extract.parse.parsed import DOUBTFUL, EXACT, LIKELY, REPAIRED, TIDIED

DAY = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map("{:%y%m%d}".format)
PAIR = st.integers(0, 99).map("{:02}".format)
LEVEL = st.tuples(st.sampled_from("ABGHKXY"), PAIR).map("".join)


@given(st.integers(0, 999), PAIR, PAIR, LEVEL, DAY, st.integers(0, 9999))
def test_the_older_dossier_codes_are_read(unit, part, body, level, day, count):
    code = f"{unit:03}.{part}.{body}.{level}-{day}-{count:04}"
    assert dossier_code(code)[:2] == (code, EXACT)
    assert dossier_code(f"Mã hồ sơ: {code}")[:2] == (code, EXACT)
    assert dossier_code(code.replace("-", " – "))[:2] == (code, TIDIED)


@given(LEVEL, st.lists(PAIR, max_size=2), DAY, st.integers(0, 10**7))
def test_the_newer_dossier_codes_are_read(level, groups, day, count):
    code = f"{'.'.join([level, *groups])}-{day}-{count:06}"
    assert dossier_code(code)[:2] == (code, EXACT)


@pytest.mark.parametrize(
    ("text", "value", "certainty"),
    [("H29.15-251015-0012", "H29.15-251015-0012", LIKELY), ("000.00.16.H26-211312-0001", "000.00.16.H26-211312-0001", DOUBTFUL),
     ("000.00.16.H26-21O712-0001", "000.00.16.H26-210712-0001", REPAIRED), ("H29.1S-251015-000012", "H29.1S-251015-000012", LIKELY)],
)  # fmt: skip
def test_unusual_dossier_codes_say_so(text, value, certainty):
    assert dossier_code(text)[:2] == (value, certainty)


@pytest.mark.parametrize(
    "text",
    [
        "TP-H05.000079",
        "000.00.16.H26-210712",
        "H29-251015-12",
        "00.16.H26-210712-0001",
        "H2S.15-251015-000012",
        "",
    ],
)
def test_what_is_no_dossier_code_is_refused(text):
    assert dossier_code(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.004883", "1.004883"),
        ("Mã TTHC: 2.000600", "2.000600"),
        ("1,004883", "1.004883"),
        ("1.00488", None),
        ("1.0048830", None),
        ("1.OO4883", None),
    ],
)
def test_procedure_codes_have_one_and_six_digits(text, value):
    parsed = procedure_code(text)
    assert (parsed and parsed.value) == value


@pytest.mark.parametrize("text", ["H17.28.22", "G06.01", "000.00.00.G22", "000.00.16.H26"])
def test_agency_codes_come_in_two_orders(text):
    assert agency_code(text) == (text, EXACT, ())


@pytest.mark.parametrize("text", ["h17", "Z17", "17.H26", "H" * 40, ""])
def test_what_is_no_agency_code_is_refused(text):
    assert agency_code(text) is None


@pytest.mark.parametrize(("text", "value"), [("AB123456", "AB 123456"), ("AA 12345678", "AA 12345678"), ("BĐ 123456", "BĐ 123456"), ("Số phát hành: AB 123456", "AB 123456"),
    ("A 123456", None), ("AB 1234567", None), ("AB l23456", None)])  # fmt: skip
def test_land_serials_are_two_letters_and_six_or_eight_digits(text, value):
    parsed = land_serial(text)
    assert (parsed and parsed.value) == value
