"""A second look at tones: the same two words elsewhere on the paper, read with other tones.

Tones are what is misread most, and an official paper repeats its words: its subject returns in the
body. Where a pair of words stands elsewhere with other marks, one of the two is wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from extract.layout import Run
from extract.likeness import folded, letters
from ocr.vietnamese.text import placed

Pairs = Mapping[str, AbstractSet[str]]


def toned_pairs(rows: Iterable[Run]) -> Pairs:
    """For each two neighbouring words without tones, all ways in which the paper's rows tone them."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for plain, toned in _pairs(row):
            found[plain].add(toned)
    return found


def tones_vary(runs: Sequence[Run], pairs: Pairs) -> bool:
    """Whether two neighbouring words of a value stand on the paper with other tones."""
    return any(len(pairs.get(plain, ())) > 1 for run in runs for plain, _ in _pairs(run))


def _pairs(run: Run) -> Iterable[tuple[str, str]]:
    words = [(folded(text), letters(placed(text.strip(".,;:()")))) for text in run.texts]
    for (plain, toned), (next_plain, next_toned) in pairwise(words):
        if plain.isalpha() and next_plain.isalpha() and len(plain) > 1 and len(next_plain) > 1:
            yield f"{plain} {next_plain}", f"{toned} {next_toned}"
