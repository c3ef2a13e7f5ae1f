"""A type whose title does not stand on a paper has to explain nearly all of its words."""

from extract.extraction import extract
from extract.rules.doctype import UNKNOWN

BUSINESS = (
    (500, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (560, 245, "Độc lập - Tự do - Hạnh phúc"),
    (400, 380, "Tên hộ kinh doanh: HỘ KINH DOANH LÊ AN"),
    (200, 430, "Địa chỉ trụ sở: thôn Mẫu, xã An Bình, tỉnh Mẫu"),
    (200, 480, "Điện thoại: 0900000000"),
    (200, 530, "Vốn kinh doanh: 100.000.000 đồng"),
    (200, 580, "Họ và tên chủ hộ kinh doanh: LÊ VĂN AN"),
    (200, 630, "Giới tính: Nam"),
    (200, 680, "Sinh ngày: 01/02/1980"),
    (200, 730, "Dân tộc: Kinh"),
    (200, 780, "Quốc tịch: Việt Nam"),
)
GOODS = (
    "Gạo tẻ 20 kg",
    "Nước mắm 12 chai",
    "Đường trắng 30 kg",
    "Dầu ăn 15 chai",
    "Muối 40 gói",
    "Bột ngọt 9 gói",
)


def read(page, types, *more):
    (found,) = extract((page(*BUSINESS, *more),), types, source="x")
    return found


def test_a_type_without_its_title_that_leaves_many_words_unexplained_is_not_known(page, types):
    alone = read(page, types)
    assert alone.record.doc_type == "giay_chung_nhan_dang_ky_ho_kinh_doanh"
    goods = [(200, 900 + 50 * number, text) for number, text in enumerate(GOODS)]
    among_goods = read(page, types, *goods).record
    assert among_goods.doc_type == UNKNOWN
    assert [one.code for one in among_goods.findings] == ["type_unknown"]
    assert not any(field.status == "accepted" for field in among_goods.fields.values())


def test_a_type_whose_title_stands_there_is_known_whatever_else_stands_on_the_paper(page, types):
    title = (500, 300, "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH")
    goods = [(200, 900 + 50 * number, text) for number, text in enumerate(GOODS)]
    found = read(page, types, title, *goods).record
    assert found.doc_type == "giay_chung_nhan_dang_ky_ho_kinh_doanh"


def test_a_form_without_its_title_is_looked_at_whole(page, types):
    alone = read(page, types).record
    assert "title_not_found" in [one.code for one in alone.findings]
    assert not any(field.status == "accepted" for field in alone.fields.values())
    titled = read(page, types, (500, 300, "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH")).record
    assert "title_not_found" not in [one.code for one in titled.findings]
    assert any(field.status == "accepted" for field in titled.fields.values())


CARD = (
    (500, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (560, 245, "Độc lập - Tự do - Hạnh phúc"),
    (400, 480, "Số: 012345678"),
    (400, 530, "Họ tên: LÊ VĂN AN"),
    (400, 580, "Sinh ngày: 01-02-1980"),
    (400, 630, "Nguyên quán: An Bình, Mẫu"),
    (400, 680, "Nơi ĐKHK thường trú: An Bình, Mẫu"),
)


def test_a_paper_with_the_title_of_another_kind_is_no_card(page, types):
    (card,) = extract((page((500, 330, "GIẤY CHỨNG MINH NHÂN DÂN"), *CARD),), types, source="x")
    assert card.record.doc_type == "chung_minh_nhan_dan"
    (other,) = extract((page((500, 330, "TỜ KHAI YÊU CẦU CẤP PHIẾU"), *CARD),), types, source="x")
    assert other.record.doc_type == UNKNOWN
    assert not any(field.status == "accepted" for field in other.record.fields.values())
