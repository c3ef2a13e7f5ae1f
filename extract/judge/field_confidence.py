"""How likely a value is right, and whether a person has to look: calibrated, and open about its reasons.

The probability is a logistic regression on what is known of a value: how well its words were read
(the worst one, and all together), what its parser and the checks say, how clear its place is, what
lies over it, and whether another place on the paper says the same. Its weights are fitted on drawn
pages (``training/calibrate_fields.py``; the card lies beside them). A value is accepted
only where at most one of two hundred such values is expected to be wrong; what is written by hand
is never accepted alone.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Final, NamedTuple

from extract.record import UNVERIFIED_LABEL, Check, Status
from extract.rows.rows import Run
from ocr.named_weights import weighed
from ocr.page import Mark, Word

COVERED: Final = (
    0.12  # share of a word that a seal or a signature lies over before the word counts as covered
)
TOUCHED: Final = 0.35
"""The share of a word that a mark lies over; writing that only touches a word which was read as print needs more."""
WITHIN: Final = 0.5  # share of handwriting that lies in a word before the word counts as written
GUESSED: Final = 0.5
"""Confidence up to which a word is a guess: also what writing that looks like print, or a stroke over it, leaves a word."""
WEIGHTS: Final = Path(__file__).parents[1] / "data" / "field_confidence.json"
EXPECTED_WRONG: Final = 0.005
"""The share of wrong ones up to which values are accepted: one of two hundred."""
MOST: Final = 0.999  # probability that no value exceeds
TWICE: Final = 0.995
"""The least confidence of a day that stands in figures and in words: two readings, of writing too, that agree."""
AGREEMENTS: Final = ("id_birth_year", "id_sex", "days_in_order")
WARNINGS: Final = ("id_province",)
"""Checks that only say that a value is unusual: no law in force promises what they look for."""
SOFT: Final = frozenset({"unit_unknown", "unit_elsewhere", UNVERIFIED_LABEL})
"""Doubts that weigh without deciding: papers older than the list name units that it lacks; a label nobody saw printed."""
OVER_PRINT: Final = frozenset({"seal", "signature"})
"""Marks that cross print: too few signatures do to be weighed apart from seals."""
CLEAR_WORD: Final = 0.95  # confidence of a word below which a person is told that it is unclear
CLEAR_PLACE: Final = 0.86  # sureness of a place below which a person is told that it is unclear
CLEAR_VALUE: Final = 0.9  # certainty of a parser below which a person is told that the value may not be whole


class Evidenced(NamedTuple):
    """What speaks for a value.

    Attributes:
        runs: The words on which it rests.
        risks: The probability of each word that it was misread, given lists and the rest of the paper; None where the
            reader alone speaks of them.
        free: No grammar tells a wrong value of this kind from a right one.
        several: The value is a list or a table.
        by_hand: The form is filled in by hand, wherever else on it that was seen.
        twice: It stands there in figures and in words, and both were read the same.
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


class Verdict(NamedTuple):
    """The probability of being right, the status, and as failed checks why a person has to look."""

    confidence: float
    status: Status
    doubts: tuple[Check, ...] = ()


def judge(found: Evidenced) -> Verdict:
    """How likely the value is right, and whether a person has to look."""
    likely, known = probability(found), _known()
    if found.twice:
        likely = max(likely, TWICE)
    wanted = known.alone if stands_alone(found) else known.accepted
    refused = _refused(found)
    written = found.by_hand or is_written(found)
    if likely >= wanted and not refused and not (written and not found.witnessed):
        return Verdict(round(likely, 4), "accepted")
    return Verdict(round(likely, 4), "review", tuple(_reasons(found, likely)))


def probability(found: Evidenced) -> float:
    """How likely the value is right, 0 to 1, by the shipped weights."""
    total = weighed(_known().weights, features(found))
    return min(MOST, 1 / (1 + exp(-max(-30.0, min(30.0, total)))))


