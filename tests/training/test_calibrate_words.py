import random

import numpy as np
import pytest

from ocr.engines.word_confidence import Seen, shape
from training.calibrate_words import Witness, fitted, likely, split, table


def seen(word, agreement=None):
    return Seen(word, 0.95, 0.9, agreement, 1.0, shape("nhân"), 0.99, 30.0, 0.9)


def words(count, seed=1):
    """Words that are right as often as their engine confidence says."""
    rng = random.Random(seed)
    for number in range(count):
        word = rng.uniform(0.5, 1)
        yield Witness(seen(word), 0, number, rng.random() < word)


def test_what_was_fitted_is_the_share_of_words_that_are_right():
    weights = {"once": fitted(list(words(5000)))}
    for word in (0.6, 0.75, 0.9):
        assert likely(weights, seen(word)) == pytest.approx(word, abs=0.05)


def test_the_same_words_give_the_same_weights():
    assert fitted(list(words(200))) == fitted(list(words(200)))
    assert np.isfinite(list(fitted(list(words(3))).values())).all()


def test_words_of_lines_read_again_are_fitted_apart():
    parts = split([Witness(seen(0.9), 0, 0, True), Witness(seen(0.9, 0.5), 0, 1, False)])
    assert {name: len(words) for name, words in parts.items()} == {"once": 1, "again": 1}


def test_the_table_counts_what_is_wrong_at_each_confidence():
    told = table([(0.9955, True), (0.9985, False), (0.3, False)])
    assert "| 0 to 0.5 | 1 | 0.3000 | 100.00% |" in told
    assert "| 0.995 to 0.999 | 2 | 0.9970 | 50.00% |" in told
    assert "0.5 to 0.8" not in told
