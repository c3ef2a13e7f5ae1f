from extract.letter.whole import read_letter
from extract.rows.document_rows import document_rows, page_rows
from ocr.box import Box
from ocr.page import Mark


def letter_of(*pages):
    found = read_letter(document_rows([page_rows(page) for page in pages]))
    return found.kind, {reading.field: reading for reading in found.readings}


def test_every_block_of_a_decision_is_found_by_its_place(page, decision):
    kind, fields = letter_of(page(*decision))
    assert kind == "quyết định"
    texts = {name: reading.text for name, reading in fields.items()}
    assert texts["co_quan_ban_hanh"] == "ỦY BAN NHÂN DÂN XÃ AN BÌNH"
    assert texts["so_ky_hieu"] == "15/QĐ-UBND"
    assert texts["dia_danh"] == "An Bình,"
    assert texts["ngay_ban_hanh"] == "ngày 05 tháng 3 năm 2026"
    assert texts["trich_yeu"] == "Về việc thành lập Tổ công nghệ số cộng đồng năm 2026"
    assert texts["quyen_han_ky"] == "KT. CHỦ TỊCH"
    assert texts["chuc_vu_nguoi_ky"] == "PHÓ CHỦ TỊCH"
    assert texts["nguoi_ky"] == "Trần Thị Hạnh"
    assert "co_quan_chu_quan" not in fields
    assert fields["noi_nhan"].items == (
        "Như Điều 3",
        "Phòng Văn hóa - Xã hội và các đơn vị liên quan",
        "Lưu: VT",
    )
    assert fields["so_ky_hieu"].doubts == ()


