"""Fits the probability of document types: ``python -m training.calibrate_types FIT TEST`` on two folders of drawn papers.

Both are folders of papers with truth beside them, as ``python -m samples --out FOLDER --each N`` draws them. Each paper
is compared with every type that it has a sign of; its own type is the right answer, all others are wrong. Drawn papers
have all their signs, but worn ones do not, so each is compared again without one or two of its signs. The least
probability from which a type counts as known is set on the papers of FIT: if their own type is left out of the list, at
most one in fifty gets another type. ``extract/data/type_confidence.json`` and the card beside it are written again.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np

from digitize.evaluate.measure import MeasureTask, measure_file
from digitize.evaluate.rates import Rate, rate
from digitize.evaluate.truth import find_pairs
from digitize.settings import load_settings
from extract.extraction import extract
from extract.identify.type_confidence import (
    AGAINST,
    LEFT_OUT_NAMED,
    SIGNS,
    STEEPEST,
    WEIGHTS,
    Signs,
    family,
    signs_of,
)
from extract.rules.doctype import LETTERS, DocumentType, DocumentTypes
from extract.rules.loader import load_types
from ocr.named_weights import weighed
from ocr.page import PageText
from training.calibrate_words import regression

CARD = WEIGHTS.with_suffix(".md")
RIDGE = 0.1
"""Strength of the pull of the weights to 0, in papers."""
LOST = 2
"""The most signs that a worn copy of a paper may lack."""
WIDEST_KNOWN = 0.5
"""A type with a lower probability is never given, however few papers would get a wrong type."""

CARD_TEXT = """# Confidence of document types

Weights of two logistic regressions, for letters and for all other papers, from the signs of a type on a paper
(`extract/identify/type_confidence.py`) to the probability that the paper is of that type. Ours, under the licence of
the project. Made again by

    python -m samples --out FIT --seed 9810000 --each 5
    python -m samples --out TEST --seed 9820000 --each 3
    python -m training.calibrate_types FIT TEST

Fitted to {fit} papers, each also with one or two of its signs lost, as on worn copies, decided by {test} others, of every type and in four conditions of scanning. A letter is known
from {letters:g} on, another paper from {forms:g} on. Intervals are 95 % (Wilson).

| | FIT | TEST |
|---|---|---|
| own type in the list: type right | {fit_right} | {test_right} |
| own type in the list: another type said | {fit_wrong} | {test_wrong} |
| own type left out: another type said | {fit_left} | {test_left} |

Left out and taken for another type (TEST): {taken}.

| sign | letters | other papers |
|---|---|---|
{weights}

Where it fails: the papers are our own drawings. A type that is left out here still looks like the others, since one
hand drew them all; papers of strangers are less like any type, and some of them bear words that none of ours has.
"""


class Held(NamedTuple):
    """A paper compared with one type; ``right`` is None for an older or newer form of the paper's own type."""

    doc_type: DocumentType
    signs: Signs
    right: bool | None


Paper = tuple[Held, ...]


def held(pages: Sequence[PageText], doc_type: str, types: DocumentTypes) -> Paper:
    """A paper of ``doc_type`` compared with each type that it has a sign of."""
    first = next(iter(extract(pages, types, source="")), None)
    considered = first.candidates if first else ()
    return tuple(
        Held(one.doc_type, signs_of(one.doc_type, one.reasons), _right(one.doc_type, doc_type, types))
        for one in considered
        if one.reasons and one.score > 0
    )


def _right(one: DocumentType, truth: str, types: DocumentTypes) -> bool | None:
    own = [other for other in types.all if truth.casefold() in (other.id, other.name.casefold())]
    if not own:  # the truth of a letter names its kind
        return one.id in LETTERS
    if one in own:
        return True
    return None if one.name == own[0].name else False


def fitted(papers: Iterable[Paper]) -> dict[str, dict[str, float]]:
    """The weights of both regressions, by the name of the sign; none has the wrong sign by chance."""
    rows: dict[str, list[Held]] = defaultdict(list)
    for paper in papers:
        for one in paper:
            if one.right is not None:
                rows[family(one.doc_type)] += worn(one)
    return {name: _fitted(signs, rows[name]) for name, signs in SIGNS.items()}


def worn(one: Held) -> Iterable[Held]:
    """The paper as it is, and without each one or two of its signs; labels count less without a title."""
    there = [name for name, strength in one.signs.items() if strength and name not in AGAINST]
    for count in range(min(LOST, len(there) - 1) + 1):
        for lost in combinations(there, count):
            left = {name: 0.0 if name in lost else strength for name, strength in one.signs.items()}
            if "title" in lost and left.get("labels"):
                left |= {"labels": 0.0, "labels_untitled": left["labels"]}
            yield one._replace(signs=left)


def _fitted(signs: Sequence[str], rows: Sequence[Held]) -> dict[str, float]:
    kept = list(signs)
    while True:
        seen = [{name: one.signs[name] for name in kept} for one in rows]
        weights = regression(seen, [bool(one.right) for one in rows], RIDGE)
        against = [name for name in kept if name not in AGAINST and weights[name] < 0]
        if not against:
            return {name: weights.get(name, 0.0) for name in signs}
        kept = [name for name in kept if name not in against]


