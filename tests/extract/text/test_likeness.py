from hypothesis import given
from hypothesis import strategies as st

from extract.text.likeness import find_phrase, likeness


@given(st.text(alphabet="abcdeêơưđàáạ ", min_size=1).filter(str.strip))
def test_a_text_is_wholly_like_itself(text):
    assert likeness(text, text) == 1.0


def test_lost_tones_cost_little_and_other_letters_much():
    assert likeness("UY BAN NHAN DAN", "ỦY BAN NHÂN DÂN") > 0.9
    assert likeness("GIẤY KHAI SINH", "TỜ KHAI ĐĂNG KÝ KHAI SINH") < 0.75


def test_spaced_letters_and_punctuation_do_not_matter():
    assert likeness("Q U Y Ế T  Đ Ị N H :", "QUYẾT ĐỊNH") == 1.0


def test_a_phrase_is_found_within_a_line_without_the_words_around_it():
    words = ("Giới", "tính:", "Nam", "Dân", "tộc:", "Kinh", "Quốc", "tich:", "Việt", "Nam")
    found = find_phrase(words, "Quốc tịch", 0.8)
    assert found is not None
    assert words[found.start : found.end] == ("Quốc", "tich:")


def test_what_is_not_there_is_not_found():
    assert find_phrase(("Quê", "quán:", "Hà", "Nội"), "Ngày, tháng, năm sinh", 0.78) is None
    assert find_phrase((), "Số", 0.9) is None