def features(found: Evidenced) -> dict[str, float]:
    """What the regression sees of a value, by the names that its weights bear."""
    risks = found.risks
    if risks is None:
        risks = [1 - confidence for confidence, _ in _confidences(found.runs)] or [1.0]
    covered = covering(_words(found), found.marks)
    return {
        "bias": 1.0,
        "worst_word": _strength(max(risks, default=0.0)),
        "all_words": _strength(sum(risks)),
        "free": float(found.free),
        "several": float(found.several),
        "certainty": found.certainty,
        "place": found.place,
        "failed": float(_failed(found)),
        # A label nobody saw printed asks for more instead: whether it is one has nothing to do with how it was read.
        "doubted": float(bool({*found.doubts} - {UNVERIFIED_LABEL})),
        "witnessed": float(found.witnessed),
        "agreeing": float(any(check.passed and check.name in AGREEMENTS for check in found.checks)),
        "covered": float(bool(covered & OVER_PRINT)),
        "written": float(is_written(found)),
    }


def is_written(found: Evidenced) -> bool:
    """Whether something of it was written or only guessed: then no weight can tell what it is worth."""
    guessed = any(confidence <= GUESSED for confidence, _ in _confidences(found.runs))
    return guessed or "handwriting" in covering(_words(found), found.marks)


def stands_alone(found: Evidenced) -> bool:
    """Whether a second witness is missed: the value is critical, or its label is one that nobody saw printed."""
    return not found.witnessed and (found.critical or UNVERIFIED_LABEL in found.doubts)


def _failed(found: Evidenced) -> bool:
    soft = SOFT.union(WARNINGS)
    return any(not check.passed and check.name not in soft for check in found.checks)


def _refused(found: Evidenced) -> bool:
    """Whether a doubt or a check that failed sends the value to a person, however well it was read."""
    failed = {check.name for check in found.checks if not check.passed}
    return not (failed | set(found.doubts)) <= SOFT.union(WARNINGS)


def _strength(risk: float) -> float:
    """How small a probability of error is: 0 for a sure one, 1 for each further factor of e."""
    return -log(max(1e-4, min(1.0, risk)))


def _reasons(found: Evidenced, likely: float) -> list[Check]:
    """Why a person has to look, beside the checks that failed."""
    words, said = _words(found), []
    covered = covering(words, found.marks)
    said += ["clear_of_handwriting"] if found.by_hand or "handwriting" in covered else []
    said += [f"clear_of_{kind}" for kind in ("seal", "signature") if kind in covered]
    if found.place < CLEAR_PLACE:
        said.append("place_clear")
    if found.certainty < CLEAR_VALUE:
        said.append("value_whole")
    alone = found.critical and not found.witnessed and likely >= _known().accepted
    if alone and not _refused(found):  # otherwise a second witness would not help
        said.append("second_witness")
    checks = [Check(name=name, passed=False) for name in said]
    worst = min(_confidences(found.runs), default=None)
    if worst and worst[0] < CLEAR_WORD:
        checks.insert(0, Check(name="words_clear", passed=False, data={"word": worst[1]}))
    return checks


def _words(found: Evidenced) -> list[Word]:
    return [word for run in found.runs for word in run.words]


def _confidences(runs: Sequence[Run]) -> list[tuple[float, str]]:
    """The confidence and text of each word that says something; text layers are exact."""
    return [
        (1.0 if run.source == "text_layer" else word.confidence, word.text)
        for run in runs
        for word in run.words
        if any(sign.isalnum() for sign in word.text)
    ]


class Known(NamedTuple):
    """What was fitted.

    Attributes:
        weights: One for each of the features, by its name.
        accepted: The least confidence of values that are accepted: of all above it, at most one in two
            hundred is expected to be wrong.
        alone: What a critical value needs that only one place on the paper speaks for, and one whose label
            nobody saw printed.
    """

    weights: Mapping[str, float]
    accepted: float
    alone: float


@cache
def _known() -> Known:
    known = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Known(known["weights"], float(known["accepted"]), float(known["alone"]))


def covering(words: Sequence[Word], marks: Sequence[Mark]) -> set[str]:
    """The kinds of marks that lie over the value; a signature crosses print as a seal does, writing replaces it."""
    return {
        mark.kind
        for mark in marks
        for word in words
        if mark.kind in ("seal", "signature", "handwriting") and _covers(mark, word)
    }


def _covers(mark: Mark, word: Word) -> bool:
    # Of a number written before a printed symbol ("574/UBND-KTTH" in one word) only a part may be found as writing.
    writing = mark.kind == "handwriting"
    within = writing and mark.box.inside_share(word.box) > WITHIN
    least = TOUCHED if writing and word.confidence > GUESSED else COVERED
    return within or word.box.inside_share(mark.box) > least
