"""What a table takes: the words of its cells and no others; where its columns or its rows are not clear, it is doubted."""

import pytest

from extract.form.locate import locate
from extract.form.values import read_form
from extract.rows.document_rows import page_rows
from extract.rows.rows import separated

TRADES = "giay_chung_nhan_dang_ky_ho_kinh_doanh"
MEMBERS = "to_khai_cu_tru"
TOP = (
    (200, 200, "3. Ngành, nghề kinh doanh:"),
    (200, 250, "STT"),
    (320, 250, "Tên ngành"),
    (1300, 250, "Mã ngành"),
)
HOUSE = (
    (100, 200, "11. Những thành viên trong hộ gia đình cùng thay đổi:"),
    (110, 250, "TT"),
    (180, 250, "Họ, chữ đệm và tên"),
    (500, 250, "Ngày, tháng,"),
    (720, 250, "Giới"),
    (850, 250, "Số định danh cá"),
    (1120, 250, "Mối quan hệ với"),
    (500, 285, "năm sinh"),
    (720, 285, "tính"),
    (850, 285, "nhân"),
    (1120, 285, "chủ hộ"),
)
MEMBER = (
    (115, 350, "1"),
    (180, 350, "Mai Hoài Thoa"),
    (500, 350, "10/12/1993"),
    (720, 350, "Nữ"),
    (850, 350, "041193560167"),
    (1120, 350, "Vợ"),
)
ROW = {
    "stt": "1",
    "ho_ten": "Mai Hoài Thoa",
    "ngay_sinh": "10/12/1993",
    "gioi_tinh": "Nữ",
    "so_dinh_danh": "041193560167",
    "quan_he": "Vợ",
}


@pytest.fixture
def table(types, page):
    def read(kind, name, *lines):
        rows = [separated(row) for row in page_rows(page(*lines)).rows]
        found = read_form(locate(types[kind], rows), rows)
        return next((one for one in found if one.field == name), None)

    return read


def test_a_first_entry_close_under_the_header_is_an_entry(table):
    lines = ((220, 295, "1"), (320, 295, "Sửa chữa máy vi tính và thiết bị ngoại vi"), (1300, 295, "9511"))
    more = ((220, 340, "2"), (320, 340, "Nhà hàng và các dịch vụ ăn uống"), (1300, 340, "5610"))
    found = table(TRADES, "nganh_nghe", *TOP, *lines, *more)
    assert [row["ma"] for row in found.table] == ["9511", "5610"]
    assert not found.doubts


def test_running_numbers_that_do_not_begin_with_one_are_doubted(table):
    found = table(
        TRADES, "nganh_nghe", *TOP, (220, 350, "2"), (320, 350, "Nhà hàng ăn uống"), (1300, 350, "5610")
    )
    assert "row_lost" in found.doubts


def test_a_header_is_found_in_its_own_cell_and_not_over_two_of_them(table):
    found = table(MEMBERS, "thanh_vien", *HOUSE, *MEMBER)
    assert found.table == (ROW,)
    assert not found.doubts


def test_a_cell_keeps_its_words_though_hardly_a_gap_parts_it_from_the_next(table):
    tight = [line for line in MEMBER if line[0] not in {180, 500}]
    found = table(
        MEMBERS, "thanh_vien", *HOUSE, *tight, (180, 350, "Lê Hoàng Mai Hoài Thoa"), (500, 350, "10/12/1993")
    )
    assert found.table[0]["ho_ten"] == "Lê Hoàng Mai Hoài Thoa"
    assert found.table[0]["ngay_sinh"] == "10/12/1993"


def test_a_word_between_two_columns_doubts_the_table(table):
    more = [(180, 400, "Lê Văn Bảo Nguyễn Hoàng Anh-Khoa"), (850, 400, "041193560168"), (115, 400, "2")]
    more += [(180, 450, "Lê Văn Bảo Nguyễn Hoàng"), (490, 450, "10/12/1993"), (115, 450, "3")]
    assert "column_unclear" in table(MEMBERS, "thanh_vien", *HOUSE, *MEMBER, *more).doubts


@pytest.mark.parametrize("day", ["ngày 26 tháng 7 năm 2026", "ngày … tháng … năm …"])
def test_a_table_ends_above_the_place_where_people_sign(table, day):
    signed = [(x, 430, day) for x in (100, 520, 940)]
    assert table(MEMBERS, "thanh_vien", *HOUSE, *MEMBER, *signed).table == (ROW,)


def test_a_table_that_nobody_filled_in_has_no_entries(table):
    signed = [(x, 400, "ngày 26 tháng 7") for x in (100, 520, 940)] + [
        (x, 440, "năm 2026") for x in (100, 520, 940)
    ]
    found = table(MEMBERS, "thanh_vien", *HOUSE, *signed)
    assert found is None or found.doubts
