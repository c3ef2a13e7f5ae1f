"""A paper of no known type is named by the title that stands on it; a further page has none, and that is told."""

import pytest

from extract.extraction import extract
from extract.rules.doctype import UNKNOWN

HEAD = ((800, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (860, 245, "Độc lập - Tự do - Hạnh phúc"))
TEXT = (
    (
        200,
        900,
        "các hộ dân trong thôn cùng nhau giữ gìn vệ sinh đường làng, ngõ xóm và báo cho trưởng thôn khi",
    ),
    (200, 940, "có việc cần giúp."),
)
FOOT = (
    (250, 1600, "Nơi nhận:"),
    (250, 1640, "- Các hộ dân;"),
    (250, 1680, "- Lưu: VT."),
    (1000, 1600, "TRƯỞNG PHÒNG"),
    (1020, 1900, "Trần Thị Hạnh"),
)


def read(page, types, *lines):
    (found,) = extract((page(*lines),), types, source="x")
    assert found.record.doc_type == UNKNOWN
    return found.record


def title(record):
    field = record.fields.get("ten_giay_to")
    return field.value if field else None


def told(record):
    return "begins_in_the_middle" in [one.code for one in record.findings]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (((700, 400, "NỘI QUY KHU DÂN CƯ"),), "NỘI QUY KHU DÂN CƯ"),
        (
            ((735, 400, "GIẤY CHỨNG NHẬN"), (650, 440, "ĐỦ ĐIỀU KIỆN NUÔI TRỒNG")),
            "GIẤY CHỨNG NHẬN ĐỦ ĐIỀU KIỆN NUÔI TRỒNG",
        ),
        (((600, 330, "THÔN MẪU TÂY"), (690, 400, "TỜ KHAI NUÔI CÁ")), "TỜ KHAI NUÔI CÁ"),
    ],
)
def test_the_title_is_what_stands_over_the_text(page, types, lines, name):
    record = read(page, types, *HEAD, *lines, *TEXT, *FOOT)
    assert title(record) == name
    assert record.fields["ten_giay_to"].status == "review"
    assert not told(record)


def test_the_last_page_of_a_letter_has_no_title_but_signer_and_recipients_and_says_that_it_goes_on(
    page, types
):
    record = read(page, types, (820, 100, "2"), *((x, y - 600, text) for x, y, text in TEXT), *FOOT)
    assert title(record) is None
    assert told(record)
    assert record.fields["chuc_vu_nguoi_ky"].value == "TRƯỞNG PHÒNG"
    assert record.fields["nguoi_ky"].value == "Trần Thị Hạnh"
    assert "Lưu: VT" in str(record.fields["noi_nhan"].value)
    assert not any(field.status == "accepted" for field in record.fields.values())


def test_a_page_that_begins_in_small_letters_goes_on_from_another(page, types):
    assert told(read(page, types, *TEXT))


@pytest.mark.parametrize("first", ["PHỤ LỤC I", "DANH SÁCH HỘ DÂN", "GIẤY BIÊN NHẬN"])
def test_an_appendix_and_a_paper_without_a_heading_begin_with_their_title(page, types, first):
    record = read(page, types, (700, 200, first), *TEXT)
    assert title(record) == first
    assert not told(record)


def test_a_name_of_a_signer_or_an_agency_is_no_title(page, types):
    record = read(page, types, (250, 200, "ỦY BAN NHÂN DÂN"), (250, 245, "XÃ AN BÌNH"), *HEAD, *TEXT, *FOOT)
    assert title(record) is None
