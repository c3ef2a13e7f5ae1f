import pytest

from extract.form.locate import locate
from extract.form.values import read_form
from extract.rows.document_rows import page_rows
from extract.rules.doctype import DocumentType
from ocr.box import Box
from ocr.page import Line, Word


@pytest.fixture
def read(types):
    def values(page, type_id):
        doc_type = types[type_id]
        rows = page_rows(page).rows
        located = locate(doc_type, rows)
        found = read_form(located, rows, card=doc_type.layout == "card")
        return {reading.field: reading for reading in found}

    return values


def test_labels_that_return_are_told_apart_by_printed_order(read, page, birth):
    fields = read(page(*birth), "giay_khai_sinh")
    assert fields["dan_toc"].text == "Kinh"
    assert fields["dan_toc_me"].text == "Tày"
    assert fields["nam_sinh_me"].text == "1995"
    assert fields["nam_sinh_cha"].text == "1993"
    assert fields["ho_ten"].text == "Lê Minh An"
    assert fields["ho_ten_me"].text == "Phan Thu Hà"
    assert fields["ho_ten_nguoi_di_khai_sinh"].text == "Lê Văn Bảo"


def test_a_row_that_was_not_read_does_not_shift_the_others(read, page, birth):
    lost = [line for line in birth if "người mẹ" not in line[2] and line[1] != 880]
    fields = read(page(*lost), "giay_khai_sinh")
    assert fields["dan_toc"].text == "Kinh"
    assert fields["ho_ten_cha"].text == "Lê Văn Bảo"
    assert "ho_ten_me" not in fields


def test_labels_are_found_in_spite_of_misread_letters(read, page, birth):
    worn = [
        (x, y, text.replace("Quê quán", "Quê quản").replace("Nơi sinh", "Nơl sinh")) for x, y, text in birth
    ]
    fields = read(page(*worn), "giay_khai_sinh")
    assert fields["que_quan"].text == "xã An Bình, tỉnh Vĩnh Long"
    assert fields["noi_sinh"].text.startswith("Trạm Y tế")


def test_a_full_row_goes_on_in_the_next_and_a_short_one_does_not(read, page, birth):
    long = [
        (200, 730, "Quê quán: khu phố 4, phường Long Châu, thành phố Vĩnh Long, xã An Bình, huyện Long Hồ,"),
        (200, 755, "tỉnh Vĩnh Long"),
    ]
    rest = [line for line in birth if line[1] != 730]
    fields = read(page(*rest, *long), "giay_khai_sinh")
    assert fields["que_quan"].text.endswith("huyện Long Hồ, tỉnh Vĩnh Long")


def test_a_value_that_ends_on_a_comma_may_be_cut(read, page, birth):
    cut = [(x, y, text.replace("xã An Bình, tỉnh Vĩnh Long", "xã An Bình,")) for x, y, text in birth]
    assert "maybe_cut" in read(page(*cut), "giay_khai_sinh")["que_quan"].doubts


def test_so_in_a_sentence_is_no_label(read, page, birth):
    lines = [*birth, (200, 1155, "Giấy tờ tùy thân: Căn cước số 086093000123 cấp ngày 05/05/2025")]
    fields = read(page(*lines), "giay_khai_sinh")
    assert fields["giay_to_tuy_than"].text == "Căn cước số 086093000123 cấp ngày 05/05/2025"
    assert fields["so"].text == "34/2021"


def test_on_a_card_values_stand_beside_and_below_and_english_is_skipped(read, page, card_front, card_size):
    fields = read(page(*card_front, size=card_size), "can_cuoc_cong_dan")
    assert fields["so_dinh_danh"].text == "086093000123"
    assert fields["ho_ten"].text == "LÊ VĂN BẢO"
    assert fields["gioi_tinh"].text == "Nam"
    assert fields["quoc_tich"].text == "Việt Nam"


def test_what_stands_beside_a_column_does_not_end_it(read, page, card_back, card_size):
    fields = read(page(*card_back, size=card_size), "can_cuoc_cong_dan")
    assert fields["dac_diem_nhan_dang"].text == "Nốt ruồi dưới mắt phải"
    assert fields["noi_cap"].text == "CỤC CẢNH SÁT QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI"


