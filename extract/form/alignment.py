"""The labels found, given to fields by printed order.

The fields of a type are listed in printed order, so the labels, in reading order, are aligned with them: the
matching of greatest weight without crossing pairs, by dynamic programming.
"""

from collections.abc import Iterable, Sequence

from extract.form.located import LabelPlace
from extract.rules.doctype import FieldType
from extract.text.likeness import folded

UNVERIFIED = 0.05  # likeness that a label seen on a printed form may lack and still be preferred


def aligned(fields: Sequence[FieldType], candidates: Sequence[LabelPlace]) -> list[LabelPlace]:
    """The places that are given to fields, in printed order."""
    positions = sorted({place.position for place in candidates})
    weights: dict[tuple[int, int], LabelPlace] = {}
    for place in candidates:
        pair = (fields.index(place.field), positions.index(place.position))
        if pair not in weights or _weight(place) > _weight(weights[pair]):
            weights[pair] = place
    return _heaviest(len(fields), len(positions), weights)


def _weight(place: LabelPlace) -> float:
    doubt = 0 if place.verified else UNVERIFIED
    return place.score - 0.5 - doubt + 0.005 * len(folded(place.label))


def _heaviest(fields: int, positions: int, weights: dict[tuple[int, int], LabelPlace]) -> list[LabelPlace]:
    """The pairs of greatest weight that do not cross; of equal ones, those that come first on the paper."""
    best = [[0.0] * (positions + 1) for _ in range(fields + 1)]
    for field in range(fields - 1, -1, -1):
        for position in range(positions - 1, -1, -1):
            skipped = max(best[field + 1][position], best[field][position + 1])
            place = weights.get((field, position))
            taken = _weight(place) + best[field + 1][position + 1] if place else -1.0
            best[field][position] = max(skipped, taken)
    return list(_walk(best, weights, fields, positions))


def _walk(
    best: Sequence[Sequence[float]], weights: dict[tuple[int, int], LabelPlace], fields: int, positions: int
) -> Iterable[LabelPlace]:
    field = position = 0
    while field < fields and position < positions:
        place = weights.get((field, position))
        if place and best[field][position] == _weight(place) + best[field + 1][position + 1]:
            yield place
            field, position = field + 1, position + 1
        elif best[field][position] == best[field + 1][position]:
            field += 1
        else:
            position += 1
