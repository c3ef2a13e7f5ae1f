"""How likely a value is right, and whether a person has to look: a calibrated probability, with its reasons.

The probability is a logistic regression on what is known of a value: how well its words were read, what
its parser and the checks say, how clear its place is, which marks lie over it, and whether another place on the
paper says the same. Its weights are fitted on drawn pages (``training/fields/calibrate.py``; the card lies beside
the weights). A value is accepted only if at most one of two hundred such values is expected to be wrong; a value written by hand,
or with a word that was read unsurely, is never accepted without a second witness.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Final, NamedTuple

from extract.account.around import Surroundings
from extract.record import UNVERIFIED_LABEL, Check, Status
from extract.rows.rows import Run
from ocr.named_weights import weighed
from ocr.page import Mark, Word

COVERED: Final = 0.12  # share of a word under a seal or a signature from which the word counts as covered
TOUCHED: Final = 0.35
"""The same share for handwriting over a word that was read as print: the writing may only touch that word."""
WITHIN: Final = 0.5  # share of the handwriting inside a word from which the word counts as written
GUESSED: Final = 0.5
"""Confidence up to which a word is a guess; words written like print, or under a stroke, are read this badly."""
UNSURE: Final = 0.2
"""The probability that a word was misread from which its value needs a second witness, even where its grammar is exact.