TABLE = (
    (200, 200, "3. Ngành, nghề kinh doanh:"),
    (220, 250, "STT"),
    (600, 250, "Tên ngành"),
    (1300, 250, "Mã ngành"),
    (220, 300, "1"),
    (320, 300, "Bán lẻ lương thực"),
    (1320, 300, "4721"),
)
AFTER = ((200, 480, "4. Vốn kinh doanh: 50.000.000 đồng"),)


@pytest.mark.parametrize(
    "second",
    [
        ((220, 350, "2"), (320, 350, "Dịch vụ ăn uống"), (1320, 350, "5610"), (320, 390, "phục vụ lưu động")),
        ((320, 350, "Dịch vụ ăn uống"), (220, 372, "2"), (1320, 372, "5610"), (320, 394, "phục vụ lưu động")),
    ],
    ids=["numbers at the top of a cell", "numbers in the middle of a cell"],
)
def test_table_cells_of_several_lines_belong_to_their_number(read, page, second):
    fields = read(page(*TABLE, *second, *AFTER), "giay_chung_nhan_dang_ky_ho_kinh_doanh")
    assert fields["nganh_nghe"].table == (
        {"stt": "1", "ten": "Bán lẻ lương thực", "ma": "4721"},
        {"stt": "2", "ten": "Dịch vụ ăn uống phục vụ lưu động", "ma": "5610"},
    )
    assert fields["von_kinh_doanh"].text == "50.000.000 đồng"


def test_a_list_joins_the_rows_of_an_entry_and_drops_its_numbers(read, page):
    lines = (
        (200, 200, "Thành phần hồ sơ nộp gồm:"),
        (240, 250, "1. Tờ khai cấp Giấy xác nhận"),
        (240, 300, "tình trạng hôn nhân;"),
        (240, 350, "2. Căn cước (xuất trình)."),
        (200, 400, "Số lượng hồ sơ: 01 (bộ)"),
    )
    fields = read(page(*lines), "giay_tiep_nhan_ho_so")
    assert fields["thanh_phan_ho_so"].items == (
        "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân",
        "Căn cước (xuất trình)",
    )
    assert fields["so_luong_ho_so"].text == "01"


def test_every_attempt_is_kept_with_its_outcome(types, page, birth):
    located = locate(types["giay_khai_sinh"], page_rows(page(*birth)).rows)
    outcomes = {(attempt.field, attempt.outcome) for attempt in located.attempts}
    assert ("dan_toc_me", "chosen") in outcomes
    assert ("dan_toc_me", "not_chosen") in outcomes
    assert ("giay_to_tuy_than", "label_not_found") in outcomes


def test_a_label_that_means_one_field_only_may_stand_out_of_order(page):
    own = DocumentType.model_validate(
        {
            "id": "don",
            "version": 1,
            "name": "đơn",
            "effective_from": "2026-01-01",
            "layout": "form",
            "fields": [
                {"name": "ho_ten", "kind": "person_name", "labels": ["Họ và tên"]},
                {"name": "dia_chi", "kind": "address", "labels": ["Địa chỉ"]},
                {"name": "email", "kind": "email", "labels": ["Thư điện tử"]},
            ],
        }
    )
    rows = page_rows(
        page(
            (200, 200, "Thư điện tử: an@example.com"),
            (200, 250, "Họ và tên: Lê An"),
            (200, 300, "Địa chỉ: ấp 2"),
        )
    ).rows
    found = {reading.field: reading for reading in read_form(locate(own, rows), rows)}
    assert found["email"].text == "an@example.com"
    assert found["email"].place < found["ho_ten"].place


