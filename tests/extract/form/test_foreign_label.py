"""A label that belongs to no field of the type ends the value before it, within a row and at the start of one."""

import pytest

from extract.extraction import extract

HEAD = (
    (500, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (560, 245, "Độc lập - Tự do - Hạnh phúc"),
    (700, 330, "ĐƠN ĐỀ NGHỊ"),
    (500, 400, "Kính gửi: Ủy ban nhân dân xã An Bình"),
    (100, 450, "Tôi tên là: Lê Văn Bảo"),
)
CLOSE = (
    (100, 700, "Nay tôi làm đơn này kính đề nghị quý cơ quan cấp lại bản sao quyết định đã thất lạc do bão"),
    (100, 750, "Tôi xin cam đoan những nội dung trên là đúng sự thật"),
    (1000, 900, "NGƯỜI LÀM ĐƠN"),
    (1000, 1100, "Lê Văn Bảo"),
)


@pytest.fixture
def fields(page, types):
    def read(*lines):
        (found,) = extract([page(*HEAD, *lines, *CLOSE)], types, source="t")
        return found.record.fields

    return read


@pytest.mark.parametrize(
    "label", ["Nghề nghiệp:", "Nghề nghiệp hiện nay:", "Tôn giáo:", "Nơi làm việc (nếu có):"]
)
def test_a_label_of_no_field_that_stands_apart_ends_the_value_before_it(fields, label):
    found = fields((100, 500, "Sinh ngày: 13-12-1965"), (800, 500, f"{label} Giáo viên"))
    assert found["ngay_sinh"].value == "1965-12-13"


@pytest.mark.parametrize("dots", ["……", "....", "… .."])
def test_the_dots_of_a_blank_set_a_label_apart_too(fields, dots):
    found = fields((100, 500, f"Sinh ngày: 13-12-1965 {dots} Nghề nghiệp: Giáo viên"))
    assert found["ngay_sinh"].value == "1965-12-13"


def test_a_row_that_opens_with_a_label_of_no_field_is_no_part_of_an_address(fields):
    home = "Nơi cư trú: Thôn 3, xã Tân Phú Trung, huyện Củ Chi, thành phố Hồ Chí Minh"
    found = fields((100, 500, home), (100, 540, "Tình trạng nhà ở: nhà cấp bốn đã xuống cấp nhiều năm"))
    assert found["noi_cu_tru"].value == home.removeprefix("Nơi cư trú: ")


def test_words_with_a_colon_in_a_sentence_are_no_label(page, types):
    request = "Điều chỉnh thông tin Cư trú: ngày sinh"
    title = (500, 330, "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ")
    lines = (*HEAD[:2], title, (100, 450, "1. Họ, chữ đệm và tên: LÊ VĂN BẢO"))
    (found,) = extract([page(*lines, (100, 600, f"10. Nội dung đề nghị: {request}"))], types, source="t")
    assert found.record.fields["noi_dung_de_nghi"].value == request


@pytest.mark.parametrize("label", ["nghề nghiệp:", "Nghề 2 nghiệp:", "Nghề nghiệp"])
def test_words_without_a_capital_or_a_colon_or_with_figures_are_no_label(fields, label):
    found = fields((100, 500, "Số điện thoại: 0900000123"), (800, 500, f"{label} Giáo viên"))
    phone = found["so_dien_thoai"]
    assert phone.value is None or phone.status == "review"
