import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.judge.field_confidence import (
    COVERING,
    GUESSED,
    UNSURE,
    WEIGHTS,
    Evidenced,
    features,
    judge,
    may_be_accepted,
    probability,
)
from extract.record import Check
from extract.rows.rows import rows
from ocr.box import Box
from ocr.page import Mark, MarkKind


@pytest.fixture
def evidence(page):
    def made(word=0.999, source="image", **changes):
        runs = rows(page((100, 100, "Lê Văn", word), (400, 100, "Bảo", word), source=source))
        known = {"certainty": 1.0, "place": 1.0, "checks": (), "doubts": (), "marks": ()}
        return Evidenced(runs=runs, **{**known, **changes})

    return made


def mark(kind):
    return (Mark(kind=kind, box=Box(90, 80, 700, 160)),)


def test_every_kind_of_mark_lies_over_values_or_stands_beside_them():
    # A new kind has to say which: told alone, it would leave the value under it without a doubt.
    # A cover stands beside what is left of a value and raises a doubt of its own (``judge.covered``).
    assert set(get_args(MarkKind)) == COVERING | {"cover", "stamp", "qr", "barcode", "mrz"}


def reasons(verdict):
    return {check.name for check in verdict.doubts}


def test_a_value_of_which_everything_is_strong_is_accepted(evidence):
    assert judge(evidence()).status == "accepted"
    assert judge(evidence()).doubts == ()


@pytest.mark.parametrize(
    ("weakness", "reason"),
    [
        ({"word": 0.6}, "words_clear"),
        ({"word": 0.9, "certainty": 0.5}, "value_whole"),
        ({"word": 0.9, "place": 0.3}, "place_clear"),
        ({"marks": mark("handwriting")}, "clear_of_handwriting"),
        ({"by_hand": True}, "clear_of_handwriting"),
        ({"word": 0.9, "marks": mark("seal")}, "clear_of_seal"),
        ({"word": 0.9, "marks": mark("signature")}, "clear_of_signature"),
        ({"word": 0.94, "critical": True}, "second_witness"),
    ],
)
def test_a_value_in_doubt_says_why(evidence, weakness, reason):
    verdict = judge(evidence(**weakness))
    assert verdict.status == "review"
    assert reason in reasons(verdict)


def test_a_failed_check_or_a_doubt_is_enough_for_a_look(evidence):
    assert judge(evidence(checks=(Check(name="any", passed=False),))).status == "review"
    assert judge(evidence(doubts=("maybe_cut",))).status == "review"


def test_a_number_of_no_known_province_is_unusual_and_no_more(evidence):
    assert judge(evidence(checks=(Check(name="id_province", passed=False),))).status == "accepted"


def test_a_value_beside_a_label_that_nobody_saw_printed_must_be_surer(evidence):
    doubtful = {"word": 0.94, "doubts": ("label_unverified",)}
    assert judge(evidence(word=0.94)).status == "accepted"
    assert judge(evidence(**doubtful)).status == "review"
    assert judge(evidence(**doubtful, witnessed=True)).status == "accepted"
    assert judge(evidence(doubts=("label_unverified",))).status == "accepted"


def test_the_worst_word_is_named(evidence):
    doubts = judge(evidence(word=0.6)).doubts
    assert doubts[0].data["word"] in ("Lê", "Văn", "Bảo")


def test_a_word_that_was_read_unsurely_needs_a_second_witness_however_exact_its_grammar(evidence):
    unsure = evidence(word=0.999, risks=[0.001, 0.001, 1.1 * UNSURE], certainty=1.0)
    assert judge(unsure).status == "review"
    assert judge(unsure._replace(witnessed=True)).status == "accepted"
    assert judge(unsure._replace(witnessed=True, risks=[0.001, 0.001, GUESSED])).status == "review"
    assert may_be_accepted(unsure._replace(risks=[0.001, 0.001, 0.9 * UNSURE]))
    assert not may_be_accepted(unsure._replace(risks=[0.001, 0.001, 0.9 * UNSURE], critical=True))


def test_handwriting_is_accepted_only_with_a_second_witness(evidence):
    assert judge(evidence(by_hand=True)).status == "review"
    assert judge(evidence(by_hand=True, witnessed=True)).status == "accepted"


def test_a_day_written_in_figures_and_in_words_bears_itself_out(evidence):
    assert judge(evidence(word=0.5, witnessed=True)).status == "review"
    assert judge(evidence(word=0.5, witnessed=True, twice=True)).status == "accepted"
    assert judge(evidence(word=0.5, witnessed=True, twice=True, doubts=("any",))).status == "review"


def test_words_that_lists_confirm_weigh_less_than_the_reader_would_have_it(evidence):
    alone, listed = evidence(word=0.9), evidence(word=0.9, risks=[0.002, 0.002, 0.002])
    assert probability(listed) > probability(alone)
    assert judge(listed).status == "accepted"


def test_a_text_layer_is_not_misread_unless_the_picture_contradicts_it(evidence):
    typed = evidence(word=0.95, source="text_layer", critical=True)
    assert judge(typed).status == "accepted"
    assert judge(evidence(word=0.95, critical=True)).status == "review"
    assert judge(evidence(word=0.5, source="text_layer", critical=True)).status == "review"


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.booleans(), st.booleans(), st.booleans())
def test_a_probability_is_one_whatever_is_known(certainty, place, risk, free, several, witnessed):
    found = Evidenced((), certainty, place, (), (), (), witnessed, [risk], free=free, several=several)
    assert 0 <= probability(found) <= 1


def test_no_weight_praises_what_speaks_against_a_value():
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    assert weights.keys() == features(Evidenced((), 1.0, 1.0, (), (), ())).keys()
    assert all(weights[name] > 0 for name in ("all_words", "certainty", "place", "witnessed"))
    assert all(weights[name] < 0 for name in ("failed", "covered", "free"))


def test_the_card_lies_beside_the_weights():
    assert "| confidence | fields |" in WEIGHTS.with_suffix(".md").read_text(encoding="utf-8")


def test_writing_within_a_word_is_writing(evidence):
    part = (Mark(kind="handwriting", box=Box(110, 100, 140, 108)),)
    assert judge(evidence(marks=part)).status == "review"
