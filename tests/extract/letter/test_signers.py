"""Who signs a letter: names of all peoples, what is no name, several signers, and the signer of a copy."""

import pytest

from extract.extraction import extract
from tests.extract.conftest import FOOT

RECIPIENTS = tuple(line for line in FOOT if line[0] < 900)
BODY = (
    (300, 700, "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thủ tục;"),
    (220, 750, "theo đề nghị của Trưởng phòng tại Tờ trình số 77/TTr-VHXH ngày 01 tháng 3 năm 2026."),
)


@pytest.fixture
def fields(page, types):
    def read(*lines):
        (found,) = extract((page(*lines),), types, source="x")
        return found.record.fields

    return read


def signed_by(decision, name):
    return [(x, y, text.replace("Trần Thị Hạnh", name)) for x, y, text in decision]


def doubts(field):
    return [check.name for check in field.checks if not check.passed]


@pytest.mark.parametrize(
    "name",
    [
        *("K'Brếp", "K’Brếp", "K'NAM", "H'Yim Kđoh", "Y Ban Niê Kđăm", "Ksor H'Bơ Khăp", "Cill K'Git"),
        *("Ka Nhẻo", "A Nhất", "Rơ Ông K'Blơng", "KSOR H'BƠ KHĂP", "Sùng A Páo"),
        *("Nguyển Văn Hải", "Vỏ Thị Sáu", "Đổ Văn Hải"),
    ],
)
def test_a_name_of_any_people_is_given_as_it_is_printed(fields, decision, name):
    assert fields(*signed_by(decision, name))["nguoi_ky"].value == name


@pytest.mark.parametrize("name", ["K'Brếp", "K'NAM", "KSOR H'BƠ KHĂP", "Nguyển Văn Hải"])
def test_a_name_that_no_list_knows_is_looked_at(fields, decision, name):
    assert fields(*signed_by(decision, name))["nguoi_ky"].status == "review"


@pytest.mark.parametrize("name", ["K´Brếp", "Brếp", "Trần V.Hạnh", "K.Brếp", "MINH HẢI"])
def test_what_stands_where_the_signer_is_named_is_never_dropped(fields, decision, name):
    field = fields(*signed_by(decision, name))["nguoi_ky"]
    assert (field.raw, field.status) == (name, "review")


@pytest.mark.parametrize("name", ["(Ký tên, đóng dấu)", "(Đã ký)", "Đã ký", "Hn", ". . ."])
def test_a_remark_is_no_signer(fields, decision, name):
    assert "nguoi_ky" not in fields(*signed_by(decision, name))


def test_a_known_name_goes_before_what_may_be_one(fields, decision):
    field = fields(*signed_by(decision, "Trần Thị Hạnh"), (1010, 1780, "Brếp"))["nguoi_ky"]
    assert field.value == "Trần Thị Hạnh"
