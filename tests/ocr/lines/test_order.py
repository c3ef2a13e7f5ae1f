import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.lines.order import in_reading_order
from tests.ocr.conftest import line_at

WIDTH = 1650


def centred(text, middle, top, width):
    return line_at(text, middle - width // 2, top, width)


HEAD = [
    centred("ỦY BAN NHÂN DÂN", 450, 200, 340), centred("XÃ AN BÌNH", 450, 245, 240), centred("Số: 12/UBND-VP", 450, 310, 300),
    centred("V/v cấp giấy", 450, 350, 260),
    centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1110, 202, 740), centred("Độc lập - Tự do - Hạnh phúc", 1110, 247, 470),
    centred("An Bình, ngày 01 tháng 02 năm 2025", 1110, 312, 640),
]  # fmt: skip
BODY = [
    centred("Kính gửi: Ủy ban nhân dân huyện Phú Hòa", 850, 480, 800),
    line_at("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6", 300, 560, 1200),
    line_at("năm 2015;", 210, 605, 160),
]
FOOT = [
    line_at("Nơi nhận:", 210, 1700, 150), line_at("- Như trên;", 210, 1740, 140), line_at("- Lưu: VT.", 210, 1780, 130),
    centred("CHỦ TỊCH", 1200, 1702, 200), centred("Trần Văn Bảo", 1200, 2000, 270),
]  # fmt: skip


def test_an_official_letter_is_read_block_by_block():
    page = [*HEAD, *BODY, *FOOT]
    shuffled = sorted(page, key=lambda line: line.text[::-1])
    assert [line.text for line in in_reading_order(shuffled, WIDTH)] == [line.text for line in page]


def test_a_table_is_read_row_by_row():
    rows = [
        [line_at(f"ô {row}{column}", 220 + 420 * column, 400 + 60 * row, 120) for column in range(3)]
        for row in range(4)
    ]
    ordered = in_reading_order([line for column in zip(*rows, strict=True) for line in column], WIDTH)
    assert ordered == tuple(line for row in rows for line in row)


def test_labels_and_values_side_by_side_are_read_row_by_row():
    pairs = [
        ("Họ và tên", "Lê Thị Thanh Hương"),
        ("Ngày sinh", "02/03/1990"),
        ("Dân tộc", "Kinh"),
        ("Quốc tịch", "Việt Nam"),
    ]
    rows = [
        (line_at(label, 220, 400 + 60 * n, 150), line_at(value, 800, 400 + 60 * n, 30 * len(value)))
        for n, (label, value) in enumerate(pairs)
    ]
    ordered = in_reading_order([line for column in zip(*rows, strict=True) for line in column], WIDTH)
    assert ordered == tuple(line for row in rows for line in row)


def test_two_signatures_are_read_one_after_the_other():
    left = [
        centred("NGƯỜI KHAI", 450, 1500, 220),
        centred("Ký, ghi rõ họ tên", 450, 1540, 300),
        centred("Lê An", 450, 1750, 120),
    ]
    right = [
        centred("NGƯỜI XÁC NHẬN", 1150, 1500, 320),
        centred("Ký, đóng dấu", 1150, 1540, 210),
        centred("Hồ Bình", 1150, 1750, 150),
    ]
    assert in_reading_order([*right, *left], WIDTH) == (*left, *right)


def test_a_form_number_above_the_head_and_the_address_below_it_are_lines_of_their_own():
    form = line_at("Mẫu số 01", 1300, 150, 140)
    to = line_at("Kính gửi:", 560, 440, 150)
    assert in_reading_order([to, *HEAD, form, *BODY[1:]], WIDTH) == (form, *HEAD, to, *BODY[1:])


def test_the_last_line_of_a_letter_does_not_belong_to_the_foot_below_it():
    last = line_at("Trân trọng cảm ơn sự quan tâm của quý cơ quan./.", 300, 1620, 700)
    assert in_reading_order([*FOOT, last, *BODY], WIDTH) == (*BODY, last, *FOOT)


def test_lines_of_a_bent_page_stay_under_each_other():
    bent = [line_at("Thực hiện Nghị quyết của Chính phủ", 400, 557, 1240, 89),
            line_at("phủ về các biện pháp hỗ trợ người dân", 313, 591, 1160, 101)]  # fmt: skip
    assert in_reading_order(bent[::-1], WIDTH) == tuple(bent)


def test_a_column_of_amounts_stays_with_its_rows():
    rows = [
        [line_at(f"Thiết bị số {n}", 340, 400 + 60 * n, 300 + 40 * n), line_at("cái", 800, 400 + 60 * n, 40),
         line_at(f"{n}.000.000", 1350 - 20 * n, 400 + 60 * n, 150 + 20 * n)]
        for n in range(5)
    ]  # fmt: skip
    total = [line_at("Tổng cộng", 340, 700, 150), line_at("10.000.000", 1340, 700, 170)]
    page = [line for row in (*rows, total) for line in row]
    assert in_reading_order(page[::-1], WIDTH) == tuple(page)


def test_the_second_halves_of_some_rows_of_a_form_stay_in_their_rows():
    page = [
        line_at("2. Ngày sinh: 01/02/1990", 225, 550, 350), line_at("3. Giới tính: Nam", 1012, 550, 240),
        line_at("4. Số định danh cá nhân: 097000000000", 224, 600, 580),
        line_at("5. Dân tộc: Kinh", 225, 650, 230), line_at("6. Tôn giáo: Không", 1012, 650, 280),
        line_at("7. Quê quán: Phường Hải Châu", 226, 700, 650),
    ]  # fmt: skip
    assert in_reading_order(page[::-1], WIDTH) == tuple(page)


def test_a_cell_of_several_lines_is_read_before_the_one_beside_it():
    row = [line_at("Giao: Bộ phận Tiếp nhận", 150, 550, 260, 22), line_at("Trả kết quả Nhận: Công", 150, 577, 220, 22),
           line_at("chức Tư pháp - Hộ tịch", 150, 604, 210, 22),
           line_at("15 giờ 06 phút, ngày", 435, 563, 190, 22), line_at("13/10/2021", 435, 591, 100, 22),
           line_at("Đúng hạn", 730, 577, 90, 22)]  # fmt: skip
    below = [line_at("Giao: Phòng Kinh tế", 150, 650, 210, 22), line_at("16 giờ", 435, 650, 60, 22)]
    assert in_reading_order([*below, *row[::-1]], 1100) == (*row, *below)


def test_a_single_column_goes_from_top_to_bottom():
    assert in_reading_order(BODY[::-1], WIDTH) == tuple(BODY)


@pytest.mark.parametrize("lines", [[], BODY[:1]])
def test_few_lines_need_no_order(lines):
    assert in_reading_order(lines, WIDTH) == tuple(lines)


PLACES = st.tuples(st.integers(0, 1600), st.integers(0, 2300), st.integers(1, 900), st.integers(1, 90))


@given(st.lists(PLACES, max_size=25))
def test_every_line_comes_out_once(places):
    lines = [line_at(f"dòng {n}", x, y, width, height) for n, (x, y, width, height) in enumerate(places)]
    ordered = in_reading_order(lines, WIDTH)
    assert sorted(line.text for line in ordered) == sorted(line.text for line in lines)
