import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.parse.names import person_name
from extract.parse.parsed import EXACT, LIKELY, REPAIRED, TIDIED

GIVEN = st.lists(
    st.sampled_from("An Bình Cường Dũng Thị Văn Minh Ngọc Hương Quỳnh Thúy Đức Sơn Uyên Yến".split()),  # noqa: SIM905  (words read best as words)
    min_size=1,
    max_size=3,
)
SURNAME = st.sampled_from(["Nguyễn", "Trần", "Lê", "Đỗ", "Châu", "Bàn", "Ngô"])


@given(
    SURNAME,
    GIVEN,
    st.sampled_from(["", "Ông ", "Bà: ", "Ông (Bà): ", "Ông/Bà ", "PGS.TS. "]),
    st.sampled_from([str, str.upper]),
)
def test_names_are_kept_as_printed_without_honorifics(surname, given_names, honorific, style):
    name = style(" ".join([surname, *given_names]))
    assert person_name(honorific + name.replace(" ", "  ")).value == name


def test_a_known_surname_makes_a_name_certain():
    assert person_name("Nguyễn Văn An").certainty == EXACT
    unknown = person_name("Nguyên Văn An")
    assert unknown.certainty == LIKELY
    assert not unknown.checks[0].passed


@pytest.mark.parametrize(
    ("text", "value", "certainty"),
    [
        ("H'Hen Niê", "H'Hen Niê", EXACT),
        ("Châu Văn Bình", "Châu Văn Bình", EXACT),
        ("Châu Văn Bình__", "Châu Văn Bình", EXACT),
        ("Ông Phương Thủy", "Ông Phương Thủy", LIKELY),
        ("Ông Văn Bình", "Ông Văn Bình", LIKELY),
        ("Văn An", "Văn An", LIKELY),
        ("Nguyễn Thúơng An", "Nguyễn Thúơng An", LIKELY),
        ("Nguyễn Sọn An", "Nguyễn Sọn An", LIKELY),
        ("Nguyễn Văn A", "Nguyễn Văn A", TIDIED),
        ("Tôn Nữ Thị Minh An", "Tôn Nữ Thị Minh An", TIDIED),
        ("Nguyễn văn An", "Nguyễn văn An", REPAIRED),
        ("NguyỄn Văn An", "NguyỄn Văn An", REPAIRED),
        ("NGUYỄN VĂN AN Nam", "NGUYỄN VĂN AN Nam", REPAIRED),
    ],
)
def test_a_name_is_as_certain_as_it_looks(text, value, certainty):
    assert person_name(text)[:2] == (value, certainty)


@pytest.mark.parametrize(
    "degree",
    [
        "PGS.TS?",
        "PGS,TS.",
        "ThS,",
        "ThS./",
        "Th.S",
        "KS,",
        "BS.CKII",
        "GS.TSKH.",
        "Thạc sĩ",
        "Bác sĩ CKI",
        "TTƯT.",
    ],
)
def test_a_degree_is_known_whatever_its_dot_was_read_as(degree):
    assert person_name(f"{degree} Ngô Minh Nam")[:2] == ("Ngô Minh Nam", EXACT)


@pytest.mark.parametrize(
    "degree", ["BSCÝI.", "BSCKll.", "Th,6", "T5.", "P65.TS.", "BSCKI1", "Trung tả", "Thiểu úy", "Đại ủy"]
)
def test_a_degree_with_a_misread_letter_leaves_the_name_in_doubt(degree):
    value, certainty, checks = person_name(f"{degree} Ngô Minh Nam")
    assert (value, certainty) == ("Ngô Minh Nam", LIKELY)
    assert [check.name for check in checks if not check.passed] == ["degree_read"]


@pytest.mark.parametrize("name", ["Thiều Uy Vũ", "THU HÀ ANH", "Thị Hà An", "Đại Nguyễn An"])
def test_a_name_that_begins_like_a_degree_keeps_its_beginning(name):
    assert person_name(name).value == name


@pytest.mark.parametrize(
    "text",
    ["", "An", "CHỦ TỊCH", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "TRƯỞNG PHÒNG", "Ủy ban nhân dân", "Sở Y Tế", "Công ty Bình Minh", "Nguyễn Văn 4n",
     "nguyễn văn an", "Bà Nguyễn Thị Xuân, sinh năm 1990", "Nguyễn Văn An Giới Tính Nam", "Đã ký", "Việt Nam", "Độc lập - Tự do",
     "Nguyễn Văn An Nguyễn Văn Bình Trần", "Người nộp hồ sơ", "Ông Nguyễn Văn An và bà Lê Thị Bình"],
)  # fmt: skip
def test_what_is_no_name_is_refused(text):
    assert person_name(text) is None


@pytest.mark.parametrize("name", ["K'Brếp", "K'NAM", "K’Brếp", "H'Mai"])
def test_one_word_with_an_apostrophe_is_a_name_that_no_list_knows(name):
    parsed = person_name(name)
    assert parsed.value == name
    assert parsed.certainty <= LIKELY


@pytest.mark.parametrize("text", ["Minh", "K'", "'Brếp", "Ông'Ba'Hai", "TRẦN"])
def test_another_single_word_is_no_name(text):
    assert person_name(text) is None
