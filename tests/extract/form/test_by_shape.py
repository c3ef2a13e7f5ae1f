import pytest

from extract.form.by_shape import read_alone
from extract.rows.document_rows import page_rows
from extract.rules.doctype import DocumentType

TYPE = DocumentType.model_validate(
    {
        "id": "so_hong",
        "version": 1,
        "name": "sổ hồng",
        "effective_from": "2009-12-10",
        "layout": "form",
        "fields": [
            {"name": "so_phat_hanh", "kind": "land_serial", "shape": r"^[A-ZĐ]{2} ?\d{6}$"},
            {"name": "ngay_cap", "kind": "date", "shape": r"ngày \d{1,2} tháng \d{1,2} năm \d{4}$"},
        ],
    }
)


def test_what_has_no_label_is_found_by_its_shape(page):
    lines = (
        (200, 300, "Căn cứ Quyết định ngày 05 tháng 3 năm 2020 của Chủ tịch"),
        (900, 400, "An Bình, ngày 07 tháng 4 năm 2021"),
        (200, 500, "Nơi nhận:"),
        (1200, 500, "BA 123456"),
    )
    found = {reading.field: reading for reading in read_alone(TYPE, page_rows(page(*lines)).rows)}
    assert found["ngay_cap"].text == "ngày 07 tháng 4 năm 2021"
    assert [run.text for run in found["ngay_cap"].runs] == ["ngày 07 tháng 4 năm 2021"]
    assert found["so_phat_hanh"].text == "BA 123456"


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ("An Bình, ngày 07 tháng 4 năm 2021", "ngày 07 tháng 4 năm 2021"),
        ("Phường 12, ngày 07 tháng 4 năm 2021", "ngày 07 tháng 4 năm 2021"),
        ("theo Quyết định số 12, ngày 07 tháng 4 năm 2021", None),
    ],
)
def test_the_place_before_a_day_may_end_in_the_number_of_a_ward(page, types, row, day):
    form = types["to_khai_dang_ky_ket_hon"]
    found = {
        reading.field: reading.text for reading in read_alone(form, page_rows(page((900, 400, row))).rows)
    }
    assert found.get("ngay_khai") == day
