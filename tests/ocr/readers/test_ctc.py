"""What is read off a net's answers along a line."""

import numpy as np
import pytest

from ocr.readers import ctc

ALPHABET = " abn"


def answers(text, sure=0.9):
    """One step a sign, ``_`` for none."""
    chances = np.full((len(text), len(ALPHABET) + 1), 0.01, np.float32)
    for step, sign in enumerate(text):
        chances[step, ALPHABET.find(sign) + 1] = sure
    return chances


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("aab_", ["ab"]),
        ("aa_a", ["aa"]),
        ("_b__  ba", ["b", "ba"]),
        ("____", []),
        (" _ ", []),
        ("ba n", ["ba", "n"]),
    ],
)
def test_signs_said_on_end_are_one_and_spaces_part_words(said, read):
    assert [word.text for word in ctc.words(ctc.signs(answers(said), ALPHABET))] == read


def test_a_word_is_as_sure_as_its_least_sure_sign_or_space():
    chances = answers("ab an")
    chances[1, 3] = 0.6
    chances[2, 1] = 0.5
    first, second = ctc.words(ctc.signs(chances, ALPHABET))
    assert (first.sure, second.sure) == (pytest.approx(0.5), pytest.approx(0.5))


def test_words_reach_as_far_as_their_ink():
    ink = np.zeros((48, 40), np.float32)
    ink[20:30, 2:14] = ink[20:30, 22:37] = 1
    said = ctc.words(ctc.signs(answers("_a_ _ b___"), ALPHABET))
    assert ctc.sides(said, ink, 4) == [(2, 14), (22, 37)]


def test_no_words_have_no_sides():
    assert ctc.sides([], np.ones((48, 40), np.float32), 4) == []


def test_a_letter_keeps_its_tone_and_leaves_its_neighbours():
    ink = np.zeros((48, 10), np.float32)
    ink[0:3] = ink[8:10] = ink[12:30] = ink[44:48] = 1
    assert ctc.rows(ink, 0, 10) == (8, 30)


def test_no_ink_is_as_high_as_the_line():
    assert ctc.rows(np.zeros((48, 10), np.float32), 0, 10) == (0, 48)
