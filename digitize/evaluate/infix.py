"""Approximate search: where in a text a pattern stands with the fewest edits.

Sellers' problem by Myers' bit vectors ("A fast bit-vector algorithm for approximate string
matching", J. ACM 46, 1999): one pass over the text, a whole column of the edit matrix in one integer.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

CUT = 2  # a stretch may end inside a word only if that saves more edits: "Tuấnn" is one misread word


class Part(NamedTuple):
    """The stretch ``text[start:end]``, ``distance`` edits (Levenshtein) away from the pattern."""

    start: int
    end: int
    distance: int


def nearest_part(pattern: str, text: str) -> Part:
    """The stretch of ``text`` nearest to ``pattern``, ending at the borders of words where it can.

    If nothing is nearer: an empty stretch at the start of ``text``, with ``len(pattern)`` edits.
    """
    end, _ = _best_end(pattern, text, _steps_of_free_start(text))
    width, distance = _best_end(pattern[::-1], text[:end][::-1], [1] * end)
    return Part(end - width, end, distance) if width else Part(0, 0, len(pattern))


def _best_end(pattern: str, text: str, steps: Iterable[int]) -> tuple[int, int]:
    best, best_end, best_cost = len(pattern), 0, len(pattern)
    for end, distance in enumerate(_distances(pattern, text, steps), start=1):
        if distance > best_cost or text[end - 1].isspace():
            continue
        cost = distance + (CUT if _inside_word(text, end) else 0)
        if cost < best_cost:
            best, best_end, best_cost = distance, end, cost
    return best_end, best


def _inside_word(text: str, border: int) -> bool:
    return 0 < border < len(text) and not text[border].isspace() and not text[border - 1].isspace()


def _steps_of_free_start(text: str) -> Iterator[int]:
    """How the price of a start changes from letter to letter: 0 at the start of a word, else up to ``CUT``."""
    before = 0
    for word in text.split(" "):
        for place in range(1, len(word) + 1):
            price = min(CUT, place, 1 + len(word) - place)
            yield price - before
            before = price
        yield -before
        before = 0


def _distances(pattern: str, text: str, steps: Iterable[int]) -> Iterator[int]:
    """For each end in ``text``, the edits from ``pattern`` to the nearest stretch ending there.

    ``steps`` (-1, 0 or 1 a letter) add up to the price of starting behind that letter: all 0 allow any start at
    no price, all 1 make the stretch start where ``text`` does.
    """
    length = len(pattern)
    full, last = (1 << length) - 1, 1 << max(0, length - 1)
    places: dict[str, int] = {}
    for position, letter in enumerate(pattern):
        places[letter] = places.get(letter, 0) | 1 << position
    rises, falls, distance = full, 0, length
    for letter, step in zip(text, steps, strict=False):
        equal = places.get(letter, 0)
        diagonal = equal | falls
        equal |= step < 0
        across = (((equal & rises) + rises) ^ rises) | equal
        up, down = falls | (full & ~(across | rises)), rises & across
        distance += bool(up & last) - bool(down & last)
        up, down = (up << 1 | (step > 0)) & full, (down << 1 | (step < 0)) & full
        rises, falls = down | (full & ~(diagonal | up)), up & diagonal
        yield distance
