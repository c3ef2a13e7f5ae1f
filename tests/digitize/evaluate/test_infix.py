from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from digitize.evaluate.infix import Part, nearest_part

words = st.lists(st.text("aăb", min_size=1, max_size=4), min_size=1, max_size=5).map(" ".join)


@given(words, words)
def test_the_distance_is_that_of_the_stretch(pattern, text):
    part = nearest_part(pattern, text)
    assert part.distance == Levenshtein.distance(pattern, text[part.start : part.end])


@given(words, words)
def test_no_stretch_between_word_borders_is_nearer(pattern, text):
    starts = [0, *(place + 1 for place, letter in enumerate(text) if letter == " ")]
    ends = [*(place for place, letter in enumerate(text) if letter == " "), len(text)]
    best = min(Levenshtein.distance(pattern, text[a:b]) for a in starts for b in ends if a < b)
    assert nearest_part(pattern, text).distance <= best


@given(words, words, words)
def test_a_text_is_found_in_the_middle_of_another(before, text, behind):
    assert nearest_part(text, f"{before} {text} {behind}").distance == 0


def test_a_misread_word_is_taken_whole():
    assert nearest_part("Hoàng Tuấn", "ký: Hoàng Tuấnn") == Part(4, 15, 1)


def test_words_grown_together_are_cut():
    assert nearest_part("NHÂN DÂN", "NHÂN DÂNCỘNG HÒA") == Part(0, 8, 0)


def test_nothing_alike_gives_an_empty_stretch():
    assert nearest_part("abc", "xyz") == Part(0, 0, 3)
