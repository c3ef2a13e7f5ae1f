"""Letters as other hands write them: what goes on in the next row, who signs, and which day is the letter's own."""

import pytest

from extract.extraction import extract
from tests.extract.conftest import FOOT, HEAD

TITLE = (700, 430, "QUYẾT ĐỊNH")
NOTICE = (700, 430, "THÔNG BÁO")
ABOUT = (560, 480, "Về việc thành lập Tổ công nghệ")
BODY = (
    (300, 700, "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thủ tục;"),
    (220, 750, "theo đề nghị của Trưởng phòng tại Tờ trình số 77/TTr-VHXH ngày 01 tháng 3 năm 2026."),
    (300, 800, "Ủy ban nhân dân xã thông báo đến các đơn vị như sau: nội dung thứ nhất là việc cần làm"),
)
OFFICE = HEAD[:5]
UNDATED = tuple(line for line in HEAD if "ngày" not in line[2])
RECIPIENTS = tuple(line for line in FOOT if line[0] < 900)


@pytest.fixture
def fields(page, types):
    def read(*lines):
        (found,) = extract((page(*lines),), types, source="x")
        return {name: (field.value, field.status) for name, field in found.record.fields.items()}

    return read


@pytest.mark.parametrize(
    ("rows", "subject"),
    [
        (
            (NOTICE, (560, 480, "V/v thành lập Tổ công nghệ"), (600, 520, "số cộng đồng năm 2026")),
            "V/v thành lập Tổ công nghệ số cộng đồng năm 2026",
        ),
        (
            (NOTICE, (560, 480, "V/v nghỉ lễ Quốc khánh"), (560, 520, "V/v treo cờ Tổ quốc")),
            "V/v nghỉ lễ Quốc khánh V/v treo cờ Tổ quốc",
        ),
        ((TITLE, ABOUT, (600, 550, "số cộng đồng năm 2026")), f"{ABOUT[2]} số cộng đồng năm 2026"),
        (
            (TITLE, (560, 480, "Về việc giao chỉ tiêu kế hoạch"), (760, 520, "năm 2026")),
            "Về việc giao chỉ tiêu kế hoạch năm 2026",
        ),
        (
            ((400, 430, "KẾ HOẠCH triển khai công tác cải cách hành chính năm 2026"),),
            "triển khai công tác cải cách hành chính năm 2026",
        ),
        (
            (
                (250, 430, "TỜ TRÌNH V/v tổ chức Hội thi tìm hiểu pháp luật về hộ tịch trên địa bàn xã"),
                (480, 470, "Quỳnh Giang, huyện Quỳnh Lưu, tỉnh Nghệ An năm 2025"),
            ),
            "V/v tổ chức Hội thi tìm hiểu pháp luật về hộ tịch trên địa bàn xã Quỳnh Giang, huyện Quỳnh Lưu, tỉnh Nghệ An năm 2025",
        ),
        (
            ((400, 430, "QUYẾT ĐỊNH VỀ VIỆC GIAO CHỈ TIÊU KẾ HOẠCH NĂM 2026"),),
            "VỀ VIỆC GIAO CHỈ TIÊU KẾ HOẠCH NĂM 2026",
        ),
        (
            ((400, 430, "QUYẾT ĐINH Về việc giao chỉ tiêu kế hoạch năm 2026"),),
            "Về việc giao chỉ tiêu kế hoạch năm 2026",
        ),
        (
            (
                NOTICE,
                (280, 480, "V/v cử công chức tham dự lớp bồi dưỡng nghiệp vụ văn thư, lưu trữ của"),
                (
                    270,
                    520,
                    "Ủy ban nhân dân thị trấn Yên Thành, huyện Yên Thành, tỉnh Nghệ An giai đoạn 2023",
                ),
            ),
            "V/v cử công chức tham dự lớp bồi dưỡng nghiệp vụ văn thư, lưu trữ của Ủy ban nhân dân thị trấn Yên Thành, huyện Yên Thành, tỉnh Nghệ An giai đoạn 2023",
        ),
        (
            (
                (700, 430, "KẾ HOẠCH"),
                (400, 480, "TRIỂN KHAI CÔNG TÁC CẢI CÁCH HÀNH CHÍNH"),
                (500, 520, "NĂM 2026"),
            ),
            "TRIỂN KHAI CÔNG TÁC CẢI CÁCH HÀNH CHÍNH NĂM 2026",
        ),
    ],
)
def test_a_subject_goes_on_where_nothing_else_begins(fields, rows, subject):
    assert fields(*HEAD, *rows, *BODY, *FOOT)["trich_yeu"][0] == subject


