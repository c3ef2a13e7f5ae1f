import pytest

from extract.parse.document_kinds import (
    ADMINISTRATIVE,
    KINDS,
    has_twin,
    kind_of_notation,
    kind_of_title,
    known_spelling,
)
from extract.text.fold import fold


def test_the_decree_names_29_kinds():
    assert len(ADMINISTRATIVE) == 29
    assert len({kind.abbreviation for kind in KINDS if kind.abbreviation}) == len(
        [kind for kind in KINDS if kind.abbreviation]
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "spoil", [str, str.upper, lambda name: " ".join(name.upper()), lambda name: name.upper() + ":"]
)
def test_a_title_names_its_kind(kind, spoil):
    assert kind_of_title(spoil(kind.name)) == (kind, 1.0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_without_marks_names_its_kind(kind):
    match = kind_of_title(fold(kind.name).upper())
    assert match.kind == kind
    assert match.likeness < 1


@pytest.mark.parametrize("text", ["THƯỞNG", "THÔNG CÁO BÁO", "QUYẾT"])
def test_words_that_are_spelled_right_and_are_fewer_or_more_name_no_kind(text):
    assert kind_of_title(text) is None


def test_the_older_place_of_the_tone_is_as_good():
    assert kind_of_title("GIẤY UỶ QUYỀN").likeness == 1.0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("QUYÉT ĐỊNH", "quyết định"),
        ("QUYỂT BỊNH", "quyết định"),
        ("T Ờ  T R l N H", "tờ trình"),
        ("GIÂY MOI", "giấy mời"),
    ],
)
def test_few_wrong_letters_are_forgiven(text, name):
    match = kind_of_title(text)
    assert match.kind.name == name
    assert match.likeness < 1


@pytest.mark.parametrize(
    "text", ["", "x", "QUYT ĐINH", "Quyết định của ai", "ỦY BAN NHÂN DÂN", "Căn cứ nghị định", "THÔNG"]
)
def test_what_names_no_kind_or_two_is_refused(text):
    assert kind_of_title(text) is None


@pytest.mark.parametrize(
    ("notation", "name"),
    [("QĐ-UBND", "quyết định"), ("TTr-UBND", "tờ trình"), ("NQ-HĐND", "nghị quyết"), ("NĐ-CP", "nghị định"), ("UBND-KTTH", "công văn"),
     ("BVT-TCKT", "công văn"), ("SXD-QLN", "công văn"), ("TTLT-BTC-BTP", "thông tư liên tịch"), ("QĐ-NĐ-UB", "quyết định")],
)  # fmt: skip
def test_the_letters_of_a_number_name_the_kind(notation, name):
    assert kind_of_notation(notation).name == name


@pytest.mark.parametrize("notation", ["QH15", "GKS-BS", "TLKT-BS", "XYZ", "", "-"])
def test_letters_that_name_no_kind_are_refused(notation):
    assert kind_of_notation(notation) is None


def test_case_and_marks_of_an_abbreviation_are_put_right_only_where_one_fits():
    assert known_spelling("TTR") == "TTr"
    assert known_spelling("QD") == "QĐ"
    assert known_spelling("HD") is None
    assert has_twin("HD")
    assert not has_twin("QĐ")
