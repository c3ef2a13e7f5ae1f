"""The loss of the finder's net: cores that are missed or wrongly found (the hardest places), and wrong distances."""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

HARD = 3  # places without a core that count, for each place of a core; the worst ones
FEWEST = 2000  # the least number of such places, for crops without text


class Loss(NamedTuple):
    """The sum and its parts."""

    total: Tensor
    entropy: Tensor
    dice: Tensor
    distance: Tensor


def loss(found: Tensor, core: Tensor, distances: Tensor, counted: Tensor) -> Loss:
    """The loss of ``found`` (n, 3, h, w), for ``core`` and ``counted`` (n, h, w) and ``distances`` (n, 2, h, w).

    ``found`` are the logits of the core and the logarithms of the distances.
    """
    entropy = _entropy(found[:, 0], core, counted)
    dice = _dice(found[:, 0].sigmoid() * counted, core)
    distance = _distance(found[:, 1:], distances, core)
    return Loss(entropy + dice + distance, entropy, dice, distance)


def _entropy(logits: Tensor, core: Tensor, counted: Tensor) -> Tensor:
    each = functional.binary_cross_entropy_with_logits(logits, core, reduction="none") * counted
    inside = core > 0
    right, wrong = each[inside], each[~inside]
    hardest = wrong.topk(min(wrong.numel(), max(FEWEST, HARD * right.numel()))).values
    return right.sum() / max(1, right.numel()) + hardest.mean()


def _dice(seen: Tensor, core: Tensor) -> Tensor:
    shared = (seen * core).sum()
    return 1 - (2 * shared + 1) / (seen.sum() + core.sum() + 1)


def _distance(found: Tensor, distances: Tensor, core: Tensor) -> Tensor:
    """The loss on logarithms, so that an error counts relative to the distance, whatever the size of print."""
    inside = (core > 0)[:, None].expand_as(found)
    if not bool(inside.any()):
        return torch.zeros(())
    return 2 * functional.smooth_l1_loss(found[inside], distances[inside], beta=0.1)
