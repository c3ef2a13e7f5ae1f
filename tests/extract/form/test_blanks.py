"""What a blank form prints around its values: notes, remarks, the next item; none of it is a value."""

import pytest

from extract.extraction import extract

DEATH = (
    (500, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (560, 245, "Độc lập - Tự do - Hạnh phúc"),
    (600, 330, "TỜ KHAI ĐĂNG KÝ KHAI TỬ"),
    (200, 430, "Họ, chữ đệm, tên người yêu cầu: Lê Văn Bảo"),
    (200, 630, "Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:"),
    (200, 680, "Họ, chữ đệm, tên: Lê Văn An"),
    (200, 730, "Ngày, tháng, năm sinh: 13/08/1951"),
)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Giấy tờ tùy thân: (3)", None),
        ("Giấy tờ tùy thân: (3)......", None),
        ("Giấy tờ tùy thân: (3) Căn cước 0123", "Căn cước 0123"),
        ("Giấy tờ tùy thân: Căn cước 0123 (3)", "Căn cước 0123"),
        ("Giấy tờ tùy thân: (ghi rõ số, ngày cấp): Căn cước 0123", "Căn cước 0123"),
        ("Giấy tờ tùy thân: (Mẫu) Căn cước 0123", "(Mẫu) Căn cước 0123"),
        ("Giấy tờ tùy thân: số ...... ngày ......", None),
    ],
)
def test_notes_and_remarks_of_a_form_are_no_part_of_a_value(page, types, printed, value):
    (found,) = extract((page(*DEATH, (200, 480, printed)),), types, source="x")
    field = found.record.fields.get("giay_to_tuy_than_nguoi_yeu_cau")
    assert (field.value if field else None) == value


def test_a_value_ends_where_the_next_numbered_item_begins(page, types):
    rows = (
        (
            200,
            480,
            "Giấy tờ tùy thân: Căn cước 0123 do Công an thành phố Mẫu cấp ngày 01/02/2024, có giá trị",
        ),
        (200, 520, "12. Họ và tên chủ hộ"),
    )
    (found,) = extract((page(*DEATH, *rows),), types, source="x")
    assert "chủ hộ" not in found.record.fields["giay_to_tuy_than_nguoi_yeu_cau"].value


@pytest.mark.parametrize("end", ["của", "và", "(bản sao", "tỉnh/thành phố", "Mẫu cấp ngày", "Mẫu số"])
def test_a_value_that_ends_in_the_middle_of_something_is_in_doubt(page, types, end):
    (found,) = extract(
        (page(*DEATH, (200, 480, f"Giấy tờ tùy thân: Căn cước do Công an {end}")),), types, source="x"
    )
    assert found.record.fields["giay_to_tuy_than_nguoi_yeu_cau"].status == "review"


@pytest.mark.parametrize("end", ["hằng ngày", "hằng tháng", "có giấy tờ kèm theo", "tự do"])
def test_a_value_that_ends_in_a_usual_phrase_is_whole(page, types, end):
    (found,) = extract(
        (page(*DEATH, (200, 530, f"Quan hệ với người đã chết: Bạn {end}")),), types, source="x"
    )
    assert found.record.fields["quan_he"].status == "accepted"


@pytest.mark.parametrize(
    ("below", "status"),
    [
        (
            "theo hộ khẩu thường trú của gia đình",
            "review",
        ),  # the rest of the value: the form gives it one line
        ("Ghi chú khác", "review"),  # nothing says that it is no part of the value
        ("Giới tính: Nam", "accepted"),
        ("......", "accepted"),
    ],
)
def test_a_row_that_nothing_explains_doubts_the_value_above_it(page, types, below, status):
    rows = ((200, 530, "Quan hệ với người đã chết: Con trai"), (200, 570, below))
    (found,) = extract((page(*DEATH, *rows),), types, source="x")
    assert found.record.fields["quan_he"].status == status