def test_a_value_ends_above_a_signature_and_keeps_the_dash_at_its_break(read, page):
    lines = (
        (200, 480, "Họ, chữ đệm, tên: Lê Minh An"),
        (200, 530, "Nơi cư trú: tổ dân phố số 12 đường Quang Trung nối dài, hẻm 5, phường Xuân Hương -"),
        (200, 565, "Đà Lạt, tỉnh Lâm Đồng, ở đây từ ngày 01/02/2020 cho đến ngày cấp giấy xác nhận này ạ"),
        (1000, 600, "KT. CHỦ TỊCH"),
    )
    found = read(page(*lines), "giay_xac_nhan_tinh_trang_hon_nhan")["noi_cu_tru"].text
    assert "phường Xuân Hương - Đà Lạt, tỉnh Lâm Đồng" in found
    assert "CHỦ TỊCH" not in found


def test_an_entry_of_a_table_whose_number_was_not_read_stays_an_entry(read, page):
    lines = (
        (200, 300, "Ngành, nghề kinh doanh:"),
        (200, 350, "STT"),
        (600, 350, "Tên ngành, nghề"),
        (1200, 350, "Mã ngành"),
        (200, 400, "1"),
        (300, 400, "Bán lẻ hoa và cây cảnh ở cửa hàng và tại các chợ"),
        (1200, 400, "4773"),
        (300, 450, "Cắt tóc và gội đầu"),
        (1200, 450, "9631"),
        (300, 490, "làm đẹp"),
    )
    table = read(page(*lines), "giay_chung_nhan_dang_ky_ho_kinh_doanh")["nganh_nghe"].table
    assert [row.get("ma") for row in table] == ["4773", "9631"]
    assert table[1]["ten"] == "Cắt tóc và gội đầu làm đẹp"


APOLOGY = (
    (700, 200, "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"),
    (250, 300, "Ngày 05 tháng 3 năm 2026, Trung tâm tiếp nhận hồ sơ đề nghị giải quyết thủ tục"),
    (200, 340, "hành chính Đăng ký khai sinh của Ông (Bà) Lê Văn Bảo; số định danh: 003093000123; mã số"),
    (200, 380, "hồ sơ: H17.28.22-260305-000123."),
    (250, 420, "Thời gian hẹn trả kết quả giải quyết hồ sơ: 16 giờ, ngày 09 tháng 3 năm 2026."),
    (250, 460, "Lý do: Cơ quan phối hợp chưa gửi kết quả xác minh."),
)


def test_labels_and_closing_phrases_in_running_text_may_be_broken_by_the_end_of_a_row(read, page):
    fields = read(page(*APOLOGY), "phieu_xin_loi")
    assert fields["noi_dung_yeu_cau"].text == "Đăng ký khai sinh"
    assert fields["ho_ten"].text == "Lê Văn Bảo"
    assert fields["so_dinh_danh"].text == "003093000123"
    assert fields["ma_ho_so"].text == "H17.28.22-260305-000123"


def test_a_label_that_lacks_a_word_is_no_label(read, page):
    lines = ((200, 200, "Hồ sơ gồm ba loại giấy tờ"), (200, 250, "Địa chỉ: ấp 2, xã An Bình"))
    fields = read(page(*lines), "phieu_tu_choi_ho_so")
    assert set(fields) == {"dia_chi"}


def test_the_header_of_a_table_may_take_several_rows_and_ruled_rows_part_its_entries(read, page):
    lines = (
        (650, 200, "Thời gian giao nhận"),
        (1000, 200, "Kết quả giải quyết"),
        (200, 215, "Tên đơn vị"),
        (1350, 215, "Ghi chú"),
        (700, 235, "hồ sơ"),
        (1050, 235, "hồ sơ"),
        (200, 300, "Giao: Phòng Kinh tế Nhận:"),
        (650, 300, "08 giờ 12 phút,"),
        (1000, 300, "Đúng hạn"),
        (200, 335, "Văn phòng"),
        (650, 335, "ngày 20/04/2026"),
        (200, 400, "Giao: Văn phòng Nhận:"),
        (650, 400, "09 giờ 00 phút,"),
        (1000, 400, "Quá hạn"),
        (200, 435, "Phòng Kinh tế"),
        (650, 435, "ngày 22/04/2026"),
    )
    table = read(page(*lines), "phieu_kiem_soat")["luan_chuyen"].table
    assert [entry["don_vi"] for entry in table] == [
        "Giao: Phòng Kinh tế Nhận: Văn phòng",
        "Giao: Văn phòng Nhận: Phòng Kinh tế",
    ]
    assert [entry["ket_qua"] for entry in table] == ["Đúng hạn", "Quá hạn"]


