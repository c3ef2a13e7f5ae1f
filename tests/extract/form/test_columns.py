"""Values of two people side by side, cells behind one label, and labels that are words of a sentence."""

import pytest

from extract.extraction import extract
from extract.form.locate import locate
from extract.rows.document_rows import page_rows
from extract.rows.rows import separated
from extract.rules.doctype import DocumentType

TOP = (
    (500, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (560, 245, "Độc lập - Tự do - Hạnh phúc"),
)
COUPLE = (
    *TOP,
    (560, 330, "GIẤY CHỨNG NHẬN KẾT HÔN"),
    (700, 400, "Số: 34/2021"),
    (200, 480, "Họ, chữ đệm, tên vợ: Lê Minh An"),
    (900, 480, "Họ, chữ đệm, tên chồng: Phan Văn Bảo"),
    (200, 530, "Ngày, tháng, năm sinh: 13/08/1991"),
    (900, 530, "Ngày, tháng, năm sinh: 14/09/1990"),
    (200, 580, "Dân tộc: Kinh"),
    (900, 580, "Dân tộc: Tày"),
    (200, 630, "Quốc tịch: Việt Nam"),
    (900, 630, "Quốc tịch: Việt Nam"),
    (200, 680, "Nơi cư trú: ấp 2, xã An"),
    (900, 680, "Nơi cư trú: thôn Đông, xã"),
    (200, 730, "Bình, tỉnh Vĩnh Long"),
    (900, 730, "Bình Minh, tỉnh Ninh Bình"),
    (200, 780, "Nơi đăng ký kết hôn: Ủy ban nhân dân xã An Bình, tỉnh Vĩnh Long"),
    (200, 830, "Ngày, tháng, năm đăng ký: 22 tháng 9 năm 2021"),
    (950, 900, "NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN"),
)
TABLE = (
    *TOP,
    (500, 330, "TỜ KHAI ĐĂNG KÝ KẾT HÔN"),
    (260, 480, "Thông tin"),
    (800, 480, "Bên nữ"),
    (1300, 480, "Bên nam"),
    (200, 550, "Họ, chữ đệm, tên"),
    (620, 550, "Lê Minh An"),
    (1120, 550, "Phan Văn Bảo"),
    (200, 620, "Ngày, tháng, năm"),
    (620, 620, "13/08/1991"),
    (1120, 620, "14/09/1990"),
    (200, 660, "sinh"),
    (200, 730, "Nơi cư trú"),
    (620, 730, "ấp 2, xã An Bình,"),
    (1120, 730, "thôn Đông,"),
    (620, 770, "tỉnh Vĩnh Long"),
    (1120, 770, "xã Bình Minh, tỉnh Ninh Bình"),
    (200, 840, "Kết hôn lần thứ"),
    (620, 840, "1"),
    (1120, 840, "2"),
    (200, 880, "mấy"),
    (200, 960, "Chúng tôi cam đoan những lời khai trên đây là đúng sự thật"),
)


@pytest.fixture
def values_of(page, types):
    def read(*lines):
        (found,) = extract([page(*lines)], types, source="t")
        return found.record.doc_type, {name: field.value for name, field in found.record.fields.items()}

    return read


def test_two_people_side_by_side_keep_their_own_values_and_rows(values_of):
    name, values = values_of(*COUPLE)
    assert name == "giay_chung_nhan_ket_hon"
    assert (values["ho_ten_vo"], values["ho_ten_chong"]) == ("Lê Minh An", "Phan Văn Bảo")
    assert (values["ngay_sinh_vo"], values["ngay_sinh_chong"]) == ("1991-08-13", "1990-09-14")
    assert values["noi_cu_tru_vo"] == "ấp 2, xã An Bình, tỉnh Vĩnh Long"
    assert values["noi_cu_tru_chong"] == "thôn Đông, xã Bình Minh, tỉnh Ninh Bình"
    assert values["noi_dang_ky"] == "Ủy ban nhân dân xã An Bình, tỉnh Vĩnh Long"


@pytest.mark.parametrize(("unread", "whose", "other"), [(200, "chong", "vo"), (900, "vo", "chong")])
def test_a_value_is_that_of_its_column_although_the_label_beside_it_was_not_read(
    values_of, unread, whose, other
):
    name, values = values_of(*(line for line in COUPLE if line[:2] != (unread, 580)))
    assert name == "giay_chung_nhan_ket_hon"
    assert values[f"dan_toc_{whose}"] == {"chong": "Tày", "vo": "Kinh"}[whose]
    assert f"dan_toc_{other}" not in values


def test_one_label_stands_before_the_cells_of_two_people(values_of):
    name, values = values_of(*TABLE)
    assert name == "to_khai_dang_ky_ket_hon"
    assert (values["ho_ten_nu"], values["ho_ten_nam"]) == ("Lê Minh An", "Phan Văn Bảo")
    assert (values["ngay_sinh_nu"], values["ngay_sinh_nam"]) == ("1991-08-13", "1990-09-14")
    assert values["noi_cu_tru_nu"] == "ấp 2, xã An Bình, tỉnh Vĩnh Long"
    assert values["noi_cu_tru_nam"] == "thôn Đông, xã Bình Minh, tỉnh Ninh Bình"
    assert (values["lan_ket_hon_nu"], values["lan_ket_hon_nam"]) == (1, 2)


SENTENCE = DocumentType.model_validate(
    {
        "id": "phieu",
        "version": 1,
        "name": "phiếu",
        "effective_from": "2020-01-01",
        "layout": "form",
        "fields": [
            {"name": "so", "kind": "register_number", "labels": ["Số Giấy báo tử"]},
            {"name": "noi_cap", "kind": "agency", "labels": ["do"], "inline": True, "max_lines": 2},
            {"name": "ngay_cap", "kind": "date", "labels": ["cấp ngày"], "inline": True},
            {"name": "ghi_chu", "kind": "text", "labels": ["Ghi chú"]},
        ],
    }
)


def _places(page, *lines):
    rows = [separated(row) for row in page_rows(page(*lines)).rows]
    return {place.field.key: (place.row, place.start, place.end) for place in locate(SENTENCE, rows).places}


def test_a_word_is_a_label_only_within_the_sentence_that_another_label_opens(page):
    places = _places(
        page,
        (200, 300, "Việc này do người thân làm"),
        (200, 350, "Số Giấy báo tử: 12 do Bệnh viện Đa khoa cấp ngày 03/05/2026"),
        (200, 400, "Ghi chú: do bệnh"),
    )
    assert places == {"so": (1, 0, 4), "noi_cap": (1, 5, 6), "ngay_cap": (1, 10, 12), "ghi_chu": (2, 0, 2)}


def test_the_end_of_a_row_may_break_a_label_of_two_words(page):
    places = _places(
        page,
        (200, 350, "Số Giấy báo tử: 12 do Bệnh viện Đa khoa cấp"),
        (200, 400, "ngày 03/05/2026"),
    )
    assert places["ngay_cap"] == (1, 0, 1)


def test_a_value_goes_on_below_the_word_that_ends_its_row(page, types):
    lines = (
        *TOP,
        (500, 330, "TỜ KHAI ĐĂNG KÝ KHAI TỬ"),
        (200, 500, "Nguyên nhân chết: Tuổi già"),
        (200, 550, "Số Giấy báo tử/Giấy tờ thay thế Giấy báo tử: 34 do Bệnh viện Gia Lai cấp ngày"),
        (200, 600, "21 tháng 9 năm 2026"),
        (200, 650, "Tôi cam đoan những nội dung khai trên đây là đúng sự thật"),
    )
    (found,) = extract([page(*lines)], types, source="t")
    values = {name: field.value for name, field in found.record.fields.items()}
    assert (values["so_giay_bao_tu"], values["noi_cap_giay_bao_tu"]) == ("34", "Bệnh viện Gia Lai")
    assert values["ngay_cap_giay_bao_tu"] == "2026-09-21"


def test_a_sentence_ends_before_the_next_label(page):
    places = _places(page, (200, 350, "Số Giấy báo tử: 12"), (200, 400, "Ghi chú: do bệnh"))
    assert set(places) == {"so", "ghi_chu"}


def test_a_day_that_lies_before_one_it_cannot_precede_sends_both_to_review(page, types):
    early = [(x, y, text.replace("22 tháng 9 năm 2021", "22 tháng 9 năm 1989")) for x, y, text in COUPLE]
    fields = next(extract([page(*early)], types, source="t")).record.fields
    for name in ("ngay_sinh_vo", "ngay_dang_ky"):
        failed = {check.name for check in fields[name].checks if not check.passed}
        assert (fields[name].status, failed) == ("review", {"days_in_order"})
