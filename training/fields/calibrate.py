"""Fits the confidence of fields: ``python -m training.fields.calibrate --kept READ NAME=FOLDER... [--told NAME=FOLDER...]``.

Every folder holds papers with truth, drawn in one style. They are read once and kept in READ, then also made strange.
The weights are fitted to all of them. What has to be reached to be accepted is taken from papers whose type was left out
of the fit, in each style, as read and made strange. ``extract/data/field_confidence.json`` and the card beside it are
written again. The same pages give the same weights.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from math import ceil
from pathlib import Path
from typing import NamedTuple

import numpy as np

from digitize.evaluate.rates import Rate, rate
from extract.judge.field_confidence import EXPECTED_WRONG, MOST, WEIGHTS, Known
from extract.rules.loader import load_types
from ocr.named_weights import weighed
from training.calibrate_words import NOTHING_HELD, regression
from training.fields.seen import STRANGE, FieldSeen, Groups, groups_of
from training.fields.strange_words import WAYS

CARD = WEIGHTS.with_suffix(".md")
LAST = 300
"""How many of the least likely accepted values are looked at by themselves; a group of fewer values decides nothing. Of
pages made strange so many times as many: a word that was misread stands there once for each way."""
LAST_WRONG = 3
"""How many times the usual share of errors these may have, whatever the other values."""
ONE_WRONG = 0.02
"""The largest probability that an accepted value is wrong. With types left out 8 of 2226 values between 0.98 and 0.99 were wrong,
13 of 685 between 0.97 and 0.98, and below that ever more."""
ALONE = 0.5
"""The share of errors, of the usual one, of critical values that only one place states."""
FOLDS = 6
DIGITS = 10_000  # confidences are told in steps of one of these
EDGES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.96, 0.97, 0.98, 0.99, 1 - EXPECTED_WRONG, 1.0)
SIGNS = {
    "bias": 0,
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
OF_READING = ("all_words", "place", "covered")
"""The features that are fitted to pages as they were read: how well the words were read, and how clear their place is."""

CARD_TEXT = """# Confidence of fields

Weights of a logistic regression from what is known of a field (`extract/judge/field_confidence.py`) to the
probability that its value is right. Ours, under the licence of the project. Made again by

    python -m samples --out FIRST --seed 9810000 --each 3
    python -m samples.forms SECOND --seed 9920000 --each 5
    python -m samples.forms TOLD --seed 9942000 --each 3
    python -m training.fields.calibrate --kept READ first=FIRST second=SECOND --told fresh=TOLD

Fitted to {fit} fields with a value, of two styles of drawing that share no layout code, as they were read and with their
pages made strange (`training/fields/strange_words.py`); the weights of all_words, place and covered to the pages as they were read alone. Intervals are 95 % (Wilson), as if values were independent, which they
are not: the same paper stands there in many ways.

A value is accepted from {accepted:g} on. With the types of the papers left out of the fit ({folds} times another sixth of them), in
every group with {last} and more values (of pages made strange {ways} times as many, one for each way), at most {share:.1%} of the
values above it are wrong, and at most {last_share:.1%} of so many least likely ones; and none that is by itself more likely wrong than {one:.0%}. Critical values that only one place on the paper speaks for are accepted from {alone:g} on, with half of
these shares. What a check or a doubt sends to a person is not counted.

| group | values | accepted | wrong of accepted | alone among them | wrong of these |
|---|---|---|---|---|---|
{groups}

The groups that are told were drawn with other seeds, and nothing was fitted to them.

By the confidence of the field, types left out:

| confidence | fields | mean | wrong |
|---|---|---|---|
{table}

| seen of a field | weight |
|---|---|
{weights}

