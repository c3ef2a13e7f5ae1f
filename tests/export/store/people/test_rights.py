import re
from pathlib import Path

import pytest
from sqlalchemy import select

from export.store.papers.adding import Held, add
from export.store.papers.finding import find
from export.store.people.erasing import erase, purge, to_erase
from export.store.people.merging import merge
from export.store.people.rights import Rectified, export_person, mark, rectify
from export.store.upkeep.checking import verify
from export.store.vault.schema import dossier, subject
from ocr.problem import InputProblem

BIRTH = {
    "so": "7/2020",
    "ho_ten": "Nguyễn Thị Bình",
    "ngay_sinh": "2020-01-02",
    "so_dinh_danh": "001320012345",
    "ho_ten_cha": "Nguyễn Văn An",
    "so_dinh_danh_cha": "001090012345",
}


@pytest.fixture
def him(store, added, record, an, access):
    """A person on a card of his own and on his child's birth certificate."""
    added(record(an), record(BIRTH, "giay_khai_sinh", file="b", source="con của Nguyễn Văn An.pdf"))
    return next(hit.subject for hit in find(store, an["so_dinh_danh"], access()).hits)


def test_everything_that_is_kept_is_handed_out_with_its_papers_and_who_looked(store, him, access):
    found = export_person(store, him, access(purpose="công dân yêu cầu"))
    assert {one.attribute for one in found.used} >= {"ho_ten", "so_dinh_danh", "noi_cu_tru"}
    assert [paper.source for paper in found.papers] == ["a.pdf", "con của Nguyễn Văn An.pdf"]
    assert [entry.what for entry in found.accesses] == ["add", "add", "find", "export"]


def test_what_is_put_right_is_used_and_what_the_paper_says_stays(store, him, access):
    rectify(store, him, Rectified("noi_cu_tru", "Xã Đúng, tỉnh Đồng Nai", "chuyển nhà"), access(1))
    found = export_person(store, him, access(2))
    lives = [one for one in found.facts if one.field == "noi_cu_tru"]
    assert [one.source for one in lives] == ["print", "rectified"]
    (used,) = (one for one in found.used if one.attribute == "noi_cu_tru")
    assert (used.value, used.rule) == ("Xã Đúng, tỉnh Đồng Nai", "rectified")
    assert find(store, "Xã Đúng", access()).subjects == (him,)
    assert verify(store).flaws == ()


def test_a_number_that_was_put_right_finds_its_person_again(store, him, added, record, an, access):
    rectify(store, him, Rectified("so_dinh_danh", "001090077777"), access())
    found = added(record(an | {"so_dinh_danh": "001090077777"}, file="c"), days=1)
    assert found.subjects == 0
    assert find(store, "001090077777", access()).subjects == (him,)


def test_a_field_that_is_not_there_is_told(store, him, access):
    with pytest.raises(InputProblem, match="store_field_unknown"):
        rectify(store, him, Rectified("noi_cu_tr", "x"), access())


def test_under_a_hold_nothing_is_erased_and_the_reason_is_told(store, him, access):
    mark(store, him, "hold", "lưu trữ 70 năm", access())
    before = verify(store)
    with pytest.raises(InputProblem) as refused:
        erase(store, him, access())
    assert refused.value.data["reason"] == "lưu trữ 70 năm"
    assert verify(store).facts == before.facts
    mark(store, him, "hold", None, access())
    assert erase(store, him, access()).facts == 8


def test_an_erased_person_is_nowhere_and_others_stay(store, him, an, access):
    found = erase(store, him, access())
    assert (found.facts, found.papers_gone, found.papers_kept, found.purged) == (8, 1, 1, True)
    assert find(store, an["so_dinh_danh"], access()).hits == ()
    assert find(store, "Nguyễn Văn An", access()).hits == ()
    (child,) = {hit.document: hit for hit in find(store, "Nguyễn Thị Bình", access()).hits}.values()
    assert child.source == ""
    with pytest.raises(InputProblem, match="store_subject_unknown"):
        export_person(store, him, access())
    assert verify(store).flaws == ()


def test_what_was_merged_goes_with_the_person(store, him, added, record, an, access):
    twin = an | {"so_dinh_danh": "001090099999"}
    added(record(twin, file="c"))
    other = find(store, "001090099999", access()).subjects[0]
    merge(store, him, other, access())
    erase(store, him, access())
    assert find(store, "001090099999", access()).hits == ()
    assert verify(store).flaws == ()


def test_a_dossier_that_is_named_after_the_person_loses_the_name(store, access, record, him):
    add(store, [[Held(record(BIRTH, "giay_khai_sinh", file="b", dossier="Nguyen Van An"))]], access())
    erase(store, him, access())
    with store.reading() as connection:
        names = [
            store.vault.open(row.key, f"dossier {row.id}", row.sealed, "head")["name"]
            for row in connection.execute(select(dossier))
        ]
    assert "Nguyen Van An" not in names


def test_first_it_is_told_what_would_go(store, him):
    about, papers = to_erase(store, him)
    assert about.code == him
    assert len(papers) == 2


def test_no_byte_of_the_key_or_of_a_value_is_left_in_any_file(tmp_path, him, store, access):
    if store.file is None:
        pytest.skip("the files of a server are the server's")
    with store.reading() as connection:
        key = connection.execute(select(subject.c.key).where(subject.c.code == him)).scalar_one()
    assert any(key in path.read_bytes() for path in files(tmp_path))
    erase(store, him, access())
    assert not any(key in path.read_bytes() for path in files(tmp_path))


def test_what_a_reader_kept_from_being_overwritten_is_overwritten_later(store, him, access):
    with store.reading() as connection:
        connection.execute(select(subject)).first()
        found = erase(store, him, access())
    assert not found.purged
    assert [flaw.code for flaw in verify(store).flaws] == ["purge_pending"]
    assert purge(store)
    assert verify(store).flaws == ()


def files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if re.match(r"store\.db", path.name)]
