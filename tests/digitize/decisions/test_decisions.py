"""Decisions are only added to, tied to each other, and hold whatever happens to the machine's reading."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.decisions.applied import (
    ANOTHER_PAPER,
    OF_OTHER_PAGES,
    READS_OTHERWISE,
    WITHOUT_FIELD,
    decided,
    finding_key,
)
from digitize.decisions.arranged import arrangement, pages_of, pages_text, turns
from digitize.decisions.decision import Decision, Kept, Paper, Shown, moments, standing
from digitize.decisions.kept import DECISIONS, deciding, decisions_broken_at, decisions_in, last_decisions
from digitize.decisions.settled import may_look, settled
from extract.record import Check, Evidence, Field, Record
from ocr.box import Box
from ocr.page import Finding
from ocr.problem import OutputProblem

SHA = "ab" * 32
READ = Field(
    value="Lê Văn Bào",
    raw="Lê Văn Bào",
    confidence=0.7,
    evidence=(Evidence(page=1, box=Box(1, 2, 30, 40), text="Lê Văn Bào", source="print"),),
    checks=(Check(name="name_usual", passed=False), Check(name="surname_known", passed=True)),
)


def said(outcome="corrected", value="Lê Văn Bảo", **more):
    known = {"paper": Paper(sha256=SHA, pages=(1, 2)), "key": "ho_ten", "by": "Lan", **moments(), **more}
    value = None if outcome in ("unreadable", "absent", "undone") else value
    return Decision(outcome=outcome, value=value, **known)


def kept(*decisions):
    return [Kept(number, one) for number, one in enumerate(decisions, start=1)]


@pytest.fixture
def record():
    return Record(
        source="a.jpg",
        sha256=SHA,
        pages=(1, 2),
        doc_type="can_cuoc_cong_dan",
        doc_type_name="Căn cước",
        doc_type_version=1,
        confidence=1.0,
        fields={"ho_ten": READ, "so": READ.model_copy(update={"status": "accepted", "value": "12"})},
        findings=(Finding(code="stain", page=1),),
    )


def test_what_was_decided_stands_and_what_was_read_stays_beside_it(record):
    field = decided(record, kept(said())).fields["ho_ten"]
    assert (field.value, field.status, field.evidence[0].source) == ("Lê Văn Bảo", "corrected", "person")
    assert (field.machine.value, field.machine.evidence) == ("Lê Văn Bào", READ.evidence)
    assert field.checks[-1].data["by"] == "Lan"


def test_right_as_read_is_accepted(record):
    field = decided(record, kept(said("right", "Lê Văn Bào"))).fields["ho_ten"]
    assert (field.value, field.status, field.confidence) == ("Lê Văn Bào", "accepted", 1.0)
    assert field.evidence[1:] == READ.evidence


@pytest.mark.parametrize("outcome", ["unreadable", "absent"])
def test_nothing_is_left_to_look_at_where_a_person_saw_that_there_is_nothing(record, outcome):
    field = decided(record, kept(said(outcome))).fields["ho_ten"]
    assert (field.value, field.status, field.checks[-1].data["outcome"]) == (None, "corrected", outcome)
    assert not decided(record.model_copy(update={"findings": ()}), kept(said(outcome))).needs_review


def test_the_same_decisions_over_a_record_that_has_them_change_nothing(record):
    decisions = kept(said())
    once = decided(record, decisions)
    assert decided(once, decisions) == once
    assert decided(once, ()) == record


def test_what_was_taken_back_is_as_if_it_had_not_been_said(record):
    undone = kept(said(), said("undone", undoes=1))
    assert decided(record, undone) == record
    again = kept(said(), said("undone", undoes=1), said("undone", undoes=2))
    assert decided(record, again).fields["ho_ten"].value == "Lê Văn Bảo"


def test_a_newer_reading_that_differs_leaves_the_decision_and_is_told(record):
    shown = Shown(value="Lê Văn Bao")
    newer = decided(record, kept(said(shown=shown)))
    assert newer.fields["ho_ten"].value == "Lê Văn Bảo"
    assert READS_OTHERWISE in {one.code for one in newer.findings}
    assert READS_OTHERWISE not in {
        one.code for one in decided(record, kept(said(shown=Shown(value="Lê Văn Bào")))).findings
    }


def test_a_field_that_the_type_lost_is_told_and_the_decision_is_kept(record):
    found = decided(record, kept(said(key="khong_con"))).findings
    assert WITHOUT_FIELD in {one.code for one in found}


def test_a_decision_about_other_pages_of_the_file_is_none_about_this_paper(record):
    other = said(paper=Paper(sha256=SHA, pages=(3,)))
    assert decided(record, kept(other)) == record


def test_a_finding_that_was_seen_does_not_ask_again(record):
    seen = kept(said("right", None, about="finding", key=finding_key(record.findings[0])))
    assert decided(record, seen).findings[0].severity == "info"
    assert decided(decided(record, seen), ()).findings == record.findings


def test_two_looks_need_two_people_who_agree(record):
    one = kept(said())
    waiting = decided(record, one, critical=["ho_ten"]).fields["ho_ten"]
    assert waiting.status == "review"
    assert [check.name for check in waiting.checks if not check.passed] == ["name_usual", "second_look"]
    both = kept(said(), said(by="Hoa", look=2))
    assert decided(record, both, critical=["ho_ten"]).fields["ho_ten"].status == "corrected"
    same_person = kept(said(), said(by=" lan ", look=2))
    assert decided(record, same_person, critical=["*"]).fields["ho_ten"].status == "review"


def test_where_two_differ_a_third_decides():
    first, second = said(), said(value="Lê Văn Báo", by="Hoa", look=2)
    assert settled([first, second], two_looks=True) is None
    third = said(value="Lê Văn Báo", by="Minh", look=3)
    assert settled([first, second, third], two_looks=True) == third
    assert settled([first, second, said(look=3)], two_looks=True) is None
    assert not may_look([first, second], "HOA")
    assert may_look([first, second], "Minh")


@pytest.mark.parametrize("name", ["Lan.", "L\u200ban", "Ｌａｎ", "LAN ", "La\u0301n", "lán"])
def test_other_signs_in_a_name_make_no_second_person(name):
    assert not may_look([said(by="Lan")], name)


def test_a_decision_about_a_paper_of_another_type_or_other_pages_holds_and_is_looked_at(record):
    for other in ({"doc_type": "khac"}, {"paper": Paper(sha256=SHA, pages=(1,))}):
        found = decided(record, kept(said(**other)))
        assert found.fields["ho_ten"].value == "Lê Văn Bảo"
        assert [one.severity for one in found.findings if one.code == ANOTHER_PAPER] == ["review"]
    assert not [one for one in decided(record, kept(said())).findings if one.code == ANOTHER_PAPER]


def test_decisions_about_a_paper_that_was_joined_to_this_one_hold_no_more_and_are_told(record):
    found = decided(record, kept(said(paper=Paper(sha256=SHA, pages=(2,)))))
    assert found.fields == record.fields
    assert [one.page for one in found.findings if one.code == OF_OTHER_PAGES] == [2]


def test_a_file_of_decisions_that_is_moved_away_is_not_written_to(tmp_path):
    with deciding(tmp_path) as ours:
        ours.add(said())
        (tmp_path / DECISIONS).rename(tmp_path / "elsewhere.sqlite")
        with pytest.raises(OutputProblem) as refused:
            ours.add(said(key="so"))
        assert refused.value.code == "decisions_gone"


def test_an_accepted_value_that_waits_for_a_second_look_is_not_accepted_yet(record):
    waiting = decided(record, kept(said("right", "12", key="so")), critical=["so"])
    assert waiting.fields["so"].status == "review"
    assert decided(waiting, ()) == record


def test_papers_types_and_turns_are_told_to_the_reading():
    decisions = kept(
        said(about="split", key="", value=["1, 3", "2"]),
        said(about="type", key="", value="giay_khai_sinh", paper=Paper(sha256=SHA, pages=(1, 3))),
        said(about="turn", key="2", value=3),
    )
    found = arrangement(decisions)
    assert found.papers == ((1, 3), (2,))
    assert found.types == {1: "giay_khai_sinh"}
    assert turns(decisions) == {2: 3}


@given(st.lists(st.integers(1, 10_000), min_size=1))
def test_pages_read_back(pages):
    assert list(pages_of(pages_text(pages))) == pages


def test_decisions_are_kept_in_order_and_proved(tmp_path):
    assert decisions_in(tmp_path) == []
    with deciding(tmp_path) as ours:
        ours.add(said(), said("unreadable", key="so"))
    with deciding(tmp_path) as ours:
        ours.add(said("undone", undoes=1))
    found = decisions_in(tmp_path, SHA)
    assert [number for number, _ in found] == [1, 2, 3]
    assert [one.key for _, one in standing(found)] == ["so"]
    assert last_decisions(tmp_path) == {SHA: 3}
    assert decisions_broken_at(tmp_path) is None
    assert oct((tmp_path / DECISIONS).stat().st_mode)[-3:] == "600"


def test_a_decision_cannot_be_changed_and_a_change_is_found(tmp_path):
    with deciding(tmp_path) as ours:
        ours.add(said(), said(key="so"))
    with closing(sqlite3.connect(tmp_path / DECISIONS)) as stranger:
        with pytest.raises(sqlite3.IntegrityError):
            stranger.execute("DELETE FROM decision")
        stranger.execute("DROP TRIGGER decision_stays")
        stranger.execute("UPDATE decision SET data = replace(data, 'Bảo', 'Bao') WHERE number = 1")
        stranger.commit()
    with pytest.raises(OutputProblem) as refused:
        decisions_in(tmp_path)
    assert refused.value.code == "decisions_damaged"


def test_a_broken_chain_is_found(tmp_path):
    with deciding(tmp_path) as ours:
        ours.add(said(), said(key="so"))
    trigger = "CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END"
    with closing(sqlite3.connect(tmp_path / DECISIONS)) as stranger:
        stranger.execute("DROP TRIGGER decision_stays")
        stranger.execute("UPDATE decision SET data = replace(data, 'Bảo', 'Bao') WHERE number = 2")
        stranger.execute(trigger)
        stranger.commit()
    assert decisions_broken_at(tmp_path) == 2


def test_one_program_decides_at_a_time(tmp_path):
    with deciding(tmp_path), pytest.raises(OutputProblem) as refused, deciding(tmp_path):
        pass
    assert refused.value.code == "decisions_in_use"


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to look at it", b"SQLite format 3\x00half"]
)
def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path, content):
    (tmp_path / DECISIONS).write_bytes(content)
    for use in (decisions_in, last_decisions, lambda out: deciding(out).__enter__()):
        with pytest.raises(OutputProblem) as refused:
            use(tmp_path)
        assert refused.value.code == "decisions_damaged"
    assert (tmp_path / DECISIONS).read_bytes() == content


def test_a_file_whose_first_process_was_ended_before_its_table_was_made_is_empty(tmp_path):
    (tmp_path / DECISIONS).touch()
    assert decisions_in(tmp_path) == []
    with deciding(tmp_path) as ours:
        assert ours.every() == []


def test_a_file_whose_table_another_program_is_just_making_is_empty(tmp_path):
    with closing(sqlite3.connect(tmp_path / DECISIONS)) as first:
        first.execute("PRAGMA journal_mode = WAL")
        assert (tmp_path / DECISIONS).stat().st_size
        assert decisions_in(tmp_path) == []
        assert last_decisions(tmp_path) == {}
