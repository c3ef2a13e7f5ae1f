"""A check of accents: the same two words elsewhere on the paper, read with other accents.

Accents are misread more than anything else, and an official paper repeats its words: the body repeats the
subject. If a pair of words occurs elsewhere with other accents, one of the two readings is wrong. The confidence
of each, and whether it is a word at all, show which one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.rows.rows import Run
from extract.text.likeness import folded, letters
from ocr.vietnamese.lexicon import go_together
from ocr.vietnamese.text import placed

SURE = 0.9
"""Confidence from which a pair with other accents counts, and is not just a misreading of a surer pair."""

Pairs = Mapping[str, Mapping[str, float]]


class Pair(NamedTuple):
    """Two neighbouring words without and with accents, and the lower confidence of the two."""

    plain: str
    toned: str
    sure: float


def toned_pairs(rows: Iterable[Run]) -> Pairs:
    """For each pair of neighbouring words without accents: the accented forms on the paper, and their confidence.

    Two words that have no accent at all, as in an English company name, are left out.
    """
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows:
        for plain, toned, sure in _pairs(row):
            found[plain][toned] = max(sure, found[plain].get(toned, 0.0))
    return found


def tones_vary(runs: Sequence[Run], pairs: Pairs) -> bool:
    """Whether two neighbouring words of a value occur on the paper with other accents, read about as surely."""
    return any(
        other != pair.toned and sure >= min(pair.sure, SURE) and not _is_nonsense_beside(other, pair.toned)
        for run in runs
        for pair in _pairs(run)
        for other, sure in pairs.get(pair.plain, {}).items()
    )


def _is_nonsense_beside(other: str, toned: str) -> bool:
    """Whether the value's two words are a known word and the other two are not: "phổ thông" beside "phố thông"."""
    return go_together(*toned.split()) and not go_together(*other.split())


def _is_word(plain: str) -> bool:
    return plain.isalpha() and len(plain) > 1


def _pairs(run: Run) -> Iterable[Pair]:
    words = [
        (folded(word.text), letters(placed(word.text.strip(".,;:()"))), word.confidence) for word in run.words
    ]
    for (plain, toned, sure), (next_plain, next_toned, next_sure) in pairwise(words):
        is_marked = (toned, next_toned) != (plain, next_plain)
        if is_marked and _is_word(plain) and _is_word(next_plain):
            yield Pair(f"{plain} {next_plain}", f"{toned} {next_toned}", min(sure, next_sure))
