"""What is left of a covered value is read well; only what it lacks tells that it is a part."""

import pytest

from extract.extraction import extract
from extract.judge.half import ends_within_phrase, halved
from extract.rows.found_text import FoundText
from extract.rows.rows import Run
from ocr.box import Box
from ocr.page import Word

CUT, HOLE = "maybe_cut", "has_hole"


def doubts(types, field, text, source="image"):
    words = tuple(Word(text=part, box=Box(0, 0, 9, 9), confidence=0.99) for part in text.split())
    field_type = next(one for type_ in types.all for one in type_.fields if one.key == field)
    return set(halved(field_type, FoundText(field, text, (Run(1, words, source),))))


@pytest.mark.parametrize(
    ("field", "part", "doubt"),
    [
        ("nguoi_ky", "Lò Thị", CUT),
        ("nguoi_ky", "NGỤY VĂN", CUT),
        ("nguoi_ky", "Lý Minh Việt S", CUT),
        ("so_ky_hieu", "689/UB", CUT),
        ("so_ky_hieu", "771/l", CUT),
        ("kinh_gui", "Ủy ban nhân", CUT),
        ("kinh_gui", "Công an", CUT),
        ("kinh_gui", "Ủy ban n", HOLE),
        ("co_quan_chu_quan", "ỦY BAN GIỜ", HOLE),
        ("co_quan_chu_quan", "ỦY BAN NHÂN DÂN X TAM NÔNG", HOLE),
        ("quyen_han_ky", "KT. GI", CUT),
        ("quyen_han_ky", "GIÁM ĐỐC", CUT),
        ("quyen_han_ky", "TM. ỦY BAN NHÂN DÂN KT. GIÁ M ĐỐC", CUT),
        ("chuc_vu_nguoi_ky", "KT. CHỦ TỊCH", CUT),
        ("trich_yeu", "Về việc cấp giấy phép xây d", CUT),
        ("trich_yeu", "Về việc xác nhận bản sao chưa đư@chứng thực", HOLE),
        ("trich_yeu", "Về việc cấp lại giấy ngày 15/10/2", CUT),
        ("giay_to_tuy_than", "Căn cước công dân số 021302239550 cấp ngày 04/09", CUT),
        ("quan_he", "Ch", CUT),
        ("trich_yeu", "Thẻ căn 016189126913 do Bộ Công an cấp", HOLE),
    ],
)
def test_a_part_of_a_value_is_doubted(types, field, part, doubt):
    assert doubt in doubts(types, field, part)


@pytest.mark.parametrize(
    ("field", "whole"),
    [
        ("nguoi_ky", "Nguyễn Thị Văn"),
        ("nguoi_ky", "Trần Cao Vân"),
        ("nguoi_ky", "Y Lan Byă"),
        ("so_ky_hieu", "12/GM-UBND"),
        ("so_ky_hieu", "15/QĐ-UB"),
        ("kinh_gui", "Công an xã Bàn Tân Định"),
        ("kinh_gui", "Ủy ban Mặt trận Tổ quốc Việt Nam phường Hạc Thành"),
        ("quyen_han_ky", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH"),
        ("quyen_han_ky", "TL. GIÁM ĐỐC"),
        ("quyen_han_ky", "TM. BAN QUẢN LÝ"),
        ("chuc_vu_nguoi_ky", "THỦ TƯỚNG"),
        ("quan_he", "Chồng"),
        ("trich_yeu", "Về việc khai thác cơ sở dữ liệu"),
        ("trich_yeu", "Về việc cấp đất tại lô C đường Lê Lợi ngày 15/10/2025"),
    ],
)
def test_a_whole_value_is_not_doubted(types, field, whole):
    assert not doubts(types, field, whole)


def test_no_finger_covers_a_text_layer(types):
    assert not doubts(types, "nguoi_ky", "Lò Thị", "text_layer")


def test_the_beginning_of_a_phrase_is_no_end_unless_it_is_a_phrase_itself():
    assert ends_within_phrase(["Đăng", "ký", "kết"])
    assert not ends_within_phrase(["Đăng", "ký", "kết", "hôn"])
    assert not ends_within_phrase(["Chuyển", "hộ", "khẩu"])


@pytest.mark.parametrize(("place", "part"), [("Giồng", True), ("Ma Thuột", True), ("Xứ Không Tên", False)])
def test_a_place_that_is_a_part_of_the_name_of_one_is_doubted(types, place, part):
    assert (CUT in doubts(types, "dia_danh", place)) is part


def test_what_is_left_of_a_signer_goes_to_a_person(page, types, decision):
    signer = next(text for x, y, text in decision if y > 1800)
    half = [(x, y, "Lò Thị" if text == signer else text) for x, y, text in decision]
    (found,) = extract((page(*half),), types, source="a.pdf")
    assert found.record.fields["nguoi_ky"].value == "Lò Thị"
    assert found.record.fields["nguoi_ky"].status == "review"
