"""A sample of accepted fields says how many of all may be wrong, and no answer of a person is asked for twice."""

import io
import json

import pytest

from digitize.__main__ import run
from digitize.decisions.kept import decisions_in
from digitize.review.lot import accepted, drawn, sampled
from digitize.review.results import Made, opened
from digitize.review.sample import SAMPLE
from digitize.settings import Settings


def taken(out, number, *more):
    return run(["review", str(out), "--sample", str(number), *more])


def told(capsys):
    return json.loads(capsys.readouterr().out)


def fill(out, sheet, tmp_path, say):
    """What ``say`` says of every row of the workbook of the sample."""
    opened_sheet = sheet(out / SAMPLE, "Kiểm tra mẫu")
    for row in opened_sheet.rows():
        opened_sheet.cell(row, "Giá trị đúng").value = say(opened_sheet.cell(row, "field_key").value)
    return opened_sheet.saved(tmp_path / "filled.xlsx")


def test_the_same_fields_are_drawn_and_a_larger_sample_holds_the_smaller_one(out):
    results = opened(out, Settings())
    names = [one.name for one in accepted(results, Made([]))]
    assert names == [one.name for one in accepted(opened(out, Settings()), Made([]))]
    assert len(names) == len(set(names)) == 14
    assert {one.shown.status for one in accepted(results, Made([]))} == {"accepted"}


def test_people_are_asked_in_a_workbook_and_the_bound_is_told_when_all_is_answered(
    out, sheet, tmp_path, capsys
):
    assert taken(out, 6, "--json") == 4
    assert (told(capsys)["most_wrong"], len(sheet(out / SAMPLE, "Kiểm tra mẫu").rows())) == (None, 6)
    assert (
        run(["review", str(out), "--from", str(fill(out, sheet, tmp_path, lambda _: "✓")), "--by", "Lan"])
        == 0
    )
    assert {one.decision.way for one in decisions_in(out)} == {"sample"}
    capsys.readouterr()
    assert taken(out, 6, "--json") == 0
    found = told(capsys)
    assert (found["accepted"], found["drawn"], found["looked_at"], found["wrong"]) == (14, 6, 6, 0)
    assert 0 < found["most_wrong"] < 0.5
    assert not (out / SAMPLE).exists()
    assert run(["verify", str(out), "--sample", "0"]) == 0


def test_a_larger_sample_asks_only_for_what_nobody_looked_at(out, sheet, tmp_path):
    taken(out, 6)
    run(["review", str(out), "--from", str(fill(out, sheet, tmp_path, lambda _: "✓")), "--by", "Lan"])
    assert taken(out, 9) == 4
    assert len(sheet(out / SAMPLE, "Kiểm tra mẫu").rows()) == 3


def test_where_the_bound_that_was_asked_for_is_missed_it_says_how_many_more(out, sheet, tmp_path, capsys):
    taken(out, 6)
    run(["review", str(out), "--from", str(fill(out, sheet, tmp_path, lambda _: "✓")), "--by", "Lan"])
    capsys.readouterr()
    assert taken(out, 6, "--at-most", "0.5") == 10
    assert "--sample 14" in capsys.readouterr().out
    assert taken(out, 6, "--at-most", "99") == 0


def test_wrong_values_are_found_and_named_by_field(out, sheet, tmp_path, capsys):
    taken(out, 14)
    wrong = {"gioi_tinh": "Nữ", "noi_cu_tru_nguoi_yeu_cau": "?"}
    file = fill(out, sheet, tmp_path, lambda field: wrong.get(field, "✓"))
    assert run(["review", str(out), "--from", str(file), "--by", "Lan"]) == 0
    capsys.readouterr()
    assert taken(out, 14, "--at-most", "0.5", "--json") == 10
    found = told(capsys)
    assert (found["wrong"], found["most_wrong"], found["needed"]) == (2, 2 / 14, None)
    assert {one["field"] for one in found["by_field"]} == set(wrong)


def test_people_may_answer_in_the_terminal(out, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("=\n" * 5))
    assert taken(out, 5, "--terminal", "--by", "Lan") == 0
    assert "nhiều nhất" in capsys.readouterr().out
    assert len(decisions_in(out)) == 5


def test_a_sample_of_one_kind_draws_no_other(out, sheet, capsys):
    assert taken(out, 50, "--kind", "person_name") == 4
    rows = sheet(out / SAMPLE, "Kiểm tra mẫu")
    assert {rows.cell(row, "field_key").value for row in rows.rows()} == {"ho_ten", "ho_ten_nguoi_yeu_cau"}
    capsys.readouterr()
    assert taken(out, 5, "--kind", "names") == 2
    assert "person_name" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [0, 1, 3])
def test_errors_that_were_put_in_are_within_the_bound(out, wrong):
    results = opened(out, Settings())
    fields = accepted(results, Made([]))
    sample = drawn(fields[:8], results, Made([]))
    # A person who sees the paper: the first so many values are not what stands there.
    from digitize.review.answer import Answer, decision_of  # noqa: PLC0415  (only here)

    seen = [
        one._replace(decision=decision_of(one.one, Answer("absent" if place < wrong else "right", "Lan")))
        for place, one in enumerate(sample)
    ]
    found = sampled(seen, len(fields), 0.005)
    assert found.wrong == wrong
    assert found.most_wrong >= wrong / 8 or wrong == 0
    assert found.is_missed