@pytest.mark.parametrize(
    ("row", "kind"),
    [("TỜ TRÌNH V/v giao chỉ tiêu kế hoạch", "TỜ TRÌNH"), ("QUYẾT ĐINH Về việc giao chỉ tiêu", "QUYẾT ĐỊNH")],
)
def test_a_title_before_its_subject_in_one_row_names_the_kind(fields, row, kind):
    assert fields(*HEAD, (400, 430, row), *BODY, *FOOT)["loai_van_ban"][0] == kind


@pytest.mark.parametrize(("gap", "accepted"), [(400, True), (437, True), (480, False)])
def test_the_subject_of_a_cong_van_goes_on_under_it(fields, gap, accepted):
    rows = (
        (230, 360, "V/v đăng ký bổ sung"),
        (230, gap, "nội dung kỳ họp"),
        (500, 600, "Kính gửi: Sở Nội vụ"),
    )
    value, status = fields(*HEAD, *rows, *BODY, *FOOT)["trich_yeu"]
    assert (value == "V/v đăng ký bổ sung nội dung kỳ họp") == accepted
    assert status == "accepted" if accepted else True


def test_a_row_that_may_belong_to_the_subject_leaves_it_in_doubt(fields):
    full = "Về việc phê duyệt kết quả lựa chọn nhà thầu thi công xây dựng công trình cải tạo nâng cấp nhà"
    rows = (
        (230, 480, full),
        (220, 520, "Văn hóa trung tâm xã An Bình và các hạng mục phụ trợ trên địa bàn toàn xã, năm nay"),
    )
    assert fields(*HEAD, TITLE, *rows, *BODY, *FOOT)["trich_yeu"][1] == "review"


def test_addressees_above_the_title_end_there(fields):
    rows = ((500, 450, "Kính gửi: Ủy ban nhân dân xã An Bình"), (700, 530, "TỜ TRÌNH"), (560, 580, ABOUT[2]))
    found = fields(*HEAD, *rows, *BODY, *FOOT)
    assert found["kinh_gui"][0] == "Ủy ban nhân dân xã An Bình"
    assert found["trich_yeu"][0] == ABOUT[2]


@pytest.mark.parametrize(
    "row",
    [
        "Đăng ký lần đầu: ngày 05 tháng 3 năm 2020",
        "Căn cứ Luật Doanh nghiệp ngày 17 tháng 6 năm 2020",
        "Thời gian bắt đầu: 08 giờ 00 phút, ngày 05 tháng 3 năm 2026",
        "Có hiệu lực từ ngày 05 tháng 3 năm 2026",
        "cấp ngày 05 tháng 3 năm 2020 tại Hà Nội",
    ],
)
def test_another_date_is_not_the_letter_s_own(fields, row):
    found = fields(*UNDATED, (700, 330, row), TITLE, ABOUT, *BODY, *FOOT)
    assert found.get("ngay_ban_hanh", (None,))[0] is None
    assert "dia_danh" not in found


