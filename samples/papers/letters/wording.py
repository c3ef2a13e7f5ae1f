"""Sentences for văn bản hành chính, made from ``data/wording.toml`` with invented numbers and names."""

import random
import re
from collections.abc import Callable
from datetime import date

from samples.data import lists
from samples.people import draw_date, draw_name, draw_person, draw_phone
from samples.places import capital
from samples.words import dong

_HOLE = re.compile(r"\{(\w+)\}")
_FILLERS: dict[str, Callable[[random.Random], str]] = {
    "n": lambda rng: str(rng.randrange(2, 60)),
    "number": lambda rng: str(rng.randrange(10, 2900)),
    "thousand": lambda rng: dong(rng.randrange(1_000, 60_000)),
    "money": lambda rng: dong(rng.randrange(200, 9_000_000) * 1_000),
    "percent": lambda rng: f"{rng.randrange(60, 100)},{rng.randrange(100):02d}",
    "area": lambda rng: f"{rng.randrange(40, 4000)},{rng.randrange(10)}",
    "year": lambda rng: str(rng.randrange(2025, 2028)),
    "month": lambda rng: f"{rng.randrange(1, 13)}/2026",
    "quarter": lambda rng: rng.choice(("I", "II", "III", "IV")),
    "day": lambda rng: f"{_any_day(rng):%d/%m/%Y}",
    "name": lambda rng: draw_name(rng, male=rng.random() < 0.5),
    "hamlet": lambda rng: rng.choice(lists("places")["hamlets"]),
    "street": lambda rng: rng.choice(lists("places")["streets"]),
    "mail": lambda rng: draw_person(rng).mail,
    "phone": draw_phone,
    "code": lambda rng: (
        f"H{rng.randrange(1, 64):02d}.{rng.randrange(10, 99)}-{_any_day(rng):%y%m%d}-{rng.randrange(10_000):06d}"
    ),
}


def _any_day(rng: random.Random) -> date:
    return draw_date(rng, date(2024, 1, 1), date(2026, 10, 31))


def phrase(rng: random.Random, kind: str) -> str:
    """One phrase of the list ``kind`` with its placeholders filled in."""
    return _HOLE.sub(lambda hole: _FILLERS[hole[1]](rng), rng.choice(lists("wording")[kind]))


def sentence(rng: random.Random) -> str:
    """One complete sentence with results or a duty."""
    if rng.random() < 0.5:
        return f"{phrase(rng, 'starters')}, {phrase(rng, 'results')}; {phrase(rng, 'results')}."
    return f"{phrase(rng, 'starters')}, {phrase(rng, 'actors')} cần {phrase(rng, 'duties')}."


def duty(rng: random.Random) -> str:
    """A sentence that says who must do what."""
    return f"{capital(phrase(rng, 'actors'))} {phrase(rng, 'duties')}; {phrase(rng, 'duties')}."


def paragraph(rng: random.Random, sentences: int) -> str:
    """Some sentences."""
    return " ".join(sentence(rng) for _ in range(sentences))
