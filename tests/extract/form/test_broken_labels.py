"""Labels at the end of a row, over the end of a row, and without a colon at the start of one."""

import pytest

from extract.extraction import extract

NATION = (
    (800, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (860, 245, "Độc lập - Tự do - Hạnh phúc"),
    (250, 200, "ỦY BAN NHÂN DÂN"),
    (250, 245, "XÃ AN BÌNH"),
)
TEXT = "Xin thông báo cho ông bà được biết và thực hiện theo đúng quy định của pháp luật hiện hành về"


@pytest.fixture
def fields(page, types):
    def read(*lines):
        (found,) = extract([page(*NATION, *lines)], types, source="t")
        return found.record.fields

    return read


def _refused(*lines):
    title = (300, 330, "PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ")
    return (title, (100, 420, "Tiếp nhận hồ sơ của: Lê Văn Bảo"), *lines, (100, 800, TEXT))


@pytest.mark.parametrize("number", ["Số điện thoại: 0912345678", "Số điện thoại: 0912345678 ……"])
def test_a_value_that_had_no_room_behind_its_label_begins_the_next_row(fields, number):
    long = "le.van.bao.thon.ba.xa.tan.phu.trung@example.com"
    found = fields(*_refused((100, 500, number), (1100, 500, "Email:"), (100, 540, long)))
    assert found["email"].value == long
    assert found["so_dien_thoai"].value == "0912345678"


def test_an_address_without_a_label_is_that_of_the_label_that_ends_the_row_above(fields):
    found = fields(*_refused((100, 500, "Email:"), (600, 500, "Email:"), (100, 540, "le.bao@example.com")))
    assert found["email"].value == "le.bao@example.com"


@pytest.mark.parametrize("below", ["1. Giấy tờ", "- Giấy tờ", "Số nhà: 12", "lễ bảo"])
def test_a_row_that_begins_something_else_is_no_address(fields, below):
    found = fields(
        *_refused((100, 500, "Số điện thoại: 0912345678"), (1100, 500, "Email:"), (100, 540, below))
    )
    assert "email" not in found or found["email"].value is None


SINGLE = (
    (300, 330, "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"),
    (100, 450, "Họ, chữ đệm, tên: Lê Văn Bảo"),
    (100, 500, "Ngày, tháng, năm sinh: 05/09/1993"),
    (
        100,
        550,
        "Tình trạng hôn nhân: Hiện tại chưa đăng ký kết hôn với ai, đã xác minh qua các cơ quan từ năm 2015.",
    ),
)
VALID = "Giấy này có giá trị sử dụng trong thời hạn 6 tháng tại Việt Nam, kể từ ngày cấp,"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{VALID} được sử dụng", "để: Mua bán nhà đất"),
        (f"{VALID} được", "sử dụng để: Mua bán nhà đất"),
        (f"{VALID} được sử dụng để:", "Mua bán nhà đất"),
    ],
)
def test_a_label_in_a_sentence_may_be_broken_by_the_end_of_a_row(fields, first, second):
    found = fields(*SINGLE, (100, 590, first), (100, 630, second))
    assert found["muc_dich"].value == "Mua bán nhà đất"
    assert str(found["tinh_trang_hon_nhan"].value).endswith("năm 2015")


MARRIED = (
    (300, 330, "TRÍCH LỤC KẾT HÔN"),
    (100, 430, "Họ, chữ đệm, tên vợ: LÊ THỊ BA"),
    (900, 430, "Họ, chữ đệm, tên chồng: LÊ VĂN AN"),
    (100, 480, "Ngày, tháng, năm sinh: 05/09/1993"),
    (900, 480, "Ngày, tháng, năm sinh: 06/10/1991"),
    (100, 700, "Đăng ký kết hôn tại: Ủy ban nhân dân xã Tân Phú Trung, huyện Củ Chi, thành phố Hồ Chí Minh"),
)


@pytest.mark.parametrize(
    "row", ["Số 834, ngày 25/12/2023", "Số 834 Ngày 25/12/2023", "Số: 834 ngày 25/12/2023"]
)
def test_under_its_heading_a_short_label_needs_no_colon(fields, row):
    found = fields(*MARRIED, (100, 740, row))
    assert found["so_dang_ky"].value == "834"
    assert found["ngay_dang_ky"].value == "2023-12-25"
    assert str(found["noi_dang_ky"].value).endswith("Hồ Chí Minh")


def test_above_its_heading_a_short_label_without_colon_is_none(fields):
    found = fields((100, 560, "Số 12, ngày 01/02/2020"), *MARRIED)
    assert "so_dang_ky" not in found


BORN = (
    (300, 330, "TỜ KHAI ĐĂNG KÝ KHAI SINH"),
    (100, 430, "Họ, chữ đệm, tên người yêu cầu: Lê Văn Bảo"),
    (100, 480, "Quan hệ với người được khai sinh: Cha"),
    (100, 530, "Họ, chữ đệm, tên: LÊ VĂN AN"),
    (100, 640, "Thông tin về Giấy chứng nhận kết hôn của cha, mẹ trẻ (nếu cha, mẹ trẻ đã ĐKKH): Số: 764,"),
)


def test_a_comma_before_the_words_that_close_a_blank_on_the_next_row_cuts_nothing(fields):
    found = fields(
        *BORN, (100, 680, "Quyển số: 60, đăng ký ngày 09 tháng 12 năm 2021 tại Ủy ban nhân dân xã Mẫu")
    )
    assert found["so_ket_hon"].value == "764"
    assert "maybe_cut" not in {check.name for check in found["so_ket_hon"].checks}


def test_a_comma_before_other_words_may_cut_a_number(fields):
    found = fields(*BORN, (100, 680, "Tôi chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan"))
    assert found["so_ket_hon"].status == "review"