@pytest.mark.parametrize(
    "place",
    [
        "TP. Hồ Chí Minh",
        "Bà Rịa - Vũng Tàu",
        "xã An Bình",
        "Thành phố Hà Nội",
        "Thị trấn Nông trường Mộc Châu",
        "Đắk Lắk",
    ],
)
def test_a_place_is_a_name_with_or_without_the_kind_of_its_unit(fields, place):
    found = fields(*UNDATED, (700, 330, f"{place}, ngày 05 tháng 3 năm 2026"), TITLE, ABOUT, *BODY, *FOOT)
    assert (found["dia_danh"][0], found["ngay_ban_hanh"][0]) == (place, "2026-03-05")


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("", "NGUYỄN VĂN HÙNG"),
        ("Đại tá ", "Nguyễn Văn Hùng"),
        ("Thiếu tướng ", "Nguyễn Văn Hùng"),
        ("TS. ", "Nguyễn Văn Hùng"),
        ("PGS.TS. ", "Nguyễn Văn Hùng"),
        ("BSCKI. ", "Nguyễn Văn Hùng"),
        ("BS.CKII ", "Nguyễn Văn Hùng"),
        ("Th.S ", "Nguyễn Văn Hùng"),
        ("KS ", "Nguyễn Văn Hùng"),
    ],
)
def test_a_signer_is_named_without_rank_and_degree(fields, before, name):
    signed = ((1000, 1600, "KT. CHỦ TỊCH"), (1000, 1640, "PHÓ CHỦ TỊCH"), (1020, 1900, before + name))
    assert fields(*HEAD, TITLE, ABOUT, *BODY, *RECIPIENTS, *signed)["nguoi_ky"][0] == name


def test_a_position_may_stand_right_over_the_name(fields):
    signed = ((1000, 1600, "TM. ỦY BAN NHÂN DÂN"), (1000, 1860, "CHỦ TỊCH"), (1020, 1900, "Nguyễn Văn Hùng"))
    found = fields(*HEAD, TITLE, ABOUT, *BODY, *RECIPIENTS, *signed)
    assert [found[name][0] for name in ("quyen_han_ky", "chuc_vu_nguoi_ky", "nguoi_ky")] == [
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn Hùng",
    ]


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("T/M ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN"),
        ("T/L CHỦ TỊCH", "TL. CHỦ TỊCH"),
        ("K T . CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ("K/T. CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ("TM: ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN"),
    ],
)
def test_a_signing_form_is_written_as_the_decree_has_it(fields, written, form):
    signed = ((1000, 1600, written), (1000, 1640, "PHÓ CHỦ TỊCH"), (1020, 1900, "Nguyễn Văn Hùng"))
    found = fields(*HEAD, TITLE, ABOUT, *BODY, *RECIPIENTS, *signed)
    assert (found["quyen_han_ky"][0], found["chuc_vu_nguoi_ky"][0]) == (form, "PHÓ CHỦ TỊCH")


def test_where_several_sign_a_person_says_who_counts(fields):
    left = ((250, 1600, "ĐẠI DIỆN BÊN A"), (250, 1640, "GIÁM ĐỐC"), (250, 1900, "Trần Văn Nam"))
    right = ((1000, 1600, "ĐẠI DIỆN BÊN B"), (1000, 1640, "GIÁM ĐỐC"), (1020, 1900, "Nguyễn Văn Hùng"))
    found = fields(*HEAD, TITLE, ABOUT, *BODY, *left, *right)
    assert found["nguoi_ky"][1] == found["chuc_vu_nguoi_ky"][1] == "review"


