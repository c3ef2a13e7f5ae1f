"""Fixed wording of official papers: words that are in a list exactly as they were read were read right.

Agencies, positions and papers have names that everybody writes in the same way. If a value has such a name with
wrong accents, one wrong letter or one word missing, it was misread.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from extract.text.likeness import folded, letters
from ocr.vietnamese.text import placed

Span = tuple[int, int]

_SHORTEST_NEAR: Final = 12  # letters of the shortest phrase that may be misread
_SHORTEST_LOSS: Final = 4  # words of the shortest phrase that may have lost a word


class Phrases(NamedTuple):
    """``exact``: with accents; ``plain``: folded; ``near``: also without one letter; ``short``: without one word."""

    exact: frozenset[str]
    plain: frozenset[str]
    near: frozenset[str]
    short: frozenset[str]
    longest: int


@lru_cache(maxsize=1)
def wordings() -> tuple[tuple[str, ...], ...]:
    """The words of each phrase, in their right spelling."""
    text = files("extract").joinpath("data/phrases.txt").read_text(encoding="utf-8")
    return tuple(tuple(row.split()) for row in text.splitlines() if row and not row.startswith("#"))


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The phrases that ship with the program."""
    rows = wordings()
    exact = {_key(row) for row in rows}
    long = [row for row in rows if len(row) > 1]
    plain = {folded("".join(row)) for row in long}
    near = plain | {
        letters_off
        for row in long
        if len(folded("".join(row))) >= _SHORTEST_NEAR
        for letters_off in _one_less(folded("".join(row)))
    }
    short = {folded("".join(row[:at] + row[at + 1 :])) for row in long for at in _inner(row)}
    longest = max(map(len, rows))
    return Phrases(frozenset(exact), frozenset(plain), frozenset(near), frozenset(short), longest)


@lru_cache(maxsize=8_192)
def find_phrases(words: tuple[str, ...]) -> tuple[Span, ...]:
    """Known wording among ``words``, the longest first."""
    known = phrases()
    found: list[Span] = []
    taken: set[int] = set()
    for start, end in _windows(len(words), known.longest):
        if taken.isdisjoint(range(start, end)) and _key(words[start:end]) in known.exact:
            found.append((start, end))
            taken.update(range(start, end))
    return tuple(found)


def has_misread_phrase(words: tuple[str, ...]) -> bool:
    """Whether some of ``words`` are nearly known wording, and are not part of wording that is there."""
    known = phrases()
    long = covered(span for span in find_phrases(words) if span[1] - span[0] > 1)
    return any(
        (long.isdisjoint(range(start, end)) and _is_near(words[start:end], known))
        or (not long.issuperset(range(start, end)) and _has_other_marks(words[start:end], known))
        for start, end in _windows(len(words), known.longest)
        if end - start > 1
    )


def _windows(count: int, longest: int) -> Iterable[Span]:
    for length in range(min(count, longest), 0, -1):
        yield from ((start, start + length) for start in range(count - length + 1))


def _is_near(words: Sequence[str], known: Phrases) -> bool:
    plain = folded("".join(words))
    if _key(words) in known.exact or not plain.isalpha():
        return False
    off = len(plain) >= _SHORTEST_NEAR - 1 and not known.near.isdisjoint({plain, *_one_less(plain)})
    return plain in known.near or off or plain in known.short


def _has_other_marks(words: Sequence[str], known: Phrases) -> bool:
    """Whether the words differ from a phrase only in accents, even if a part of them is a phrase itself."""
    return folded("".join(words)) in known.plain and _key(words) not in known.exact


def _one_less(text: str) -> Iterable[str]:
    return (text[:at] + text[at + 1 :] for at in range(len(text)))


def _inner(row: Sequence[str]) -> range:
    """The indices of words without which the phrase is clearly broken."""
    return range(1, len(row) - 1) if len(row) >= _SHORTEST_LOSS else range(0)


@lru_cache(maxsize=65_536)
def _joined(text: str) -> str:
    return letters(placed(text))


def _key(words: Sequence[str]) -> str:
    return "".join(map(_joined, words))


def covered(spans: Iterable[Span]) -> frozenset[int]:
    """The indices of the words within ``spans``."""
    return frozenset(at for span in spans for at in range(*span))
