import pytest

from export.store.words.rules import choice_of, rules
from export.store.words.said import paper_of
from extract.rules.loader import load_types


def owners(record, fields, doc_type, **more):
    return [(one.kind, one.role) for one in paper_of(record(fields, doc_type), **more).owners]


def owner_of(record, fields, doc_type):
    paper = paper_of(record(fields, doc_type))
    return {one.key: None if one.owner is None else paper.owners[one.owner].role for one in paper.facts}


def test_a_name_alone_is_nobody_and_a_name_with_a_birth_is_somebody(record, an):
    fields = {"ho_ten": an["ho_ten"], "ho_ten_me": "Lý Thị Hoà", "nam_sinh_me": "1960"}
    assert owners(record, fields, "giay_khai_sinh") == [("person", "me")]
    assert owner_of(record, fields, "giay_khai_sinh") == {
        "ho_ten": None,
        "ho_ten_me": "me",
        "nam_sinh_me": "me",
    }


def test_what_has_no_role_is_about_the_one_whom_the_paper_is_about(record, an):
    assert owner_of(record, an | {"so": "7/2020", "giay_to_tuy_than": "x"}, "giay_khai_sinh")["so"] == ""


def test_what_ends_with_a_role_is_about_who_has_it(record):
    fields = {"ho_ten_vo": "Lý Thị Hoà", "ngay_sinh_vo": "1990-01-01", "giay_to_tuy_than_vo": "x", "so": "1"}
    found = owner_of(record, fields, "giay_chung_nhan_ket_hon")
    assert (found["giay_to_tuy_than_vo"], found["so"]) == ("vo", None)


@pytest.mark.parametrize(
    ("doc_type", "fields", "kind"),
    [
        (
            "giay_chung_nhan_dang_ky_ho_kinh_doanh",
            {"so": "41A8012345", "ten_ho_kinh_doanh": "Phở"},
            "organisation",
        ),
        ("giay_chung_nhan_quyen_su_dung_dat", {"so_phat_hanh": "AB 123456", "so_thua": "12"}, "parcel"),
        ("to_khai_cu_tru", {"so_dinh_danh_chu_ho": "001090012345", "thanh_vien": "x"}, "household"),
    ],
)
def test_things_are_known_by_their_numbers(record, doc_type, fields, kind):
    assert kind in [one for one, _ in owners(record, fields, doc_type)]


def test_a_household_without_members_on_the_paper_is_not_made(record):
    fields = {"so_dinh_danh_chu_ho": "001090012345"}
    assert owners(record, fields, "to_khai_cu_tru") == [("person", "chu_ho")]


def test_the_old_number_of_a_card_belongs_to_its_holder(record, an):
    paper = paper_of(record(an), "123456789")
    assert paper.owners[0].said["so_cmnd"] == "123456789"
    assert [one.source for one in paper.facts if one.key == "so_cmnd"] == ["qr"]


def test_a_paper_tells_its_day_and_until_when_it_holds(record, an):
    paper = paper_of(record(an | {"ngay_het_han": "2030-06-01"}))
    assert (paper.day, paper.valid_to) == ("2021-06-01", "2030-06-01")


def test_the_rules_name_types_and_fields_that_exist():
    types = load_types().by_id
    named = [one for thing in rules().things for one in thing.types]
    named += [one for choice in rules().choices for one in choice.papers]
    assert [one for one in named if one not in types] == []
    fields = {field.key for one in types.values() for field in one.fields}
    asked = {key for thing in rules().things for key in thing.number}
    asked |= {*rules().papers.day, *rules().papers.valid_to}
    assert asked <= fields


def test_every_attribute_has_a_rule():
    assert choice_of("never_heard_of").attributes == ("*",)
    assert choice_of("noi_cu_tru").changes
