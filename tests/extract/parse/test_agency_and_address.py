import pytest

from extract.parse.agency_and_address import address, address_parts, agency
from extract.parse.parsed import EXACT, LIKELY


@pytest.mark.parametrize(
    "text", ["ỦY BAN NHÂN DÂN\nTỈNH BÌNH AN", "UBND xã An Viễn", "BỆNH VIỆN ĐA KHOA TỈNH", "Phòng Kinh tế"]
)
def test_agencies_are_joined_and_kept_as_printed(text):
    assert agency(text)[:2] == (text.replace("\n", " "), EXACT)


def test_a_name_without_a_word_for_an_agency_is_less_certain():
    assert agency("Trần Văn An").certainty == LIKELY


@pytest.mark.parametrize("text", ["", "123456", "Số: 12/QĐ-UBND", "Căn cứ Luật. Theo đề nghị"])
def test_what_is_no_agency_is_refused(text):
    assert agency(text) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Số 12, đường Bình Minh ,phường 1,\nQ. 3, TP.HCM",
            ("Số 12, đường Bình Minh", "phường 1", "Quận 3", "Thành phố Hồ Chí Minh"),
        ),
        (
            "thôn An Lạc, xã An Viễn, thành phố Đồng Nai",
            ("thôn An Lạc", "xã An Viễn", "", "thành phố Đồng Nai"),
        ),
        ("xã Bình Sơn, huyện Bình Sơn, Quảng Ngãi", ("", "xã Bình Sơn", "huyện Bình Sơn", "Quảng Ngãi")),
        ("P.5, Q.Tân Bình, TP Hồ Chí Minh", ("", "Phường 5", "Quận Tân Bình", "Thành phố Hồ Chí Minh")),
        ("P1, TX. Sơn Tây, Hà Nội", ("", "Phường 1", "Thị xã Sơn Tây", "Hà Nội")),
        ("Xã An - TP Hà Tĩnh - Tỉnh Hà Tĩnh", ("", "Xã An", "Thành phố Hà Tĩnh", "Tỉnh Hà Tĩnh")),
        ("XÃ AN VIỄN, TỈNH ĐỒNG NAI", ("", "XÃ AN VIỄN", "", "TỈNH ĐỒNG NAI")),
        ("12 Bình Minh", ("12 Bình Minh", "", "", "")),
    ],
)
def test_an_address_is_cut_by_the_words_for_units(text, parts):
    assert address_parts(text) == parts


def test_addresses_keep_their_words_and_get_tidy_commas():
    parsed = address("Số 12, đường Bình Minh ,phường 1,\nQ. 3,TP.HCM.")
    assert parsed.value == "Số 12, đường Bình Minh, phường 1, Q. 3, TP.HCM"
    assert parsed.certainty == EXACT


def test_an_address_without_commune_or_province_is_less_certain():
    parsed = address("12 Bình Minh")
    assert parsed.certainty == LIKELY
    assert not parsed.checks[0].passed


@pytest.mark.parametrize("text", ["", "...", "12345", "1/2/3, 4"])
def test_what_has_hardly_a_word_is_no_address(text):
    assert address(text) is None
