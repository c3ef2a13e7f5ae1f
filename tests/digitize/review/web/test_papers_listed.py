"""What the queue needs is taken from the table over all records only where that is as new as they are."""

import os

import pytest

from digitize.__main__ import run
from digitize.decisions.kept import deciding
from digitize.ledger.connection import LEDGER
from digitize.review.web.desk import Desk
from digitize.review.web.papers import listed, record_of


@pytest.fixture(scope="module")
def results(tmp_path_factory, typed):
    """Results of a real run over papers that need no engine."""
    where = tmp_path_factory.mktemp("listed")
    head = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    for number in range(3):
        lines = (*head, "BÁO CÁO", f"Về việc thử {number}", "Người ký: (đã ký)")
        typed(where / "vao" / f"giay-{number}.pdf", lines, lines)
    assert run(["run", str(where / "vao"), "--output", str(where / "ra"), "--progress", "none"]) == 0
    return where / "ra"


def names(out, types):
    return sorted((one.sheet, one.slots) for one in listed(out, types, ()))


def test_the_table_and_the_records_say_the_same(results, types):
    from_table = names(results, types)
    (results / LEDGER).rename(results / "elsewhere")
    try:
        assert names(results, types) == from_table
    finally:
        (results / "elsewhere").rename(results / LEDGER)
    assert len(from_table) >= 3
    assert all(record_of(results, sheet).sha256 == sheet.sha256 for sheet, _ in from_table)


def test_a_table_older_than_the_last_record_is_not_used(results, types, monkeypatch):
    used = []
    monkeypatch.setattr("digitize.review.web.papers.record_files", lambda out: used.append(out) or [])
    assert names(results, types)
    assert used == []
    os.utime(results / "records.jsonl", (1, 1))
    assert names(results, types) == []
    assert used == [results]


def test_a_paper_of_another_version_is_left_out(papers, types):
    papers.add({})
    (papers.out / "ho-so-1" / "giay-1" / "document-1.json").write_text('{"pages": []}', encoding="utf-8")
    with deciding(papers.out) as keep:
        desk = Desk(papers.out, types, (), keep, lambda: 0.0)
    assert desk.sheets == []
