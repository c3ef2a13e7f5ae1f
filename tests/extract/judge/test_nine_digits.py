"""A personal identification number of which a finger, a hole or a fold left nine digits is no whole number."""

import pytest

from extract.extraction import extract

NINE = "086221000"
SHORT = "id_not_twelve"


def fields_of(page, types):
    return next(extract([page], types, source="a.pdf")).record.fields


def failed(field):
    return [check.name for check in field.checks if not check.passed]


def rewritten(lines, before, after):
    return [(x, y, text.replace(before, after)) for x, y, text in lines]


def test_nine_digits_on_a_birth_certificate_are_looked_at(page, types, birth):
    field = fields_of(page(*rewritten(birth, "086221000123", NINE)), types)["so_dinh_danh"]
    assert (field.value, field.status) == (NINE, "review")
    assert SHORT in failed(field)
    assert SHORT not in failed(fields_of(page(*birth), types)["so_dinh_danh"])


def test_nine_digits_on_a_card_of_twelve_are_looked_at(page, types, card_front, card_size):
    card = page(*rewritten(card_front, "086093000123", "086093000"), size=card_size)
    field = fields_of(card, types)["so_dinh_danh"]
    assert (field.value, field.status) == ("086093000", "review")


@pytest.mark.parametrize(
    ("paper", "doubted"),
    [
        ("CCCD số 025095001", True),
        ("Thẻ căn cước công dân số 025095001, cấp ngày 12/5/2021", True),
        ("CCCD số 025095001111", False),
        ("CCCD số 025095001111, cấp ngày 12/5/2021", False),
        ("CMND số 025095001", False),
        ("CMND/CCCD số 025095001", False),
    ],
)
def test_a_number_that_a_sentence_calls_a_new_one_has_twelve_digits(page, types, birth, paper, doubted):
    lines = (*birth[:-4], (200, 1180, f"Giấy tờ tùy thân: {paper}"), *birth[-3:])
    field = fields_of(page(*lines), types)["giay_to_tuy_than"]
    assert (SHORT in failed(field)) is doubted


TRADE = (
    (250, 200, "UBND XÃ AN BÌNH"),
    (250, 245, "PHÒNG KINH TẾ"),
    (800, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (860, 245, "Độc lập - Tự do - Hạnh phúc"),
    (500, 400, "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH"),
    (700, 450, "Số: 54A8001234"),
    (600, 490, "Đăng ký lần đầu, ngày 05 tháng 3 năm 2019"),
    (200, 560, "1. Tên hộ kinh doanh: TẠP HÓA AN BÌNH"),
    (200, 610, "2. Địa điểm kinh doanh: ấp 2, xã An Bình, tỉnh Vĩnh Long"),
    (200, 660, "3. Ngành, nghề kinh doanh: bán lẻ"),
    (200, 710, "4. Vốn kinh doanh: 50.000.000 đồng"),
    (200, 760, "5. Họ và tên cá nhân hoặc tên chủ hộ kinh doanh: LÊ VĂN BẢO"),
)


@pytest.mark.parametrize(
    ("label", "day", "doubted"),
    [
        ("Số giấy chứng thực cá nhân", "2019", False),
        ("Số giấy chứng thực cá nhân", "2025", True),
        ("Số định danh cá nhân", "2019", True),
    ],
)
def test_nine_digits_are_a_cmnd_where_the_label_and_the_day_allow_it(page, types, label, day, doubted):
    lines = (*rewritten(TRADE, "2019", day), (200, 810, f"{label}: 334455667"))
    field = fields_of(page(*lines), types)["so_dinh_danh"]
    assert field.value == "334455667"
    assert (SHORT in failed(field)) is doubted
