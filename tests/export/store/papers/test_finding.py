import pytest

from export.store.papers.finding import find
from export.store.people.rights import mark
from export.store.vault.log import entries


@pytest.fixture
def town(added, record, an):
    """Papers of a few people."""
    added(
        record(an | {"noi_cu_tru": "Thôn 1, xã Phước Long, huyện Giồng Trôm, tỉnh Bến Tre"}),
        record(
            {"so": "12/2020", "ho_ten": "Lý Thị Hoà", "ngay_sinh": "2020-01-02", "ho_ten_me": "Đỗ Mỹ"},
            "giay_khai_sinh",
            file="b",
        ),
        record({"so_ky_hieu": "15/QĐ-UBND", "trich_yeu": "Về việc sửa đường Văn An"}, "quyet_dinh", file="c"),
        record(
            {"ma_ho_so": "H17.28.22-261102-000123", "ngay_tiep_nhan": "2026-11-02"},
            "giay_tiep_nhan",
            file="d",
        ),
    )


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("Nguyễn Văn An", ["ho_ten"]),
        ("nguyen van an", ["ho_ten"]),
        ("NGUYEN  VAN", ["ho_ten"]),
        ("Lí Thị Hòa", ["ho_ten"]),
        ("do my", ["ho_ten_me"]),
        ("001 090 012 345", ["so_dinh_danh"]),
        ("001090012345", ["so_dinh_danh"]),
        ("01/05/1990", ["ngay_sinh"]),
        ("12/2020", ["so"]),
        ("15/qd-ubnd", ["so_ky_hieu"]),
        ("15/QĐ-UBND", ["so_ky_hieu"]),
        ("H17.28.22-261102-000123", ["ma_ho_so"]),
        ("sửa đường", ["trich_yeu"]),
        ("xã Phước Long, tỉnh Bến Tre", ["noi_cu_tru"]),
        ("huyện Giồng Trôm", ["noi_cu_tru"]),
        ("Nguyễn Văn An 2021", ["ho_ten", "ngay_cap"]),
        ("An Văn Nguyễn", ["ho_ten"]),
        ("nobody at all", []),
        ("", []),
        ("!!!", []),
    ],
)
def test_what_is_there_is_found_by_the_words_that_people_type(store, town, access, words, fields):
    del town
    found = find(store, words, access())
    assert sorted({hit.field for hit in found.hits}) == fields


def test_an_old_address_is_found_by_the_name_of_the_unit_of_today(store, town, access):
    del town
    found = find(store, "tỉnh Vĩnh Long", access())
    assert [hit.field for hit in found.hits] == ["noi_cu_tru"]


def test_the_name_with_its_accents_comes_first(store, added, record, an, access):
    added(record(an | {"ho_ten": "Nguyễn Văn Ân", "so_dinh_danh": "001090099999"}, file="b"), record(an))
    assert [hit.value for hit in find(store, "Nguyễn Văn An", access()).hits] == [
        "Nguyễn Văn An",
        "Nguyễn Văn Ân",
    ]


def test_a_hit_says_on_which_paper_and_page_it_stands(store, added, record, an, access):
    added(record(an, pages=(3,)))
    (hit,) = find(store, an["so_dinh_danh"], access()).hits
    assert (hit.source, hit.pages, hit.page, hit.doc_type) == ("a.pdf", "3", 3, "can_cuoc_cong_dan")


def test_what_a_newer_record_replaced_is_not_found_any_more(store, added, record, an, access):
    added(record(an))
    added(record(an | {"ho_ten": "Trần Văn Anh"}), days=1)
    assert find(store, "Nguyễn Văn An", access()).hits == ()
    assert find(store, "Trần Văn Anh", access()).hits != ()


def test_values_whose_use_is_restricted_are_not_shown(store, added, record, an, access):
    added(record(an))
    (subject,) = find(store, "Nguyễn Văn An", access()).subjects
    mark(store, subject, "restricted", "đang khiếu nại", access())
    (hit,) = find(store, "Nguyễn Văn An", access()).hits
    assert (hit.value, hit.source, hit.restricted) == (None, "", True)


def test_that_somebody_looked_is_logged_with_the_purpose_and_without_the_words(
    store, added, record, an, access
):
    added(record(an))
    find(store, "Nguyễn Văn An", access(purpose="cấp giấy xác nhận"))
    with store.reading() as connection:
        *_, last = entries(connection, store)
    assert (last.what, last.access.purpose, last.count) == ("find", "cấp giấy xác nhận", 1)
    assert "Nguy" not in last.model_dump_json()


def test_no_more_than_a_page_is_shown_and_it_is_said(store, added, record, an, access):
    added(*(record(an | {"so_dinh_danh": f"00109001{n:04}"}, file=f"{n:x}") for n in range(16)))
    found = find(store, "nguyen", access(), most=10)
    assert (len(found.hits), found.more) == (10, True)
