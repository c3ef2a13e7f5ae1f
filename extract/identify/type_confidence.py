"""How likely a paper is of a type, from the signs found on it: title, form code, anchors, labels, blocks of a letter.

The probability is a logistic regression, one for letters and one for all other papers. Its weights are fitted on drawn
papers, each compared with every type that it has a sign of (``training/calibrate_types.py``; the card lies beside the
weights). The same fit sets the probability from which a type counts as known: of papers whose own type was left out of
the list, at most one in fifty may be given another type.
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
"""Sum of weights beyond which the probability is 0 or 1 in all digits that are kept."""

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
"""The signs of each of the two regressions. ``bias`` is always present; a foreign title counts against
a type, all other signs for it."""
AGAINST: Final = frozenset({"bias", "foreign_title"})


class Fitted(NamedTuple):
    """The result of the fit.

    Attributes:
        weights: For letters and for forms, the weight of each sign by name.
        known: For letters and for forms, the least probability at which a type is accepted as known.
    """

    weights: Mapping[str, Mapping[str, float]]
    known: Mapping[str, float]


def family(doc_type: DocumentType) -> str:
    """The name of the regression that judges ``doc_type``."""
    return "letter" if doc_type.id in LETTERS else "form"


def signs_of(doc_type: DocumentType, reasons: Iterable[Reason]) -> Signs:
    """The strength of each sign of the type's family in ``reasons``; labels without a title are a sign of their own."""
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
    """Whether the probability ``likely`` is enough to say that a paper is of ``doc_type``."""
    return likely >= fitted().known[family(doc_type)]


@cache
def fitted() -> Fitted:
    """The shipped weights."""
    read = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Fitted(read["weights"], read["known"])
