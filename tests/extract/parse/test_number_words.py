import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.parse.number_words import LIMIT, read, read_folded, spell
from extract.text.fold import fold

NUMBERS = st.one_of(
    st.integers(0, 10_000), st.integers(0, 10**12), st.integers(1, 999).map(lambda n: n * 10**9)
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (34, "ba mươi tư"),
        (105, "một trăm linh năm"),
        (2005, "hai nghìn không trăm linh năm"),
        (1_000_005, "một triệu không trăm linh năm"),
        (50_000_000, "năm mươi triệu"),
        (1_500_000_000, "một tỷ năm trăm triệu"),
        (10**12, "một nghìn tỷ"),
    ],
)
def test_numbers_are_spelled_formally(number, words):
    assert spell(number) == words


@given(NUMBERS)
def test_what_is_spelled_is_read_back(number):
    assert read(spell(number)) == number


@given(NUMBERS)
def test_lost_marks_never_make_another_number(number):
    assert read_folded(fold(spell(number))) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Hai nghìn lẻ năm", 2005),
        ("hai ngàn không trăm lẻ bốn", 2004),
        ("hai mươi bốn", 24),
        ("hai mươi một", 21),
        ("hai mươi nhăm", 25),
        ("hai mươi năm", 25),
        ("hai nghìn mười", 2010),
        ("một tỉ, hai trăm triệu", 1_200_000_000),
        ("ba bẩy", None),
        (unicodedata.normalize("NFD", "ba mươi bẩy"), 37),
    ],
)
def test_accepted_variants_are_read(words, number):
    assert read(words) == number


@pytest.mark.parametrize(
    "words",
    ["", "năm trời", "hai nghìn năm", "một trăm năm", "linh năm", "không trăm", "mười năm", "một một", "tỷ", "triệu hai",
     "mườì lăm", "hai triệu ba triệu", "năm nghìn hai triệu", "hai mươi mười", "không mươi", "1 nghìn", "hai mốt"],
)  # fmt: skip
def test_what_is_ambiguous_or_unknown_is_refused(words):
    assert read(words) is None


@pytest.mark.parametrize("number", [-1, LIMIT])
def test_numbers_out_of_range_are_not_spelled(number):
    with pytest.raises(ValueError, match=str(number)):
        spell(number)
