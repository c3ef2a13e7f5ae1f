import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.places.address import placed_address
from extract.places.gazetteer import gazetteer

OLD, NEW = date(2020, 1, 1), date(2026, 1, 1)


def codes(place):
    return place.province.code, place.district and place.district.code, place.commune.code


def test_an_old_address_has_a_district_and_the_name_its_commune_bears_today():
    place = placed_address("12 Nguyễn Trãi, P. Bến Nghé, Q.1, TP. HCM", OLD)
    assert codes(place) == ("79", "760", "26740")
    assert [unit.name for unit in place.communes_today] == ["Phường Sài Gòn"]


def test_an_address_since_july_2025_has_none():
    place = placed_address("phường Ba Đình, thành phố Hà Nội", NEW)
    assert codes(place) == ("01", None, "00004")
    assert place.communes_today == (place.commune,)


def test_people_go_on_writing_old_addresses():
    place = placed_address("xã Mẫu Sơn, huyện Lộc Bình, tỉnh Lạng Sơn", NEW)
    assert place.district.name == "Huyện Lộc Bình"


def test_the_day_decides_between_an_old_and_a_new_unit_of_one_name():
    assert codes(placed_address("phường Ba Đình, Hà Nội", NEW))[1] is None


def test_a_divided_commune_names_all_that_took_its_ground():
    divided = next(old for old, new in gazetteer().successors.items() if len(new) > 1)
    assert len(gazetteer().today(divided)) > 1


@pytest.mark.parametrize("address", ["", "Hà Nội", "Không rõ", "thôn 3, xã Không Có Thật, tỉnh Lạng Sơn"])
def test_what_names_no_commune_has_no_codes(address):
    assert placed_address(address, OLD) is None


def test_every_old_commune_became_some_that_exist():
    known = gazetteer()
    old = {commune.unit.code for p in known.before for d in p.parts for commune in d.parts}
    assert old == set(known.successors)
    assert all(known.today(code) for code in old)


@pytest.mark.parametrize("tree", ["since", "before"])
def test_two_misread_letters_lead_to_the_right_commune_or_to_none(tree):
    rng = random.Random(11)
    right = wrong = 0
    for _ in range(150):
        nodes = [rng.choice(getattr(gazetteer(), tree))]
        while nodes[-1].parts:
            nodes.append(rng.choice(nodes[-1].parts))
        address = list(", ".join(node.unit.name for node in reversed(nodes)))
        for at in rng.sample([at for at, sign in enumerate(address) if sign.isalpha()], 2):
            address[at] = rng.choice("aáàăâeéêoóôơuúưiíynmrhcedtlbđ")
        place = placed_address("".join(address), NEW if tree == "since" else OLD)
        right += place is not None and place.commune.code == nodes[-1].unit.code
        wrong += place is not None and place.commune.code != nodes[-1].unit.code
    assert right >= 100
    assert wrong <= 2


@given(st.text(max_size=80), st.one_of(st.none(), st.dates()))
def test_any_text_is_an_address_or_none(text, day):
    placed_address(text, day)
