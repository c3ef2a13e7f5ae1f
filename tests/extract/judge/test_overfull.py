"""Values that hold more than themselves, or less, though every word was read well."""

import pytest

from extract.judge.overfull import overfull


def doubts(field, text, *, has_units=False):
    return list(overfull(field, text, has_units=has_units))


@pytest.mark.parametrize(
    ("field", "text", "doubt"),
    [
        ("dia_chi", "Số 2 đường Mẫu, tỉnh Mẫu Thủ tục hành chính cần giải quyết: Đăng ký", "holds_label"),
        ("giay_to_tuy_than", "của người đi khai tử: Căn cước số 0123", "holds_label"),
        ("noi_dang_ky", "Ủy ban nhân dân xã Mẫu, tỉnh Mẫu Số 519 Ngày 27/02/2023", "holds_more"),
        ("co_quan_ban_hanh", "ỦY BAN NHÂN DÂN XÃ MẪU TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "holds_more"),
        ("co_quan_ban_hanh", "CÔNG AN TỈNH MẪU CÔNG AN XÃ MẪU", "holds_more"),
        ("co_quan_chu_quan", "SỞ Y TẾ TỈNH NAM MẪU TRẠM Y TẾ XÃ MẪU", "holds_more"),
        ("tinh_trang_hon_nhan", "Chưa đăng ký kết hôn với ai. Giấy này có giá trị 6 tháng", "holds_more"),
        ("chuc_vu_nguoi_ky", "THỦ TRƯỞNG CƠ QUAN ĐĂNG KÝ CƯ", "position_unknown"),
        ("kinh_gui", "Ủy ban nhân dân phường Mẫu, thành phố Mẫu, tỉnh", "maybe_cut"),
    ],
)
def test_what_else_a_value_holds_raises_a_doubt(field, text, doubt):
    assert doubts(field, text) == [doubt]


def test_a_raised_mark_before_an_address_is_not_a_part_of_it():
    for place in ("P Thôn 3, xã Mẫu, tỉnh Mẫu", "P Ấp Mẫu, xã Mẫu, tỉnh Mẫu"):
        assert doubts("noi_cu_tru", place, has_units=True) == ["holds_more"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("dia_chi", "Số 12 đường Mẫu, phường Mẫu, tỉnh Mẫu"),
        ("giay_to_tuy_than", "Căn cước công dân số: 0123"),
        ("noi_sinh", "A Lưới 1, Huế"),
        ("kinh_gui", "Hội đồng nhân dân tỉnh"),
        ("co_quan_ban_hanh", "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH MẪU"),
        ("co_quan_ban_hanh", "CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI KHU VỰC MẪU"),
        ("co_quan_phoi_hop", "Công an xã"),
        ("co_quan_ban_hanh", "ỦY BAN NHÂN DÂN PHƯỜNG HẢI PHÒNG"),
        ("kinh_gui", "Ủy ban nhân dân xã Mẫu, Công an xã Mẫu"),
        ("trich_yeu", "Về việc tổ chức Hội thi: Tìm hiểu pháp luật"),
        ("chuc_vu_nguoi_ky", "TRƯỞNG CÔNG AN"),
        ("dia_chi", "Số 2 Mẫu, P. 5, Tp. Mẫu, tx. Mẫu"),
        ("ly_do", "Tờ khai chưa có chữ ký."),
        ("noi_dang_ky", "Ủy ban nhân dân phường 12, thành phố Mẫu"),
    ],
)
def test_whole_values_raise_none(field, text):
    assert doubts(field, text, has_units=True) == []


@pytest.mark.parametrize(
    ("rest", "doubted"),
    [("", []), (" Lê Văn An", ["holds_more"]), (" 12", ["holds_more"]), (", Việt Nam", []), (".", [])],
)
def test_words_behind_the_province_that_ends_an_address_are_not_a_part_of_it(rest, doubted):
    address = "Thôn 3, xã Quỳnh Giang, huyện Quỳnh Lưu, tỉnh Nghệ An"
    assert doubts("noi_cu_tru", address + rest, has_units=True) == doubted
