"""A value that its row did not hold goes on below; where that is not sure, it goes to review."""

import pytest

from extract.extraction import extract
from ocr.box import Box
from ocr.page import Line, Word

HEAD = (
    (500, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (560, 245, "Độc lập - Tự do - Hạnh phúc"),
    (500, 330, "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"),
    (500, 400, "Kính gửi(1): Công an xã An Bình"),
    (100, 450, "1. Họ, chữ đệm và tên: LÊ VĂN BẢO"),
    (100, 500, "2. Ngày, tháng, năm sinh: 05/09/1993"),
    (900, 500, "3. Giới tính: Nam"),
    (100, 550, "7. Họ, chữ đệm và tên chủ hộ: LÊ VĂN AN"),
)
REQUEST = (
    (
        100,
        700,
        "10. Nội dung đề nghị(2): Đăng ký tạm trú tại Thôn 3, phường Trần Phú, thành phố Hải Dương, tỉnh Hải",
    ),
    (100, 740, "Dương, thời hạn 24 tháng"),
)
KIN = "8. Mối quan hệ với chủ hộ:"
ENDING = (1100, 550, f"{KIN} Con")


@pytest.fixture
def fields(page, types):
    def read(*lines):
        (found,) = extract([page(*lines)], types, source="t")
        return found.record.fields

    return read


def _doubts(field):
    return {check.name for check in field.checks if not check.passed}


@pytest.mark.parametrize("word", ["đẻ", "đẻ……", "nuôi hợp pháp"])
def test_a_word_that_did_not_fit_stands_below_and_belongs_to_the_value(fields, word):
    below = ((100, 590, word), (100, 640, "9. Số định danh cá nhân của chủ hộ: 011090000123"))
    found = fields(*HEAD, ENDING, *below, *REQUEST)
    assert found["quan_he_chu_ho"].value == f"Con {word.rstrip('…')}"
    assert found["ho_ten_chu_ho"].value == "LÊ VĂN AN"


MEMBERS = (
    (100, 655, "9. Số định danh cá nhân của chủ hộ: 011090000123"),
    *REQUEST,
    (100, 800, "11. Những thành viên trong hộ gia đình cùng thay đổi:"),
)
HEADER = (
    (100, 840, "TT"),
    (200, 840, "Họ, chữ đệm và tên"),
    (550, 840, "Ngày, tháng, năm sinh"),
    (900, 840, "Giới tính"),
    (1100, 840, "Số định danh cá nhân"),
    (1390, 840, "Quan hệ"),
)


def test_the_columns_of_a_table_below_are_not_those_of_the_text_above_it(fields):
    found = fields(*HEAD, ENDING, (100, 590, "đẻ"), *MEMBERS, *HEADER)
    assert found["quan_he_chu_ho"].value == "Con đẻ"
    assert found["ho_ten_chu_ho"].value == "LÊ VĂN AN"


def test_where_the_text_itself_has_columns_a_word_below_is_nobodys_and_both_are_doubted(fields):
    column = (1100, 590, "Nghề nghiệp: không")
    found = fields(*HEAD, ENDING, column, (100, 590, "đẻ"), *MEMBERS)
    assert found["quan_he_chu_ho"].value == "Con đẻ" or found["quan_he_chu_ho"].status == "review"
    assert found["ho_ten_chu_ho"].value == "LÊ VĂN AN"


def test_dots_that_stand_lower_than_their_row_do_not_move_it_away(page, types):
    dots = Word(text="....", box=Box(145, 634, 200, 646), confidence=0.9)
    drawn = page(*HEAD, ENDING, (100, 612, "đẻ"), *MEMBERS)
    lines = [
        Line.of((*line.words, dots), "image") if line.words[0].text == "đẻ" else line for line in drawn.lines
    ]
    (found,) = extract([drawn.model_copy(update={"lines": tuple(lines)})], types, source="t")
    assert found.record.fields["quan_he_chu_ho"].value == "Con đẻ"


def test_where_more_rows_follow_nobody_knows_what_belongs_to_the_value(fields):
    below = ((100, 590, "đẻ và các cháu"), (100, 630, "cùng ở chung một nhà"))
    found = fields(*HEAD, ENDING, *below, *REQUEST)
    assert _doubts(found["quan_he_chu_ho"]) & {"goes_on_below", "maybe_cut"}


@pytest.mark.parametrize("below", ["Ghi chú khác", "II. Phần khác", "PHẦN KHÁC", "Số: 3", "- khác"])
def test_what_begins_something_new_is_no_rest(fields, below):
    short = (1100, 550, f"{KIN} Con")
    found = fields(*HEAD, short, (100, 600, below), *REQUEST)
    assert found["quan_he_chu_ho"].value == "Con"


def test_a_word_that_would_have_fitted_is_no_rest(fields):
    found = fields(
        *HEAD,
        (800, 550, f"{KIN} Con"),
        (100, 590, "Bố"),
        (100, 640, "9. Số định danh cá nhân của chủ hộ:"),
        *REQUEST,
    )
    assert found["quan_he_chu_ho"].value == "Con"


FOOT = (
    (100, 900, "Ý KIẾN CỦA CHỦ HỘ"),
    (480, 900, "Ý KIẾN CỦA CHỦ SỞ HỮU"),
    (1000, 900, "Ý KIẾN CỦA CHA, MẸ"),
    (480, 940, "CHỖ Ở HỢP PHÁP"),
    (1000, 940, "HOẶC NGƯỜI GIÁM HỘ"),
    (1420, 900, "NGƯỜI KÊ KHAI"),
    (1420, 1000, "Lê Văn Bảo"),
)
OWNER = ((480, 1040, "(7) Họ và tên: Nguyễn Bá Khánh Hồng"), (480, 1080, "Tuyên"))
PARENT = ((1000, 1040, "(7) Họ và tên: Lê Thị Kiều"), (1000, 1080, "Ngân"))
NUMBERS = ((480, 1120, "(7) Số định danh cá nhân:"), (1000, 1120, "(7) Số định danh cá nhân:"))


def test_names_that_go_on_below_in_columns_stay_in_their_columns(fields):
    found = fields(*HEAD, ENDING, *REQUEST, *FOOT, *OWNER, *PARENT, *NUMBERS)
    assert found["ho_ten_chu_so_huu"].value == "Nguyễn Bá Khánh Hồng Tuyên"
    assert found["ho_ten_cha_me"].status == "review" or found["ho_ten_cha_me"].value == "Lê Thị Kiều Ngân"


def test_names_in_columns_that_stand_at_different_heights_are_not_accepted_cut(fields):
    lower = tuple((x, y + 25, text) for x, y, text in (*PARENT, NUMBERS[1]))
    found = fields(*HEAD, ENDING, *REQUEST, *FOOT, *OWNER, NUMBERS[0], *lower)
    whole = {"ho_ten_chu_so_huu": "Nguyễn Bá Khánh Hồng Tuyên", "ho_ten_cha_me": "Lê Thị Kiều Ngân"}
    for key, name in whole.items():
        assert key not in found or found[key].status == "review" or found[key].value == name


SIGNER = (1420, 1040, "Lê Văn Bảo")
FIGURES = ((480, 1160, "086193000123"), (1000, 1160, "086177000789"), (1420, 1120, "MẪU"))


def test_what_stands_under_the_next_heading_is_no_part_of_a_value(fields):
    found = fields(*HEAD, ENDING, *REQUEST, *FOOT[:-1], SIGNER, *OWNER, *PARENT, *NUMBERS, *FIGURES)
    assert found["ho_ten_cha_me"].value == "Lê Thị Kiều Ngân"
    assert found["so_dinh_danh_cha_me"].value == "086177000789"
    assert found["so_dinh_danh_chu_so_huu"].value == "086193000123"


@pytest.mark.parametrize("lower", [30, 40])
def test_columns_under_headings_need_not_have_their_labels_at_one_height(fields, lower):
    parent = tuple((x, y + lower, text) for x, y, text in (*PARENT, NUMBERS[1], FIGURES[1]))
    found = fields(*HEAD, ENDING, *REQUEST, *FOOT[:-1], SIGNER, *OWNER, NUMBERS[0], FIGURES[0], *parent)
    assert found["ho_ten_chu_so_huu"].value == "Nguyễn Bá Khánh Hồng Tuyên"
    assert found["ho_ten_cha_me"].value == "Lê Thị Kiều Ngân"
    assert found["so_dinh_danh_chu_so_huu"].value == "086193000123"
    assert found["so_dinh_danh_cha_me"].value == "086177000789"


DEATH = (
    *HEAD[:2],
    (600, 330, "TỜ KHAI ĐĂNG KÝ KHAI TỬ"),
    (200, 480, "Họ, chữ đệm, tên người yêu cầu: Lê Văn Bảo"),
    (200, 630, "Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:"),
    (200, 680, "Họ, chữ đệm, tên: Lê Văn An"),
    (200, 730, "Ngày, tháng, năm sinh: 13/08/1951"),
    (
        200,
        900,
        "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật",
    ),
)


def test_the_end_of_a_centred_row_is_centred_under_it(fields):
    to = (
        170,
        380,
        "Kính gửi: Ủy ban nhân dân phường Đồng Tâm, thành phố Yên Bái, tỉnh Yên Bái, nước Việt Nam, tỉnh Yên",
    )
    found = fields(*DEATH, to, (850, 420, "Bái"))
    assert found["kinh_gui"].value.endswith("tỉnh Yên Bái")


def test_a_word_far_behind_a_value_is_its_end_or_doubts_it(fields):
    found = fields(*DEATH, (200, 530, "Quan hệ với người đã chết: Con"), (1100, 530, "đẻ"))
    assert found["quan_he"].value == "Con đẻ" or found["quan_he"].status == "review"


DECLARED = (
    *HEAD[:2],
    (500, 330, "TỜ KHAI ĐĂNG KÝ KHAI TỬ"),
    (100, 450, "Họ, chữ đệm, tên người yêu cầu: Hà Lệ Nguyệt"),
    (100, 500, "Quan hệ với người đã chết: Vợ"),
    (100, 550, "Họ, chữ đệm, tên: BẠCH HOÀI NGÂN"),
    (100, 600, "Đã chết vào lúc: 12 giờ 56 phút, ngày 13 tháng 10 năm 2024"),
    (100, 650, "Nơi chết: Thôn Vĩnh Thịnh, xã Định Thủy, huyện Mỏ Cày Nam, tỉnh Bến Tre"),
    (
        100,
        760,
        "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về",
    ),
)
SIGNED = ((1100, 940, "Người yêu cầu"), (1000, 980, "(Ký, ghi rõ họ, chữ đệm, tên)"))
MADE = "Làm tại: Xã Định Thủy, ngày 19 tháng 10"


@pytest.mark.parametrize(
    ("row", "below"),
    [
        (f"{MADE} năm", ((1180, 900, "2024"),)),
        (f"{MADE} năm", ((900, 900, "2024"),)),
        (MADE, ((1160, 900, "năm 2024"),)),
        (MADE, ((100, 900, "Không"), (1160, 900, "năm 2024"))),
        (f"{MADE} năm", ((100, 900, "Số lượng: 5 bản"), (1180, 900, "2024"))),
        ("Làm tại: Xã Định Thủy, ngày 19", ((1000, 900, "tháng 10 năm 2024"),)),
        ("Làm tại: Xã Định Thủy, ngày 19 tháng", ((1000, 900, "10 năm 2024"),)),
        ("Làm tại: Xã Định Thủy,ngày 19 tháng 10 năm 2024", ()),
    ],
)
def test_the_end_of_a_day_that_its_row_did_not_hold_stands_below(fields, row, below):
    found = fields(*DECLARED, (900, 860, row), *below, *SIGNED)
    assert found["ngay_khai"].value == "2024-10-19"
    assert found["noi_khai"].value == "Xã Định Thủy"


@pytest.mark.parametrize(
    ("row", "below"),
    [
        (MADE, (1180, 900, "2024")),
        (f"{MADE} năm", (100, 900, "2024")),
        (f"{MADE} năm", (1180, 960, "2024")),
        (f"{MADE} năm", (1180, 900, "Số 2024")),
        (f"{MADE} năm", (1180, 900, "3024")),
    ],
)
def test_a_number_elsewhere_is_not_the_end_of_a_day(fields, row, below):
    found = fields(*DECLARED, (900, 860, row), below, *SIGNED)
    assert found["ngay_khai"].value is None


def test_a_place_with_the_day_in_it_is_not_accepted(fields):
    found = fields(*DECLARED, (900, 860, "Làm tại: Xã Định Thủy, ngày19 tháng 10 năm 2024"), *SIGNED)
    assert found["noi_khai"].status == "review"
