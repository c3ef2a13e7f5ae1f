"""How likely it is that free text holds a misread word, and what on the paper or in lists speaks for its words.

A parser tells a wrong date from a right one; free text can only be held against what is known: names
of units, fixed wording, and the same words elsewhere on the paper. How likely the eye erred on a word
is what its confidence leaves open: that is a probability (``ocr/engines/word_confidence.py``).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from extract.places.unit_names import find_units
from extract.rows.rows import Run
from extract.text.likeness import folded, letters
from extract.text.phrases import covered, find_phrases
from ocr.page import Word
from ocr.vietnamese.name_syllables import GIVEN, SURNAMES
from ocr.vietnamese.text import placed

LISTED: Final = 0.02  # share of a word's risk that is left where a list of names knows it
REPEATED: Final = 0.05  # share of the risk that is left where the paper prints the same word again
NAME: Final = 0.25
"""How much of the risk remains: in listed wording, in words repeated on the paper, in usual syllables of a name."""
LONG: Final = (3, 8)
"""Words, and letters, from which fixed wording that stands there whole was read right."""

Counts = Mapping[tuple[str, str], int]


def pair_counts(rows: Iterable[Run]) -> Counts:
    """How often each two neighbouring words, marks included, stand on the paper."""
    return Counter(pair for row in rows for pair in pairwise(_keys(row)))


def word_risks(runs: Sequence[Run], counts: Counts, *, name: bool, pieces: bool) -> tuple[float, ...]:
    """The probability, 0 to 1, of each word of ``runs`` that it is wrong; ``name`` for the name of a person.

    A text layer is exact. Words of fixed wording that stands there whole, marks and all, are left out: nobody misreads
    other words into it.
    """
    words = [(run, word) for run in runs for word in run.words if _key(word)]
    texts = [word.text for _, word in words]
    wording = find_phrases(texts).confirmed
    proven = _proven(texts, wording)
    phrases = covered(wording)
    listed = phrases | covered(find_units(texts, whole_pieces=pieces, other=phrases).confirmed)
    repeated = _repeated(runs, counts)
    risks = []
    for at, (run, word) in enumerate(words):
        left = LISTED if at in listed else REPEATED if at in repeated else 1.0
        if name and left == 1.0 and _key(word) in GIVEN | SURNAMES:
            left = NAME
        if at not in proven:
            risks.append(0.0 if run.source == "text_layer" else (1 - word.confidence) * left)
    return tuple(risks)


def unproven(runs: Sequence[Run]) -> tuple[Run, ...]:
    """``runs`` without the words of fixed wording that stands there whole."""
    places = [
        (number, at) for number, run in enumerate(runs) for at, word in enumerate(run.words) if _key(word)
    ]
    texts = [runs[number].words[at].text for number, at in places]
    proven = {places[at] for at in _proven(texts, find_phrases(texts).confirmed)}
    kept = [
        (run, tuple(word for at, word in enumerate(run.words) if (number, at) not in proven))
        for number, run in enumerate(runs)
    ]
    return tuple(replace(run, words=words) for run, words in kept if words)


def _proven(texts: Sequence[str], wording: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The words of fixed ``wording`` that is long enough to prove itself."""
    words, signs = LONG
    return covered(
        (start, end)
        for start, end in wording
        if end - start >= words and len(folded("".join(texts[start:end]))) >= signs
    )


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
