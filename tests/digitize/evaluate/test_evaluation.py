import dataclasses
import io
import json

import pytest
from rich.console import Console

from digitize.evaluate.evaluation import Item, evaluate, gates
from digitize.evaluate.rates import error_rate, rate
from digitize.evaluate.reliability import reliability
from digitize.evaluate.render import render
from digitize.evaluate.truth import DocumentTruth, Truth
from extract.record import Field, Record
from ocr.box import Box
from ocr.page import Decision, Geometry, Line, PageText, Word


def page(*lines, confidence=0.99):
    box = Box(0, 0, 1, 1)
    read = [Line.of([Word(text=w, box=box, confidence=confidence) for w in line.split()]) for line in lines]
    return PageText(
        page=1,
        sha256="0",
        geometry=Geometry(width=1, height=1, dpi=200, original_width=1, original_height=1),
        decision=Decision(use="image", reason="no_layer"),
        engine="x",
        engine_version="1",
        lines=tuple(read),
    )


def item(name, condition, read, value="Lê An", status="accepted"):
    truth = Truth(
        text="Lê An\nHuế",
        text_complete=True,
        condition=condition,
        documents=(DocumentTruth(doc_type="công văn", fields={"nguoi_ky": "Lê An"}),),
    )
    record = Record(
        source=name,
        sha256="0",
        pages=(1,),
        doc_type="cong_van",
        doc_type_name="công văn",
        doc_type_version=1,
        confidence=1,
        fields={"nguoi_ky": Field(value=value, status=status, confidence=0.99)},
    )
    return Item(name=name, truth=truth, pages=[page(*read)], records=[record], seconds=2.0)


GOOD = item("good.jpg", "clean", ["Huế", "Lê An"])
BAD = item("bad.jpg", "photo", ["Lê Ân", "Huế xyz"], value="Lê Ân")
UNREAD = Item(name="torn.pdf", truth=GOOD.truth, pages=[], records=[], seconds=0.0)


def test_figures_come_overall_per_condition_type_and_field():
    result = evaluate([GOOD, BAD])
    assert result.overall.characters.error_rate.value == pytest.approx(1 / 16)
    assert result.by_condition["clean"].characters.error_rate.value == 0
    assert result.by_condition["photo"].characters.error_rate.value == pytest.approx(1 / 8)
    assert result.by_condition["photo"].characters.no_diacritics.value == 0
    assert result.by_condition["photo"].characters.extra_share == pytest.approx(3 / 8)
    assert result.by_doc_type["công văn"].types.value == 1
    assert result.by_field["nguoi_ky"].silent_errors.value == 0.5
    assert result.overall.seconds_per_page == 2


def test_a_file_that_could_not_be_read_counts_as_all_wrong():
    result = evaluate([UNREAD])
    assert result.overall.characters.error_rate.value == 1
    assert result.overall.fields.recall.value == 0
    assert result.overall.types.value == 0


def test_confidence_is_compared_with_what_was_right():
    honesty = evaluate([GOOD, BAD]).honesty
    assert (honesty.words.sure_but_wrong.count, honesty.words.sure_but_wrong.of) == (2, 7)
    assert (honesty.fields.sure_but_wrong.count, honesty.fields.sure_but_wrong.of) == (1, 2)


def test_a_gate_fails_with_what_was_wanted_and_reached():
    result = evaluate([GOOD, BAD])
    failed = gates(
        result, min_cer_accuracy=0.98, max_silent=0.01, min_type=1, min_recall=0.5, min_straight_through=0.9
    )
    assert {gate.gate: gate.reached for gate in failed} == {
        "min_cer_accuracy": pytest.approx(15 / 16),
        "max_silent": 0.5,
        "min_straight_through": 0.5,
    }
    assert gates(result) == []


def test_what_was_not_measured_passes_no_gate():
    result = evaluate([])
    assert (
        len(gates(result, min_cer_accuracy=0, max_silent=1, min_type=0, min_recall=0, min_straight_through=0))
        == 5
    )


def test_the_result_is_json_and_a_table():
    result = evaluate([GOOD, BAD])
    assert json.loads(result.model_dump_json())["overall"]["fields"]["asked"] == 2
    screen = io.StringIO()
    Console(file=screen, width=200).print(render(result, lambda code: code))
    assert "nguoi_ky" in screen.getvalue()
    assert "6.25%" in screen.getvalue()


def test_wilson_never_calls_a_few_successes_certain():
    assert rate(0, 0).value is None
    none_of_ten = rate(0, 10)
    assert (none_of_ten.low, round(none_of_ten.high, 4)) == (0, 0.2775)


def test_the_bootstrap_is_the_same_every_time_and_holds_the_value():
    once, again = (error_rate([1, 0, 5, 2], [100, 90, 110, 100]) for _ in range(2))
    assert once == again
    assert once.low < once.value < once.high
    assert error_rate([1], [10]).low is None


def test_perfect_confidence_has_no_brier_score():
    figures = reliability([(1.0, True), (0.0, False), (1.0, True)])
    assert figures.brier == 0
    assert [(b.low, b.wrong.count, b.wrong.of) for b in figures.bins] == [(0.0, 1, 1), (0.98, 0, 2)]


def test_the_explained_words_are_counted_by_type_and_over_all():
    counted = dataclasses.replace(GOOD, words=[(9, 10)])
    result = evaluate([counted, dataclasses.replace(BAD, words=[(5, 10)]), UNREAD])
    assert (result.overall.explained.count, result.overall.explained.of) == (14, 20)
    assert result.by_doc_type["công văn"].explained.value == 0.7
    assert result.by_condition["clean"].explained.value == 0.9
    out = io.StringIO()
    Console(file=out, width=200).print(render(result, lambda code: code))
    assert "70.00%" in out.getvalue()
