from datetime import date

import pytest

from extract.extraction import extract
from extract.rules.doctype import DocumentType, DocumentTypes, FieldType, Label


def form(version, since, until=None, name="giấy mời họp", type_id="giay_moi_hop", **more):
    labelled = {"ho_ten": "Họ và tên", "chuc_vu": "Chức vụ", "ngay_cap": "Ngày cấp"}
    kinds = {"ho_ten": "person_name", "ngay_cap": "date"}
    return DocumentType(
        id=type_id,
        version=version,
        name=name,
        effective_from=since,
        effective_to=until,
        layout="form",
        titles=("GIẤY MỜI HỌP TỔ DÂN PHỐ",),
        fields=tuple(
            FieldType(name=key, kind=kinds.get(key, "text"), labels=(Label(text=label),))
            for key, label in labelled.items()
        ),
        **more,
    )


OLD, NEW = form(1, date(2016, 1, 1), date(2027, 2, 28)), form(2, date(2027, 3, 1))
RENAMED = form(1, date(2027, 3, 1), type_id="giay_moi_hop_2027")


@pytest.fixture
def read(page):
    def one(day, *types):
        lines = (
            (500, 330, "GIẤY MỜI HỌP TỔ DÂN PHỐ"),
            (200, 480, "Họ và tên: Lê Minh An"),
            (200, 530, "Chức vụ: Chuyên viên"),
            (200, 580, f"Ngày cấp: {day}"),
        )
        return next(extract([page(*lines)], DocumentTypes(all=types), source="a.pdf")).record

    return one


def codes(record):
    return {finding.code: finding.severity for finding in record.findings if finding.code.startswith("type")}


@pytest.mark.parametrize("newer", [NEW, RENAMED])
@pytest.mark.parametrize("turned", [False, True])
def test_of_two_forms_of_one_paper_the_one_in_force_on_its_day_is_taken(read, newer, turned):
    known = (newer, OLD) if turned else (OLD, newer)
    before, after = read("28/02/2027", *known), read("01/03/2027", *known)
    assert (before.doc_type, before.doc_type_version) == (OLD.id, OLD.version)
    assert (after.doc_type, after.doc_type_version) == (newer.id, newer.version)
    assert codes(before) == codes(after) == {}


def test_without_a_day_the_newest_form_is_taken(read):
    assert read("không rõ", OLD, NEW).doc_type_version == read("không rõ", NEW, OLD).doc_type_version == 2


def test_a_paper_that_is_older_than_its_form_keeps_its_type_and_that_is_noted(read):
    record = read("15/06/2010", OLD, NEW)
    assert record.doc_type == "giay_moi_hop"
    assert codes(record) == {"type_not_begun": "info"}


def test_a_paper_made_after_its_form_had_ended_needs_a_look(read):
    record = read("15/06/2028", OLD)
    assert record.doc_type == "giay_moi_hop"
    assert codes(record) == {"type_ended": "review"}


def test_a_day_that_a_person_has_yet_to_confirm_says_nothing(read):
    assert codes(read("15/06/2O28", OLD)) == {}


@pytest.mark.parametrize(
    ("year", "doc_type", "found"),
    [
        ("2021", "giay_khai_sinh", {}),
        ("2010", "giay_khai_sinh_truoc_2016", {}),
        ("2003", "giay_khai_sinh", {"type_not_begun": "info"}),
        ("2028", "giay_khai_sinh", {"type_ended": "review"}),
    ],
)
def test_a_birth_certificate_of_any_year_is_one(page, types, birth, year, doc_type, found):
    lines = [(x, y, text.replace("22 tháng 9 năm 2021", f"22 tháng 9 năm {year}")) for x, y, text in birth]
    lines = [(x, y, text.replace("13/08/2021", "13/08/2001")) for x, y, text in lines]
    record = next(extract([page(*lines)], types, source="a.pdf")).record
    assert record.doc_type == doc_type
    assert record.doc_type_name == "giấy khai sinh"
    assert codes(record) == found
