"""Two people with the same labels on a paper whose type knows one: neither is believed without a look."""

import pytest

from extract.extraction import extract

COMPANY = (
    (250, 200, "SỞ TÀI CHÍNH TỈNH MẪU"),
    (250, 245, "PHÒNG ĐĂNG KÝ KINH DOANH"),
    (800, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (860, 245, "Độc lập - Tự do - Hạnh phúc"),
    (300, 360, "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP"),
    (500, 450, "Mã số doanh nghiệp: 0109876543"),
    (400, 490, "Đăng ký lần đầu: ngày 05 tháng 3 năm 2020"),
    (200, 640, "Tên công ty viết bằng tiếng Việt: CÔNG TY TNHH MẪU AN BÌNH"),
    (200, 840, "3. Vốn điều lệ"),
    (200, 880, "Vốn điều lệ: 500.000.000 đồng"),
)
MANAGER = (
    (200, 1120, "Họ và tên: TRẦN THỊ HẠNH"),
    (900, 1120, "Giới tính: Nữ"),
    (200, 1200, "Sinh ngày: 01/01/1980"),
)


@pytest.fixture
def fields(page, types):
    def read(*lines):
        (found,) = extract((page(*COMPANY, *lines),), types, source="x")
        return found.record.fields

    return read


def test_a_heading_with_the_words_of_a_label_is_not_taken_for_it(fields):
    assert fields(*MANAGER)["von_dieu_le"].value == 500_000_000


def test_one_person_is_that_person(fields):
    found = fields(*MANAGER)
    assert [found[name].status for name in ("ho_ten", "gioi_tinh", "ngay_sinh")] == ["accepted"] * 3


@pytest.mark.parametrize(
    "other",
    [
        (
            (200, 1000, "Họ và tên: NGUYỄN VĂN HÙNG"),
            (900, 1000, "Giới tính: Nam"),
            (200, 1040, "Sinh ngày: 06/03/1975"),
        ),
        (
            (200, 1300, "Họ và tên: NGUYỄN VĂN HÙNG"),
            (900, 1300, "Giới tính: Nam"),
            (200, 1340, "Sinh ngày: 06/03/1975"),
        ),
    ],
)
def test_of_two_people_neither_is_accepted(fields, other):
    found = fields(*MANAGER, *other)
    assert [found[name].status for name in ("ho_ten", "gioi_tinh", "ngay_sinh")] == ["review"] * 3
    assert {"label_repeats"} <= {check.name for check in found["ho_ten"].checks if not check.passed}


def test_the_same_value_beside_the_same_label_raises_no_doubt(fields):
    assert fields(*MANAGER, (200, 1300, "Họ và tên: TRẦN THỊ HẠNH"))["ho_ten"].status == "accepted"


def test_words_of_a_sentence_name_nobody_else(fields):
    assert (
        fields(*MANAGER, (200, 1300, "Theo giấy tờ, họ và tên: theo căn cước"))["ho_ten"].status == "accepted"
    )
