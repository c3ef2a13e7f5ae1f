"""How likely it is that free text holds a misread word, and what on the paper or in lists speaks for its words.

A parser tells a wrong date from a right one; free text can only be held against what is known: names
of units, fixed wording, and the same words elsewhere on the paper. How likely the eye erred on a word
is what its confidence leaves open: that is a probability (``ocr/confidence.py``).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from extract.layout import Run
from extract.likeness import letters
from ocr.vietnamese.name_syllables import GIVEN, SURNAMES
from extract.phrases import covered, find_phrases
from extract.units import find_units
from ocr.page import Word
from ocr.vietnamese.text import placed

LISTED: Final = 0.02
REPEATED: Final = 0.05
NAME: Final = 0.25
"""How much of the risk remains: in listed wording, in words repeated on the paper, in usual syllables of a name."""
MOST: Final = 0.005
"""The risk up to which free text is accepted: one wrong in two hundred."""

Counts = Mapping[tuple[str, str], int]


def pair_counts(rows: Iterable[Run]) -> Counts:
    """How often each two neighbouring words, marks included, stand on the paper."""
    return Counter(pair for row in rows for pair in pairwise(_keys(row)))


def text_risk(runs: Sequence[Run], counts: Counts, *, name: bool, pieces: bool) -> float:
    """The probability, 0 to 1, that a word of ``runs`` is wrong; ``name`` for the name of a person."""
    words = [word for run in runs for word in run.words if _key(word)]
    texts = [word.text for word in words]
    wording = covered(find_phrases(texts).confirmed)
    listed = wording | covered(find_units(texts, whole_pieces=pieces, other=wording).confirmed)
    repeated = _repeated(runs, counts)
    total = 0.0
    for at, word in enumerate(words):
        left = LISTED if at in listed else REPEATED if at in repeated else 1.0
        if name and left == 1.0 and _key(word) in GIVEN | SURNAMES:
            left = NAME
        total += (1 - word.confidence) * left
    return min(1.0, total)


def _repeated(runs: Sequence[Run], counts: Counts) -> set[int]:
    """The words both of whose neighbours stand beside them elsewhere on the paper, too."""
    keys = [(number, key) for number, run in enumerate(runs) for key in _keys(run)]
    # A pair that is parted by the end of a row was not counted there.
    twice = [
        counts.get((one, other), 0) > (1 if row == next_row else 0)
        for (row, one), (next_row, other) in pairwise(keys)
    ]
    sides = ((twice[at - 1 : at] if at else []) + twice[at : at + 1] for at in range(len(keys)))
    return {at for at, beside in enumerate(sides) if beside and all(beside)}


def _key(word: Word) -> str:
    return letters(placed(word.text))


def _keys(run: Run) -> list[str]:
    return [key for word in run.words if (key := _key(word))]
