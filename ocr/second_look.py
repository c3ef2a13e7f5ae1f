"""A second look at a page that was read: it makes a reading surer, and it never costs one.

Another engine, another treatment or another net is asked about something that was read already. When it
is missing, too slow or crashes, what was read first is kept, and a finding says which look was skipped and why. A
fault of this program is no :class:`ocr.problem.Problem` and is not hidden.
"""

from collections.abc import Callable, Iterable
from typing import Final, Generic, Literal, NamedTuple, TypeVar

from ocr.page import Finding
from ocr.problem import Problem

Look = Literal[
    "doubtful_lines", "head_or_foot", "image", "layer", "marks", "numbers", "scattered_text", "stamp", "zone"
]
"""What is looked at again. The message catalogue has a name for each."""

ONLY_LOOK: Final[frozenset[Look]] = frozenset({"image", "marks", "stamp"})
"""Looks at something that nothing else looks at: without them a person has to look."""

Thing = TypeVar("Thing")


class Looked(NamedTuple, Generic[Thing]):
    """What stands after all looks, and a finding for each look that was skipped."""

    kept: Thing
    skipped: tuple[Finding, ...] = ()


def second_look(look: Look, page: int, ask: Callable[[], Looked[Thing]], otherwise: Thing) -> Looked[Thing]:
    """What ``ask`` sees on ``page``; ``otherwise`` and a finding where it cannot look."""
    try:
        return ask()
    except Problem as problem:
        return Looked(otherwise, (_skipped(look, page, problem),))


def _skipped(look: Look, page: int, problem: Problem) -> Finding:
    return Finding(
        code="second_look_skipped",
        severity="review" if look in ONLY_LOOK else "info",
        data={"look": look, "reason": problem.code},
        page=page,
    )


def each_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without those that say again what one before them says."""
    told: list[Finding] = []
    for finding in findings:
        if finding not in told:
            told.append(finding)
    return tuple(told)
