import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.extraction import extract
from extract.judge import witness
from ocr.box import Box
from ocr.page import Mark

QR = "086093000123|301234567|Lê Văn Bảo|05091993|Nam|ấp 2, xã An Bình, Vĩnh Long|09072021"
PLACE = Box(800, 20, 990, 200)


@pytest.fixture
def card(page, types, card_front, card_size):
    def fields(qr, *, change=("", "")):
        lines = [(x, y, text.replace(*change)) for x, y, text in card_front]
        marks = (Mark(kind="qr", box=PLACE, text=qr),)
        read = page(*lines, marks=marks, size=card_size)
        return next(extract([read], types, source="the.jpg")).record.fields

    return fields


def test_the_code_of_a_card_confirms_what_is_printed(card):
    field = card(QR)["so_dinh_danh"]
    assert (field.value, field.status) == ("086093000123", "accepted")
    assert [evidence.source for evidence in field.evidence] == ["print", "qr"]


def test_a_contradiction_goes_to_review_with_both(card):
    field = card(QR, change=("05/09/1993", "06/09/1993"))["ngay_sinh"]
    assert (field.value, field.status) == ("1993-09-06", "review")
    assert {evidence.text for evidence in field.evidence} >= {"1993-09-05"}


def test_tones_that_were_misread_are_taken_from_the_code(card):
    field = card(QR, change=("LÊ VĂN BẢO", "LÊ VĂN BÁO"))["ho_ten"]
    assert (field.value, field.status) == ("LÊ VĂN BẢO", "accepted")


def test_what_print_does_not_give_is_taken_from_the_code(card):
    field = card(QR)["noi_cu_tru"]
    assert field.value == "ấp 2, xã An Bình, Vĩnh Long"
    assert [evidence.source for evidence in field.evidence] == ["qr"]


def test_an_address_may_be_printed_without_the_words_for_its_units(page, types, card_front, card_size):
    printed = (300, 470, "Nơi thường trú / Place of residence: ấp 2, An Bình, Vĩnh Long")
    marks = (Mark(kind="qr", box=PLACE, text=QR.replace("An Bình, Vĩnh", "An Bình, tỉnh Vĩnh")),)
    read = page(*card_front, printed, marks=marks, size=card_size)
    field = next(extract([read], types, source="the.jpg")).record.fields["noi_cu_tru"]
    assert (field.value, field.status) == ("ấp 2, An Bình, Vĩnh Long", "accepted")


@pytest.mark.parametrize(
    "shorter",
    [
        "086093000123|Lê Văn Bảo|05091993|Nam|ấp 2, xã An Bình|09072021",
        QR + "|Lê Văn Tư|Phan Thị Sáu|301111222",
    ],
)
def test_codes_with_fewer_or_more_parts_are_told_by_shape(card, shorter):
    fields = card(shorter)
    assert fields["ngay_sinh"].status == "accepted"
    assert fields["ngay_cap"].value == "2021-07-09"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="0123456789|NamữLê ", max_size=80))
def test_no_code_makes_it_fail(page, text):
    marks = (Mark(kind="qr", box=PLACE, text=text),)
    assert isinstance(witness.testimonies([page(marks=marks)]), tuple)


def test_a_machine_readable_zone_testifies_by_its_check_digits(page, card_back, card_size):
    zone = (
        (50, 450, "IDVNM0930001236086093000123<<6"),
        (50, 500, "9309050M3309058VNM<<<<<<<<<<<4"),
        (50, 550, "LE<<VAN<BAO<<<<<<<<<<<<<<<<<<<"),
    )
    heard = {one.field: one.value for one in witness.testimonies([page(*card_back, *zone, size=card_size)])}
    assert heard == {
        "so_dinh_danh": "086093000123",
        "ngay_sinh": "1993-09-05",
        "gioi_tinh": "Nam",
        "ngay_het_han": "2033-09-05",
        "ho_ten": "LE VAN BAO",
    }
    misread = ((x, y, text.replace("930905", "930908")) for x, y, text in zone)
    again = {one.field: one.value for one in witness.testimonies([page(*misread, size=card_size)])}
    assert again.get("ngay_sinh", "1993-09-05") == "1993-09-05"


def test_a_machine_readable_zone_does_not_confirm_the_tones_of_a_name(
    page, types, card_front, card_back, card_size
):
    zone = (
        (50, 450, "IDVNM0930001236086093000123<<6"),
        (50, 500, "9309050M3309058VNM<<<<<<<<<<<4"),
        (50, 550, "LE<<VAN<BAO<<<<<<<<<<<<<<<<<<<"),
    )
    unsure = [(*line, 0.92) if line[2] == "LÊ VĂN BẢO" else line for line in card_front]
    pages = [page(*unsure, size=card_size), page(*card_back, *zone, number=2, size=card_size)]
    fields = next(extract(pages, types, source="the.pdf")).record.fields
    assert fields["so_dinh_danh"].status == "accepted"
    assert fields["ho_ten"].status == "review"
    assert any(check.name == "mrz" and check.passed for check in fields["ho_ten"].checks)
