import pytest

from export.store.papers.finding import find
from export.store.people.kept import subject_of
from export.store.people.listed import listed
from export.store.people.merging import candidates, merge, split
from export.store.people.rights import mark
from export.store.upkeep.checking import verify
from export.store.vault.log import entries
from ocr.problem import InputProblem

BIRTH = {
    "so": "7/2020",
    "ho_ten": "Nguyễn Thị Bình",
    "ngay_sinh": "2020-01-02",
    "ho_ten_cha": "NGUYEN VAN AN",
    "nam_sinh_cha": "1990",
    "noi_cu_tru_cha": "Thôn 1, xã An Viễn, tỉnh Đồng Nai",
}


@pytest.fixture
def pair(added, record, an, store, access):
    """A card, and a birth certificate whose father may be the same person."""
    added(record(an), record(BIRTH, "giay_khai_sinh", file="b"))
    (one,) = candidates(store, access())
    return one


def test_a_number_joins_papers_and_a_name_only_proposes(store, added, record, an, access):
    found = added(record(an), record({"so_dinh_danh": an["so_dinh_danh"]}, "phieu", file="b"))
    assert (found.subjects, found.candidates) == (1, 0)
    found = added(record(BIRTH, "giay_khai_sinh", file="c"))
    assert (found.subjects, found.candidates) == (2, 1)
    assert len(listed(store, access())) == 3


def test_a_candidate_says_who_how_much_and_why(pair):
    assert {pair.one.said["ho_ten"], pair.other.said["ho_ten"]} == {"Nguyễn Văn An", "NGUYEN VAN AN"}
    assert pair.why == ("bare_name", "birth_year", "noi_cu_tru")
    assert 0 < pair.score < 1


def test_merging_makes_one_of_two_and_splitting_leaves_everything_as_it_was(store, pair, access):
    before = listed(store, access())
    whole = merge(store, pair.one.id, pair.other.id, access())
    assert whole.codes == (pair.one.id, pair.other.id)
    assert candidates(store, access()) == []
    assert find(store, "nguyen van an", access()).subjects == (pair.one.id,)
    with store.reading() as connection:
        assert subject_of(connection, pair.other.id).code == pair.one.id
    assert split(store, pair.other.id, access()) == (pair.one.id, pair.other.id)
    assert listed(store, access()) == before
    assert verify(store).flaws == ()


def test_what_was_decided_is_not_proposed_again(store, pair, added, record, access):
    split(store, pair.one.id, access(), other=pair.other.id)
    assert candidates(store, access()) == []
    added(record(BIRTH | {"so": "8/2020"}, "giay_khai_sinh", file="b"), days=1)
    assert candidates(store, access()) == []
    assert len(candidates(store, access(), state="apart")) == 1


def test_of_a_pair_nothing_is_shown_of_the_one_whose_use_is_restricted(store, pair, access):
    mark(store, pair.one.id, "restricted", "", access())
    (shown,) = candidates(store, access())
    assert shown.one.said == {}
    assert shown.other.said != {}


def test_both_are_logged(store, pair, access):
    merge(store, pair.one.id, pair.other.id, access(account="canbo2"))
    split(store, pair.other.id, access())
    with store.reading() as connection:
        told = [(entry.what, entry.access.account) for entry in entries(connection, store)][-2:]
    assert told == [("merge", "canbo2"), ("split", "canbo1")]


def test_one_number_with_two_names_is_two_people_until_somebody_decides(store, added, record, an, access):
    found = added(record(an), record(an | {"ho_ten": "Trần Văn Tư"}, file="b"))
    assert (found.subjects, found.candidates) == (2, 1)
    (one,) = candidates(store, access())
    assert one.why == ("number",)


def test_the_old_number_of_a_card_finds_the_papers_of_before(store, added, record, an, access):
    old = {"so_dinh_danh": "123456789", "ho_ten": an["ho_ten"], "ngay_sinh": an["ngay_sinh"]}
    added(record(old, "chung_minh_nhan_dan"))
    found = added(record(an, file="b"), old_number="123456789")
    assert found.subjects == 0
    (person,) = listed(store, access())
    assert person.said["so_dinh_danh"] == an["so_dinh_danh"]
    assert person.said["so_cmnd"] == "123456789"


def test_a_chain_of_merges_has_one_root(store, added, record, an, access):
    people = [record(an | {"so_dinh_danh": f"00109001000{n}"}, file=f"{n}") for n in range(3)]
    added(*people)
    one, two, three = (side.id for side in listed(store, access()))
    merge(store, two, three, access())
    assert merge(store, one, two, access()).codes == (one, two, three)
    split(store, two, access())
    with store.reading() as connection:
        assert subject_of(connection, three).code == two


@pytest.mark.parametrize(
    ("does", "code"),
    [
        (lambda store, one, access: merge(store, one, one, access), "store_merge_same"),
        (lambda store, one, access: merge(store, one, f"{one}X", access), "store_subject_unknown"),
        (split, "store_not_merged"),
        (lambda store, one, access: split(store, f"{one}X", access), "store_subject_unknown"),
    ],
)
def test_what_cannot_be_is_told(store, pair, access, does, code):
    with pytest.raises(InputProblem) as refused:
        does(store, pair.one.id, access())
    assert refused.value.code == code
