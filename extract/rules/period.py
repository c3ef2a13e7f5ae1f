"""The period in which a rule, such as a form or a list of papers, is in force."""

from datetime import date
from typing import NamedTuple


class Period(NamedTuple):
    """The days from ``since`` to ``until``, both included; if ``until`` is None, no end is known."""

    since: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies in the period."""
        return self.since <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two periods have a day in common."""
        return self.covers(other.since) or other.covers(self.since)
