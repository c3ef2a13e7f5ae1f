"""How likely a paper is of a type, from the signs that were found: title, form code, anchors, labels, blocks of a letter.

The probability is a logistic regression, one for letters and one for all other papers. Its weights are fitted on drawn
papers, each held against every type that it bears a sign of (``training/calibrate_types.py``; the card lies beside the
weights). The same fit sets from where on a type is known: of papers whose own type was left out of the list, at most one
in fifty may be given another one.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from math import exp
from pathlib import Path
from typing import Final, NamedTuple

from extract.record import Reason
from extract.rules.doctype import LETTERS, DocumentType
from ocr.named_weights import weighed

WEIGHTS: Final = Path(__file__).parents[1] / "data" / "type_confidence.json"
LEFT_OUT_NAMED: Final = 0.02
"""The share of papers of an unknown type that may be taken for one of the list."""
STEEPEST: Final = 30.0
"""Beyond this sum of weights a probability is 0 or 1 to every digit that is kept."""

Signs = Mapping[str, float]
"""How strongly each sign was found, 0 to 1, by its name."""

SIGNS: Final[Mapping[str, tuple[str, ...]]] = {
    "letter": (
        "bias",
        "foreign_title",
        "national_heading",
        "title",
        "no_title",
        "co_quan_ban_hanh",
        "so_ky_hieu",
        "ngay_ban_hanh",
        "trich_yeu",
        "kinh_gui",
        "noi_nhan",
        "chuc_vu_nguoi_ky",
    ),
    "form": (
        "bias",
        "foreign_title",
        "title",
        "form_code",
        "anchors",
        "every_anchor",
        "labels",
        "labels_untitled",
    ),
}
"""The signs of each of the two regressions; ``bias`` is always there; a foreign title speaks against
a type, all others for it."""
AGAINST: Final = frozenset({"bias", "foreign_title"})


class Fitted(NamedTuple):
    """What was fitted.

    Attributes:
        weights: For letters and for forms, the weight of each sign by name.
        known: For letters and for forms, the least probability from which a paper is said to be of a type.
    """

    weights: Mapping[str, Mapping[str, float]]
    known: Mapping[str, float]


def family(doc_type: DocumentType) -> str:
    """Which of the two regressions judges ``doc_type``."""
    return "letter" if doc_type.id in LETTERS else "form"


def signs_of(doc_type: DocumentType, reasons: Iterable[Reason]) -> Signs:
    """The signs in ``reasons``, each of the family's named; labels without a title are a sign of their own."""
    found = {reason.what: reason.weight for reason in reasons}
    if "labels" in found and "title" not in found:
        found["labels_untitled"] = found.pop("labels")
    found["bias"] = 1.0
    return {name: found.get(name, 0.0) for name in SIGNS[family(doc_type)]}


def probability(doc_type: DocumentType, reasons: Iterable[Reason]) -> float:
    """How likely a paper with these signs is of ``doc_type``, 0 to 1."""
    signs, weights = signs_of(doc_type, reasons), fitted().weights[family(doc_type)]
    total = weighed(weights, signs)
    return 1 / (1 + exp(-max(-STEEPEST, min(STEEPEST, total))))


def is_known(doc_type: DocumentType, likely: float) -> bool:
    """Whether a paper is said to be of ``doc_type``, which has this probability."""
    return likely >= fitted().known[family(doc_type)]


@cache
def fitted() -> Fitted:
    """The shipped weights."""
    read = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Fitted(read["weights"], read["known"])
