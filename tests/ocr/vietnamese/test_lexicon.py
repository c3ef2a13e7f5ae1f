import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.vietnamese.lexicon import BESIDE, NO_SYLLABLE, UNUSUAL, weight


@pytest.mark.parametrize(
    ("word", "before", "after", "expected"),
    [
        ("phổ", "", "thông", BESIDE),
        ("PHỔ", "", "THÔNG,", BESIDE),
        ("phố", "", "thông", 1),
        ("cá", "căn", "nhân", BESIDE),
        ("nhân", "cá", "thân", BESIDE**2),
        ("Băc", "", "Ninh", NO_SYLLABLE),
        ("Lỷ", "", "", UNUSUAL),
        ("Nguyễn", "", "", 1),
        ("286/QĐ-UBND", "", "", 1),
        ("TTĐT", "", "", 1),
        ("", "", "", 1),
    ],
)
def test_a_word_weighs_by_being_one_and_by_its_company(word, before, after, expected):
    assert weight(word, before, after) == expected


def test_tones_are_known_in_either_place():
    assert weight("hoà", "", "giải") == weight("hòa", "", "giải") == BESIDE


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_any_text_has_a_weight(word, before, after):
    assert NO_SYLLABLE <= weight(word, before, after) <= BESIDE**2
