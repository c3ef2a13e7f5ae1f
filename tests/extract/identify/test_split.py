import pytest

from extract.extraction import extract
from ocr.box import Box
from ocr.page import Mark


def pages_of(records):
    return [(extraction.record.doc_type, extraction.record.pages) for extraction in records]


def test_a_stack_is_taken_apart_at_first_pages_and_blank_ones_are_left_out(page, types, decision, birth):
    first = [line for line in decision if line[1] < 1500]
    last = [line for line in decision if line[1] >= 1500]
    stack = [
        page(*first, number=1),
        page((820, 60, "2"), *last, number=2),
        page(number=3, use="blank"),
        page(*birth, number=4),
    ]
    assert pages_of(extract(stack, types, source="a.pdf")) == [
        ("van_ban_hanh_chinh", (1, 2)),
        ("giay_khai_sinh", (4,)),
    ]


def test_front_and_back_of_a_card_are_one_document(page, types, birth, card_front, card_back, card_size):
    stack = [
        page(*birth, number=1),
        page(*card_front, number=2, size=card_size),
        page(*card_back, number=3, size=card_size),
        page(*card_back, number=4, size=card_size),
    ]
    assert pages_of(extract(stack, types, source="a.pdf")) == [
        ("giay_khai_sinh", (1,)),
        ("can_cuoc_cong_dan", (2, 3)),
        ("can_cuoc_cong_dan", (4,)),
    ]


def test_nothing_read_is_no_document(page, types):
    assert list(extract([page(use="blank")], types, source="a.pdf")) == []


def coded(number):
    return (
        Mark(
            kind="qr",
            box=Box(700, 100, 800, 200),
            text=f"{number}||Lê Văn Bảo|05091993|Nam|Xã An Bình|09072021",
        ),
    )


def test_the_back_of_another_persons_card_is_not_joined(page, types, card_front, card_back, card_size):
    stack = [
        page(*card_front, number=1, size=card_size),
        page(*card_back, number=2, size=card_size, marks=coded("001188004567")),
    ]
    assert pages_of(extract(stack, types, source="a.pdf")) == [
        ("can_cuoc_cong_dan", (1,)),
        ("can_cuoc_cong_dan", (2,)),
    ]


@pytest.mark.parametrize("number", ["086093000123", "001188004567"])
def test_a_back_before_its_front_is_joined_where_both_bear_one_number(
    page, types, card_front, card_back, card_size, number
):
    stack = [
        page(*card_back, number=1, size=card_size, marks=coded(number)),
        page(*card_front, number=2, size=card_size),
    ]
    found = [one.record.pages for one in extract(stack, types, source="a.pdf")]
    assert found == ([(1, 2)] if number in str(card_front) else [(1,), (2,)])
