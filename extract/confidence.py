"""How sure a value is, and whether a person has to look: conservative, and open about its reasons.

A value is accepted only when everything about it is strong: every word was read well (the worst one
counts, not the average), the parser understood it as printed, its label and place are clear, no
check failed and nothing covers it. Critical fields need a second witness, or more of all of it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from extract.layout import Run
from extract.record import Check, Status
from extract.risk import MOST
from ocr.page import Mark, Word

COVERED = 0.12


class Demand(NamedTuple):
    """The least that each part must reach for a value to be accepted without a look."""

    worst_word: float
    mean_word: float
    certainty: float
    place: float


USUAL = Demand(worst_word=0.95, mean_word=0.97, certainty=0.7, place=0.82)
CRITICAL = Demand(worst_word=0.98, mean_word=0.98, certainty=0.9, place=0.86)
SEALED = Demand(worst_word=0.97, mean_word=0.97, certainty=0.9, place=0.82)
WITNESSED = Demand(worst_word=0.5, mean_word=0.6, certainty=0.5, place=0.7)


class Evidenced(NamedTuple):
    """What speaks for a value."""

    runs: Sequence[Run]
    certainty: float
    place: float
    checks: Sequence[Check]
    doubts: Sequence[str]
    marks: Sequence[Mark]
    witnessed: bool = False
    risk: float = 0.0


def judge(found: Evidenced, *, critical: bool) -> tuple[float, Status]:
    """Probability of being right (a cautious estimate, not yet calibrated) and the status."""
    words = [word for run in found.runs for word in run.words]
    worst, mean = _word_confidence(found.runs)
    covered = covering(words, found.marks)
    demand = _demand(found, critical=critical, sealed=bool(covered & {"seal", "signature"}))
    strong = (
        worst >= demand.worst_word
        and mean >= demand.mean_word
        and found.certainty >= demand.certainty
        and found.place >= demand.place
        and (found.risk <= MOST or found.witnessed)
    )
    failed = any(not check.passed for check in found.checks)
    clear = strong and not failed and not found.doubts and "handwriting" not in covered
    confidence = (0.7 * worst + 0.3 * mean) * (0.6 + 0.4 * found.certainty) * (0.7 + 0.3 * found.place)
    confidence *= 1 - found.risk
    if found.witnessed:
        confidence = 0.5 + 0.5 * confidence
    if failed or found.doubts or covered:
        confidence *= 0.7
    return round(min(confidence, 0.99), 3), "accepted" if clear else "review"


def _demand(found: Evidenced, *, critical: bool, sealed: bool) -> Demand:
    if found.witnessed:
        return WITNESSED
    return CRITICAL if critical else SEALED if sealed else USUAL


def _word_confidence(runs: Sequence[Run]) -> tuple[float, float]:
    """The lowest and the mean confidence, weighted by length; text layers are exact."""
    pairs = [
        (1.0 if run.source == "text_layer" else word.confidence, len(word.text))
        for run in runs
        for word in run.words
        if any(sign.isalnum() for sign in word.text)
    ]
    if not pairs:
        return 0.0, 0.0
    letters = sum(length for _, length in pairs)
    return min(confidence for confidence, _ in pairs), sum(
        value * length for value, length in pairs
    ) / letters


def covering(words: Sequence[Word], marks: Sequence[Mark]) -> set[str]:
    """The kinds of marks that lie over the value; a signature crosses print as a seal does, writing replaces it."""
    return {
        mark.kind
        for mark in marks
        for word in words
        if mark.kind in ("seal", "signature", "handwriting") and word.box.inside_share(mark.box) > COVERED
    }
