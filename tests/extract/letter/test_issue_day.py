"""The place and day of issue: on one row or two, in figures or words, in the head or over the signer."""

import pytest

from extract.extraction import extract
from tests.extract.conftest import FOOT, HEAD

OFFICE = tuple(line for line in HEAD if "ngày" not in line[2])
TITLE = ((700, 430, "QUYẾT ĐỊNH"), (560, 480, "Về việc thành lập Tổ công nghệ"))
BODY = (
    (300, 700, "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thủ tục;"),
    (220, 750, "theo đề nghị của Trưởng phòng tại Tờ trình số 77/TTr-VHXH ngày 01 tháng 3 năm 2026."),
)
PAPER = (*TITLE, *BODY, *FOOT)


@pytest.fixture
def fields(page, types):
    def read(*lines):
        (found,) = extract((page(*lines),), types, source="x")
        return {name: (field.value, field.status) for name, field in found.record.fields.items()}

    return read


@pytest.mark.parametrize(
    "row",
    [
        "An Bình, ngày 12/11/2025",
        "An Bình, 12/11/2025",
        "An Bình, ngày 12-11-2025",
        "An Bình, ngày 12.11.2025",
        "An Bình ngày 12/11/2025",
        "An Bình, ngày mười hai tháng mười một năm hai nghìn không trăm hai mươi lăm",
    ],
)
def test_a_day_may_stand_in_figures_or_in_words(fields, row):
    found = fields(*OFFICE, (780, 320, row), *PAPER)
    assert (found["dia_danh"][0], found["ngay_ban_hanh"][0]) == ("An Bình", "2025-11-12")
    assert found["co_quan_ban_hanh"][0] == "ỦY BAN NHÂN DÂN XÃ AN BÌNH"
    assert found["so_ky_hieu"][0] == "15/QĐ-UBND"


@pytest.mark.parametrize(
    ("over", "under"),
    [
        ("Thành phố Hồ Chí Minh, ngày 12 tháng 11", "năm 2025"),
        ("Thành phố Hồ Chí Minh, ngày 12", "tháng 11 năm 2025"),
        ("Thành phố Hồ Chí Minh,", "ngày 12 tháng 11 năm 2025"),
        ("Thành phố Hồ Chí Minh,", "ngày 12/11/2025"),
    ],
)
def test_a_day_may_stand_on_two_rows(fields, over, under):
    found = fields(*OFFICE, (780, 320, over), (940, 362, under), *PAPER)
    assert (found["dia_danh"][0], found["ngay_ban_hanh"][0]) == ("Thành phố Hồ Chí Minh", "2025-11-12")
    assert found["trich_yeu"][0] == "Về việc thành lập Tổ công nghệ"


def test_the_motto_over_a_day_is_no_place(fields):
    found = fields(*OFFICE, (860, 282, "ngày 12 tháng 11 năm 2025"), *PAPER)
    assert found["ngay_ban_hanh"][0] == "2025-11-12"
    assert "dia_danh" not in found


@pytest.mark.parametrize("row", ["An Bình, ngày 12 tháng 11 năm 2025", "An Bình, ngày 12/11/2025"])
def test_a_day_over_the_signer_is_given_for_review_where_the_head_has_none(fields, row):
    found = fields(*OFFICE, *TITLE, *BODY, (900, 1555, row), *FOOT)
    assert found["ngay_ban_hanh"] == ("2025-11-12", "review")
    assert found["dia_danh"] == ("An Bình", "review")
    assert found["trich_yeu"][1] == "accepted"


def test_a_day_in_the_head_goes_before_one_over_the_signer(fields):
    found = fields(*HEAD, *TITLE, *BODY, (900, 1555, "Hòa Bình, ngày 12 tháng 11 năm 2025"), *FOOT)
    assert (found["dia_danh"][0], found["ngay_ban_hanh"][0]) == ("An Bình", "2026-03-05")


@pytest.mark.parametrize(
    "ground",
    [
        "Căn cứ Luật Hộ tịch ngày 20 tháng 11 năm 2014;",
        "Căn cứ Luật số 72/2025/QH15, 16/6/2025;",
        "Xét đề nghị của Văn phòng tại Tờ trình ngày 16/6/2025;",
        "và Nghị định của Chính phủ ban hành ngày 16 tháng 6 năm 2025;",
        "Thực hiện Kết luận của Hội đồng nhân dân xã, ngày 16/6/2025;",
    ],
)
@pytest.mark.parametrize("x", [200, 300, 500, 780])
def test_a_day_of_the_grounds_is_never_taken(fields, ground, x):
    found = fields(*OFFICE, *TITLE, (x, 540, ground), *BODY, *FOOT)
    assert found["ngay_ban_hanh"] == (None, "missing")


@pytest.mark.parametrize("blank", ["ngày     tháng 3 năm 2026", "ngày ... tháng ... năm 2026"])
def test_the_place_before_a_blank_day_is_kept(fields, blank):
    found = fields(*OFFICE, (780, 320, f"An Bình, {blank}"), *PAPER)
    assert (found["dia_danh"][0], found["ngay_ban_hanh"][0]) == ("An Bình", None)


@pytest.mark.parametrize(
    "number",
    [
        "15/QĐ-UBND/12.11.2025",
        "15/QĐ-UBND 12/11/2025",
        "15/QĐ-UBND ngày 12/11/2025",
        "15/QĐ-UBND, ngày 12-11-2025",
        "15/QĐ-UBND-12.11.2025",
    ],
)
def test_a_day_behind_the_number_is_no_part_of_it(fields, number):
    lines = [(x, y, text.replace("15/QĐ-UBND", number)) for x, y, text in HEAD]
    found = fields(*lines, *PAPER)
    assert found["so_ky_hieu"][0] == "15/QĐ-UBND"
    assert found["ngay_ban_hanh"][0] == "2026-03-05"


def test_the_year_of_a_legal_document_is_a_part_of_its_number(fields):
    lines = [(x, y, text.replace("15/QĐ-UBND", "15/2026/QĐ-UBND")) for x, y, text in HEAD]
    assert fields(*lines, *PAPER)["so_ky_hieu"][0] == "15/2026/QĐ-UBND"
