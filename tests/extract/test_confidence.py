import pytest

from extract.confidence import Evidenced, judge
from extract.layout import rows
from extract.record import Check
from ocr.box import Box
from ocr.page import Mark


@pytest.fixture
def evidence(page):
    def made(word=0.99, source="image", **changes):
        runs = rows(page((100, 100, "Lê Văn"), (400, 100, "Bảo", word), source=source))
        known = {"certainty": 1.0, "place": 1.0, "checks": (), "doubts": (), "marks": ()}
        return Evidenced(runs=runs, **{**known, **changes})

    return made


def test_a_value_of_which_everything_is_strong_is_accepted(evidence):
    assert judge(evidence(), critical=False)[1] == "accepted"


@pytest.mark.parametrize(
    "weakness",
    [
        {"word": 0.8},
        {"certainty": 0.5},
        {"place": 0.6},
        {"checks": (Check(name="any", passed=False),)},
        {"doubts": ("maybe_cut",)},
        {"marks": (Mark(kind="handwriting", box=Box(100, 90, 200, 140)),)},
    ],
)
def test_one_weakness_is_enough_for_a_look(evidence, weakness):
    confidence, status = judge(evidence(**weakness), critical=False)
    assert status == "review"
    assert confidence < judge(evidence(), critical=False)[0]


def test_the_worst_word_counts_and_not_the_average(evidence):
    assert judge(evidence(word=0.85), critical=False)[1] == "review"


def test_critical_fields_ask_for_more_or_for_a_second_witness(evidence):
    assert judge(evidence(word=0.96), critical=False)[1] == "accepted"
    assert judge(evidence(word=0.96), critical=True)[1] == "review"
    assert judge(evidence(word=0.96, witnessed=True), critical=True)[1] == "accepted"


def test_print_under_a_seal_has_to_be_read_very_well(evidence):
    seal = (Mark(kind="seal", box=Box(90, 90, 500, 140)),)
    assert judge(evidence(word=0.96, marks=seal), critical=False)[1] == "review"
    assert judge(evidence(word=0.98, marks=seal), critical=False)[1] == "accepted"


def test_print_crossed_by_a_signature_is_held_as_print_under_a_seal(evidence):
    pen = (Mark(kind="signature", box=Box(90, 90, 500, 140)),)
    assert judge(evidence(word=0.96, marks=pen), critical=False)[1] == "review"
    assert judge(evidence(word=0.98, marks=pen), critical=False)[1] == "accepted"


def test_a_text_layer_is_not_misread(evidence):
    assert judge(evidence(word=0.1, source="text_layer"), critical=True)[1] == "accepted"
