"""Values as they stand on paper and as the truth files say them: days, hours, sums, texts."""

from dataclasses import dataclass
from datetime import date

from samples.places import capital
from samples.words import day_in_words, day_month_year, dong, number_in_words


@dataclass(frozen=True, slots=True)
class Said:
    """What is printed, and the value in the truth file."""

    text: str
    truth: str | int


@dataclass(frozen=True, slots=True)
class Money:
    """A sum of đồng."""

    amount: int


@dataclass(frozen=True, slots=True)
class Time:
    """An hour of the day."""

    hour: int
    minute: int

    @property
    def text(self) -> str:
        """The time as the truth has it."""
        return f"{self.hour:02d} giờ {self.minute:02d} phút"


Told = Said | date | str | int | Money | Time
"""A value before it is printed."""


def printed(told: Told, how: str, spelling: str) -> Said:
    """A value as it is printed; days follow the ``spelling`` of the paper where the form does not say ``how``."""
    if isinstance(told, date):
        return _day(told, how or spelling)
    if isinstance(told, Money):
        words = capital(f"{number_in_words(told.amount)} đồng")
        return Said(words if how == "words" else dong(told.amount), told.amount)
    if isinstance(told, Said | Time):
        return _ready(told, how)
    if isinstance(told, int):
        word = "nhất" if told == 1 else number_in_words(told)
        return Said(f"Lần thứ {word}" if how == "words" else str(told), told)
    text = {"upper": str.upper, "cap": capital}.get(how, str)(told)
    return Said(text, text)


def _ready(told: Said | Time, how: str) -> Said:
    if isinstance(told, Said):
        return told
    parts = {"h": f"{told.hour:02d}", "m": f"{told.minute:02d}"}
    return Said(parts.get(how, told.text), told.text)


def _day(day: date, how: str) -> Said:
    """A day, or a part of it; in the cell of a table the truth is what stands there."""
    texts = {
        "slash": f"{day:%d/%m/%Y}",
        "cell": f"{day:%d/%m/%Y}",
        "dash": f"{day:%d-%m-%Y}",
        "long": day_month_year(day).removeprefix("ngày "),
        "words": day_in_words(day),
        "d": f"{day:%d}",
        "m": f"{day.month:02d}" if day.month <= 2 else str(day.month),
        "y": str(day.year),
    }
    return Said(texts[how], texts[how] if how == "cell" else day.isoformat())
