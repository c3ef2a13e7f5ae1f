"""What the decisions about one thing come to: the last one that stands, or with two looks the one that two people share.

Where the settings ask for two looks at a field, one person's word changes nothing yet. The second person does not see the
first answer. Where the two differ, a third decides.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Final

from digitize.decisions.decision import Decision, Kept, standing
from extract.record import FieldValue
from extract.text.fold import fold

TWO: Final = 2
"""People who have to say the same of a field that is looked at twice."""

Thing = tuple[str, str]
"""What a decision is about, and its key."""


def by_thing(decisions: Iterable[Kept]) -> dict[Thing, list[Decision]]:
    """The decisions that stand, in order, by what they are about."""
    found: dict[Thing, list[Decision]] = {}
    for _, decision in standing(decisions):
        found.setdefault((decision.about, decision.key), []).append(decision)
    return found


def settled(decisions: Iterable[Decision], *, two_looks: bool = False) -> Decision | None:
    """The decision that holds, or None where another person has to look."""
    every = list(decisions)
    if not two_looks:
        return every[-1] if every else None
    firsts = list(_first_of_each(every).values())
    for number, decision in enumerate(firsts):
        if number >= TWO or any(said(one) == said(decision) for one in firsts[:number]):
            return decision
    return None


def looks(decisions: Iterable[Decision]) -> int:
    """How many people have looked."""
    return len(_first_of_each(decisions))


def may_look(decisions: Iterable[Decision], reviewer: str) -> bool:
    """Whether ``reviewer`` has not looked at it yet."""
    return _person(reviewer) not in _first_of_each(decisions)


def said(decision: Decision) -> str:
    """What a decision says, so that two of them can be compared: right as read and the same typed are one."""
    return json.dumps(
        [decision.outcome in ("unreadable", "absent") and decision.outcome, _plain(decision.value)]
    )


def needs_two(key: str, critical: Collection[str]) -> bool:
    """Whether the settings ask for two looks at a field: by its key, or ``*`` for every one."""
    return key in critical or "*" in critical


def _first_of_each(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """What each person said first: nobody breaks the tie that their own answer made."""
    found: dict[str, Decision] = {}
    for decision in decisions:
        found.setdefault(_person(decision.by), decision)
    return found


def _person(name: str) -> str:
    """The letters of a name alone: other accents, signs and blanks make no second person."""
    return re.sub(r"[^a-z0-9]", "", fold(unicodedata.normalize("NFKC", name))) or name


def _plain(value: FieldValue) -> FieldValue:
    return " ".join(value.split()) if isinstance(value, str) else value
