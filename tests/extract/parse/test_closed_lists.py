from collections import defaultdict

import pytest

from extract.parse.closed_lists import _COUNTRY_NAMES, _GROUP_NAMES, ethnicity, nationality, sex
from extract.parse.parsed import EXACT, LIKELY, REPAIRED, TIDIED
from extract.text.fold import fold


def test_there_are_54_peoples():
    assert len(set(_GROUP_NAMES.values())) == 54


@pytest.mark.parametrize("names", [_GROUP_NAMES, _COUNTRY_NAMES])
def test_lost_marks_never_lead_to_two_entries(names):
    folded = defaultdict(set)
    for name, value in names.items():
        folded[fold(name)].add(value)
    assert all(len(values) == 1 for values in folded.values())


@pytest.mark.parametrize("group", sorted(set(_GROUP_NAMES.values())))
def test_every_people_is_read_as_itself(group):
    assert ethnicity(group) == (group, EXACT, ())


@pytest.mark.parametrize(
    ("text", "value", "certainty"),
    [("H'Mông", "Mông", TIDIED), ("Mông (Mèo)", "Mông", TIDIED), ("Ê-đê", "Ê Đê", TIDIED), ("KINH", "Kinh", EXACT), ("Dân tộc: Mường", "Mường", EXACT),
     ("Tay", "Tày", LIKELY), ("Muờng", "Mường", LIKELY), ("Klnh", "Kinh", REPAIRED)],
)  # fmt: skip
def test_spellings_and_misreadings_lead_to_the_list(text, value, certainty):
    assert ethnicity(text) == (value, certainty, ())


@pytest.mark.parametrize("text", ["", "xyz", "C", "Ta", "Kinh 1", "Kinh Tày", "Việt Nam"])
def test_what_is_no_people_is_refused(text):
    assert ethnicity(text) is None


@pytest.mark.parametrize(
    ("text", "value", "certainty"),
    [("Việt Nam", "Việt Nam", EXACT), ("VIỆT NAM", "Việt Nam", EXACT), ("Vietnam", "Việt Nam", TIDIED), ("Việt Nam / Vietnamese", "Việt Nam", TIDIED),
     ("Viêt Nam", "Việt Nam", LIKELY), ("Vlệt Nam", "Việt Nam", REPAIRED), ("Mỹ", "Hoa Kỳ", TIDIED)],
)  # fmt: skip
def test_nationalities_are_countries_in_vietnamese(text, value, certainty):
    parsed = nationality(text)
    assert parsed.value == value
    assert parsed.certainty <= certainty


def test_an_unknown_country_is_refused():
    assert nationality("Nam Việt Xa") is None


@pytest.mark.parametrize(
    ("text", "value", "certainty"),
    [("Nam", "Nam", EXACT), ("NỮ", "Nữ", EXACT), ("Nữ / Female", "Nữ", EXACT), ("trai", "Nam", TIDIED), ("Nứ", "Nữ", LIKELY), ("Nu", "Nữ", LIKELY), ("Narn", "Nam", LIKELY)],
)  # fmt: skip
def test_sex_is_one_of_two_words(text, value, certainty):
    assert sex(text) == (value, certainty, ())


@pytest.mark.parametrize("text", ["", "N", "Nam Nữ", "Nam / Nữ", "☐ Nam ☒ Nữ", "Năm nay"])
def test_both_or_neither_sex_is_refused(text):
    assert sex(text) is None
