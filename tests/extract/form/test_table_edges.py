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


RECEIPT = "giay_tiep_nhan_ho_so"
PAPERS = (
    (100, 200, "Thành phần hồ sơ nộp gồm:"),
    (100, 260, "TT"),
    (200, 260, "Tên giấy tờ"),
    (800, 260, "Hình thức"),
    (1100, 260, "Số lượng"),
    (1300, 260, "Ghi chú"),
    (800, 295, "(bản chính,"),
    (800, 330, "bản sao)"),
)
AFTER = ((100, 700, "Ngày giờ tiếp nhận: 14 giờ 54 phút, ngày 06-08-2025"),)


def _paper(y, name, *, number="", copies="1"):
    cells = ((110, y, number), (200, y, name), (800, y, "Bản sao"), (1150, y, copies))
    return tuple(cell for cell in cells if cell[2])


@pytest.mark.parametrize("lost", [None, 1, 2])
def test_a_list_that_is_printed_as_a_table_gives_its_names(table, lost):
    names = ("Biên bản họp gia đình", "Bản vẽ hiện trạng vị trí")
    lines = [
        _paper(330 + 70 * at, name, number="" if at == lost else str(at)) for at, name in enumerate(names, 1)
    ]
    found = table(RECEIPT, "thanh_phan_ho_so", *PAPERS, *lines[0], *lines[1], *AFTER)
    assert found.items == names
    assert found.table is None
    assert not found.doubts


def test_a_table_of_papers_of_which_a_row_was_lost_is_doubted(table):
    found = table(
        RECEIPT, "thanh_phan_ho_so", *PAPERS, *_paper(400, "Bản vẽ hiện trạng vị trí", number="2"), *AFTER
    )
    assert "row_lost" in found.doubts


@pytest.mark.parametrize("bullet", ["-", "1."])
def test_a_list_that_is_printed_as_a_list_stays_one(table, bullet):
    lines = ((100, 250, f"{bullet} Biên bản họp gia đình"), (100, 290, "2. Bản vẽ hiện trạng vị trí"))
    found = table(RECEIPT, "thanh_phan_ho_so", PAPERS[0], *lines, *AFTER)
    assert found.items == ("Biên bản họp gia đình", "Bản vẽ hiện trạng vị trí")


@pytest.mark.parametrize("below", [20, 24])
def test_a_header_broken_over_two_rows_is_no_entry_though_its_rows_stand_apart(table, below):
    head = tuple((x, y + (below if y > HOUSE[1][1] else 0), text) for x, y, text in HOUSE)
    found = table(MEMBERS, "thanh_vien", *head, *((x, y + 40, text) for x, y, text in MEMBER[1:]))
    assert found.table == ({key: ROW[key] for key in (*list(ROW)[1:], "stt")},)


@pytest.mark.parametrize(
    ("first", "doubted"),
    [("bản họp gia đình", True), ("Biên bản họp gia đình", False)],
)
def test_an_entry_that_begins_in_small_letters_among_others_may_have_lost_a_word(table, first, doubted):
    lines = ((100, 250, f"1. {first}"), (100, 290, "2. Bản vẽ hiện trạng vị trí"))
    found = table(RECEIPT, "thanh_phan_ho_so", PAPERS[0], *lines, *AFTER)
    assert ("has_hole" in found.doubts) == doubted
