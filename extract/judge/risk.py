"""How likely free text contains a misread word, given the lists and the rest of the paper.

A parser tells a wrong date from a right one. Free text can only be compared with what is known: names
of units, fixed wording, and the same words elsewhere on the paper. The probability that a word was misread
is 1 minus its confidence, which is a probability (``ocr/engines/word_confidence.py``).
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

LISTED: Final = 0.02  # share of a word's risk that is left if it is in a list of names
REPEATED: Final = 0.05  # share of the risk that is left if the paper prints the same word again
NAME: Final = 0.25
"""Shares of the risk that are left: for listed words, for words repeated on the paper, for usual syllables of names."""
LONG: Final = (3, 8)
"""Words and letters from which complete fixed wording counts as read right."""

Counts = Mapping[tuple[str, str], int]


def pair_counts(rows: Iterable[Run]) -> Counts:
    """How often each pair of neighbouring words, with accents, occurs on the paper."""
    return Counter(pair for row in rows for pair in pairwise(_keys(row)))


def word_risks(runs: Sequence[Run], counts: Counts, *, name: bool, pieces: bool) -> tuple[float, ...]:
    """For each word of ``runs`` the probability, 0 to 1, that it is wrong; ``name`` for the name of a person.

    A text layer is exact. Words of complete fixed wording with all accents are left out: no reader misreads
    other words as such wording.
    """
    words = [(run, word) for run in runs for word in run.words if _key(word)]
    texts = tuple(word.text for _, word in words)
    wording = find_phrases(texts)
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
            risks.append(0.0 if run.is_exact(word) else (1 - word.confidence) * left)
    return tuple(risks)


def unproven(runs: Sequence[Run]) -> tuple[Run, ...]:
    """``runs`` without the words of complete fixed wording."""
    places = [
        (number, at) for number, run in enumerate(runs) for at, word in enumerate(run.words) if _key(word)
    ]
    texts = tuple(runs[number].words[at].text for number, at in places)
    proven = {places[at] for at in _proven(texts, find_phrases(texts))}
    kept = [
        (run, tuple(word for at, word in enumerate(run.words) if (number, at) not in proven))
        for number, run in enumerate(runs)
    ]
    return tuple(replace(run, words=words) for run, words in kept if words)


def _proven(texts: Sequence[str], wording: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The indices of words in fixed ``wording`` that is long enough to count as read right."""
    words, signs = LONG
    return covered(
        (start, end)
        for start, end in wording
        if end - start >= words and len(folded("".join(texts[start:end]))) >= signs
    )


def _repeated(runs: Sequence[Run], counts: Counts) -> set[int]:
    """The indices of words that stand beside the same two neighbours elsewhere on the paper, too."""
    keys = [(number, key) for number, run in enumerate(runs) for key in _keys(run)]
    # A pair broken by the end of a row is not in ``counts``.
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
