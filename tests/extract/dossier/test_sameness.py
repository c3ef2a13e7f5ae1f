import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dossier.sameness import compared, written


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Thị Hoà", "NGUYỄN THỊ HÒA"),
        ("Lý Thị Mỹ", "Lí Thị Mĩ"),
        ("Ðinh Văn Quý", "Đinh Văn Quí"),
        ("Bà Trần Thị Mẫu", "Trần Thị Mẫu"),
        ("Thuỷ", "Thủy"),
    ],
)
def test_free_variants_of_writing_are_the_same_name(one, other):
    assert compared("ho_ten", one, other) == "same"


@pytest.mark.parametrize(
    ("one", "other"), [("Nguyễn Thị Hoa", "Nguyễn Thị Hòa"), ("Đào An", "Dào An"), ("Tuy An", "Tui An")]
)
def test_other_tones_letters_and_vowels_are_another_name(one, other):
    assert compared("ho_ten", one, other) == "different"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("1990-02-01", "1990-02-01", "same"),
        ("1990-02-01", "1990", "compatible"),
        ("1990", "1991", "different"),
        ("1990-02-01", "1990-01-02", "different"),
    ],
)
def test_a_year_confirms_no_date_but_may_contradict_one(one, other, found):
    assert compared("ngay_sinh", one, other) == compared("nam_sinh", other, one) == found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("xã Mẫu Sơn, tỉnh Lạng Sơn", "Mẫu Sơn, Lạng Sơn", "same"),
        ("Số 5, xã Mẫu Sơn, tỉnh Lạng Sơn", "Lạng Sơn", "compatible"),
        ("xã Mẫu Sơn, tỉnh Lạng Sơn", "xã Mẫu Đơn, tỉnh Lạng Sơn", "different"),
    ],
)
def test_a_place_may_be_named_in_more_or_fewer_steps(one, other, found):
    assert compared("que_quan", one, other) == found


@given(st.text(max_size=60), st.text(max_size=60))
def test_comparing_takes_any_text_and_either_order(one, other):
    for attribute in ("ho_ten", "ngay_sinh", "noi_cu_tru"):
        assert compared(attribute, one, other) == compared(attribute, other, one)
        assert compared(attribute, one, one) == "same"


@given(st.text(max_size=60))
def test_what_was_written_as_a_key_stays(text):
    assert written(written(text)) == written(text)
