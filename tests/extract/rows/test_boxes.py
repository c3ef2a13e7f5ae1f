"""A number in boxes stands at a place of its own, away from its label; another number far away is doubted."""

import pytest

from extract.extraction import extract
from extract.rows.boxes import is_in_boxes
from extract.rows.rows import rows

HEAD = (
    (500, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (560, 245, "Độc lập - Tự do - Hạnh phúc"),
    (500, 330, "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"),
    (100, 450, "1. Họ, chữ đệm và tên: LÊ VĂN BẢO"),
    (100, 500, "2. Ngày, tháng, năm sinh: 05/09/1993"),
    (900, 500, "3. Giới tính: Nam"),
)
NUMBER = "086093000123"
BOXED = "  ".join(NUMBER)


@pytest.mark.parametrize(
    ("text", "boxed"),
    [(BOXED, True), (NUMBER, False), ("0  8  6", False), ("  ".join("NGUYENVANBAO"), False)],
)
def test_digits_that_stand_far_apart_are_in_boxes(page, text, boxed):
    assert is_in_boxes(rows(page((100, 100, text)))[0]) == boxed


def _number(page, types, *lines):
    (found,) = extract([page(*HEAD, *lines)], types, source="t")
    return found.record.fields["so_dinh_danh"]


def test_a_number_in_boxes_may_stand_away_from_its_label(page, types):
    field = _number(page, types, (100, 550, "4. Số định danh cá nhân:"), (700, 550, BOXED))
    assert (field.value, field.status) == (NUMBER, "accepted")


@pytest.mark.parametrize(
    "lines",
    [
        ((100, 550, "4. Số định danh cá nhân:"), (700, 550, NUMBER)),
        ((100, 550, "Đã khai 4. Số định danh cá nhân:"), (900, 550, BOXED)),
        ((100, 550, "4. Số định danh cá nhân:"), (700, 550, BOXED), (1300, 550, "Nơi cấp")),
    ],
)
def test_what_is_not_in_boxes_or_not_alone_in_its_row_is_doubted(page, types, lines):
    assert _number(page, types, *lines).status == "review"
