import pytest

from digitize.evaluate.conventions import same, same_but_case, share


@pytest.mark.parametrize(
    ("name", "true", "read"),
    [
        ("ho_ten", "Nguyễn Thị Hoà", "Nguyễn  Thị Hòa"),
        ("ho_ten", "Lê Thuỷ Tiên", "Lê Thu\u0309y Tiên"),
        ("so_ky_hieu", "12/QĐ-UBND", "12 /QĐ- UBND"),
        ("trich_yeu", "Về việc cấp đất", "cấp đất"),
        ("trich_yeu", "V/v cấp đất", "Về việc: cấp đất."),
        ("kinh_gui", "Sở A; Sở B", ["- Sở A;", "Sở B."]),
        ("noi_nhan", ["Như trên", "Lưu: VT"], ["- Như trên;", "Lưu: VT."]),
        ("so_dien_thoai", "0900.000.274", "0900 000 274"),
        ("dan_toc", "Ê-đê", "Ê Đê"),
        ("von_kinh_doanh", 200000000, 200000000.0),
        ("von_kinh_doanh", 200000000, "200000000"),
        ("thanh_vien", [{"ho_ten": "Lê Hoà"}], [{"ho_ten": "Lê Hòa"}]),
    ],
)
def test_these_say_the_same(name, true, read):
    assert same(name, true, read)


@pytest.mark.parametrize(
    ("name", "true", "read"),
    [
        ("ho_ten", "Nguyễn Thị Hoa", "Nguyễn Thị Hòa"),
        ("ho_ten", "Lê Văn An", "Lê Văn An."),
        ("so_ky_hieu", "12/QĐ-UBND", "12/QD-UBND"),
        ("trich_yeu", "Về tăng cường trật tự", "tăng cường trật tự"),
        ("ngay_ban_hanh", "2025-01-06", "06/01/2025"),
        ("so_dinh_danh", "001", 1),
        ("so_dien_thoai", "0900 000 274", "0900 000 247"),
        ("dan_toc", "Ê-đê", "Ba-na"),
        ("von_kinh_doanh", 200, "hai trăm"),
        ("noi_nhan", ["Như trên", "Lưu: VT"], ["Lưu: VT", "Như trên"]),
    ],
)
def test_these_do_not(name, true, read):
    assert not same(name, true, read)


def test_case_counts_but_is_told_apart():
    assert not same("nguoi_ky", "Lê Văn An", "LÊ VĂN AN")
    assert same_but_case("nguoi_ky", "Lê Văn An", "LÊ VĂN AN")


def test_a_list_with_one_item_of_three_lacking_is_two_thirds_right():
    assert share("noi_nhan", ["a", "b", "c"], ["c", "a"]) == pytest.approx(2 / 3)
    assert share("noi_nhan", ["a"], None) == 0
