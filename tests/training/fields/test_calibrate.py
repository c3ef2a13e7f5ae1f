import json
import random

import pytest

from extract.judge.field_confidence import EXPECTED_WRONG, Known
from training.fields import calibrate
from training.fields.calibrate import (
    ALONE,
    LAST,
    LAST_WRONG,
    OF_READING,
    SIGNS,
    Claim,
    accepted_from,
    card,
    claims,
    fitted,
    least_accepted,
    likely,
    types_left_out,
    written,
)
from training.fields.seen import FieldSeen
from training.fields.strange_words import WAYS

TYPES = ("giay_khai_sinh", "trich_luc_khai_sinh", "don_de_nghi")


def seen(worst, *, right, doc_type=TYPES[0], **known):
    named = {"bias": 1.0, "all_words": worst, "certainty": 1.0, "place": 1.0, **known}
    return FieldSeen("ho_ten", doc_type, {name: float(named.get(name, 0)) for name in SIGNS}, right)


def drawn(seed, count=4_000, share=0.5):
    rng = random.Random(seed)
    strengths = [rng.uniform(0, 12) for _ in range(count)]
    return [
        seen(one, right=rng.random() > share * 0.4**one, doc_type=TYPES[number % len(TYPES)])
        for number, one in enumerate(strengths)
    ]


@pytest.fixture
def fields():
    """Fields of three types of papers; the better read ones are right more often."""
    return drawn(4)


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    monkeypatch.setattr(calibrate, "WEIGHTS", tmp_path / "weights.json")
    monkeypatch.setattr(calibrate, "CARD", tmp_path / "weights.md")
    return tmp_path


def shares(said, least):
    """The share that is wrong of all values from ``least`` on, and of the last ones of them."""
    above = sorted((one for one in said if one.confidence >= least), reverse=True)
    wrong = [not one.right for one in above]
    return sum(wrong) / len(wrong), sum(wrong[-LAST:]) / LAST


def test_the_fitted_confidence_is_as_often_right_as_it_says(fields, shipped, capsys):
    written({"drawn": fields}, {"others": drawn(5)})
    assert capsys.readouterr().out == (shipped / "weights.md").read_text(encoding="utf-8")
    claimed = likely(fitted(fields), fields)
    right = sum(one.right for one in fields)
    assert sum(claimed) / len(claimed) == pytest.approx(right / len(fields), abs=0.01)


def test_what_is_accepted_is_wrong_at_most_as_often_as_was_said_and_so_are_the_last_ones(fields):
    said = claims(fitted(fields), fields)
    least = least_accepted(said)
    assert sum(one.confidence >= least for one in said) > LAST
    every, last = shares(said, least)
    assert every <= EXPECTED_WRONG
    assert last <= LAST_WRONG * EXPECTED_WRONG


def test_wrong_values_among_the_least_likely_end_what_is_accepted_however_many_others_are_right():
    sure = [Claim(0.999, right=True)] * 50_000
    doubtful = [Claim(0.98, right=number % 50 != 0) for number in range(LAST)]
    assert least_accepted([*sure, *doubtful]) == 0.999


def test_values_of_one_confidence_are_accepted_together_or_not_at_all():
    said = [*([Claim(0.99, right=True)] * (LAST + 500)), *([Claim(0.98, right=False)] * 10)]
    assert least_accepted(said) == 0.99


def test_the_worst_group_decides_and_a_small_one_cannot():
    good = [Claim(0.99 - number / 1e6, right=True) for number in range(3 * LAST)]
    worse = [
        one._replace(right=number % 100 != 0) if number > LAST else one for number, one in enumerate(good)
    ]
    assert least_accepted(good[: LAST - 1]) is None
    assert accepted_from({"good": good, "worse": worse})[0] > accepted_from({"good": good})[0]
    assert (
        accepted_from({"good": good, "small": [Claim(0.999, right=False)] * 9})[0]
        == accepted_from({"good": good})[0]
    )


def test_a_word_that_is_misread_on_every_strange_page_counts_once():
    """One value in eighty is wrong, the same in every way; the others are right."""
    once = [Claim(0.99 - number / 1e5, right=number != 150) for number in range(LAST)]
    everywhere = [one for one in once for _ in WAYS]
    assert least_accepted(everywhere, last=LAST) > accepted_from({"any, made strange": everywhere})[0]
    assert accepted_from({"any, made strange": everywhere})[0] == accepted_from({"any": once})[0]


def test_types_are_told_by_weights_that_were_fitted_without_them(fields, monkeypatch):
    fits = []
    monkeypatch.setattr(
        calibrate,
        "fitted",
        lambda fit: fits.append({one.doc_type for one in fit}) or dict.fromkeys(SIGNS, 0.0),
    )
    said = types_left_out({"drawn": fields})
    assert len(said["drawn"]) == len(fields)
    assert sorted(map(sorted, fits)) == sorted(sorted({*TYPES} - {one}) for one in TYPES)


def test_what_a_rule_sends_to_a_person_says_nothing_of_what_may_be_accepted(fields):
    held = [one._replace(free=False, right=False) for one in fields[:50]]
    weights = fitted(fields)
    assert claims(weights, [*fields, *held]) == claims(weights, fields)


def test_the_card_tells_each_weight_and_each_group():
    told = card(
        {"drawn": [Claim(0.999, right=True)]},
        {"others": []},
        1,
        Known(dict.fromkeys(SIGNS, 0.5), 0.99, 0.995),
    )
    assert all(f"| {name} | 0.5 |" in told for name in SIGNS)
    assert "| drawn | 1 | 1 | 0 of 1" in told
    assert "| others | 0 | 0 | – |" in told


def test_pages_made_strange_do_not_make_the_reading_of_words_count_less(fields):
    strange = [one._replace(strange=True, right=number % 9 > 0) for number, one in enumerate(fields)]
    weights = fitted([*fields, *strange])
    assert {name: weights[name] for name in OF_READING} == {name: fitted(fields)[name] for name in OF_READING}
    assert weights["bias"] < fitted(fields)["bias"]


def test_the_order_in_which_features_are_named_changes_no_weight(fields):
    turned = [one._replace(seen=dict(reversed(one.seen.items()))) for one in fields]
    assert fitted(turned) == fitted(fields)
    assert likely(fitted(turned), fields) == pytest.approx(likely(fitted(fields), turned))


def test_a_feature_of_which_nobody_says_which_way_it_speaks_is_an_error(fields):
    new = [one._replace(seen={**one.seen, "new": 1.0}) for one in fields]
    with pytest.raises(ValueError, match="new"):
        fitted(new)


def test_critical_fields_that_stand_alone_need_more(fields, shipped):
    written({"drawn": [one._replace(alone=True) for one in fields]}, {})
    known = json.loads((shipped / "weights.json").read_text(encoding="utf-8"))
    assert known["alone"] > known["accepted"]
    assert ALONE < 1
