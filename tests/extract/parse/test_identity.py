import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.parse.identity import id_agrees, id_number, passport, tax_number
from extract.parse.parsed import DOUBTFUL, EXACT, LIKELY, REPAIRED, TIDIED

BODIES = st.text("0123456789", min_size=9, max_size=9)


def with_check_digit(body: str) -> str | None:
    digit = 10 - sum(w * int(d) for w, d in zip((31, 29, 23, 19, 17, 13, 7, 5, 3), body, strict=True)) % 11
    return f"{body}{digit}" if digit < 10 else None


@pytest.mark.parametrize(
    "text", ["001099012345", "Số: 001099012345", "CCCD số 001099012345", "Số định danh cá nhân: 001099012345"]
)
def test_a_number_is_found_behind_its_label(text):
    assert id_number(text)[:2] == ("001099012345", EXACT)


@given(st.text("0123456789", min_size=12, max_size=12))
def test_twelve_digits_in_boxes_are_joined(digits):
    parsed = id_number(" ".join(digits))
    assert parsed.value == digits
    assert parsed.certainty <= TIDIED


@given(st.text("0123456789", min_size=9, max_size=9))
def test_nine_digits_are_an_old_card(digits):
    assert id_number(digits) == (digits, EXACT, ())


@given(st.text("0123456789", max_size=14).filter(lambda digits: len(digits) not in (9, 12)))
def test_other_lengths_are_refused(digits):
    assert id_number(digits) is None


def test_lookalike_letters_are_mended_at_the_price_of_certainty():
    assert id_number("O0l099012345")[:2] == ("001099012345", REPAIRED)
    assert id_number("OOl099012345") is None
    assert id_number("00S099012345") is None


@pytest.mark.parametrize(("number", "check"), [("003099012345", "id_province"), ("001299012345", "id_year")])
def test_a_broken_layout_warns_and_does_not_refuse(number, check):
    parsed = id_number(number)
    assert parsed[:2] == (number, LIKELY)
    assert [found.name for found in parsed.checks if not found.passed] == [check]


def test_a_number_is_compared_with_birth_and_sex():
    def passed(*arguments):
        return {check.name: check.passed for check in id_agrees(*arguments)}

    assert passed("001099012345", "1999-03-01", "Nam") == {"id_birth_year": True, "id_sex": True}
    assert passed("001312012345", "2012", "Nữ") == {"id_birth_year": True, "id_sex": True}
    assert passed("001099012345", "1998-03-01", "Nữ") == {"id_birth_year": False, "id_sex": False}
    assert passed("001099012345", None, None) == {}
    assert passed("012345678", "1998-03-01", "Nữ") == {}


@given(BODIES)
def test_tax_numbers_carry_a_check_digit(body):
    number = with_check_digit(body)
    if number:
        assert tax_number(number)[:2] == (number, EXACT)
        assert tax_number(f"MST: {number}-001")[:2] == (f"{number}-001", EXACT)


@given(BODIES, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_fails_the_check(body, place, shift):
    number = with_check_digit(body)
    if number:
        wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
        assert tax_number(wrong).certainty == DOUBTFUL


def test_a_person_pays_tax_under_the_personal_number():
    assert tax_number("001099012345") == id_number("001099012345")


@pytest.mark.parametrize("text", ["01001091", "010010910A", "0100109106 và 0100109106", ""])
def test_what_is_no_tax_number_is_refused(text):
    assert tax_number(text) is None


@pytest.mark.parametrize(
    ("text", "value", "certainty"),
    [
        ("B1234567", "B1234567", EXACT),
        ("B 1234567", "B1234567", TIDIED),
        ("X1234567", "X1234567", LIKELY),
        ("Bl234567", "B1234567", REPAIRED),
    ],
)
def test_passports_are_a_letter_and_digits(text, value, certainty):
    assert passport(text)[:2] == (value, certainty)


@pytest.mark.parametrize("text", ["81234567", "B123456", "BC123456", "b1234567"])
def test_what_is_no_passport_is_refused(text):
    assert passport(text) is None


def test_figures_in_boxes_are_a_number_to_look_at():
    found = id_number("|0|0|9|2|0|3|3|2|o|3|5|0|")
    assert found is not None
    assert (found.value, found.certainty) == ("009203320350", REPAIRED)
    assert id_number("0|0|9") is None
