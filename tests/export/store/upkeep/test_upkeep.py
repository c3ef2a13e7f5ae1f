import pytest
from sqlalchemy import text

from export.store.papers.finding import find
from export.store.upkeep.backup import backup, restore
from export.store.upkeep.checking import verify
from export.store.upkeep.rotation import rotate
from export.store.vault.opening import open_store
from ocr.problem import ConfigurationProblem, InputProblem, OutputProblem


@pytest.fixture
def full(store, added, record, an):
    added(record(an), record({"so": "7/2020", "ho_ten_me": "Lý Thị Hoà"}, "giay_khai_sinh", file="b"))
    return store


def test_a_whole_store_has_no_flaw(full):
    proof = verify(full)
    assert (proof.documents, proof.facts, proof.accesses, proof.flaws) == (2, 8, 2, ())


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        ("DELETE FROM token WHERE fact_id = 1", "not_found_by"),
        ("UPDATE fact SET sealed = key WHERE id = 2", "value_damaged"),
        ("UPDATE document SET facts = 99 WHERE id = 1", "paper_not_whole"),
        ("UPDATE subject SET key = 'x' WHERE id = 1", "value_damaged"),
        ("UPDATE document SET doc_type = doc_type, sealed = 'x' WHERE id = 2", "value_damaged"),
    ],
)
def test_harm_is_found(full, harm, code):
    if full.file is None:
        harm = harm.replace("sealed = key", "sealed = 'x'::bytea")
    with full.writing() as connection:
        connection.execute(text(harm))
    assert code in [flaw.code for flaw in verify(full).flaws]


def test_a_backup_is_restored_whole_into_either_kind_of_database(full, key_file, access, tmp_path, request):
    backup(full, tmp_path / "sao-luu", access())
    places = [str(tmp_path / "again.db")]
    if full.file is None:
        places.append(request.getfixturevalue("new_database")())
    for place in places:
        restore(tmp_path / "sao-luu", place, key_file, access())
        with open_store(place, key_file) as again:
            assert verify(again).flaws == ()
            assert find(again, "ly thi hoa", access()).hits[0].value == "Lý Thị Hoà"


def test_a_backup_tells_no_name_and_no_number(full, access, tmp_path):
    backup(full, tmp_path / "sao-luu", access())
    data = (tmp_path / "sao-luu").read_bytes()
    for word in ("Nguyễn", "nguyen", "001090012345", "giay_khai_sinh", "subject"):
        assert word.encode() not in data


@pytest.mark.parametrize("harm", ["cut", "turned", "longer", "none"])
def test_a_backup_that_is_not_whole_is_refused_and_nothing_is_made(full, key_file, access, tmp_path, harm):
    file, again = tmp_path / "sao-luu", tmp_path / "again.db"
    backup(full, file, access())
    data = file.read_bytes()
    middle = len(data) // 2
    file.write_bytes(
        {
            "cut": data[:-40],
            "turned": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
            "longer": data + b"x",
            "none": b"something else",
        }[harm]
    )
    with pytest.raises(InputProblem, match="store_backup_unreadable"):
        restore(file, str(again), key_file, access())
    assert not again.exists()


def test_a_store_with_data_is_not_restored_over(full, place, key_file, access, tmp_path):
    backup(full, tmp_path / "sao-luu", access())
    before = verify(full)
    with pytest.raises(OutputProblem, match="store_not_empty"):
        restore(tmp_path / "sao-luu", place, key_file, access())
    assert verify(full) == before


def test_with_another_key_everything_opens_and_the_old_one_opens_nothing(
    full, place, key_file, access, tmp_path
):
    assert rotate(full, tmp_path / "new.key", access()) >= 5
    with open_store(place, tmp_path / "new.key") as again:
        assert verify(again).flaws == ()
        assert find(again, "Nguyễn Văn An", access()).hits != ()
    with pytest.raises(ConfigurationProblem, match="store_wrong_key"), open_store(place, key_file):
        pass


def test_a_rotation_that_is_cut_off_leaves_the_old_key_and_can_be_given_again(
    full, place, key_file, access, tmp_path, monkeypatch
):
    with monkeypatch.context() as broken:
        broken.setattr("export.store.upkeep.rotation.add_entry", lambda *_: pytest.fail("cut off"))
        with pytest.raises(pytest.fail.Exception):
            rotate(full, tmp_path / "new.key", access())
    with open_store(place, key_file) as again:
        assert verify(again).flaws == ()
        rotate(again, tmp_path / "new.key", access())
    with open_store(place, tmp_path / "new.key") as again:
        assert verify(again).flaws == ()