def test_a_number_nearer_to_its_own_label_is_not_the_number_of_the_next_label(read, page):
    lines = ((200, 200, "a) Thửa đất số: 60"), (900, 200, "Tờ bản đồ số: 12"))
    fields = read(page(*lines), "giay_chung_nhan_quyen_su_dung_dat")
    assert (fields["so_thua"].text, fields["to_ban_do"].text) == ("60", "12")


@pytest.mark.parametrize(
    ("printed", "field", "value"),
    [
        (
            "Quê quán Pace of ongin Phước Hiệp, Tuy Phước, Bình Định",
            "que_quan",
            "Phước Hiệp, Tuy Phước, Bình Định",
        ),
        ("Quê quán / Place of origin: Phước Hiệp, Bình Định", "que_quan", "Phước Hiệp, Bình Định"),
        ("Quê quán: Phước Hiệp, Tuy Phước, Bình Định", "que_quan", "Phước Hiệp, Tuy Phước, Bình Định"),
        ("Quốc tịch Natonalty Việt Nam", "quoc_tich", "Việt Nam"),
        ("Giới tính Sexc Nữ", "gioi_tinh", "Nữ"),
        ("Họ và tên Fui nne PHAN NAM ANH", "ho_ten", "PHAN NAM ANH"),
    ],
)
def test_the_label_in_english_is_no_part_of_the_value_however_it_was_read(read, page, printed, field, value):
    lines = [(300, 100, "CĂN CƯỚC CÔNG DÂN"), (100, 300, printed)]
    assert read(page(*lines), "can_cuoc_cong_dan")[field].text == value


def test_rows_that_lie_over_each_other_are_doubted(read, page):
    lines = [(300, 100, "CĂN CƯỚC CÔNG DÂN"), (100, 300, "Quê quán: Phước Hiệp, Bình Định")]
    found = page(*lines)
    assert "rows_mixed" not in read(found, "can_cuoc_cong_dan")["que_quan"].doubts
    # A line that was left aslant runs down through the next ones.
    aslant = [
        Word(text=text, box=Box(300 + 90 * at, 310 + 45 * at, 380 + 90 * at, 346 + 45 * at), confidence=0.99)
        for at, text in enumerate(["Giới", "tính", "Nữ", "Việt", "Nam"])
    ]
    crossed = found.model_copy(update={"lines": (*found.lines, Line.of(aslant))})
    assert "rows_mixed" in read(crossed, "can_cuoc_cong_dan")["que_quan"].doubts


@pytest.fixture
def form():
    """A form on which two labels mean one field; ``verified`` says whether the second was seen printed."""

    def made(*, verified):
        labels = ["Họ và tên", {"text": "Người nộp", "verified": verified}]
        return DocumentType.model_validate(
            {
                "id": "don",
                "version": 1,
                "name": "đơn",
                "effective_from": "2026-01-01",
                "layout": "form",
                "titles": ["ĐƠN MẪU"],
                "fields": [{"name": "ho_ten", "kind": "person_name", "labels": labels}],
            }
        )

    return made


@pytest.mark.parametrize(("verified", "name"), [(True, "Trần Bình"), (False, "Lê An")])
def test_a_label_that_was_seen_printed_is_preferred_though_it_is_read_a_little_worse(
    page, form, verified, name
):
    rows = page_rows(page((200, 200, "Họ vả tên: Lê An"), (200, 250, "Người nộp: Trần Bình"))).rows
    (found,) = read_form(locate(form(verified=verified), rows), rows)
    assert found.text == name


def test_a_value_beside_a_label_that_nobody_saw_printed_is_told(page, form):
    rows = page_rows(page((200, 250, "Người nộp: Trần Bình"))).rows
    doubts = [read_form(locate(form(verified=verified), rows), rows)[0].doubts for verified in (True, False)]
    assert doubts == [(), ("label_unverified",)]
