"""Lines joined into paragraphs: what goes on, what starts anew, and that nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.box import union
from ocr.lines.paragraphs import paragraphs
from tests.ocr.conftest import line_at

WIDTH = 1650
BODY = [
    line_at("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật", 300, 500, 1150),
    line_at("sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ;", 200, 545, 900),
    line_at("Theo đề nghị của Giám đốc Sở Nội vụ, Chủ tịch Ủy ban nhân dân tỉnh", 300, 590, 1150),
    line_at("Quảng Ngãi quyết định điều chuyển công chức. Việc này xong trong năm nay.", 200, 635, 1250),
    line_at("Thực hiện Nghị quyết số 42, các xã báo cáo trước ngày 15.", 300, 680, 900),
]


def texts(lines):
    return [paragraph.text for paragraph in paragraphs(lines, WIDTH)]


def test_a_phrase_over_the_end_of_a_line_is_in_one_paragraph():
    joined = paragraphs(BODY, WIDTH)
    assert [paragraph.lines for paragraph in joined] == [(0, 1), (2, 3), (4,)]
    assert "Luật sửa đổi" in joined[0].text
    assert "tỉnh Quảng Ngãi" in joined[1].text
    assert joined[0].box == union((BODY[0].box, BODY[1].box))


@pytest.mark.parametrize(
    "item",
    ["- Như Điều 3;", "1. Thủ trưởng các Sở", "a) thi hành nghiêm", "Điều 2. Hiệu lực", "2.1. mở rộng"],
)
def test_an_item_starts_anew(item):
    assert texts([BODY[0], line_at(item, 200, 545, 500)]) == [BODY[0].text, item]


def test_names_under_each_other_in_a_head_stay_apart():
    head = [
        line_at("ỦY BAN NHÂN DÂN", 300, 200, 340),
        line_at("PHƯỜNG HỘI AN", 320, 240, 300),
        line_at("Số: 93/QĐ-UBND", 320, 280, 300),
    ]
    assert texts(head) == [line.text for line in head]


def test_a_centred_subject_of_two_lines_is_one():
    subject = [
        line_at("Tăng cường số hóa hồ sơ, kết quả", 500, 500, 600),
        line_at("giải quyết thủ tục hành chính", 530, 540, 540),
    ]
    assert len(texts(subject)) == 1


def test_a_heading_and_a_distant_line_stay_apart():
    heading = line_at("QUYẾT ĐỊNH", 200, 470, 1250)
    far = line_at("ký thay", 200, 900, 300)
    assert len(texts([heading, BODY[3], far])) == 3


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("số 12/QĐ-", "UBND ngày", "số 12/QĐ-UBND ngày"),
        ("thủ tục hành-", "chính", "thủ tục hành-chính"),
        ("the informa-", "tion desk", "the information desk"),
        ("Tự do -", "hạnh phúc", "Tự do - hạnh phúc"),
    ],
)
def test_a_hyphen_at_the_end_joins_without_a_space(above, below, joined):
    lines = [line_at(above, 200, 500, 1200), line_at(below, 200, 545, 300)]
    assert texts(lines) == [joined]


PLACES = st.tuples(
    st.text(min_size=1).filter(str.strip), st.integers(0, 1500), st.integers(0, 2000), st.integers(1, 900)
)


@given(st.lists(PLACES, max_size=12))
def test_every_line_is_in_one_paragraph_in_order(places):
    lines = [line_at(text, x, y, width) for text, x, y, width in places]
    numbers = [number for paragraph in paragraphs(lines, WIDTH) for number in paragraph.lines]
    assert numbers == list(range(len(lines)))
