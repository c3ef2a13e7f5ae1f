"""What people decided counts as truth: silent errors by a sample, corrections by type, kind and cause."""

import pytest

from digitize.decisions.decision import Decision, Kept, Paper, moments
from digitize.decisions.proved import lot, most_wrong
from digitize.evaluate.decided import evaluate_decided
from extract.record import Check, Field, Record
from extract.rules.loader import load_types

SHA = "ab" * 32
FIELDS = {
    "ho_ten": Field(value="Lê Văn Bào", status="review", checks=(Check(name="name_usual", passed=False),)),
    "gioi_tinh": Field(value="Nam", status="accepted"),
    "dan_toc": Field(value="Kinh", status="accepted"),
    "noi_sinh": Field(value=None, status="missing"),
}


@pytest.fixture(scope="module")
def types():
    return load_types()


def record(number):
    return Record(
        source="a.pdf",
        sha256=SHA,
        pages=(number,),
        doc_type="giay_khai_sinh",
        doc_type_name="giấy khai sinh",
        doc_type_version=1,
        confidence=1.0,
        fields=FIELDS,
    )


def said(key, outcome, value=None, page=1, way="browser", seconds=None):
    paper = Paper(sha256=SHA, pages=(page,))
    return Decision(
        paper=paper, key=key, outcome=outcome, value=value, by="Lan", way=way, seconds=seconds, **moments()
    )


def evaluated(types, *decisions, two_looks=()):
    kept = [Kept(number, one) for number, one in enumerate(decisions, start=1)]
    return evaluate_decided([record(number) for number in range(1, 11)], kept, types, two_looks)


def test_nothing_decided_says_nothing(types):
    found = evaluated(types)
    assert (found.papers, found.fields, found.overall.settled, found.sample.most_wrong) == (10, 40, 0, None)


def test_corrections_are_counted_by_type_kind_and_cause(types):
    found = evaluated(
        types,
        said("ho_ten", "corrected", "Lê Văn Bảo", seconds=4.0),
        said("ho_ten", "right", "Lê Văn Bào", page=2, seconds=2.0),
        said("noi_sinh", "absent"),
        said("noi_sinh", "unreadable", page=2),
    )
    assert found.overall.model_dump() == {
        "settled": 4, "right": 2, "doubted_right": 2, "silent_errors": 0, "unreadable": 1, "seconds": 3.0,
    }  # fmt: skip
    assert (found.by_kind["person_name"].settled, found.by_kind["person_name"].right) == (2, 1)
    assert found.by_doc_type["giay_khai_sinh"] == found.overall
    assert set(found.by_cause) == {"name_usual", "missing"}


def test_silent_errors_come_from_what_the_machine_accepted_and_people_found_otherwise(types):
    found = evaluated(types, said("dan_toc", "corrected", "Tày"), said("gioi_tinh", "right", "Nam"))
    assert (found.overall.silent_errors, found.by_cause["accepted"].silent_errors) == (1, 1)


def drawn_first(number):
    """The first fields by lot of those that were accepted, each with its page."""
    fields = [(key, page) for key in ("gioi_tinh", "dan_toc") for page in range(1, 11)]
    return sorted(fields, key=lambda one: lot(SHA, one[1], one[0]))[:number]


def test_a_sample_says_how_many_can_be_wrong(types):
    (wrong, first), *others = drawn_first(8)
    drawn = [said(key, "right", FIELDS[key].value, page, "sample") for key, page in others]
    found = evaluated(types, *drawn, said(wrong, "corrected", "khác", first, "sample"))
    assert (found.sample.accepted, found.sample.looked_at.of, found.sample.looked_at.count) == (20, 8, 1)
    assert found.sample.most_wrong == most_wrong(1, 8, 20)


def test_fields_that_people_chose_themselves_are_no_sample(types):
    chosen = [said(key, "right", FIELDS[key].value, page, "sample") for key, page in drawn_first(20)[1:]]
    assert evaluated(types, *chosen).sample.looked_at.of == 0
    assert evaluated(types, *chosen).sample.most_wrong is None


def test_a_field_that_two_people_look_at_counts_when_both_said_the_same(types):
    found = evaluated(types, said("gioi_tinh", "right", "Nam"), two_looks=["gioi_tinh"])
    assert found.overall.settled == 0
