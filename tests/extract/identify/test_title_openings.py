"""Words that open titles of papers that are no letters: a list in the data."""

import pytest

from extract.identify.title_openings import openings
from extract.parse.document_kinds import kind_of_title
from extract.rules.loader import load_types
from extract.text.fold import fold


def test_the_openings_are_words_and_each_stands_once() -> None:
    known = openings()
    assert len(known) == len(set(known)) > 20


@pytest.mark.parametrize(
    "agency", ["ỦY BAN NHÂN DÂN XÃ MẪU", "CÔNG AN XÃ MẪU", "SỞ TƯ PHÁP", "BỆNH VIỆN MẪU"]
)
def test_no_name_of_an_agency_begins_with_one(agency: str) -> None:
    assert not f"{fold(agency)} ".startswith(openings())


def test_the_openings_know_most_titles_of_forms_and_cards() -> None:
    special = [one for one in load_types().all if one.titles]
    titles = [title for one in special for title in one.titles if kind_of_title(title) is None]
    known = [title for title in titles if f"{fold(title)} ".startswith(openings())]
    assert len(known) >= 0.9 * len(titles), sorted(set(titles) - set(known))
