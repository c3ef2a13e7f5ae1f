"""Fits the confidence of fields: ``python -m training.calibrate_fields FIT TEST`` on two folders of drawn pages.

Both are folders of papers with truth beside them, as ``python -m samples --out FOLDER --each N`` draws
them. The weights are fitted to the fields read from FIT and evaluated on those from TEST;
``extract/data/field_confidence.json`` and the card beside it are written again. The same pages give the
same weights.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from digitize.evaluate.field_comparison import judge_fields, pair_records
from digitize.evaluate.measure import MeasureTask, measure_file
from digitize.evaluate.rates import Rate, rate
from digitize.evaluate.truth import Truth, find_pairs
from digitize.settings import load_settings
from extract.extraction import extract
from extract.judge.field_confidence import EXPECTED_WRONG, MOST, WEIGHTS, Known, features, stands_alone
from extract.rules.doctype import DocumentTypes
from extract.rules.loader import load_types
from ocr.named_weights import weighed
from ocr.page import PageText
from training.calibrate_words import regression

CARD = WEIGHTS.with_suffix(".md")
# The least probability of any accepted value: at most three times the usual share of errors, whatever the other values.
CREDIT = 1 - 3 * EXPECTED_WRONG
# The same for critical values that only one place states: half as many may be wrong, and at most 1 in 100 of any value.
ALONE_WRONG, ALONE_CREDIT = EXPECTED_WRONG / 2, 1 - 2 * EXPECTED_WRONG
EDGES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1 - EXPECTED_WRONG, 1.0)
SIGNS = {
    "bias": 0,
    "worst_word": 1,
    "all_words": 1,
    "free": -1,
    "several": -1,
    "certainty": 1,
    "place": 1,
    "failed": -1,
    "doubted": -1,
    "witnessed": 1,
    "agreeing": 1,
    "covered": -1,
    "written": -1,
}
"""The sign that the weight of each feature may have: 1 counts for a value, -1 against it, 0 either."""
_AGAINST = ("failed", "doubted", "written")

CARD_TEXT = """# Confidence of fields

Weights of a logistic regression from what is known of a field (`extract/judge/field_confidence.py`) to the
probability that its value is right. Ours, under the licence of the project. Made again by

    python -m samples --out FIT --seed 9810000 --each 12
    python -m samples --out TEST --seed 9820000 --each 4
    python -m training.calibrate_fields FIT TEST

Fitted to {fit} fields with a value, told by {test} fields of other papers, of every type and in four
conditions of scanning. Intervals are 95 % (Wilson).

By the confidence of the field:

{table}

A value is accepted from {wanted:g} on: of the fitted fields above it that no check speaks against,
at most {share:.1%} are expected to be wrong, and no more were; never below {credit:g}. Critical ones that only one place on
the paper speaks for are accepted from {alone:g} on: half as many of them, {alone_share:.2%}, are expected to be wrong; never below {alone_credit:g}. Told by
the other papers: {silent} wrong of those accepted, {silent_alone} of the critical ones among them that stand alone.

| seen of a field | weight |
|---|---|
{weights}

