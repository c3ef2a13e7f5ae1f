"""Whether confidence is right: of a hundred words with a confidence of 98 %, about two should be wrong."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from digitize.evaluate.alignment import Match
from digitize.evaluate.characters import PageAlignment, free_words, normalised
from digitize.evaluate.rates import Rate, rate
from ocr.page import Line
from ocr.value import Value

SURE = 0.98  # confidence from which a claim counts as sure
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, SURE, 1.0)

Claim = tuple[float, bool]
"""A confidence from 0 to 1, and whether the word or field was right."""

Place = tuple[int, int]
"""Number of a line and offset of a word in it."""


class Bin(Value):
    """Claims with a confidence from ``low`` up to, but not including, ``high`` (the last one includes 1)."""

    low: float
    high: float
    mean_confidence: float
    wrong: Rate


class Reliability(Value):
    """``brier`` is the mean square of confidence minus 1 (right) or 0 (wrong): 0 is perfect, 0.25 says nothing."""

    count: int
    brier: float | None
    sure_but_wrong: Rate
    bins: tuple[Bin, ...]


def reliability(claims: Iterable[Claim]) -> Reliability:
    """Compare confidences with how many were right; empty bins are left out."""
    claimed = tuple(claims)
    sure = [right for confidence, right in claimed if confidence >= SURE]
    squares = [(confidence - right) ** 2 for confidence, right in claimed]
    return Reliability(
        count=len(claimed),
        brier=sum(squares) / len(squares) if squares else None,
        sure_but_wrong=rate(sure.count(False), len(sure)),
        bins=tuple(filter(None, (_bin(claimed, *ends) for ends in pairwise(EDGES)))),
    )


def word_claims(page: PageAlignment, lines: Sequence[Line]) -> list[tuple[Claim, Claim]]:
    """For each read word its own confidence and that of its line; overlay words are left out.

    Args:
        page: the alignment of ``lines``.
        lines: as they were read, in the same order.
    """
    verdicts = word_verdicts(page)
    claims = []
    for number, line in enumerate(lines):
        for place, confidence in _confidences(page.read[number], line):
            if (number, place) in verdicts:
                right = verdicts[number, place]
                claims.append(((confidence, right), (line.confidence, right)))
    return claims


def _bin(claims: Iterable[Claim], low: float, high: float) -> Bin | None:
    inside = [claim for claim in claims if low <= claim[0] < high or claim[0] == high == EDGES[-1]]
    if not inside:
        return None
    mean = sum(confidence for confidence, _ in inside) / len(inside)
    wrong = sum(not right for _, right in inside)
    return Bin(low=low, high=high, mean_confidence=mean, wrong=rate(wrong, len(inside)))


def _confidences(text: str, line: Line) -> Iterable[tuple[int, float]]:
    """The offset of each word of ``text`` with its confidence, or that of the line where the words do not match."""
    places = [word.start() for word in re.finditer(r"\S+", text)]
    own = [word.confidence for word in line.words if normalised(word.text)]
    return zip(places, own if len(own) == len(places) else [line.confidence] * len(places), strict=True)


def word_verdicts(page: PageAlignment) -> dict[Place, bool]:
    """Whether each word was read right; a word in several parts has to be right in all of them."""
    verdicts: dict[Place, bool] = {}
    parts = [verdict for match in page.alignment.matches for verdict in _verdicts_of(match, page)]
    invented = [(place, False) for place, _ in free_words(page) if place not in page.overlay]
    for (line, offset), right in (*parts, *invented):
        word = line, page.read[line].rfind(" ", 0, offset) + 1
        verdicts[word] = verdicts.get(word, True) and right
    return verdicts


def _verdicts_of(match: Match, page: PageAlignment) -> Iterable[tuple[Place, bool]]:
    if match.read is None:
        return
    words = list(re.finditer(r"\S+", match.read.of(page.read)))
    edits = Levenshtein.opcodes(match.true.of(page.true).split(), [word.group() for word in words])
    for edit in edits:
        for word in words[edit.dest_start : edit.dest_end]:
            yield (match.read.line, match.read.start + word.start()), edit.tag == "equal"
