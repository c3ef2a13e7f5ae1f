import pytest

from export.store.people.chosen import chosen
from export.store.people.kept import Kept


@pytest.fixture
def fact():
    numbers = iter(range(1, 99))

    def made(value, field="ho_ten", doc_type="to_khai", day="2020-01-01", *, source="print", by=""):
        return Kept(
            id=next(numbers),
            subject_id=1,
            document="D-1",
            doc_type=doc_type,
            day=day,
            role="",
            field=field,
            key=field,
            source=source,
            status="accepted",
            since="2026",
            until=None,
            value=value,
            raw=value,
            evidence=[],
            place=None,
            by=by,
            at="",
        )

    return made


def used(*facts):
    (one,) = chosen(facts)
    return one.value, one.rule, one.differs


def test_one_value_is_used_without_a_rule(fact):
    assert used(fact("Nguyễn Văn An")) == ("Nguyễn Văn An", "only", False)


def test_the_same_in_other_letters_is_no_difference(fact):
    assert used(fact("Lý Thị Hoà"), fact("LÍ THỊ HÒA"))[1:] == ("only", False)


def test_what_a_person_decided_comes_before_any_paper(fact):
    assert used(fact("An", doc_type="can_cuoc"), fact("Ân", by="Tư")) == ("Ân", "decided", True)


def test_a_code_comes_before_print_and_a_card_before_a_declaration(fact):
    assert used(fact("An", doc_type="can_cuoc"), fact("Ân", source="qr")) == ("Ân", "code", True)
    assert used(fact("An"), fact("Ân", doc_type="can_cuoc")) == ("Ân", "source", True)


def test_a_birth_certificate_knows_the_place_of_birth_better_than_a_card(fact):
    facts = [fact("Hà Nội", "noi_sinh", "can_cuoc"), fact("Hà Nam", "noi_sinh", "giay_khai_sinh")]
    assert used(*facts) == ("Hà Nam", "source", True)


def test_the_younger_paper_is_used_between_two_of_one_kind(fact):
    assert used(fact("An", day="2024-01-01"), fact("Ân", day="2021-01-01")) == ("An", "day", True)


def test_where_somebody_lives_follows_the_younger_paper_even_over_a_decision_about_an_old_one(fact):
    old = fact("Xã Cũ", "noi_cu_tru", day="2015-01-01", by="Tư")
    assert used(old, fact("Xã Mới", "noi_cu_tru", day="2026-01-01")) == ("Xã Mới", "day", False)


def test_what_the_office_put_right_comes_before_everything(fact):
    right = fact("Xã Đúng", "noi_cu_tru", day="2020-01-01", source="rectified", by="Tư")
    assert used(fact("Xã Mới", "noi_cu_tru", day="2026-01-01"), right) == ("Xã Đúng", "rectified", False)


def test_what_belongs_to_a_paper_is_not_compared(fact):
    assert chosen([fact("1", "so"), fact("2", "so")]) == []