Where it fails: papers, fonts and damage that are not drawn; handwriting that is not found as such; a
word misread with great confidence; a label of another field taken for this one's.
"""


class FieldSeen(NamedTuple):
    """A field that got a value: what is known of the value, and whether it was right.

    ``alone``: it is critical or has an unverified label, and only one place on the paper states it.
    """

    name: str
    seen: dict[str, float]
    right: bool
    handwritten: bool
    alone: bool = False


def fields_seen(pages: Sequence[PageText], truth: Truth, types: DocumentTypes) -> list[FieldSeen]:
    """The fields with a value that are in the truth of a file, each compared with it."""
    documents = truth.documents
    found = list(extract(pages, types, source=documents[0].file or "" if documents else ""))
    by_record = {id(one.record): one.evidence for one in found}
    seen: list[FieldSeen] = []
    for document, record in zip(
        documents, pair_records(documents, [one.record for one in found]), strict=True
    ):
        evidence = by_record.get(id(record), {})
        seen += [
            FieldSeen(
                one.name,
                features(evidence[one.name]),
                one.is_right,
                one.handwritten,
                alone=stands_alone(evidence[one.name]),
            )
            for one in judge_fields(document, record)
            if one.outcome in ("right", "wrong", "spurious") and one.name in evidence
        ]
    return seen


def fitted(fit: Sequence[FieldSeen]) -> dict[str, float]:
    """Weights of a logistic regression in which each weight has the sign that its feature may have.

    If there are few wrong values, a weight may get the wrong sign by chance; it is then left out, and the others are
    fitted again. Values that were written by hand or guessed are left out: a rule judges them, and the confidence of
    their words is low for another reason than the reader's doubt, so they would make low confidence count too little.

    Raises:
        ValueError: a feature has no sign, or a sign has no feature.
    """
    fit = [one for one in fit if not one.seen["written"]]
    right = [one.right for one in fit]
    kept = list(SIGNS)
    weighed(SIGNS, fit[0].seen)
    while True:
        weights = regression([{name: one.seen[name] for name in kept} for one in fit], right)
        wrong = {name for name, weight in weights.items() if weight * SIGNS[name] < 0}
        if not wrong:
            return {name: weights.get(name, 0.0) for name in SIGNS}
        kept = [name for name in kept if name not in wrong]


def likely(weights: Mapping[str, float], seen: Sequence[FieldSeen]) -> list[float]:
    """The probability of each field, as :func:`extract.judge.field_confidence.probability`, with other weights."""
    totals = np.clip(np.array([weighed(weights, one.seen) for one in seen]), -30, 30)
    return [min(MOST, float(share)) for share in 1 / (1 + np.exp(-totals))]


def silent(claims: Iterable[tuple[float, bool]], wanted: float) -> Rate:
    """How many of the fields with at least the confidence ``wanted`` are wrong."""
    above = [right for confidence, right in claims if confidence >= wanted]
    return rate(sum(not right for right in above), len(above))


def least_accepted(
    weights: Mapping[str, float], fit: Sequence[FieldSeen], most_wrong: float = EXPECTED_WRONG
) -> float:
    """The least confidence above which at most a share of ``most_wrong`` is expected to be wrong, and was wrong.

    Fields with a failed check are never accepted and do not count. None is accepted below ``CREDIT``.
    """
    sound = [one for one in fit if not any(one.seen[name] for name in _AGAINST)]
    least, total, wrong = 1 - EXPECTED_WRONG, 0.0, 0
    for count, (claim, right) in enumerate(sorted(_claims(weights, sound), reverse=True), start=1):
        if claim < CREDIT:
            break
        total += 1 - claim
        wrong += not right
        if max(total, wrong) <= most_wrong * count:
            least = min(least, claim)
    return round(least, 4)


def _claims(weights: Mapping[str, float], seen: Sequence[FieldSeen]) -> list[tuple[float, bool]]:
    return list(zip(likely(weights, seen), (one.right for one in seen), strict=True)) if seen else []


def card(fit: Sequence[FieldSeen], test: Sequence[FieldSeen], known: Known) -> str:
    """The text of the card: what was fitted, and the results on the fields of ``test``."""
    weights, wanted = known.weights, known.accepted
    claims = _claims(weights, test)
    sound = [one for one in test if not any(one.seen[name] for name in _AGAINST)]
    alone = [one for one in sound if one.alone]
    return CARD_TEXT.format(
        fit=len(fit),
        test=len(test),
        table=_table(claims),
        wanted=wanted,
        share=EXPECTED_WRONG,
        alone=known.alone,
        alone_share=ALONE_WRONG,
        alone_credit=ALONE_CREDIT,
        credit=CREDIT,
        silent=_told(silent(_claims(weights, sound), wanted)),
        silent_alone=_told(silent(_claims(weights, alone), known.alone)),
        weights="\n".join(f"| {name} | {weight:g} |" for name, weight in weights.items()),
    )


def _table(claims: Sequence[tuple[float, bool]]) -> str:
    """The reliability curve as a Markdown table: the claimed confidence, and the share that was right."""
    rows = ["| confidence | fields | mean | wrong |", "|---|---|---|---|"]
    for low, high in pairwise(EDGES):
        inside = [one for one in claims if low <= one[0] < high]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            wrong = rate(sum(not right for _, right in inside), len(inside))
            rows.append(f"| {low:g} to {high:g} | {len(inside)} | {mean:.4f} | {_told(wrong)} |")
    return "\n".join(rows)


def _told(share: Rate) -> str:
    if share.value is None:
        return "–"
    return f"{share.count} of {share.of}, {share.value:.2%} (at most {share.high or 0:.2%})"


def _read(folder: Path, types: DocumentTypes) -> list[FieldSeen]:
    settings = load_settings(None, jobs=1).model_copy(update={"secrecy": "flag"})
    return [
        one
        for path, truth in find_pairs(folder)
        for one in fields_seen(measure_file(MeasureTask(path, settings, types)).pages, truth, types)
    ]


def main() -> None:
    """Fit to one folder, evaluate on another."""
    parser = argparse.ArgumentParser(prog="python -m training.calibrate_fields", description=__doc__)
    parser.add_argument("fit", type=Path, help="folder of drawn papers, with truth")
    parser.add_argument("test", type=Path, help="another one, drawn with other seeds")
    options = parser.parse_args()
    types = load_types()
    written(_read(options.fit, types), _read(options.test, types))


def written(fit: Sequence[FieldSeen], test: Sequence[FieldSeen]) -> None:
    """Write weights and card, and print the card."""
    weights = fitted(fit)
    accepted = least_accepted(weights, fit)
    alone = max(ALONE_CREDIT, least_accepted(weights, [one for one in fit if one.alone], ALONE_WRONG))
    WEIGHTS.write_text(
        json.dumps({"weights": weights, "accepted": accepted, "alone": alone}) + "\n", encoding="utf-8"
    )
    told = card(fit, test, Known(weights, accepted, alone))
    CARD.write_text(told, encoding="utf-8")
    sys.stdout.write(told)


if __name__ == "__main__":
    main()