On drawn pages such values were right, since a misread one seldom fits its grammar. Nothing was fitted to paper that nobody
here drew, so no weight decides there."""
UNSURE_ALONE: Final = 0.05
"""The same for a critical value: of those that only one place states, 3 of 48 with a worst word between this and three times
as much were wrong in the second style (seed 9920000), and none of 365 with better ones."""
WEIGHTS: Final = Path(__file__).parents[1] / "data" / "field_confidence.json"
EXPECTED_WRONG: Final = 0.005
"""The largest share of wrong values among accepted ones: one of two hundred."""
MOST: Final = 0.999  # the highest probability that a value gets
TWICE: Final = 0.995
"""The least confidence of a day printed in digits and in words if both agree, even if written by hand."""
AGREEMENTS: Final = ("id_birth_year", "id_sex", "days_in_order")
WARNINGS: Final = ("id_province",)
"""Checks that only say that a value is unusual: no law in force guarantees what they test."""
SOFT: Final = frozenset({"unit_unknown", "unit_elsewhere", UNVERIFIED_LABEL})
"""Doubts that lower the probability but do not decide: a unit that may be older than the list, an unverified label."""
COVERING: Final = frozenset({"seal", "signature", "handwriting"})
"""Marks that lie over a value or stand in its place; stamps and codes stand beside the print."""
OVER_PRINT: Final = frozenset({"seal", "signature"})
"""Marks that cross print: too few signatures do so to be given a weight of their own beside seals."""
CLEAR_WORD: Final = 0.95  # confidence of a word below which a check reports that it is unclear
CLEAR_PLACE: Final = 0.86  # confidence of a place below which a check reports that it is unclear
CLEAR_VALUE: Final = 0.9  # certainty of a parser below which a check reports that the value may not be whole


class Evidenced(NamedTuple):
    """What is known of a value when it is judged.

    Attributes:
        runs: The words on which it rests.
        risks: For each word the probability that it was misread, given lists and the rest of the paper; None if only
            the confidence of the reader is known.
        free: No grammar can tell a wrong value of this kind from a right one.
        several: The value is a list or a table.
        by_hand: The form is filled in by hand; this may have been seen at other values of it.
        twice: It is printed in digits and in words, and both were read the same.
        around: What the account of the page says of its place; None where no account was made.
    """

    runs: Sequence[Run]
    certainty: float
    place: float
    checks: Sequence[Check]
    doubts: Sequence[str]
    marks: Sequence[Mark]
    witnessed: bool = False
    risks: Sequence[float] | None = None
    critical: bool = False
    free: bool = False
    several: bool = False
    by_hand: bool = False
    twice: bool = False
    around: Surroundings | None = None


class Verdict(NamedTuple):
    """The probability that the value is right, the status, and the reasons for review as failed checks."""

    confidence: float
    status: Status
    doubts: tuple[Check, ...] = ()


def judge(found: Evidenced) -> Verdict:
    """How likely the value is right, and whether a person has to look."""
    likely, known = probability(found), _known()
    if found.twice:
        likely = max(likely, TWICE)
    wanted = known.alone if stands_alone(found) else known.accepted
    if likely >= wanted and may_be_accepted(found):
        return Verdict(round(likely, 4), "accepted")
    return Verdict(round(likely, 4), "review", tuple(_reasons(found, likely)))


def probability(found: Evidenced) -> float:
    """How likely the value is right, 0 to 1, by the shipped weights."""
    total = weighed(_known().weights, features(found))
    return min(MOST, 1 / (1 + exp(-max(-30.0, min(30.0, total)))))


def features(found: Evidenced) -> dict[str, float]:
    """The inputs of the regression for a value, by the names of their weights."""
    covered = covering(_words(found), found.marks)
    return {
        "bias": 1.0,
        "all_words": _strength(sum(_risks(found))),
        "free": float(found.free),
        "several": float(found.several),
        "certainty": found.certainty,
        "place": found.place,
        "failed": float(_failed(found)),
        # An unverified label is left out: it says nothing about how the value was read. It raises the floor instead.
        "doubted": float(bool({*found.doubts} - {UNVERIFIED_LABEL})),
        "witnessed": float(found.witnessed),
        "agreeing": float(any(check.passed and check.name in AGREEMENTS for check in found.checks)),
        "covered": float(bool(covered & OVER_PRINT)),
        "written": float(is_written(found)),
    }


def _risks(found: Evidenced) -> Sequence[float]:
    if found.risks is not None:
        return found.risks
    return [1 - confidence for confidence, _ in _confidences(found.runs)] or [1.0]


def _is_unsure(found: Evidenced) -> bool:
    """Whether a word was read worse than the value can bear: with a second witness it may not be a guess."""
    if found.twice:
        return False
    alone = UNSURE_ALONE if stands_alone(found) else UNSURE
    return max(_risks(found), default=0.0) >= (GUESSED if found.witnessed else alone)


def is_written(found: Evidenced) -> bool:
    """Whether a part of it was written by hand or only guessed: then no weight gives its probability."""
    guessed = any(confidence <= GUESSED for confidence, _ in _confidences(found.runs))
    return guessed or "handwriting" in covering(_words(found), found.marks)


def may_be_accepted(found: Evidenced) -> bool:
    """Whether nothing sends the value to a person however likely it is: no check, no doubt, and no hand or unsure word without a witness."""
    written = found.by_hand or is_written(found)
    return not (_refused(found) or _is_unsure(found)) and (found.witnessed or not written)


def stands_alone(found: Evidenced) -> bool:
    """Whether a second witness is missing: for a critical value, or one with an unverified label."""
    return not found.witnessed and (found.critical or UNVERIFIED_LABEL in found.doubts)


def _failed(found: Evidenced) -> bool:
    soft = SOFT.union(WARNINGS)
    return any(not check.passed and check.name not in soft for check in found.checks)


def _refused(found: Evidenced) -> bool:
    """Whether a doubt or a failed check sends the value to review, however well it was read."""
    failed = {check.name for check in found.checks if not check.passed}
    return not (failed | set(found.doubts)) <= SOFT.union(WARNINGS)


def _strength(risk: float) -> float:
    """How small a probability of error is: 0 for a certain error, and 1 more for each factor of e below that."""
    return -log(max(1e-4, min(1.0, risk)))


def _reasons(found: Evidenced, likely: float) -> list[Check]:
    """The reasons why a person has to look, other than the checks that failed."""
    words, said = _words(found), []
    covered = covering(words, found.marks)
    said += ["clear_of_handwriting"] if found.by_hand or "handwriting" in covered else []
    said += [f"clear_of_{kind}" for kind in ("seal", "signature") if kind in covered]
    if found.place < CLEAR_PLACE:
        said.append("place_clear")
    if found.certainty < CLEAR_VALUE:
        said.append("value_whole")
    alone = found.critical and not found.witnessed and likely >= _known().accepted
    if alone and not _refused(found):  # a refused value would not be helped by a second witness
        said.append("second_witness")
    checks = [Check(name=name, passed=False) for name in said]
    worst = min(_confidences(found.runs), default=None)
    if worst and worst[0] < CLEAR_WORD:
        checks.insert(0, Check(name="words_clear", passed=False, data={"word": worst[1]}))
    return checks


def _words(found: Evidenced) -> list[Word]:
    return [word for run in found.runs for word in run.words]


def _confidences(runs: Sequence[Run]) -> list[tuple[float, str]]:
    """The confidence and text of each word with letters or digits; a text layer is exact, unless the picture contradicts."""
    return [
        (1.0 if run.is_exact(word) else word.confidence, word.text)
        for run in runs
        for word in run.words
        if any(sign.isalnum() for sign in word.text)
    ]


class Known(NamedTuple):
    """The result of the fit.

    Attributes:
        weights: One for each of the features, by its name.
        accepted: The least confidence of values that are accepted: of all values above it, at most one in two
            hundred is expected to be wrong.
        alone: The confidence needed by a critical value that only one place on the paper states, and by a value
            with an unverified label.
    """

    weights: Mapping[str, float]
    accepted: float
    alone: float


@cache
def _known() -> Known:
    known = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Known(known["weights"], float(known["accepted"]), float(known["alone"]))


def covering(words: Sequence[Word], marks: Sequence[Mark]) -> set[str]:
    """The kinds of marks over the value: a signature crosses print as a seal does, handwriting stands in its place."""
    return {mark.kind for mark in marks for word in words if mark.kind in COVERING and _covers(mark, word)}


def _covers(mark: Mark, word: Word) -> bool:
    # If a number is written in front of print in one word ("574/UBND-KTTH"), only a part is found as writing.
    writing = mark.kind == "handwriting"
    within = writing and mark.box.inside_share(word.box) > WITHIN
    least = TOUCHED if writing and word.confidence > GUESSED else COVERED
    return within or word.box.inside_share(mark.box) > least
