from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from export.store.papers.adding import Held, add
from export.store.papers.dossiers import dossiers_of
from export.store.people.kept import facts_of, subject_of
from export.store.upkeep.checking import verify
from export.store.vault.log import entries
from export.store.vault.opening import open_store
from export.store.vault.schema import METADATA, fact, subject
from extract.record import Check
from ocr.problem import OutputProblem


def rows(store):
    """Everything that stands in the tables."""
    with store.reading() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in METADATA.sorted_tables
        }


def only_subject(store, kind="person"):
    with store.reading() as connection:
        (code,) = connection.execute(select(subject.c.code).where(subject.c.kind == kind)).scalars()
        return code


def known(store, *, history=False):
    with store.reading() as connection:
        about = subject_of(connection, only_subject(store))
        return facts_of(connection, store, about.ids, history=history)


def test_accepted_and_decided_values_are_kept_and_doubtful_ones_never(store, added, record, an):
    found = added(record(an, doubtful=["noi_cu_tru"], decided=["gioi_tinh"]))
    assert (found.added, found.facts) == (1, 5)
    assert {one.field for one in known(store)} == an.keys() - {"noi_cu_tru"}


def test_a_paper_with_nothing_certain_is_left_out(store, added, record, an):
    assert added(record(an, doubtful=an)).left_out == 1
    assert verify(store).documents == 0


def test_adding_again_changes_nothing_at_all(store, added, record, an):
    added(record(an))
    before = rows(store)
    assert added(record(an), days=9).unchanged == 1
    assert rows(store) == before


def test_a_newer_record_takes_the_place_of_the_older_one_which_is_kept(store, added, record, an):
    added(record(an))
    found = added(record(an | {"noi_cu_tru": "Số 2, xã Mới, tỉnh Đồng Nai"}), days=3)
    assert (found.added, found.changed, found.facts) == (0, 1, 1)
    lived = [one for one in known(store, history=True) if one.field == "noi_cu_tru"]
    assert [(one.value, one.since[:10], (one.until or "")[:10]) for one in lived] == [
        (an["noi_cu_tru"], "2026-11-30", "2026-12-03"),
        ("Số 2, xã Mới, tỉnh Đồng Nai", "2026-12-03", ""),
    ]
    assert {one.since[:10] for one in known(store) if one.field != "noi_cu_tru"} == {"2026-11-30"}
    assert verify(store).flaws == ()


def test_a_decision_of_a_person_is_kept_with_who_and_when(store, added, record, an):
    one = record(an, decided=["ho_ten"])
    check = Check(name="decided", passed=True, data={"by": "Trần Thị Tư", "at": "2026-11-29T10:00:00+07:00"})
    fields = one.fields | {"ho_ten": one.fields["ho_ten"].model_copy(update={"checks": (check,)})}
    added(one.model_copy(update={"fields": fields}))
    (name,) = (one for one in known(store) if one.field == "ho_ten")
    assert (name.by, name.at, name.status) == ("Trần Thị Tư", "2026-11-29T10:00:00+07:00", "corrected")


def test_a_paper_whose_pages_were_parted_otherwise_gives_way(store, access, record, an):
    add(store, [[Held(record(an, pages=(1, 2)))]], access())
    parted = [Held(record(an, pages=(1,))), Held(record({"so": "7/2020"}, "giay_khai_sinh", pages=(2,)))]
    found = add(store, [parted], access(1))
    assert (found.added, found.superseded) == (2, 1)
    assert {one.document for one in known(store)} != {None}
    assert len({one.document for one in known(store)}) == 1
    assert verify(store).flaws == ()


def test_the_same_paper_in_a_second_dossier_is_one_document_of_two_dossiers(store, added, record, an):
    added(record(an))
    added(record(an, dossier="HS-2", ma_ho_so="H17.28-261130-0002"))
    with store.reading() as connection:
        kept = dossiers_of(connection, store)
    assert [(one.name, one.ma_ho_so) for one in kept] == [("HS-1", None), ("HS-2", "H17.28-261130-0002")]
    assert kept[0].documents == kept[1].documents


def test_two_that_add_at_once_lose_nothing(store, place, key_file, access, record, an):
    people = [record(an | {"so_dinh_danh": f"0010900{n:05}"}, file=f"{n:x}") for n in range(12)]

    def adds(mine):
        with open_store(place, key_file) as own:
            for one in mine:
                add(own, [[Held(one)]], access())

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(adds, (people[:8], people[4:])))
    proof = verify(store)
    assert (proof.documents, proof.subjects, proof.flaws) == (12, 12, ())


def test_others_read_while_somebody_adds(store, place, key_file, opened, added, record):
    an = {"so_dinh_danh": "001090012345", "ho_ten": "Nguyễn Văn An"}
    added(record(an))
    other = opened(place, key_file)
    with store.writing() as writer:
        writer.execute(fact.update().values(until="now"))
        with other.reading() as reader:
            standing = select(func.count()).select_from(fact).where(fact.c.until.is_(None))
            assert reader.execute(standing).scalar() == len(an)


def test_what_fails_in_the_middle_of_a_batch_leaves_nothing_of_it(store, access, record, an, monkeypatch):
    monkeypatch.setattr("export.store.papers.adding._head", lambda *_: pytest.fail("in the middle"))
    before = rows(store)
    with pytest.raises(pytest.fail.Exception):
        add(store, [[Held(record(an))]], access())
    assert rows(store) == before


def test_every_paper_that_is_added_is_in_the_log(store, added, record, an):
    added(record(an))
    with store.reading() as connection:
        (entry,) = entries(connection, store)
    assert (entry.what, entry.access.account, entry.access.device) == ("add", "canbo1", "may-1")
    assert only_subject(store) in entry.targets


def test_facts_that_differ_are_both_kept_with_the_rule_that_chose(store, added, record, an):
    added(record(an | {"noi_sinh": "Hà Nội"}))
    birth = {name: an[name] for name in ("so_dinh_danh", "ho_ten", "ngay_sinh")} | {"noi_sinh": "Hà Nam"}
    found = added(record(birth, "giay_khai_sinh", file="b"))
    (difference,) = found.differences
    assert (difference.subject, difference.attribute) == (only_subject(store), "noi_sinh")
    assert difference.rule == "source"
    used = {one.id: one.value for one in known(store) if one.field == "noi_sinh"}
    assert used.pop(difference.used) == "Hà Nam"
    assert list(used.values()) == ["Hà Nội"]


def test_a_full_disk_is_told_in_one_problem_and_leaves_a_whole_store(tmp_path, key_file, access, record, an):
    with open_store(str(tmp_path / "full.db"), key_file, make=True) as small:
        add(small, [[Held(record(an))]], access())
        people = [[Held(record(an | {"so_dinh_danh": f"0010900{n:05}"}, file=f"{n:x}"))] for n in range(16)]
        with small.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
        with pytest.raises(OutputProblem, match="output_disk_full"):
            add(small, people, access())
        assert verify(small).flaws == ()
        assert verify(small).documents == 1
