import pytest

from export.store.people.alike import agrees, alike, contradicts

ONE = {
    "ho_ten": "Nguyễn Thị Lý",
    "ngay_sinh": "1990-05-01",
    "gioi_tinh": "Nữ",
    "que_quan": "Xã An Viễn, tỉnh Đồng Nai",
    "so_dinh_danh": "001190012345",
}


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({}, ("name", "birth", "que_quan")),
        ({"ho_ten": "NGUYỄN THỊ LÍ"}, ("name", "birth", "que_quan")),
        ({"ho_ten": "NGUYEN THI LY"}, ("bare_name", "birth", "que_quan")),
        ({"ho_ten": "Nguyễn Thị Lỳ"}, ("bare_name", "birth", "que_quan")),
        ({"ho_ten": "Nguyễn Tha Lý"}, ("near_name", "birth", "que_quan")),
        ({"ngay_sinh": "1990"}, ("name", "birth_year", "que_quan")),
    ],
)
def test_two_are_a_pair_by_name_birth_and_one_thing_more(other, why):
    found = alike(ONE, ONE | {"so_dinh_danh": ""} | other)
    assert found is not None
    assert found.why == why


@pytest.mark.parametrize(
    "other",
    [
        {"que_quan": ""},
        {"que_quan": "Xã Khác, tỉnh Đồng Nai"},
        {"ngay_sinh": "1991-05-01"},
        {"ngay_sinh": ""},
        {"ho_ten": "Nguyễn Lý Thị"},
        {"ho_ten": "Nguyễn Thị Đào"},
        {"ho_ten": ""},
        {"gioi_tinh": "Nam"},
        {"so_dinh_danh": "001190012346"},
    ],
)
def test_less_than_that_or_anything_against_it_is_no_pair(other):
    assert alike(ONE, ONE | {"so_dinh_danh": ""} | other) is None


def test_what_loses_accents_scores_less_and_a_year_less_than_a_day():
    scores = [
        alike(ONE, ONE | {"so_dinh_danh": ""} | other).score
        for other in ({}, {"ho_ten": "NGUYEN THI LY"}, {"ngay_sinh": "1990"})
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 1


def test_the_old_number_counts_wherever_it_stands():
    card = ONE | {"so_cmnd": "123456789", "que_quan": ""}
    found = alike(card, {"ho_ten": "Nguyễn Thị Lý", "ngay_sinh": "1990-05-01", "so_dinh_danh": "123456789"})
    assert found is not None
    assert "so_cmnd" in found.why


@pytest.mark.parametrize(
    "other", [{"ho_ten": "Trần Văn Tư"}, {"ngay_sinh": "1971-01-01"}, {"gioi_tinh": "Nam"}]
)
def test_one_number_with_another_name_birth_or_sex_is_a_contradiction(other):
    assert contradicts(ONE, ONE | other)
    assert not contradicts(ONE, ONE)
    assert not contradicts(ONE, {"so_dinh_danh": ONE["so_dinh_danh"]})


def test_nine_digits_need_the_name_since_provinces_gave_some_out_twice():
    assert agrees(ONE, {"ho_ten": "NGUYEN THI LY"})
    assert not agrees(ONE, {"so_dinh_danh": "123456789"})
    assert not agrees(ONE, {"ho_ten": "Nguyễn Thị Lýa"})
