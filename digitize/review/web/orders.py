"""In which order what waits is looked at: the worst first, dossier by dossier, or all fields of one kind together."""

from collections.abc import Callable, Iterable
from typing import Final

from digitize.review.web.papers import Slot

Key = Callable[[Slot], tuple[object, ...]]


def in_order(slots: Iterable[Slot], order: str) -> list[str]:
    """The names of ``slots`` in that order; those of one paper that share a doubt always follow each other."""
    every = list(slots)
    worst: dict[tuple[str, bool], float] = {}
    for one in every:
        group = (one.sheet.name, one.critical)
        worst[group] = min(worst.get(group, 1.0), one.confidence)

    def worst_first(one: Slot) -> tuple[object, ...]:
        paper = (one.sheet.name, one.critical)
        return (not one.critical, worst[paper], one.sheet.name, one.cause, one.confidence, one.key)

    known: dict[str, Key] = {"worst": worst_first, "dossier": _by_dossier, "kind": _by_kind}
    return [one.name for one in sorted(every, key=known.get(order, worst_first))]


ORDERS: Final = ("worst", "dossier", "kind")
"""Orders that a person may choose, the first where nobody chose."""


def _by_dossier(one: Slot) -> tuple[object, ...]:
    return (one.sheet.dossier, one.sheet.source, one.sheet.pages, one.cause, one.key)


def _by_kind(one: Slot) -> tuple[object, ...]:
    return (one.key, one.sheet.doc_type, one.cause, one.confidence, one.name)
