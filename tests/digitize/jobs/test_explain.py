"""Explanations open the pages of a file once more, under the settings of the run, and never cost what was read."""

import json

import pytest

from digitize.__main__ import run
from digitize.results.layout import record_files


@pytest.fixture
def work(samples, tmp_path):
    """What ``ocr`` left of one card."""
    card = str(samples / "cccd-mat-truoc-01.png")
    assert run(["ocr", card, "-o", str(tmp_path / "work"), "--progress", "none"]) == 0
    return tmp_path / "work"


def explained(work):
    assert run(["extract", str(work), "-o", str(work), "--explain"]) == 0
    (record,) = record_files(work)
    findings = json.loads(record.read_text(encoding="utf-8"))["findings"]
    assert (record.parent / "explained-1.json").exists()
    told = [(one["data"], one["page"]) for one in findings if one["code"] == "page_not_explained"]
    return told, [picture.name for picture in record.parent.glob("explained-1.page-*.png")]


def test_a_page_is_drawn_beside_the_explanation(work):
    assert explained(work) == ([], ["explained-1.page-0001.png"])


def test_a_page_beyond_the_limits_of_the_run_is_not_drawn_which_is_told_and_costs_no_record(
    work, monkeypatch
):
    monkeypatch.setenv("DIGITIZE_LIMITS__PAGE_PIXELS", "1000")
    told, pictures = explained(work)
    assert pictures == []
    ((data, page),) = told
    assert (data["reason"], page) == ("page_too_large", 1)


def test_the_explanation_accounts_for_every_word(work):
    explained(work)
    (record,) = record_files(work)
    told = json.loads((record.parent / "explained-1.json").read_text(encoding="utf-8"))["words"]
    total = sum(told["counts"].values()) - told["counts"].get("noise", 0)
    left = sum(len(one["text"].split()) for one in told["left_over"])
    assert left == told["counts"].get("left_over", 0)
    assert told["share"] == pytest.approx(1 - left / total, abs=0.001)