def test_the_number_of_another_paper_in_the_subject_is_not_that_of_a_letter_with_a_blank_number(page):
    _, fields = letter_of(
        page(
            (250, 200, "ỦY BAN NHÂN DÂN"),
            (250, 245, "XÃ AN BÌNH"),
            (800, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (860, 245, "Độc lập - Tự do - Hạnh phúc"),
            (250, 320, "Số:"),
            (820, 320, "An Bình, ngày 05 tháng 3 năm 2026"),
            (250, 370, "V/v hoàn thành theo Kế hoạch số"),
            (250, 410, "39/KH-UBND ngày 27/02/2026"),
            (500, 500, "Kính gửi: Phòng Kinh tế xã An Bình"),
        )
    )
    assert "so_ky_hieu" not in fields or "39" not in fields["so_ky_hieu"].text
    assert "39/KH-UBND" in fields["trich_yeu"].text


def test_columns_that_the_engine_joined_into_one_line_are_told_apart(page):
    _, fields = letter_of(
        page(
            (250, 200, "SỞ Y TẾ              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (250, 245, "BỆNH VIỆN ĐA KHOA        Độc lập - Tự do - Hạnh phúc"),
            (250, 320, "Số: 61/BVĐK-KT        An Bình, ngày 05 tháng 3 năm 2026"),
        )
    )
    assert fields["co_quan_chu_quan"].text == "SỞ Y TẾ"
    assert fields["co_quan_ban_hanh"].text == "BỆNH VIỆN ĐA KHOA"
    assert fields["so_ky_hieu"].text == "61/BVĐK-KT"
    assert fields["dia_danh"].text == "An Bình,"


def test_the_number_of_an_incoming_stamp_is_never_taken(page, decision):
    stamp = ((90, 470, "ĐẾN"), (180, 450, "Số: 2352"), (180, 490, "Ngày: 21/3/26"), (180, 530, "Chuyển:"))
    without_number = [line for line in decision if not line[2].startswith("Số:")]
    _, fields = letter_of(page(*without_number, *stamp))
    assert "so_ky_hieu" not in fields


def test_a_number_apart_from_its_notation_may_be_handwriting(page, decision):
    apart = [(x, y, text.replace("15/QĐ", "15  /QĐ")) for x, y, text in decision]
    _, fields = letter_of(page(*apart))
    assert "number_apart" in fields["so_ky_hieu"].doubts
    assert "day_maybe_handwritten" in fields["ngay_ban_hanh"].doubts


CONG_VAN = (
    (250, 200, "ỦY BAN NHÂN DÂN"),
    (250, 245, "XÃ AN BÌNH"),
    (800, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (860, 245, "Độc lập - Tự do - Hạnh phúc"),
    (250, 320, "Số: 61/UBND-VX"),
    (820, 320, "An Bình, ngày 05 tháng 3 năm 2026"),
    (230, 360, "V/v đăng ký bổ sung"),
    (230, 400, "nội dung kỳ họp"),
    (500, 560, "Kính gửi:"),
    (620, 600, "- Sở Nội vụ;"),
    (620, 640, "- Sở Tài chính."),
    (300, 740, "Thực hiện Công văn số 168/UBND-KT ngày 08/01/2026, Ủy ban nhân dân xã đăng ký như sau:"),
)


def test_a_cong_van_has_its_subject_under_its_number(page):
    kind, fields = letter_of(page(*CONG_VAN))
    assert kind is None
    assert fields["trich_yeu"].text == "V/v đăng ký bổ sung nội dung kỳ họp"
    assert fields["kinh_gui"].text == "Sở Nội vụ; Sở Tài chính"
    assert fields["so_ky_hieu"].text == "61/UBND-VX"


def test_a_letter_read_from_a_stamp_beside_them_ends_no_list_of_addressees(page):
    _, fields = letter_of(page(*CONG_VAN, (120, 640, "N")))
    assert fields["kinh_gui"].text == "Sở Nội vụ; Sở Tài chính"


def test_a_list_of_addressees_that_is_to_go_on_may_be_cut(page):
    _, fields = letter_of(page(*(line for line in CONG_VAN if "Sở Tài chính" not in line[2])))
    assert fields["kinh_gui"].doubts == ("maybe_cut",)


def test_the_signature_of_a_long_letter_is_on_its_last_page(page, decision):
    first = [line for line in decision if line[1] < 1500]
    last = [line for line in decision if line[1] >= 1500]
    _, fields = letter_of(page(*first), page((820, 60, "2"), *last, number=2))
    assert fields["nguoi_ky"].runs[0].page == 2
    assert fields["so_ky_hieu"].runs[0].page == 1


def test_a_first_page_without_a_signature_names_no_signer(page, decision):
    _, fields = letter_of(page(*(line for line in decision if line[1] < 1500)))
    assert "nguoi_ky" not in fields


def test_kt_over_somebody_who_is_no_deputy_is_doubted(page, decision):
    lost = [(x, y, text.replace("PHÓ CHỦ TỊCH", "CHỦ TỊCH")) for x, y, text in decision]
    _, fields = letter_of(page(*lost))
    assert fields["chuc_vu_nguoi_ky"].doubts == ("position_contradicts_form",)


def test_a_stamp_of_urgency_stands_alone_and_a_word_of_the_text_is_none(page, decision):
    _, fields = letter_of(page(*decision, (260, 380, "HỎA TỐC")))
    assert fields["do_khan"].text == "HỎA TỐC"
    _, fields = letter_of(page(*decision, (300, 800, "Đề nghị gửi HỎA TỐC các đơn vị")))
    assert "do_khan" not in fields


def test_a_stamp_that_was_found_askew_is_one(page, decision):
    mark = Mark(kind="stamp", box=Box(100, 500, 300, 700), confidence=0.9, text="HỎA TỐC")
    stamped = page(*decision).model_copy(update={"marks": (mark,)})
    _, fields = letter_of(stamped)
    assert fields["do_khan"].text == "HỎA TỐC"
    assert fields["do_khan"].runs[0].box == mark.box


def test_a_stamp_before_the_subject_is_no_part_of_it(page, decision):
    about = "Về việc thành lập Tổ công nghệ"
    stamped = [
        (x, y, f"HỎA TỐC. {text.removeprefix('Về việc ')}" if about in text else text)
        for x, y, text in decision
    ]
    _, fields = letter_of(page(*stamped))
    assert fields["trich_yeu"].text.startswith("thành lập Tổ công nghệ số")


def test_so_of_a_department_is_not_the_word_before_a_number(page):
    lines = (
        (250, 222, "SỞ TÀI CHÍNH TỈNH VĨNH LONG"),
        (250, 265, "PHÒNG ĐĂNG KÝ KINH DOANH"),
        (800, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (860, 245, "Độc lập - Tự do - Hạnh phúc"),
        (400, 430, "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP"),
    )
    _, fields = letter_of(page(*lines))
    assert fields["co_quan_chu_quan"].text == "SỞ TÀI CHÍNH TỈNH VĨNH LONG"
    assert fields["co_quan_ban_hanh"].text == "PHÒNG ĐĂNG KÝ KINH DOANH"
    assert "so_ky_hieu" not in fields


def test_a_number_that_runs_into_its_label_keeps_its_first_figure_and_is_doubted(page, decision):
    touching = [(x, y, text.replace("Số: 15/QĐ", "Số286/QĐ")) for x, y, text in decision]
    _, fields = letter_of(page(*touching))
    assert fields["so_ky_hieu"].text == "286/QĐ-UBND"
    assert "number_touches" in fields["so_ky_hieu"].doubts


def test_a_date_whose_figures_touch_its_words_is_still_one(page, decision):
    touching = [(x, y, text.replace("tháng 3 năm 2026", "tháng 7năm 2026")) for x, y, text in decision]
    _, fields = letter_of(page(*touching))
    assert fields["ngay_ban_hanh"].text == "ngày 05 tháng 7năm 2026"
    assert fields["ngay_ban_hanh"].doubts == ("day_maybe_handwritten",)
    assert fields["dia_danh"].text == "An Bình,"
