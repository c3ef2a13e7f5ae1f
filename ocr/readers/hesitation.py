"""Where the net hesitates between accents on one letter, or about a space, the spelling that makes a word is chosen.

The net gives a probability to every character at every place. Only characters that differ in accents alone (o ô ơ ó
ổ …) are compared: by the probability that the net gave them, times the weight of the word in the lexicon
(:mod:`ocr.vietnamese.lexicon`). The result is the new confidence of the character.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from ocr.readers.ctc import Floats, Said
from ocr.vietnamese import lexicon
from ocr.vietnamese.text import fold

SURE = 0.98  # probability from which the net does not hesitate
LEAST = 0.01  # probability from which another character is compared
MOST = 24  # spellings of a word that are compared
SPACE = 0.04  # probability from which a space may stand between two characters
SHORTEST = 2  # letters on either side of such a space


class _Way(NamedTuple):
    """A spelling: its characters with the probability that the net gave each, and its weight with the lexicon."""

    signs: tuple[tuple[str, float], ...]
    weight: float

    @property
    def text(self) -> str:
        return "".join(sign for sign, _ in self.signs)


def weighed(said: Sequence[Said], chances: Floats, alphabet: str) -> list[Said]:
    """The characters of a line, the unsure ones chosen so that they make words; ``chances`` as in :func:`ocr.readers.ctc.signs`."""
    words = [list(group) for group in _parted(said, chances, alphabet)]
    texts = ["".join(sign.sign for sign in word) for word in words]
    chosen: list[Said] = []
    for at, word in enumerate(words):
        if word[0].sign == " ":
            chosen += word
            continue
        before = texts[at - 2] if at > 1 else ""
        after = texts[at + 2] if at + 2 < len(words) else ""
        better = _chosen(word, (before, after), chances, alphabet)
        texts[at] = "".join(sign.sign for sign in better)
        chosen += better
    return chosen


def _parted(said: Sequence[Said], chances: Floats, alphabet: str) -> Iterator[list[Said]]:
    """The characters of each word, and each space between words by itself, also a space that is only likely."""
    word: list[Said] = []
    for sign in said:
        if sign.sign != " ":
            word.append(sign)
            continue
        yield from _split(word, chances, alphabet)
        yield [sign]
        word = []
    yield from _split(word, chances, alphabet)


def _split(word: list[Said], chances: Floats, alphabet: str) -> Iterator[list[Said]]:
    """The word; or, if it is no syllable and a space in it is likely, the two words with that space."""
    text = "".join(sign.sign for sign in word)
    if len(word) >= 2 * SHORTEST and lexicon.weight(text) == lexicon.NO_SYLLABLE:
        column = alphabet.index(" ") + 1
        for at in range(SHORTEST, len(word) - SHORTEST + 1):
            first, last = word[at - 1].last, word[at].first
            chance = float(chances[first : last + 1, column].max())
            if chance >= SPACE and min(lexicon.weight(text[:at]), lexicon.weight(text[at:])) >= 1:
                yield word[:at]
                yield [Said(" ", first, last, max(0.5, chance))]
                yield word[at:]
                return
    if word:
        yield word


def _chosen(word: list[Said], beside: tuple[str, str], chances: Floats, alphabet: str) -> list[Said]:
    options = [_options(sign, chances, alphabet) for sign in word]
    if all(len(some) == 1 for some in options):
        return word
    ways = [_way(signs, beside) for signs in product(*_fewer(options))]
    total = sum(way.weight for way in ways)
    best = max(ways, key=lambda way: way.weight)
    made = []
    for at, (sign, some) in enumerate(zip(word, options, strict=True)):
        chosen = best.signs[at][0]
        like = sum(way.weight for way in ways if way.signs[at][0] == chosen) / total
        # Only among the characters compared; the probability that the net gave to others remains a doubt.
        sure = like * min(1.0, sum(chance for _, chance in some)) if len(some) > 1 else sign.sure
        made.append(sign._replace(sign=chosen, sure=min(1.0, sure)))
    return made


def _way(signs: tuple[tuple[str, float], ...], beside: tuple[str, str]) -> _Way:
    text = "".join(sign for sign, _ in signs)
    return _Way(signs, prod(chance for _, chance in signs) * lexicon.weight(text, *beside))


def _fewer(options: list[list[tuple[str, float]]]) -> list[list[tuple[str, float]]]:
    """The options without the least likely ones, until there are not too many spellings."""
    kept = [list(some) for some in options]
    while prod(map(len, kept)) > MOST:
        longest = min((some for some in kept if len(some) > 1), key=lambda some: some[-1][1] / some[0][1])
        longest.pop()
    return kept


def _options(sign: Said, chances: Floats, alphabet: str) -> list[tuple[str, float]]:
    """The character, then those that differ in accents alone, the likeliest first."""
    columns = _alike(sign.sign, alphabet) if sign.sure < SURE else ()
    if not columns:
        return [(sign.sign, sign.sure)]
    likely = chances[sign.first : sign.last + 1, columns].max(axis=0)
    found = [(alphabet[column - 1], float(chance)) for column, chance in zip(columns, likely, strict=True)]
    others = sorted(
        (one for one in found if one[1] >= LEAST and one[0] != sign.sign), key=lambda one: -one[1]
    )
    return [(sign.sign, sign.sure), *others]


@lru_cache(maxsize=1024)
def _alike(sign: str, alphabet: str) -> tuple[int, ...]:
    """The columns of the same letter in the same case with any accents; none if ``sign`` is no letter."""
    if not sign.isalpha():
        return ()
    alike = (fold(sign), sign.isupper())
    found = tuple(at for at, other in enumerate(alphabet, start=1) if (fold(other), other.isupper()) == alike)
    return found if len(found) > 1 else ()
