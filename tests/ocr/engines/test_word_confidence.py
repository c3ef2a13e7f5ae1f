import json

import pytest

from ocr.engines.word_confidence import WEIGHTS, Seen, features, probability, shape
from ocr.named_weights import weighed

CLEAR = Seen(
    word=0.965,
    line=0.96,
    lowest=0.95,
    agreement=None,
    sound=1.0,
    shape=shape("sinh"),
    found=0.99,
    height=30.0,
    contrast=0.9,
)


def test_a_clear_word_of_a_clear_line_is_nearly_certain_and_never_quite():
    assert 0.98 < probability(CLEAR) < 1


@pytest.mark.parametrize(
    "weakness",
    [
        {"word": 0.9},
        {"word": 0.5, "line": 0.8, "lowest": 0.5},
        {"line": 0.85, "lowest": 0.6},
        {"sound": 0.0},
        {"shape": shape("_-")},
    ],
)
def test_each_weakness_costs_confidence(weakness):
    assert probability(CLEAR._replace(**weakness)) < probability(CLEAR)


def test_words_that_readings_agree_on_are_surer_than_those_they_dispute():
    agreed, disputed = (CLEAR._replace(word=0.9, line=0.88, agreement=share) for share in (1.0, 1 / 3))
    assert probability(agreed) > probability(disputed) + 0.1


def test_a_scribble_is_not_believed():
    scribble = CLEAR._replace(
        word=0.35, line=0.35, lowest=0.2, agreement=1 / 3, sound=0.0, shape=shape("_-"), found=0.6
    )
    assert probability(scribble) < 0.1


def test_extremes_stay_probabilities():
    worst = CLEAR._replace(word=0.0, line=0.0, lowest=0.0, sound=0.0, found=0.0, height=0.0, contrast=-1.0)
    assert 0 < probability(worst) < 1
    assert features(worst)["bias"] == 1


def test_weights_are_bound_by_name_and_by_no_order():
    every = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    for weights in (weights for engine in every.values() for weights in engine.values()):
        turned = dict(reversed(weights.items()))
        assert weighed(turned, features(CLEAR)) == pytest.approx(weighed(weights, features(CLEAR)))


def test_a_shape_tells_what_is_hard_to_read():
    assert shape("Cẩm,")[4:] == (1, 1, False)
    assert shape("12/QĐ-UBND").mixed
    assert shape("QUYẾT").capitals
    assert shape("...").marks
