"""Who signs a letter: names of all peoples, what is no name, several signers, and the signer of a copy."""

import pytest

from extract.extraction import extract
from extract.letter.whole import read_letter
from extract.rows.document_rows import document_rows, page_rows
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


COPY = (
    (250, 2000, "VĂN PHÒNG ĐĂNG KÝ"),
    (1020, 2000, "SAO Y"),
    (250, 2040, "Số: 07/SY-VPĐK"),
    (900, 2040, "Hòa Bình, ngày 15 tháng 4 năm 2026"),
    (250, 2090, "Nơi nhận:"),
    (250, 2130, "- Lưu: VT."),
    (1000, 2090, "GIÁM ĐỐC"),
    (1000, 2260, "Lê Văn Nam"),
)
CERTIFIED = (
    (800, 2000, "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"),
    (800, 2040, "Số chứng thực: 1234 quyển số 01-SCT/BS"),
    (900, 2080, "Ngày 15 tháng 4 năm 2026"),
    (1000, 2120, "CÔNG CHỨNG VIÊN"),
    (1000, 2260, "Lê Văn Nam"),
)


def headed(heading):
    return [(x, y, heading if text == "SAO Y" else text) for x, y, text in COPY]


@pytest.mark.parametrize(
    "copy",
    [
        COPY,
        CERTIFIED,
        *map(headed, ("SAO LỤC", "TRÍCH SAO", "SAO Y BẢN CHÍNH", "SAO Y BẢN CHÍNII")),
    ],
)
def test_who_signs_a_copy_is_not_who_signs_the_paper(fields, decision, copy):
    alone, copied = fields(*decision), fields(*decision, *copy)
    for name in ("nguoi_ky", "chuc_vu_nguoi_ky", "quyen_han_ky", "noi_nhan", "dia_danh", "ngay_ban_hanh"):
        assert (copied[name].value, copied[name].status) == (alone[name].value, alone[name].status)


@pytest.mark.parametrize("copy", [COPY, CERTIFIED])
def test_a_copy_recorded_on_a_page_of_its_own_has_no_signer_of_the_paper(page, decision, copy):
    own = page(*((x, y - 1800, text) for x, y, text in copy), number=2)
    found = read_letter(document_rows([page_rows(page(*decision)), page_rows(own)]))
    assert [one.text for one in found.readings if one.field == "nguoi_ky"] == ["Trần Thị Hạnh"]


def test_a_copy_over_which_nobody_signs_leaves_its_signer_in_doubt(fields, decision):
    unsigned = [line for line in decision if line[1] < 1500]
    found = fields(*unsigned, *CERTIFIED)
    assert found["nguoi_ky"].status == "review"
    assert "signer_of_copy" in doubts(found["nguoi_ky"])


def test_the_day_of_a_copy_is_not_that_of_the_paper(fields, decision):
    undated = [line for line in decision if "An Bình, ngày" not in line[2]]
    assert fields(*undated, *COPY)["ngay_ban_hanh"].value is None


def test_a_stamp_of_a_copy_beside_the_signature_leaves_the_signer_in_doubt(fields, decision):
    stamp = (
        (200, 1820, "CHỨNG THỰC BẢN SAO"),
        (200, 1860, "Số chứng thực: 1234"),
        (260, 1900, "CÔNG CHỨNG VIÊN"),
        (260, 1980, "Lê Văn Nam"),
    )
    field = fields(*decision, *stamp)["nguoi_ky"]
    assert (field.value, field.status) == ("Trần Thị Hạnh", "review")


def test_a_mark_of_a_copy_at_the_head_of_a_paper_takes_nothing_from_it(fields, decision):
    assert fields((1200, 120, "SAO Y"), *decision)["nguoi_ky"].value == "Trần Thị Hạnh"


LEFT = ((250, 1600, "TM. BAN THƯỜNG TRỰC"), (270, 1640, "CHỦ TỊCH"), (250, 1860, "Đỗ Văn Chiến"))
MIDDLE = ((680, 1600, "TM. ỦY BAN NHÂN DÂN"), (740, 1640, "CHỦ TỊCH"), (720, 1860, "Lê Minh Hoan"))
RIGHT = ((1150, 1600, "TM. HỘI ĐỒNG NHÂN DÂN"), (1220, 1640, "CHỦ TỊCH"), (1200, 1860, "Trần Thị Hạnh"))
LOW = tuple((x, y + 400, text) for x, y, text in RECIPIENTS)
BELOW = tuple((x, y + 350, text) for x, y, text in MIDDLE)


@pytest.mark.parametrize(
    "signers",
    [(*LEFT, *RIGHT), (*LEFT, *MIDDLE, *RIGHT), (*MIDDLE, *RIGHT), (*RIGHT, *BELOW), (*MIDDLE, *BELOW)],
)
@pytest.mark.parametrize("recipients", [(), LOW])
def test_of_several_signers_none_is_accepted_as_the_only_one(fields, decision, signers, recipients):
    unsigned = [line for line in decision if line[1] < 1500]
    found = fields(*unsigned, *signers, *recipients)
    assert [found[name].status for name in ("nguoi_ky", "chuc_vu_nguoi_ky", "quyen_han_ky")] == ["review"] * 3
    assert "several_signers" in doubts(found["nguoi_ky"])


@pytest.mark.parametrize("number", ["01/2025/NQLT-CP-UBTWMTTQVN", "05/TTLT-BCA-BTP"])
def test_a_joint_paper_has_more_signers_than_the_one_that_was_read(fields, decision, number):
    joint = [(x, y, text.replace("15/QĐ-UBND", number)) for x, y, text in decision]
    assert "several_signers" in doubts(fields(*joint)["nguoi_ky"])


def test_another_signer_on_another_page_leaves_both_in_doubt(page, decision):
    annex = page((1000, 1600, "GIÁM ĐỐC"), (1000, 1860, "Lê Minh Hoan"), number=2)
    letter = read_letter(document_rows([page_rows(page(*decision)), page_rows(annex)]))
    assert [one.doubts for one in letter.readings if one.field == "nguoi_ky"] == [("several_signers",)]
