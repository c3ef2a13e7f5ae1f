"""The printed headings of forms over a signature: who signs under them, and that they are no position."""

import pytest

from extract.letter.foot import read_foot
from extract.rows.document_rows import page_rows
from tests.extract.conftest import WIDTH

BODY = (
    200,
    1300,
    "Chúng tôi cam đoan những lời khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật",
)
BIRTH = (
    BODY,
    (950, 1360, "Kinh Bắc, ngày 27 tháng 12 năm 2025"),
    (250, 1400, "Người đỡ đẻ"),
    (250, 1440, "(Ký, ghi rõ họ tên)"),
    (240, 1760, "Phùng Thị Lan"),
    (1000, 1760, "Võ Quỳnh Phượng"),
)


@pytest.fixture
def foot(page):
    def read(*lines):
        found = read_foot(page_rows(page(*lines)).rows, WIDTH)
        return {one.field: one.text for one in found if one.field != "noi_nhan"}

    return read


@pytest.mark.parametrize("y", [1400, 1440])
@pytest.mark.parametrize(
    "heading",
    ["Thủ trưởng cơ sở y tế", "THỦ TRƯỞNG CƠ SỞ Y TẾ", "ĐẠI DIỆN CƠ SỞ Y TẾ", "Thủ trưởng cơ sở v tế"],
)
def test_the_signer_stands_under_a_heading_and_remarks(foot, heading, y):
    lines = ((980, y, heading), (1000, y + 40, "(Ký tên, đóng dấu)"))
    assert foot(*BIRTH, *lines) == {"nguoi_ky": "Võ Quỳnh Phượng"}


def test_the_position_stands_in_the_row_of_a_remark_for_somebody_else(foot):
    lines = ((1000, 1440, "GIÁM ĐỐC"), (960, 1480, "(Ký tên, đóng dấu)"))
    assert foot(*BIRTH, *lines) == {"chuc_vu_nguoi_ky": "GIÁM ĐỐC", "nguoi_ky": "Võ Quỳnh Phượng"}


@pytest.mark.parametrize(
    "heading",
    [
        ("THỦ TRƯỞNG CƠ QUAN ĐĂNG KÝ CƯ TRÚ(3)",),
        ("THỦ TRƯỞNG CƠ QUAN ĐĂNG KÝ CƯ", "TRÚ®)"),
        ("THỦ TRƯỞNG CƠ QUAN", "ĐĂNG KÝ CƯ TRÚ"),
        ("NGƯỜI KÝ TRÍCH LỤC",),
        ("THỦ TRƯỞNG CƠ QUAN",),
        ("Thủ trưởng đơn vị",),
        ("NGƯỜI KÝ GIẤY KHAI SINH", "(Ký, ghi rõ họ, chữ đệm, tên)"),
    ],
)
def test_a_heading_over_the_position_is_no_position(foot, heading):
    rows = [(1000, 1400 + 40 * at, text) for at, text in enumerate(heading)]
    position = (1010, 1400 + 40 * len(heading), "TRƯỞNG CÔNG AN")
    signed = {"nguoi_ky": "Võ Mỹ Hoa"}
    assert foot(BODY, *rows, (1020, 1760, "Võ Mỹ Hoa")) == signed
    found = foot(BODY, *rows, position, (1020, 1760, "Võ Mỹ Hoa"))
    assert found == {"chuc_vu_nguoi_ky": "TRƯỞNG CÔNG AN", **signed}


@pytest.mark.parametrize("text", ["Người yêu cầu", "Người đỡ đẻ", "Người làm đơn", "NGƯỜI KHAI"])
def test_who_asks_for_a_paper_does_not_sign_it_for_the_authority(foot, text):
    assert foot(BODY, (1000, 1400, text), (1020, 1760, "Võ Mỹ Hoa")) == {}


@pytest.mark.parametrize(
    "position", ["THỦ TRƯỞNG CƠ QUAN CẢNH SÁT ĐIỀU TRA", "PHÓ THỦ TRƯỞNG ĐƠN VỊ", "THỦ TRƯỞNG CƠ QUAN THUẾ"]
)
def test_a_position_that_begins_like_a_heading_stays_one(foot, position):
    found = foot(BODY, (900, 1400, position), (1020, 1760, "Võ Mỹ Hoa"))
    assert found == {"chuc_vu_nguoi_ky": position, "nguoi_ky": "Võ Mỹ Hoa"}


def test_who_signs_for_the_head_is_no_heading(foot):
    rows = ((950, 1400, "KT. THỦ TRƯỞNG ĐƠN VỊ"), (950, 1440, "PHÓ THỦ TRƯỞNG ĐƠN VỊ"))
    found = foot(BODY, *rows, (1020, 1760, "Võ Mỹ Hoa"))
    assert found["quyen_han_ky"] == "KT. THỦ TRƯỞNG ĐƠN VỊ"
    assert found["nguoi_ky"] == "Võ Mỹ Hoa"
