from hypothesis import given
from hypothesis import strategies as st

from extract.places.address import placed_address
from extract.places.respell import mended_address, mended_wording


def mended(address):
    place = placed_address(address, None)
    assert place is not None
    return mended_address(address, place)


def test_fixed_wording_is_spelled_as_it_is():
    assert mended_wording("Ủy bạn nhân dân phường Vĩnh Lạc") == "Ủy ban nhân dân phường Vĩnh Lạc"
    assert mended_wording("TRÙNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG") == "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"


def test_specks_are_no_words():
    assert mended_wording("ỦY BAN NHÂN DÂN ` PHƯỜNG HÒA BÌNH '") == "ỦY BAN NHÂN DÂN PHƯỜNG HÒA BÌNH"


def test_what_is_no_fixed_wording_is_left_alone():
    assert mended_wording("Bán tạp hóa tại nhà") == "Bán tạp hóa tại nhà"


def test_a_kind_of_unit_is_spelled_as_it_is_before_the_name_of_one():
    assert mended_wording("CA TÌNH BÌNH ĐỊNH") == "CA TỈNH BÌNH ĐỊNH"
    assert mended_wording("phường Hoa Lư, tịnh Ninh Bình") == "phường Hoa Lư, tỉnh Ninh Bình"
    assert mended_wording("Bình Tình Nguyện") == "Bình Tình Nguyện"


def test_words_that_say_something_else_are_left_alone():
    assert mended_wording("Có đăng ký kết hôn, nhưng đã ly hôn") == "Có đăng ký kết hôn, nhưng đã ly hôn"
    assert mended_wording("Sồ đăng ký kết hôn") == "Sổ đăng ký kết hôn"


def test_units_are_named_as_they_are_called():
    assert mended("Xóm 7, xã Bắc Hà, tình Lào Cai") == "Xóm 7, xã Bắc Hà, tỉnh Lào Cai"
    assert mended("Lắng Hạ. Đống Đa, Hà Nội") == "Láng Hạ, Đống Đa, Hà Nội"


def test_a_spelling_that_is_another_unit_s_name_is_kept():
    assert mended("xã Thanh Hà, huyện Thanh Hà, tỉnh Hải Dương").startswith("xã Thanh Hà,")


@given(st.text(max_size=80))
def test_no_text_is_too_odd(text):
    assert mended_wording(mended_wording(text)) == mended_wording(text)
