import pytest

from extract.parse.contact import email, phone
from extract.parse.parsed import EXACT, LIKELY, REPAIRED
from extract.parse.plain import text, yes_no


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("..... Cấp mới\n giấy phép ......", "Cấp mới giấy phép"),
        ("Lưu: VT (Vi16).", "Lưu: VT (Vi16)"),
        ("- Như trên;", "Như trên"),
        ("…", None),
        ("—", None),
    ],
)
def test_text_loses_leaders_and_edge_marks(raw, value):
    parsed = text(raw)
    assert (parsed and parsed.value) == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Có", True),
        ("KHÔNG", False),
        ("khong", False),
        ("☒ Có ☐ Không", True),
        ("[ ] Có [x] Không", False),
        ("Có Không", None),
        ("☒ Có ☒ Không", None),
        ("x", None),
        ("", None),
    ],
)
def test_yes_or_no_takes_one_answer(raw, value):
    parsed = yes_no(raw)
    assert (parsed and parsed.value) == value


@pytest.mark.parametrize(
    "raw",
    [
        "0912 345 678",
        "0912.345.678",
        "+84 912 345 678",
        "ĐT: 0912345678",
        "Số điện thoại liên hệ: 0912345678",
    ],
)
def test_phone_numbers_become_national_digits(raw):
    assert phone(raw)[:2] == ("0912345678", EXACT)


@pytest.mark.parametrize(("raw", "value", "certainty"), [("(024) 3825 1234", "02438251234", EXACT), ("0255 3822 123", "02553822123", EXACT), ("1900 1234", "19001234", EXACT),
    ("o912 345 678", "0912345678", REPAIRED), ("01234567890", "01234567890", LIKELY)])  # fmt: skip
def test_phone_numbers_follow_the_plan(raw, value, certainty):
    assert phone(raw)[:2] == (value, certainty)


@pytest.mark.parametrize(
    "raw", ["0912345678 - 0987654321", "091234567", "001099012345", "0912 345 67?", "+1 912 345 6789", ""]
)
def test_what_is_no_phone_number_is_refused(raw):
    assert phone(raw) is None


@pytest.mark.parametrize(
    ("raw", "value", "certainty"),
    [
        ("An.Binh@Example.vn", "an.binh@example.vn", EXACT),
        ("Email: a@b.vn", "a@b.vn", EXACT),
        ("an @ example. vn", "an@example.vn", LIKELY),
    ],
)
def test_addresses_of_mail_are_lower_case(raw, value, certainty):
    assert email(raw)[:2] == (value, certainty)


@pytest.mark.parametrize(
    "raw", ["an@example", "an example.vn", "a..b@c.vn", "án@example.vn", "@example.vn", "an@@example.vn", ""]
)
def test_what_is_no_mail_address_is_refused(raw):
    assert email(raw) is None
