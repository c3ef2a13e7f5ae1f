"""From which day to which day a rule is in force: a form of a paper, a list of papers."""

from datetime import date
from typing import NamedTuple


class Period(NamedTuple):
    """The days from ``since`` to ``until``, both included; no end is known where ``until`` is None."""

    since: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether ``day`` is one of them."""
        return self.since <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: "Period") -> bool:
        """Whether some day belongs to both."""
        return self.covers(other.since) or other.covers(self.since)