@pytest.mark.parametrize(
    ("rows", "owner", "issuer"),
    [
        (("SỞ TÀI NGUYÊN VÀ MÔI", "TRƯỜNG TỈNH NAM ĐỊNH"), None, "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG TỈNH NAM ĐỊNH"),
        (("LIÊN HIỆP CÁC", "HỘI KHOA HỌC VÀ KỸ THUẬT"), None, "LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT"),
        (
            ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ", "HỘI TỈNH NAM ĐỊNH"),
            None,
            "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI TỈNH NAM ĐỊNH",
        ),
        (
            ("CÔNG TY TRÁCH NHIỆM", "HỮU HẠN CẤP NƯỚC AN BÌNH"),
            None,
            "CÔNG TY TRÁCH NHIỆM HỮU HẠN CẤP NƯỚC AN BÌNH",
        ),
        (("UBND XÃ AN BÌNH", "TRƯỜNG TIỂU HỌC AN BÌNH"), "UBND XÃ AN BÌNH", "TRƯỜNG TIỂU HỌC AN BÌNH"),
        (("ỦY BAN NHÂN DÂN XÃ", "PHONG ĐIỀN"), None, "ỦY BAN NHÂN DÂN XÃ PHONG ĐIỀN"),
        (("ỦY BAN NHÂN DÂN PHƯỜNG", "QUY NHƠN"), None, "ỦY BAN NHÂN DÂN PHƯỜNG QUY NHƠN"),
        (("CÔNG AN THÀNH PHỐ", "HỘI AN"), None, "CÔNG AN THÀNH PHỐ HỘI AN"),
        (("ỦY BAN NHÂN DÂN XÃ AN", "HỘI"), None, "ỦY BAN NHÂN DÂN XÃ AN HỘI"),
        (("TỔNG CỤC HẢI QUAN", "CỤC HẢI QUAN NAM ĐỊNH"), "TỔNG CỤC HẢI QUAN", "CỤC HẢI QUAN NAM ĐỊNH"),
        (
            ("TỔNG CÔNG TY ĐIỆN LỰC", "CÔNG TY ĐIỆN LỰC NAM ĐỊNH"),
            "TỔNG CÔNG TY ĐIỆN LỰC",
            "CÔNG TY ĐIỆN LỰC NAM ĐỊNH",
        ),
    ],
)
def test_a_name_that_breaks_within_a_word_is_one_agency(fields, rows, owner, issuer):
    agencies = tuple((250, 200 + 40 * at, text) for at, text in enumerate(rows))
    found = fields(*agencies, *HEAD[2:], TITLE, ABOUT, *BODY, *FOOT)
    assert found["co_quan_ban_hanh"][0] == issuer
    assert found.get("co_quan_chu_quan", (None,))[0] == owner


def test_of_three_agencies_nobody_knows_which_one_is_the_upper_one(fields):
    rows = ("ỦY BAN NHÂN DÂN TỈNH NAM ĐỊNH", "SỞ XÂY DỰNG", "BAN QUẢN LÝ DỰ ÁN")
    agencies = tuple((250, 160 + 40 * at, text) for at, text in enumerate(rows))
    found = fields(*agencies, *HEAD[2:], TITLE, ABOUT, *BODY, *FOOT)
    assert found["co_quan_chu_quan"][1] == "review"


@pytest.mark.parametrize("opening", ["30/04/2026 của Ủy ban", "12/CT-TTg của Thủ tướng", "05.03.2026 về phí"])
def test_a_day_or_a_notation_that_begins_a_row_does_not_end_the_subject(fields, opening):
    rows = ((150, 380, "V/v thực hiện Kế hoạch số 67 ngày"), (150, 420, opening), (150, 460, "nhân dân tỉnh"))
    found = fields(*OFFICE, *rows, *BODY, *FOOT)
    assert found["trich_yeu"][0] == f"V/v thực hiện Kế hoạch số 67 ngày {opening} nhân dân tỉnh"


def test_an_addressee_that_its_row_does_not_hold_goes_on_at_the_left_edge_of_it(fields):
    to = "Kính gửi: Ủy ban nhân dân xã Định Thủy, huyện Mỏ Cày Nam, tỉnh Sóc Trăng, và tỉnh Bến Tre, Bến"
    found = fields(*OFFICE, (220, 600, to), (220, 640, "Lức."), *BODY, *FOOT)
    assert found["kinh_gui"][0].endswith("Bến Lức")


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("ngày 05 tháng3 năm 2026", "review"),
        ("ngày 05tháng 3 năm 2026", "review"),
        ("ngày05 tháng 3 năm2026", "review"),
        ("ngày 05 tháng 3 năm 2026", "accepted"),
    ],
)
def test_digits_that_touch_a_printed_word_leave_the_place_and_the_day_readable(fields, written, status):
    found = fields(*UNDATED, (700, 330, f"An Bình, {written}"), TITLE, ABOUT, *BODY, *FOOT)
    assert found["dia_danh"][0] == "An Bình"
    assert found["ngay_ban_hanh"] == ("2026-03-05", status)


