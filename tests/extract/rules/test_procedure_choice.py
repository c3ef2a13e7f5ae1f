from datetime import date

import pytest

from extract.record import Field, Record
from extract.rules.procedure import Procedure, RequiredPaper
from extract.rules.procedure_choice import code_of, in_force, none_in_force


def listed(since, until=None, code="1.000001", *, replaces=False):
    return Procedure(
        id=code,
        name="việc mẫu",
        legal_basis=("Luật mẫu",),
        effective_from=since,
        effective_to=until,
        replaces=replaces,
        application=("to_khai",),
        papers=(RequiredPaper(name="tờ khai", types=("to_khai",)),),
    )


def paper(doc_type, **said):
    return Record(
        source="a.pdf",
        sha256="0" * 64,
        pages=(1,),
        doc_type=doc_type,
        doc_type_name=doc_type,
        doc_type_version=1,
        confidence=1,
        fields={key: Field(value=value) for key, value in said.items()},
    )


OLD, NEW = listed(date(2016, 1, 1), date(2027, 2, 28)), listed(date(2027, 3, 1))
BEFORE, AFTER = date(2027, 2, 28), date(2027, 3, 1)


def test_papers_name_their_procedure_by_code_or_by_the_form():
    assert code_of([paper("to_khai")], [OLD, NEW], AFTER) == "1.000001"
    assert code_of([paper("khac", ma_thu_tuc="1.000001")], [OLD], AFTER) == "1.000001"
    assert code_of([paper("can_cuoc")], [OLD], BEFORE) is None


@pytest.mark.parametrize(("day", "code"), [(BEFORE, "1.000001"), (AFTER, "1.000002")])
def test_a_form_that_went_over_to_another_procedure_opens_the_one_of_the_day(day, code):
    other = listed(date(2027, 3, 1), code="1.000002")
    assert code_of([paper("to_khai")], [OLD, other], day) == code


@pytest.mark.parametrize("lists", [(OLD, NEW), (NEW, OLD)])
def test_the_list_of_the_day_counts_whichever_was_read_last(lists):
    assert in_force("1.000001", lists, BEFORE) == OLD
    assert in_force("1.000001", lists, AFTER) == NEW


def test_a_list_that_has_ended_counts_no_more_and_that_is_told():
    assert in_force("1.000001", [OLD], AFTER) is None
    finding = none_in_force("1.000001", [OLD], AFTER)
    assert finding.code == "procedure_expired"
    assert finding.data == {"procedure": "việc mẫu", "id": "1.000001", "day": "2027-03-01"}


def test_a_list_of_the_office_counts_in_its_own_period_only():
    own = listed(date(2020, 1, 1), date(2020, 12, 31), replaces=True)
    assert in_force("1.000001", [own, OLD], date(2020, 6, 1)) == own
    assert in_force("1.000001", [own, OLD], date(2021, 1, 1)) == OLD
