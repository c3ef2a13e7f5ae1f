from datetime import date

import pytest

from export.store.people.dues import due


@pytest.mark.parametrize(
    ("right", "done_by"),
    [
        ("export", "2026-12-14"),
        ("rectify", "2026-12-14"),
        ("restrict", "2026-12-19"),
        ("erase", "2026-12-24"),
    ],
)
def test_each_right_has_its_day(right, done_by):
    assert due(right, date(2026, 12, 4)).done_by == done_by


def test_saturdays_and_sundays_are_no_working_days():
    friday = date(2026, 12, 4)
    assert due("erase", friday).answer_by == "2026-12-08"
