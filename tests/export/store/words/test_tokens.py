import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.store.words.tokens import MOST_WORDS, plain_number, plain_words, unit_codes, value_tokens
from extract.places.address import placed_address


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lý", "Lí"), ("Hoà", "hòa"), ("ĐỖ", "do"), ("Nguyễn", "NGUYEN"), ("Kỳ", "Kì"), ("quý", "quí")],
)
def test_spellings_of_one_word_are_one(one, other):
    assert plain_words(one) == plain_words(other)


@pytest.mark.parametrize(("one", "other"), [("Thuý", "Thúi"), ("Mai", "May"), ("tay", "tai")])
def test_other_words_stay_apart(one, other):
    assert plain_words(one) != plain_words(other)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("001 090 012 345", "001090012345"),
        ("15/QĐ-UBND", "15qdubnd"),
        ("1/5/1990", "19900501"),
        ("01.05.1990", "19900501"),
        ("H17.28.22-261102-000123", "h172822261102000123"),
    ],
)
def test_a_number_is_one_however_it_is_typed(typed, kept):
    assert plain_number(typed) == kept


def test_a_value_is_found_by_its_words_their_pairs_and_its_units():
    address = "Số 2, xã An Viễn, tỉnh Đồng Nai"
    found = value_tokens(address, placed_address(address, None))
    assert {"w:vien", "p:an vien", "u:26296", "u:75"} <= found
    assert "p:vien an" not in found


def test_every_cell_of_a_table_is_found():
    found = value_tokens([{"ho_ten": "Lý Thị Hoà", "so_dinh_danh": "001090012345"}], None)
    assert {"p:li thi", "n:001090012345"} <= found
    assert "p:hoa 001090012345" not in found


def test_an_old_unit_leads_to_that_of_today_and_not_the_other_way():
    assert "29020" in unit_codes("huyện Giồng Trôm")
    assert unit_codes("không có đơn vị nào") == ()
    assert unit_codes("") == ()


@given(st.text(max_size=2000))
def test_any_text_has_a_bounded_number_of_tokens(text):
    assert len(value_tokens(text, None)) <= 2 * MOST_WORDS + 1
