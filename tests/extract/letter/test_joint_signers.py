"""All who sign a paper together are listed, in the ways in which the feet of joint papers are printed."""

import pytest

from extract.extraction import extract
from extract.letter.whole import read_letter
from extract.rows.document_rows import document_rows, page_rows

LISTED = "nguoi_ky_lien_tich"


@pytest.fixture
def listed(page, types, decision):
    """The list of signers of a decision with another foot."""

    def read(*foot):
        unsigned = [line for line in decision if line[1] < 1500]
        (found,) = extract((page(*unsigned, *foot),), types, source="x")
        return found.record.fields.get(LISTED)

    return read


def block(left, top, *over, name, down=260):
    """One signer: rows of agency and position, and the name under them."""
    rows = [(left, top + 40 * number, text) for number, text in enumerate(over)]
    return (*rows, (left + 20, top + 40 * (len(over) - 1) + down, name))


COUNCIL = block(1150, 1560, "TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH", name="Trần Thị Hạnh")
COMMITTEE = block(680, 1560, "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", name="Lê Minh Hoan")
FRONT = block(200, 1560, "TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH", name="Đỗ Văn Chiến")
SAID = {
    COUNCIL: "TM. HỘI ĐỒNG NHÂN DÂN, CHỦ TỊCH: Trần Thị Hạnh",
    COMMITTEE: "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH: Lê Minh Hoan",
    FRONT: "TM. BAN THƯỜNG TRỰC, CHỦ TỊCH: Đỗ Văn Chiến",
}
RECIPIENTS = ((250, 2050, "Nơi nhận:"), (250, 2090, "- Như Điều 3;"), (250, 2130, "- Lưu: VT."))


def below(lines, by):
    return tuple((left, top + by, text) for left, top, text in lines)


@pytest.mark.parametrize("signers", [(FRONT, COUNCIL), (COMMITTEE, COUNCIL), (FRONT, COMMITTEE, COUNCIL)])
@pytest.mark.parametrize("recipients", [(), RECIPIENTS])
def test_who_sign_side_by_side_are_listed_from_left_to_right(listed, signers, recipients):
    field = listed(*(line for signer in signers for line in signer), *recipients)
    assert field.value == [SAID[signer] for signer in signers]
    assert field.status == "review"


@pytest.mark.parametrize("beside", [(), below(RECIPIENTS, -490)])
def test_who_sign_one_over_the_other_are_listed_from_top_to_bottom(listed, beside):
    field = listed(*COUNCIL, *below(block(1150, 1560, "GIÁM ĐỐC", name="Lê Minh Hoan"), 400), *beside)
    assert field.value == [SAID[COUNCIL], "GIÁM ĐỐC: Lê Minh Hoan"]


def test_two_over_one_are_listed_row_by_row(listed):
    field = listed(*FRONT, *COUNCIL, *below(COMMITTEE, 420))
    assert field.value == [SAID[FRONT], SAID[COUNCIL], SAID[COMMITTEE]]


def test_agencies_without_a_form_of_signing_are_named(listed):
    first = block(250, 1560, "ỦY BAN MẶT TRẬN TỔ QUỐC", "CHỦ TỊCH", name="Đỗ Văn Chiến")
    second = block(1100, 1560, "BỘ TRƯỞNG BỘ TÀI CHÍNH", name="Trần Thị Hạnh")
    assert listed(*first, *second).value == [
        "ỦY BAN MẶT TRẬN TỔ QUỐC, CHỦ TỊCH: Đỗ Văn Chiến",
        "BỘ TRƯỞNG BỘ TÀI CHÍNH: Trần Thị Hạnh",
    ]


def test_a_name_whose_position_was_lost_and_a_position_whose_name_was_are_listed(listed):
    nameless, untitled = FRONT[:-1], COMMITTEE[-1:]
    third = block(1150, 1560, "TM. HỘI ĐỒNG NHÂN DÂN", "PHÓ CHỦ TỊCH", name="Trần Thị Hạnh")
    fourth = below(block(1150, 1560, "GIÁM ĐỐC", name="Nguyễn Văn An"), 420)
    field = listed(*nameless, *untitled, *third, *fourth)
    assert field.value == [
        "TM. BAN THƯỜNG TRỰC, CHỦ TỊCH",
        "Lê Minh Hoan",
        "TM. HỘI ĐỒNG NHÂN DÂN, PHÓ CHỦ TỊCH: Trần Thị Hạnh",
        "GIÁM ĐỐC: Nguyễn Văn An",
    ]


def test_who_signs_alone_needs_no_list(page, types, decision):
    (found,) = extract((page(*decision),), types, source="x")
    assert LISTED not in found.record.fields
    assert found.record.fields["nguoi_ky"].value == "Trần Thị Hạnh"


def test_who_sign_on_two_pages_are_listed_page_by_page(page, decision):
    second = page(*block(1000, 200, "GIÁM ĐỐC", name="Lê Minh Hoan"), number=2)
    letter = read_letter(document_rows([page_rows(page(*decision)), page_rows(second)]))
    (found,) = (one for one in letter.readings if one.field == LISTED)
    assert [item.rpartition(": ")[2] for item in found.items] == ["Trần Thị Hạnh", "Lê Minh Hoan"]
