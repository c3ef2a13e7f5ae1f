"""Where a column ends: words at its edge belong to one side, and what is not clear goes to review on both."""

import pytest

from extract.extraction import extract
from extract.form.gutter import gutter, is_unclear
from extract.rows.document_rows import page_rows
from tests.extract.form.test_columns import COUPLE, TOP

LABELS = (
    (200, 550, "Họ, chữ đệm, tên"),
    (200, 620, "Ngày, tháng, năm sinh (4)"),
    (200, 690, "Dân tộc (4)"),
    (200, 740, "Nơi cư trú (4)"),
    (200, 900, "Giấy tờ tùy thân"),
    (200, 960, "Chúng tôi cam đoan những lời khai trên đây là đúng sự thật"),
)
HEADERS = ((200, 480, "Thông tin"), (600, 480, "Bên nữ"), (1100, 480, "Bên nam"))
WIFE = (
    (600, 550, "QUÁCH THỊ KHÁNH HUYỀN MAI"),
    (600, 620, "13/08/1991"),
    (600, 690, "Kinh"),
    (600, 740, "Số 172 đường Hoàng Hoa Thám,"),
    (600, 780, "phường Long Châu, tỉnh Vĩnh Long"),
    (600, 900, "Căn cước số 011191000123"),
)
HUSBAND = (
    (1100, 550, "LÊ VĂN AN"),
    (1100, 620, "14/09/1990"),
    (1100, 690, "Tày"),
    (1100, 740, "Thôn Đông, xã Bình Minh,"),
    (1100, 780, "tỉnh Ninh Bình"),
    (1100, 900, "Căn cước số 011090000123"),
)
FORM = (*TOP, (500, 330, "TỜ KHAI ĐĂNG KÝ KẾT HÔN"), *HEADERS, *LABELS, *WIFE, *HUSBAND)


@pytest.fixture
def fields(page, types):
    def read(*lines):
        (found,) = extract([page(*lines)], types, source="t")
        return found.record.fields

    return read


def _but(*changed):
    """The form with some lines in the place of those that stand there."""
    at = {line[:2] for line in changed}
    return (*(line for line in FORM if line[:2] not in at), *(line for line in changed if line[2]))


def _doubts(field):
    return {check.name for check in field.checks if not check.passed}


def test_a_column_reaches_to_the_next_one_though_its_header_stands_at_its_left_edge(fields):
    found = fields(*FORM)
    assert found["ho_ten_nu"].value == "QUÁCH THỊ KHÁNH HUYỀN MAI"
    assert found["ho_ten_nam"].value == "LÊ VĂN AN"
    assert found["noi_cu_tru_nu"].value == "Số 172 đường Hoàng Hoa Thám, phường Long Châu, tỉnh Vĩnh Long"
    assert found["noi_cu_tru_nam"].value == "Thôn Đông, xã Bình Minh, tỉnh Ninh Bình"
    assert not _doubts(found["noi_cu_tru_nu"])


def test_the_mark_of_a_note_behind_a_label_is_in_no_column(fields):
    assert fields(*FORM)["dan_toc_nu"].value == "Kinh"


def test_a_word_over_the_edge_doubts_the_values_on_both_sides(fields):
    long = (600, 740, "Số 1172 đường Hoàng Hoa Thám, phườngLong")
    found = fields(*_but(long, (1180, 740, "Thôn Đông, xã Bình Minh,")))
    assert "column_unclear" in _doubts(found["noi_cu_tru_nu"])
    assert "column_unclear" in _doubts(found["noi_cu_tru_nam"])
    assert found["ho_ten_nam"].value == "LÊ VĂN AN"
    assert "column_unclear" not in _doubts(found["ho_ten_nam"])


def test_without_headers_nobody_knows_whose_a_value_is(fields):
    found = fields(*(line for line in FORM if line not in HEADERS[1:]))
    accepted = [
        key for key, one in found.items() if one.status == "accepted" and key.endswith(("_nu", "_nam"))
    ]
    assert not accepted


def test_headers_below_the_values_are_not_theirs(fields):
    signed = ((500, 1100, "Bên nữ"), (1250, 1100, "Bên nam"))
    found = fields(*(line for line in FORM if line not in HEADERS[1:]), *signed)
    assert all(one.status != "accepted" for key, one in found.items() if key.endswith(("_nu", "_nam")))


def test_a_row_nearer_to_the_label_below_doubts_both_values(fields):
    down = (600, 870, "Căn cước công dân")
    found = fields(*_but(down))
    assert (
        "column_unclear" in _doubts(found["noi_cu_tru_nu"]) or "Căn cước" not in found["noi_cu_tru_nu"].value
    )
    assert found["giay_to_tuy_than_nu"].status == "review"


def test_a_row_of_a_column_that_no_value_takes_doubts_its_neighbours(fields):
    # "Dân tộc" has one row; a second one in its cell goes nowhere.
    found = fields(*_but((600, 715, "và Hoa"), (1100, 715, "")))
    assert "column_unclear" in _doubts(found["dan_toc_nu"])


def test_rows_of_two_columns_are_not_one_value_where_only_one_pair_of_labels_was_read(fields):
    lost = ((200, 480), (900, 530), (200, 580), (900, 580), (200, 630), (900, 630))
    found = fields(*(line for line in COUPLE if line[:2] not in lost))
    for key in ("noi_cu_tru_vo", "noi_cu_tru_chong"):
        assert key not in found or found[key].status == "review"


def test_the_strip_is_where_the_rows_leave_most_white(page):
    rows = page_rows(
        page((200, 100, "một hai ba bốn"), (600, 100, "năm"), (200, 150, "sáu"), (600, 150, "bảy"))
    ).rows
    x = gutter(rows, 214, 600)
    assert 396 < x < 600
    assert not any(is_unclear(row, x) for row in rows)
    assert is_unclear(rows[0], 210)
