"""What a net might say, step by step: for each sign of a text how likely it and others are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.readers import ctc
from ocr.readers.hesitation import weighed
from ocr.readers.line_net import ALPHABET

SIGNS = st.text(alphabet=ALPHABET, min_size=1, max_size=20).filter(lambda text: text.strip() == text)


def said(*steps):
    """Chances of one step a sign (a string, or likely signs by chance), a step of nothing between two."""
    rows = []
    for step in steps:
        row = np.zeros(len(ALPHABET) + 1, np.float32)
        for sign, chance in ({step: 1.0} if isinstance(step, str) else step).items():
            row[ALPHABET.index(sign) + 1 if sign else 0] = chance
        rows += [row, np.eye(1, len(ALPHABET) + 1, dtype=np.float32)[0]]
    return np.array(rows)


def text(chances):
    return "".join(sign.sign for sign in weighed(ctc.signs(chances, ALPHABET), chances, ALPHABET))


def test_company_settles_what_the_net_cannot():
    assert text(said("t", {"ô": 0.5, "ổ": 0.45}, *" chức")) == "tổ chức"
    assert text(said("t", {"ô": 0.45, "ổ": 0.5}, *" Hoài")) == "tổ Hoài"


def test_what_is_weighed_is_as_sure_as_that_leaves_it():
    chances = said("t", {"ô": 0.4, "ổ": 0.5}, *" chức")
    hesitant = ctc.words(ctc.signs(chances, ALPHABET))[0].sure
    better = ctc.words(weighed(ctc.signs(chances, ALPHABET), chances, ALPHABET))[0].sure
    assert hesitant == pytest.approx(0.5)
    assert 0.7 < better < 0.9  # a tenth went to signs that are no such letter


def test_what_the_net_saw_stands_against_the_lexicon():
    assert text(said("t", {"ô": 0.97, "ổ": 0.02}, *" chức")) == "tô chức"
    assert text(said("t", {"ô": 0.5, "e": 0.45}, *" chức")) == "tô chức"


def test_an_ending_that_takes_few_tones_decides():
    assert text(said("B", {"ă": 0.5, "ắ": 0.4}, *"c Ninh")) == "Bắc Ninh"


def test_a_space_that_the_net_thought_of_parts_two_words():
    glued = said("V", "ề", {"v": 1.0}, *"iệc")
    thought = glued.copy()
    thought[3] = 0
    thought[3, [0, ALPHABET.index(" ") + 1]] = 0.9, 0.1
    assert text(glued) == "Vềviệc"
    assert text(thought) == "Về việc"


def test_codes_are_left_alone():
    chances = said(*"VT,", *" KTTH", {"a": 0.6, "ạ": 0.3}, *"47")
    assert text(chances) == "VT, KTTHa47"


@given(SIGNS)
def test_without_hesitation_all_stays(line):
    chances = said(*line)
    assert weighed(ctc.signs(chances, ALPHABET), chances, ALPHABET) == ctc.signs(chances, ALPHABET)
