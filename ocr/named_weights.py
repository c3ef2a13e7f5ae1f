"""Fitted weights and what they weigh, bound by name: no order of a list decides which weight belongs to what."""

from collections.abc import Mapping


def weighed(weights: Mapping[str, float], seen: Mapping[str, float]) -> float:
    """The sum of all that was seen, each times the weight of its name.

    Raises:
        ValueError: something was seen that has no weight, or a weight has nothing to weigh.
    """
    strange = weights.keys() ^ seen.keys()
    if strange:
        raise ValueError(f"without weight or without feature: {', '.join(sorted(strange))}")
    return sum(weights[name] * value for name, value in seen.items())
