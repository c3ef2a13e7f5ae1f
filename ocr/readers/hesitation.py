"""Where the net hesitates between marks on one letter, or about a space: what makes a word is chosen.

The net says for every sign how likely each other one is. Only such as differ in marks alone (o ô ơ ó ổ …) are weighed,
and only with chances that the net itself gave them; the lexicon adds what it knows of words (:mod:`ocr.vietnamese.lexicon`). A sign
that was weighed is as sure as it comes out of that.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from ocr.readers.ctc import Floats, Said
from ocr.vietnamese import lexicon
from ocr.vietnamese.text import fold

SURE = 0.98  # from which the net does not hesitate
LEAST = 0.01  # chance from which another sign is weighed
MOST = 24  # spellings of a word that are weighed
SPACE = 0.04  # chance from which a space may stand between two signs
SHORTEST = 2  # letters on either side of such a space


class _Way(NamedTuple):
    """A spelling: its signs and how likely the net finds each, and all of it with what the lexicon says."""

    signs: tuple[tuple[str, float], ...]
    weight: float

    @property
    def text(self) -> str:
        return "".join(sign for sign, _ in self.signs)


def weighed(said: Sequence[Said], chances: Floats, alphabet: str) -> list[Said]:
    """The signs of a line, those of which the net was not sure as they make words; ``chances`` as in :func:`ocr.readers.ctc.signs`."""
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
    """The signs of each word and, alone, each space between them, also where the net only thought of one."""
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
    """The word, or where it is none and the net thought of a space: the two words it is, with that space."""
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
        # Among the signs that were weighed; what the net gave to others stays a doubt.
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
    """The sign and those that differ in marks alone, the likeliest first."""
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
    """The columns of the signs that are the same letter in the same case, whatever its marks; none for other signs."""
    if not sign.isalpha():
        return ()
    alike = (fold(sign), sign.isupper())
    found = tuple(at for at, other in enumerate(alphabet, start=1) if (fold(other), other.isupper()) == alike)
    return found if len(found) > 1 else ()