@pytest.mark.parametrize(
    "blank", ["ngày     tháng 3 năm 2026", "ngày ... tháng ... năm 2026", "ngày    tháng    năm 2026"]
)
def test_a_day_left_blank_is_no_day(fields, blank):
    found = fields(*UNDATED, (700, 330, f"An Bình, {blank}"), TITLE, ABOUT, *BODY, *FOOT)
    assert found["ngay_ban_hanh"][0] is None


@pytest.mark.parametrize("about", ["Về việc ......(1)", "V/v ......", "Về việc (3)"])
def test_a_subject_that_nobody_filled_in_is_none(fields, about):
    found = fields(*HEAD, NOTICE, (560, 480, about), *BODY, *FOOT)
    assert "accepted" not in found.get("trich_yeu", ())


def test_a_title_in_capitals_under_the_addressees_is_no_addressee(page, types):
    named = (
        *HEAD,
        (500, 400, "Kính gửi: Quỹ tín dụng nhân dân"),
        (640, 445, "SỔ TIẾP DÂN"),
        (
            300,
            560,
            "Ủy ban nhân dân xã An Bình kính mời quý cơ quan cử người dự họp đầy đủ, đúng giờ và mang theo sổ.",
        ),
        *FOOT,
    )
    (found,) = extract((page(*named),), types, source="x")
    assert found.record.fields["kinh_gui"].value == "Quỹ tín dụng nhân dân"


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("A Lưới 1, ngày 05 tháng 3 năm 2026", "A Lưới 1"),
        ("Quận 10, ngày 05 tháng 3 năm 2026", "Quận 10"),
        ("08 giờ 00 phút, ngày 05 tháng 3 năm 2026", None),
        ("Căn cứ Luật 64, ngày 05 tháng 3 năm 2026", None),
    ],
)
def test_a_place_may_end_in_the_number_of_a_unit(page, types, row, place):
    lines = [line for line in HEAD if "ngày" not in line[2]]
    (found,) = extract((page(*lines, (820, 320, row), (700, 430, "THÔNG BÁO"), *FOOT),), types, source="x")
    field = found.record.fields.get("dia_danh")
    assert (field.value if field else None) == place


def test_a_ward_with_a_number_keeps_it_though_the_number_stands_alone_below(fields):
    rows = ((250, 200, "ỦY BAN NHÂN DÂN PHƯỜNG"), (380, 245, "12"), (250, 290, "TRUNG TÂM VĂN HÓA"))
    value = fields(*HEAD[2:4], *rows, (250, 340, "Số: 15/QĐ-UBND"), HEAD[5], TITLE, ABOUT, *BODY, *FOOT)
    assert value["co_quan_chu_quan"][0] == "ỦY BAN NHÂN DÂN PHƯỜNG 12"
    assert value["co_quan_ban_hanh"][0] == "TRUNG TÂM VĂN HÓA"


def test_an_agency_of_a_unit_without_a_name_is_not_accepted(fields):
    rows = ((250, 200, "ỦY BAN NHÂN DÂN PHƯỜNG"),)
    value = fields(*HEAD[2:4], *rows, *HEAD[4:], TITLE, ABOUT, *BODY, *FOOT)
    assert value["co_quan_ban_hanh"] == ("ỦY BAN NHÂN DÂN PHƯỜNG", "review")


def test_the_hospital_of_a_province_needs_no_name_of_its_own(fields):
    rows = ((250, 200, "SỞ Y TẾ BẮC NINH"), (250, 245, "BỆNH VIỆN ĐA KHOA TỈNH"))
    value = fields(*HEAD[2:4], *rows, *HEAD[4:], TITLE, ABOUT, *BODY, *FOOT)
    assert value["co_quan_ban_hanh"] == ("BỆNH VIỆN ĐA KHOA TỈNH", "accepted")


def test_an_entry_of_the_recipients_whose_first_word_is_lost_is_kept_and_doubted(fields):
    lost = tuple((x, y, text.replace("- Như Điều 3;", "-    Điều 3;")) for x, y, text in FOOT)
    value, status = fields(*HEAD, TITLE, ABOUT, *BODY, *lost)["noi_nhan"]
    assert (len(value), status) == (3, "review")
