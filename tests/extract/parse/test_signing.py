import pytest

from extract.parse.signing import is_position, position_meant, signed_as_law_has_it, signing_form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("KT. CHỦ TỊCH", ("KT.", "ký thay", "CHỦ TỊCH")),
        ("KT.CHỦ TỊCH", ("KT.", "ký thay", "CHỦ TỊCH")),
        ("TM. ỦY BAN NHÂN DÂN", ("TM.", "thay mặt", "ỦY BAN NHÂN DÂN")),
        ("T/M UBND XÃ", ("TM.", "thay mặt", "UBND XÃ")),
        ("TL CHỦ TỊCH", ("TL.", "thừa lệnh", "CHỦ TỊCH")),
        ("TUQ. GIÁM ĐỐC", ("TUQ.", "thừa ủy quyền", "GIÁM ĐỐC")),
        ("Q. GIÁM ĐỐC", ("Q.", "quyền", "GIÁM ĐỐC")),
    ],
)
def test_signing_forms_of_the_decree_are_known(text, form):
    assert signing_form(text) == form


@pytest.mark.parametrize(
    "text", ["", "KT.", "KTX SINH VIÊN", "CHỦ TỊCH", "Q GIÁM ĐỐC", "TMĐT", "Kt. chủ tịch"]
)
def test_what_is_no_signing_form_is_refused(text):
    assert signing_form(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "CHỦ TỊCH",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH UBND XÃ",
        "PHO CHU TICH",
        "VIỆN TRƯỞNG",
        "Giám đốc",
        "TRƯỞNG PHÒNG KINH TẾ",
    ],
)
def test_positions_are_known_by_their_first_words(text):
    assert is_position(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nguyễn Văn An",
        "ỦY BAN NHÂN DÂN",
        "chủ tịch",
        "TRƯỞNG",
        "Chủ tịch Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành Quyết định này kể từ ngày ký",
        "CHỦ TỊCH: Ông An",
    ],
)
def test_sentences_and_names_are_no_positions(text):
    assert not is_position(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("A CCHỦ TỊCH", "CHỦ TỊCH"),
        ("TGHỦ TỊCH", "CHỦ TỊCH"),
        ("PHÓCHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("ỢHXCGHỦ TỊCH", "CHỦ TỊCH"),
        ("TRƯỞNG CÔNG AN", "TRƯỞNG CÔNG AN"),
        ("PIÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("PIHÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("HÓ GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("A GIÁM ĐỐC", "GIÁM ĐỐC"),
    ],
)
def test_what_a_seal_leaves_of_a_position_tells_it(text, meant):
    assert position_meant(text) == meant


@pytest.mark.parametrize(
    "text", ["", "NGUYỄN VĂN AN", "ỦY BAN NHÂN DÂN", "CỘNG HÒA", "SỞ TÀI CHÍNH", "Z6 Phú ỒNU"]
)
def test_other_lines_mean_no_position(text):
    assert position_meant(text) is None


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("TM: CHÍNH PHỦ", "TM. CHÍNH PHỦ"),
        ("TM, ỦY BAN NHÂN DÂN KT: CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH"),
        ("TUQ. GIÁM ĐỐC", "TUQ. GIÁM ĐỐC"),
        ("ATM: 24 giờ", "ATM: 24 giờ"),
    ],
)
def test_a_signing_form_has_its_dot(read, printed):
    assert signed_as_law_has_it(read) == printed
