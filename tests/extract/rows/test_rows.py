import pytest

from extract.rows.document_rows import page_rows
from extract.rows.rows import pieces, rows
from extract.rows.trim import without_remark


def test_lines_at_one_height_are_one_row_from_left_to_right(page):
    found = rows(
        page((900, 100, "Quốc tịch: Việt Nam"), (100, 104, "Giới tính: Nam"), (100, 160, "Nơi sinh:"))
    )
    assert [row.text for row in found] == ["Giới tính: Nam Quốc tịch: Việt Nam", "Nơi sinh:"]


def test_a_row_is_cut_at_a_wide_gap_and_not_at_a_space(page):
    (row,) = rows(page((100, 100, "ỦY BAN NHÂN DÂN      CỘNG HÒA")))
    assert [piece.text for piece in pieces(row)] == ["ỦY BAN NHÂN DÂN", "CỘNG HÒA"]


def test_lines_over_each_other_stay_apart_although_they_nearly_touch(page):
    assert len(rows(page((100, 100, "một"), (100, 128, "hai")))) == 2


@pytest.mark.parametrize(
    ("read", "words"),
    [
        ("Họ tên:NGUYỄN", ("Họ", "tên:", "NGUYỄN")),
        ("Xã Định Thủy,ngày 19", ("Xã", "Định", "Thủy,", "ngày", "19")),
        ("30,ngày", ("30,ngày",)),
        ("một,ngàyhai", ("một,ngàyhai",)),
    ],
)
def test_words_that_run_together_at_a_label_are_told_apart(page, read, words):
    assert [row.texts for row in page_rows(page((100, 200, read))).rows] == [words]


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("P: Điều chỉnh thông tin", "Điều chỉnh thông tin"),
        ("2): Điều chỉnh thông tin", "Điều chỉnh thông tin"),
        ("(3) Căn cước 0123", "Căn cước 0123"),
        ("Số: 15", "Số: 15"),
        ("P Khu phố 2", "P Khu phố 2"),
    ],
)
def test_a_note_between_a_label_and_its_colon_is_no_value(page, read, value):
    (row,) = rows(page((100, 200, read)))
    assert without_remark(row).text == value
