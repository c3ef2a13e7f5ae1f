import json
import random

import pytest

from extract.judge.field_confidence import EXPECTED_WRONG, Known
from training import calibrate_fields
from training.calibrate_fields import SIGNS, FieldSeen, card, fitted, least_accepted, likely, written


def seen(worst, *, right, **known):
    named = {"bias": 1.0, "worst_word": worst, "certainty": 1.0, "place": 1.0, **known}
    return FieldSeen("ho_ten", {name: float(named.get(name, 0)) for name in SIGNS}, right, handwritten=False)


@pytest.fixture
def fields():
    """Fields of which the better read ones are right more often."""
    rng = random.Random(4)
    strengths = [rng.uniform(0, 8) for _ in range(4_000)]
    return [seen(strength, right=rng.random() > 0.5 * 0.4**strength) for strength in strengths]


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    monkeypatch.setattr(calibrate_fields, "WEIGHTS", tmp_path / "weights.json")
    monkeypatch.setattr(calibrate_fields, "CARD", tmp_path / "weights.md")
    return tmp_path


def test_the_fitted_confidence_is_as_often_right_as_it_says(fields, shipped, capsys):
    written(fields[:2_000], fields[2_000:])
    assert capsys.readouterr().out == (shipped / "weights.md").read_text(encoding="utf-8")
    weights = calibrate_fields.regression([one.seen for one in fields], [one.right for one in fields])
    claims = likely(weights, fields)
    assert sum(claims) / len(claims) == pytest.approx(
        sum(one.right for one in fields) / len(fields), abs=0.01
    )


def test_what_is_accepted_is_wrong_at_most_as_often_as_was_said(fields):
    weights = calibrate_fields.regression([one.seen for one in fields], [one.right for one in fields])
    wanted = least_accepted(weights, fields)
    above = [one for one, share in zip(fields, likely(weights, fields), strict=True) if share >= wanted]
    assert len(above) > 1_000
    assert sum(not one.right for one in above) <= EXPECTED_WRONG * len(above) + 1


def test_one_wrong_field_that_is_sure_raises_what_is_asked(fields):
    weights = calibrate_fields.regression([one.seen for one in fields], [one.right for one in fields])
    wrong = [seen(7.9, right=False)] * 40
    assert least_accepted(weights, [*fields, *wrong]) > least_accepted(weights, fields)


def test_the_card_tells_each_weight(fields):
    told = card(fields, fields, Known(dict.fromkeys(SIGNS, 0.5), 0.99, 0.995))
    assert all(f"| {name} | 0.5 |" in told for name in SIGNS)


def test_the_order_in_which_features_are_named_changes_no_weight(fields):
    turned = [one._replace(seen=dict(reversed(one.seen.items()))) for one in fields]
    assert fitted(turned) == fitted(fields)
    assert likely(fitted(turned), fields) == pytest.approx(likely(fitted(fields), turned))


def test_a_feature_of_which_nobody_says_which_way_it_speaks_is_an_error(fields):
    new = [one._replace(seen={**one.seen, "new": 1.0}) for one in fields]
    with pytest.raises(ValueError, match="new"):
        fitted(new)


def test_critical_fields_that_stand_alone_need_more(fields, shipped):
    alone = [one._replace(alone=True) for one in fields]
    written(alone, alone)
    known = json.loads((shipped / "weights.json").read_text(encoding="utf-8"))
    assert known["alone"] > known["accepted"]
    assert "0.25%" in (shipped / "weights.md").read_text(encoding="utf-8")
