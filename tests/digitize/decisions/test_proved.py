"""The bound that a sample proves is exact, holds as often as it says, and uses how many were drawn of all."""

import random

import pytest

from digitize.decisions.proved import DOUBT, drawn_for, most_wrong


@pytest.mark.parametrize("drawn", [59, 299, 598])
def test_of_very_many_it_is_the_bound_of_clopper_and_pearson(drawn):
    assert most_wrong(0, drawn, 10_000_000) == pytest.approx(1 - DOUBT ** (1 / drawn), rel=1e-3)


@pytest.mark.parametrize(("wrong", "drawn", "bound"), [(1, 100, 0.0466), (2, 300, 0.0208), (5, 1000, 0.0105)])
def test_it_agrees_with_the_tables(wrong, drawn, bound):
    assert most_wrong(wrong, drawn, 10_000_000) == pytest.approx(bound, abs=1e-4)


def test_where_all_were_drawn_it_is_the_share_itself():
    assert most_wrong(3, 40, 40) == 3 / 40
    assert most_wrong(0, 7, 7) == 0


def test_where_none_was_drawn_all_may_be_wrong():
    assert most_wrong(0, 0, 50) == 1


def test_a_large_part_of_all_proves_more():
    assert most_wrong(0, 100, 150) < most_wrong(0, 100, 100_000)


def test_it_says_how_many_have_to_be_drawn():
    assert drawn_for(0.005, 0, 10_000_000) == 598
    assert drawn_for(0.005, 1, 100) is None
    for among in (30, 500, 20_000):
        needed = drawn_for(0.02, 0, among)
        assert most_wrong(0, needed, among) <= 0.02 < most_wrong(0, needed - 1, among)


@pytest.mark.parametrize(("among", "bad", "drawn"), [(400, 8, 60), (400, 8, 300), (60, 3, 20)])
def test_values_that_were_made_wrong_on_purpose_are_within_the_bound_as_often_as_it_says(among, bad, drawn):
    dice = random.Random(7)
    values = [True] * bad + [False] * (among - bad)
    tries = 2_000
    broken = sum(
        most_wrong(sum(dice.sample(values, drawn)), drawn, among) < bad / among for _ in range(tries)
    )
    # Three deviations above one in twenty: the draws are seeded, so this never changes by chance.
    assert broken / tries <= DOUBT + 3 * (DOUBT * (1 - DOUBT) / tries) ** 0.5
