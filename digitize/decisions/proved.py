"""What a sample proves: the share of values that can be wrong at most, at 95 %, when some were drawn by lot and looked at.

Values are drawn without putting any back, so the count of wrong ones among them follows the hypergeometric law. The bound
is the one of Clopper and Pearson (Biometrika 26, 1934) for that law: one-sided, exact, for any number however small, and
tighter where many of all were drawn. For large numbers it is the usual one of the binomial law.
"""

import hashlib
from math import exp, lgamma
from typing import Final

DOUBT: Final = 0.05
"""How often a bound may be broken by chance: one time in twenty."""

SEED: Final = "digitize-lot-1"
"""What lots are made with, besides the names of fields."""


def lot(sha256: str, page: int, key: str) -> str:
    """The number of a field in every draw: nobody can choose it, and it is the same whenever it is asked for."""
    return hashlib.sha256(f"{SEED}\n{sha256}-{page}-{key}".encode()).hexdigest()


def most_wrong(wrong: int, drawn: int, among: int) -> float:
    """The greatest share of ``among`` values that can be wrong, where ``wrong`` of ``drawn`` were; 1.0 where none was drawn."""
    if not drawn:
        return 1.0
    low, high = wrong, among - (drawn - wrong)
    while low < high:
        middle = (low + high + 1) // 2
        if _chance(wrong, drawn, middle, among) > DOUBT:
            low = middle
        else:
            high = middle - 1
    return low / among


def drawn_for(share: float, wrong: int, among: int) -> int | None:
    """How many have to be drawn so that no more than ``share`` can be wrong, with ``wrong`` among them; None if never."""
    if most_wrong(wrong, among, among) > share:
        return None
    low, high = max(1, wrong), among
    while low < high:
        middle = (low + high) // 2
        if most_wrong(wrong, middle, among) <= share:
            high = middle
        else:
            low = middle + 1
    return low


def _chance(wrong: int, drawn: int, bad: int, among: int) -> float:
    """How likely it is to draw no more than ``wrong`` where ``bad`` of ``among`` are wrong."""
    fewest = max(0, drawn - (among - bad))
    return sum(
        exp(_ways(bad, count) + _ways(among - bad, drawn - count) - _ways(among, drawn))
        for count in range(fewest, min(wrong, bad) + 1)
    )


def _ways(of: int, chosen: int) -> float:
    """The logarithm of the number of ways to choose."""
    return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)
