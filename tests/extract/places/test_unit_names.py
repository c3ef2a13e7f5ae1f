import pytest

from extract.places.unit_names import ends_with_province, find_units, place_doubt, units
from ocr.vietnamese.text import placed


@pytest.mark.parametrize(
    "text",
    [
        "Tổ 5, phường Quy Nhơn, tỉnh Gia Lai",
        "phường Xuân Hương - Đà Lạt, tỉnh Lâm Đồng",
        "Phường Hoà Cường, thành phố Đà Nẵng",
        "phường 12, quận Gò Vấp, thành phố Hồ Chí Minh",
    ],
)
def test_an_address_whose_units_exist_in_their_province_is_whole(text):
    found = find_units(text.split())
    assert found.whole
    assert not found.doubts


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("phường Quỵ Nhơn, tỉnh Gia Lai", "unit_misspelled"),
        ("phường Chợ Dừa, thành phố Hà Nội", "unit_unknown"),
        ("phường Quy Nhơn, tỉnh Lâm Đồng", "unit_elsewhere"),
        ("ỦY BAN NHÂN DÂN TĨNH QUANG NGAI", "unit_misspelled"),
    ],
)
def test_a_unit_that_is_not_as_listed_is_a_doubt(text, doubt):
    found = find_units(text.split())
    assert found.doubts == (doubt,)
    assert not found.whole


def test_a_card_prints_units_without_the_words_for_them():
    assert find_units(["Quy", "Nhơn,", "Gia", "Lai"], whole_pieces=True).whole
    assert not find_units(["Quy", "Nhơn,", "Gia", "Lai"]).confirmed


def test_words_known_to_be_something_else_name_no_unit():
    words = ["VỀ", "TRẬT", "TỰ", "XÃ", "HỘI"]
    assert find_units(words).doubts
    assert not find_units(words, other={3, 4}).doubts


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Quảng Ngãi", None),
        ("TP. Hồ Chí Minh", None),
        ("Quang Ngãi", "unit_misspelled"),
        ("Võ", "unit_unknown"),
    ],
)
def test_the_place_of_a_date_is_a_unit(text, doubt):
    assert place_doubt(text) == doubt


def test_the_list_is_whole_and_has_its_tones_in_their_places():
    assert len(units().provinces) == 64
    assert all(key == placed(key) for key in list(units().typed)[:500])


def test_papers_name_a_province_as_it_was_called_then():
    for province in ("tỉnh Thừa Thiên Huế", "thành phố Huế"):
        found = find_units(f"Ấp 4, xã Lộc Bổn, huyện Phú Lộc, {province}".split())
        assert (found.doubts, found.whole) == ((), True)
    assert find_units(["xã", "Yên", "Thành,", "tỉnh", "Thừa", "Thiên", "Huế"]).doubts == ("unit_elsewhere",)


@pytest.mark.parametrize("text", ["Cao Phương Giang", "Nguyễn Thị Huyền Trang", "HỘ KINH DOANH QUÁN ĂN DIỄM"])
def test_words_that_only_look_like_the_kind_of_a_unit_announce_none(text):
    assert find_units(text.split()).doubts == ()


@pytest.mark.parametrize(
    "text",
    ["Xã Long Thành, thành phố Đồng Nai", "Xã Nậm Có, huyện Mù Cang Chải, tỉnh Yên Bái"],
)
def test_names_that_papers_give_beside_those_of_the_list_are_known(text):
    assert find_units(text.split()) == (find_units(text.split()).confirmed, (), True)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Ủy ban nhân dân phường Quy Nhơn, tỉnh Gia Lai", True),
        ("Tổ 5, phường Quy Nhơn", False),
        ("phường Quy Nhơn, tỉnh Gia", False),
        ("phường Quy Nhơn, tỉnh Gia Lai, số", False),
        ("", False),
    ],
)
def test_an_address_ends_with_its_province(text, ends):
    assert ends_with_province(text) == ends