Weights = dict[str, dict[str, float]]
Known = dict[str, float]


def likely(one: Held, weights: Weights) -> float:
    """The same as :func:`extract.identify.type_confidence.probability`, with other weights."""
    total = weighed(weights[family(one.doc_type)], one.signs)
    return float(1 / (1 + np.exp(-np.clip(total, -STEEPEST, STEEPEST))))


def _strangest(paper: Paper, weights: Weights, name: str) -> float:
    """The highest probability of a wrong type of a family for the paper."""
    strange = (one for one in paper if one.right is False and family(one.doc_type) == name)
    return max((likely(one, weights) for one in strange), default=0.0)


def least_known(papers: Sequence[Paper], weights: Weights) -> Known:
    """The least probability from which a type of each family is given, from papers whose own type is left out."""
    known = {}
    for name in SIGNS:
        strangest = sorted(_strangest(paper, weights, name) for paper in papers)
        at = strangest[min(len(strangest) - 1, int((1 - LEFT_OUT_NAMED) * len(strangest)))]
        known[name] = round(max(WIDEST_KNOWN, at + 1e-4), 4)
    return known


class Figures(NamedTuple):
    """The numbers of papers that get the right type, another type, and another type if their own is not in the list."""

    right: Rate
    wrong: Rate
    left_out: Rate
    taken: tuple[str, ...]


def figures(papers: Sequence[Paper], weights: Weights, known: Known) -> Figures:
    """The counts for ``papers``."""
    said = [_said(paper, weights, known) for paper in papers]
    strangers = [_said([one for one in paper if one.right is False], weights, known) for paper in papers]
    return Figures(
        rate(sum(one is not None and one.right is not False for one in said), len(said)),
        rate(sum(one is not None and one.right is False for one in said), len(said)),
        rate(sum(one is not None for one in strangers), len(strangers)),
        tuple(sorted(one.doc_type.id for one in strangers if one)),
    )


def _said(paper: Sequence[Held], weights: Weights, known: Known) -> Held | None:
    best = max(paper, key=lambda one: likely(one, weights), default=None)
    return best if best and likely(best, weights) >= known[family(best.doc_type)] else None


def card(fit: Sequence[Paper], test: Sequence[Paper], weights: Weights, known: Known) -> str:
    """The text of the card: what was fitted, and the results on both sets."""
    first, second = figures(fit, weights, known), figures(test, weights, known)
    names = tuple(dict.fromkeys((*SIGNS["letter"], *SIGNS["form"])))
    cells = ([f"{weights[one][name]:g}" if name in weights[one] else "–" for one in SIGNS] for name in names)
    return CARD_TEXT.format(
        fit=len(fit),
        test=len(test),
        letters=known["letter"],
        forms=known["form"],
        fit_right=_share(first.right),
        test_right=_share(second.right),
        fit_wrong=_share(first.wrong),
        test_wrong=_share(second.wrong),
        fit_left=_share(first.left_out),
        test_left=_share(second.left_out),
        taken=", ".join(second.taken) or "none",
        weights="\n".join(f"| {name} | {' | '.join(row)} |" for name, row in zip(names, cells, strict=True)),
    )


def _share(one: Rate) -> str:
    return f"{one.count} of {one.of}, {one.value or 0:.1%} (at most {one.high or 0:.1%})"


def _read(folder: Path, types: DocumentTypes) -> list[Paper]:
    settings = load_settings(None, jobs=1).model_copy(update={"secrecy": "flag"})
    pairs = [(path, truth.documents[0].doc_type) for path, truth in find_pairs(folder) if truth.documents]
    return [
        held(measure_file(MeasureTask(path, settings, types)).pages, doc_type, types)
        for path, doc_type in pairs
        if doc_type
    ]


def renew_signs() -> None:
    """Give the shipped weights the current signs by name: a new sign has weight 0 until it is fitted."""
    shipped = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    named = {
        one: {sign: shipped["weights"][one].get(sign, 0.0) for sign in signs} for one, signs in SIGNS.items()
    }
    _write(named, shipped["known"])


def _write(weights: Weights, known: Known) -> None:
    WEIGHTS.write_text(json.dumps({"known": known, "weights": weights}) + "\n", encoding="utf-8")


def main() -> None:
    """Fit to one folder, evaluate on another."""
    parser = argparse.ArgumentParser(prog="python -m training.calibrate_types", description=__doc__)
    parser.add_argument("fit", type=Path, help="folder of drawn papers, with truth")
    parser.add_argument("test", type=Path, help="another one, drawn with other seeds")
    options = parser.parse_args()
    renew_signs()
    types = load_types()
    fit, test = _read(options.fit, types), _read(options.test, types)
    weights = fitted(fit)
    known = least_known(fit, weights)
    _write(weights, known)
    told = card(fit, test, weights, known)
    CARD.write_text(told, encoding="utf-8")
    sys.stdout.write(told)


if __name__ == "__main__":
    main()