Where it fails: papers, fonts and damage that are not drawn; handwriting that is not found as such; a
word misread with great confidence; a label of another field taken for this one's.
"""


class Claim(NamedTuple):
    """How likely a field is said to be right, and whether it is."""

    confidence: float
    right: bool
    alone: bool = False


def fitted(fit: Sequence[FieldSeen]) -> dict[str, float]:
    """Weights of a logistic regression in which each weight has the sign that its feature may have.

    How much the reading of words and the clearness of their place count is fitted to the pages as they were read; the others
    are fitted to all with that held. Of a strange page each word stands there once for each way, and what is wrong there
    stands in a wrong place, well read: fitted to these alike, a doubt of the reader would count for nothing.

    Values that were written by hand or guessed are left out: a rule judges them, and the confidence of
    their words is low for another reason than the reader's doubt, so they would make low confidence count too little.

    Raises:
        ValueError: a feature has no sign, or a sign has no feature.
    """
    fit = [one for one in fit if not one.seen["written"]]
    weighed(SIGNS, fit[0].seen)
    read = _signed([one for one in fit if not one.strange])
    return _signed(fit, {name: read[name] for name in OF_READING})


def _signed(fit: Sequence[FieldSeen], held: Mapping[str, float] = NOTHING_HELD) -> dict[str, float]:
    """If there are few wrong values, a weight may get the wrong sign by chance; it is then left out, and the others fitted again."""
    right = [one.right for one in fit]
    kept = list(SIGNS)
    while True:
        weights = regression([{name: one.seen[name] for name in kept} for one in fit], right, held=held)
        wrong = {name for name, weight in weights.items() if weight * SIGNS[name] < 0}
        if not wrong:
            return {name: weights.get(name, 0.0) for name in SIGNS}
        kept = [name for name in kept if name not in wrong]


def likely(weights: Mapping[str, float], seen: Sequence[FieldSeen]) -> list[float]:
    """The probability of each field, as :func:`extract.judge.field_confidence.probability`, with other weights."""
    totals = np.clip(np.array([weighed(weights, one.seen) for one in seen]), -30, 30)
    return [min(MOST, float(share)) for share in 1 / (1 + np.exp(-totals))]


def claims(weights: Mapping[str, float], seen: Sequence[FieldSeen]) -> list[Claim]:
    """What ``weights`` say of the fields that no rule sends to a person."""
    free = [one for one in seen if one.free]
    shares = likely(weights, free) if free else []
    return [Claim(share, one.right, one.alone) for share, one in zip(shares, free, strict=True)]


def types_left_out(groups: Groups) -> dict[str, list[Claim]]:
    """What is said of the fields of each group by weights fitted without the types of their papers."""
    types = sorted({one.doc_type for seen in groups.values() for one in seen})
    told: dict[str, list[Claim]] = {name: [] for name in groups}
    for fold in range(min(FOLDS, len(types))):
        left_out = set(types[fold::FOLDS])
        weights = fitted(_without(left_out, groups))
        for name, seen in groups.items():
            told[name] += claims(weights, [one for one in seen if one.doc_type in left_out])
    return told


def least_accepted(
    said: Sequence[Claim], most_wrong: float = EXPECTED_WRONG, last: int = LAST
) -> float | None:
    """The least confidence above which at most a share of ``most_wrong`` is wrong, and not many more of the ``last`` ones.

    A single wrong value tells no share. None where there are too few values to tell.
    """
    ordered = sorted(said, reverse=True)
    wrong = [0, *accumulate(not one.right for one in ordered)]
    least = None
    for count in range(last, len(ordered) + 1):
        if wrong[count] - wrong[count - last] > LAST_WRONG * most_wrong * last:
            break
        is_last_of_equals = count == len(ordered) or ordered[count].confidence < ordered[count - 1].confidence
        if is_last_of_equals and wrong[count] <= max(1, most_wrong * count):
            least = ordered[count - 1].confidence
    return least


def accepted_from(said: Mapping[str, Sequence[Claim]]) -> tuple[float, float]:
    """The confidence needed so that every group keeps the promise: of any value, and of one that stands alone.

    Whatever the others are, no value is accepted that is by itself more likely wrong than ``ONE_WRONG``.
    """
    alone = {name: [one for one in group if one.alone] for name, group in said.items()}
    every = _most(least_accepted(group, last=_last(name)) for name, group in said.items())
    single = _most(
        least_accepted(group, ALONE * EXPECTED_WRONG, _last(name)) for name, group in alone.items()
    )
    return max(every, 1 - ONE_WRONG), max(every, single, 1 - ALONE * ONE_WRONG)


def _last(name: str) -> int:
    return LAST * len(WAYS) if name.endswith(STRANGE) else LAST


def _most(found: Iterable[float | None]) -> float:
    """The greatest, rounded up; the promise itself where no group was large enough to tell."""
    known = [one for one in found if one is not None]
    return ceil(max(known) * DIGITS) / DIGITS if known else 1 - EXPECTED_WRONG


def _without(left_out: set[str], groups: Groups) -> list[FieldSeen]:
    return [one for seen in groups.values() for one in seen if one.doc_type not in left_out]


def card(
    said: Mapping[str, Sequence[Claim]], told: Mapping[str, Sequence[Claim]], fit: int, known: Known
) -> str:
    """The text of the card: what was fitted, and what holds in each group."""
    every = [one for group in said.values() for one in group]
    return CARD_TEXT.format(
        fit=fit,
        folds=FOLDS,
        last=LAST,
        ways=len(WAYS),
        accepted=known.accepted,
        alone=known.alone,
        share=EXPECTED_WRONG,
        last_share=LAST_WRONG * EXPECTED_WRONG,
        one=ONE_WRONG,
        groups="\n".join(_row(name, group, known) for name, group in (*said.items(), *told.items())),
        table=_table(every),
        weights="\n".join(f"| {name} | {weight:g} |" for name, weight in known.weights.items()),
    )


def _row(name: str, group: Sequence[Claim], known: Known) -> str:
    accepted = [one for one in group if one.confidence >= (known.alone if one.alone else known.accepted)]
    alone = [one for one in accepted if one.alone]
    return (
        f"| {name} | {len(group)} | {len(accepted)} | {_wrong(accepted)} | {len(alone)} | {_wrong(alone)} |"
    )


def _table(said: Sequence[Claim]) -> str:
    """The reliability curve as a Markdown table: the claimed confidence, and the share that was wrong."""
    rows = []
    for low, high in pairwise(EDGES):
        inside = [one for one in said if low <= one.confidence < high]
        if inside:
            mean = sum(one.confidence for one in inside) / len(inside)
            rows.append(f"| {low:g} to {high:g} | {len(inside)} | {mean:.4f} | {_wrong(inside)} |")
    return "\n".join(rows)


def _wrong(said: Sequence[Claim]) -> str:
    share: Rate = rate(sum(not one.right for one in said), len(said))
    if share.value is None:
        return "–"
    return f"{share.count} of {share.of}, {share.value:.2%} (at most {share.high or 0:.2%})"


def main() -> None:
    """Fit to the groups, tell of all of them."""
    parser = argparse.ArgumentParser(prog="python -m training.fields.calibrate", description=__doc__)
    parser.add_argument("fit", nargs="+", type=_named, help="NAME=FOLDER of drawn papers, with truth")
    parser.add_argument("--told", nargs="*", default=[], type=_named, help="others, that are not fitted to")
    parser.add_argument("--kept", type=Path, required=True, help="where what was read of them is kept")
    options = parser.parse_args()
    types = load_types()
    fit, told = (
        {
            group: seen
            for name, folder in folders
            for group, seen in groups_of(name, folder, options.kept, types).items()
        }
        for folders in (options.fit, options.told)
    )
    written(fit, told)


def _named(said: str) -> tuple[str, Path]:
    name, _, folder = said.partition("=")
    return name, Path(folder)


def written(fit: Groups, told: Groups) -> None:
    """Write weights and card, and print the card."""
    said = types_left_out(fit)
    accepted, alone = accepted_from(said)
    every = [one for seen in fit.values() for one in seen]
    known = Known(fitted(every), accepted, alone)
    WEIGHTS.write_text(
        json.dumps({"weights": known.weights, "accepted": accepted, "alone": alone}) + "\n", encoding="utf-8"
    )
    text = card(
        said,
        {f"{name} (told)": claims(known.weights, seen) for name, seen in told.items()},
        len(every),
        known,
    )
    CARD.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
