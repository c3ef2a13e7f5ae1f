"""A second look at tones: the same two words elsewhere on the paper, read with other tones.

Tones are what is misread most, and an official paper repeats its words: its subject returns in the
body. Where a pair of words stands elsewhere with other marks, one of the two is wrong; which, is told by
how surely each was read, and by which of them is a word.
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
"""Confidence from which a pair that stands with other tones is no mere misreading beside a surer one."""

Pairs = Mapping[str, Mapping[str, float]]


class Pair(NamedTuple):
    """Two neighbouring words without tones and with them, and how surely the less sure one was read."""

    plain: str
    toned: str
    sure: float


def toned_pairs(rows: Iterable[Run]) -> Pairs:
    """For each two neighbouring words without tones, the ways in which the paper's rows tone them, and how surely.

    Two words without any mark, as in a firm's name in English, tone nothing.
    """
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows:
        for plain, toned, sure in _pairs(row):
            found[plain][toned] = max(sure, found[plain].get(toned, 0.0))
    return found


def tones_vary(runs: Sequence[Run], pairs: Pairs) -> bool:
    """Whether two neighbouring words of a value stand on the paper with other tones, read about as surely."""
    return any(
        other != pair.toned and sure >= min(pair.sure, SURE) and not _is_nonsense_beside(other, pair.toned)
        for run in runs
        for pair in _pairs(run)
        for other, sure in pairs.get(pair.plain, {}).items()
    )


def _is_nonsense_beside(other: str, toned: str) -> bool:
    """Whether the two words elsewhere are no word where those of the value are one: "phố thông" beside "phổ thông"."""
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
