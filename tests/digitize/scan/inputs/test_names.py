import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.scan.inputs.names import code_in, member_parts, natural_key


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("000.00.07.H29-230814-0001", "000.00.07.H29-230814-0001"),
        ("H29.13-260115-010001", "H29.13-260115-010001"),
        ("h29.13-260115-010001.zip", "H29.13-260115-010001"),
        ("H05.12.3A-260115-01000123 bổ sung", "H05.12.3A-260115-01000123"),
        ("G01-260115-020002_(2)", "G01-260115-020002"),
        ("H29.13-261315-010001", None),
        ("000.00.07.H29-230814-00012", None),
        ("H29.13-260115-01000", None),
        ("hồ sơ H29.13-260115-010001", None),
        ("Z29.13-260115-010001", None),
        ("hộ tịch", None),
    ],
)
def test_ma_ho_so_is_read_from_a_name_only_where_it_fits(name, code):
    assert code_in(name) == code


def test_order_is_the_one_people_count_in():
    names = [
        "trang 10.jpg",
        "trang 2.jpg",
        "Trang 1 (2).jpg",
        "trang 1.jpg",
        "b/1.jpg",
        "a/2.jpg",
        "trang 002b.jpg",
    ]
    assert sorted(names, key=natural_key) == [
        "a/2.jpg", "b/1.jpg", "trang 1.jpg", "Trang 1 (2).jpg", "trang 2.jpg", "trang 002b.jpg", "trang 10.jpg",
    ]  # fmt: skip


@given(st.lists(st.text(min_size=1)))
def test_any_names_can_be_ordered_and_order_is_total(names):
    assert sorted(names, key=natural_key) == sorted(sorted(names), key=natural_key)


def test_number_of_ten_thousand_digits_is_no_trouble():
    assert natural_key("9" * 10_000) > natural_key("10")


VIETNAMESE = "Giấy khai sinh của Đặng Thị Ước.jpg"


@pytest.mark.parametrize(
    ("stored", "is_utf8"),
    [
        (VIETNAMESE, True),
        (unicodedata.normalize("NFD", VIETNAMESE), True),
        (VIETNAMESE.encode().decode("cp437"), False),
    ],
)
def test_vietnamese_names_of_zip_members_come_out_in_nfc(stored, is_utf8):
    assert member_parts(stored, is_utf8=is_utf8) == (VIETNAMESE,)


def test_names_written_by_vietnamese_windows_are_read_in_its_code_page():
    raw = "Biên ba\u0309n hô\u0323p \u0111\u00e2\u0301t.jpg".encode("cp1258")
    assert member_parts(raw.decode("cp437"), is_utf8=False) == (
        unicodedata.normalize("NFC", "Biên bản hộp đất.jpg"),
    )


def test_names_of_other_languages_stay_as_zip_tools_read_them():
    assert member_parts("café à la crème.jpg", is_utf8=False) == ("café à la crème.jpg",)


@pytest.mark.parametrize(
    ("stored", "parts"),
    [
        ("../../etc/passwd", ("etc", "passwd")),
        ("/usr/x.jpg", ("usr", "x.jpg")),
        ("C:\\Scan\\trang 1.jpg", ("Scan", "trang 1.jpg")),
        ("a\x00b.jpg", ("ab.jpg",)),
        ("a/./b//c.jpg", ("a", "b", "c.jpg")),
        ("..", ()),
    ],
)
def test_names_of_zip_members_lose_what_could_climb(stored, parts):
    assert member_parts(stored, is_utf8=True) == parts


@given(st.text())
def test_no_name_of_a_zip_member_climbs(stored):
    for is_utf8 in (True, False):
        assert not {"", ".", ".."} & set(member_parts(stored, is_utf8=is_utf8))
