"""By when an office has to answer and to act when somebody asks for a right (Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP, Điều 5)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, Literal

from ocr.value import Value

Right = Literal["export", "rectify", "restrict", "erase"]
ANSWER_DAYS: Final = 2  # working days until the office has to say that it got the demand
DAYS: Final[Mapping[Right, int]] = {"export": 10, "rectify": 10, "restrict": 15, "erase": 20}
"""Days until it has to be done."""
_SATURDAY: Final = 5  # as Python counts days of a week


class Due(Value):
    """A right that was asked for; days are ISO dates."""

    right: Right
    asked: str
    answer_by: str
    done_by: str


def due(right: Right, asked: date) -> Due:
    """By when; Saturdays and Sundays are no working days, holidays are not known here."""
    return Due(
        right=right,
        asked=asked.isoformat(),
        answer_by=_working_days_after(asked, ANSWER_DAYS).isoformat(),
        done_by=(asked + timedelta(days=DAYS[right])).isoformat(),
    )


def _working_days_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day
