"""Which persons of two papers are one: nobody is overlooked for the sake of speed."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from extract.dossier.person import Entry, likely_pairs, same_person

NAMES = st.sampled_from(
    ["Lê Văn Bảo", "Lê Văn Bào", "Le Van Bao", "Lê Văn Bảoo", "Lê Vân Bảo", "Trần Thị Hạnh", ""]
)
NUMBERS = st.sampled_from(["086093000123", "086093000124", "079190000017", ""])
BIRTHS = st.sampled_from(["1993-09-05", "1993-09-06", "1993", "1990-01-01", ""])


@st.composite
def people(draw):
    found = []
    for paper in range(draw(st.integers(2, 8))):
        said = {"ho_ten": draw(NAMES), "so_dinh_danh": draw(NUMBERS), "ngay_sinh": draw(BIRTHS)}
        said = {key: value for key, value in said.items() if value}
        found.append(Entry(paper % draw(st.integers(1, 8)), "", {key: key for key in said}, said))
    return found


@given(people())
def test_every_pair_that_is_one_person_is_looked_at_once_and_in_order(entries):
    looked_at = list(likely_pairs(entries))
    assert [pair for pair in looked_at if same_person(*pair)] == [
        pair for pair in combinations(entries, 2) if same_person(*pair)
    ]


def test_strangers_are_not_held_against_each_other():
    strangers = [
        Entry(at, "", {}, {"ho_ten": f"Người {chr(97 + at % 26) * (2 + at // 26)} {at}"}) for at in range(400)
    ]
    assert not list(likely_pairs(strangers))
