"""Invented people: names, birthdays, numbers never issued, telephone numbers and e-mail addresses of nobody."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from anyascii import anyascii

from samples.data import lists
from samples.places import TWO_LEVELS, Place, draw_place


@dataclass(frozen=True, slots=True)
class Person:
    """A person who does not exist."""

    name: str
    male: bool
    born: date
    number: str
    ethnic: str
    home: Place
    origin: Place

    @property
    def sex(self) -> str:
        """The sex as printed: Nam or Nữ."""
        return "Nam" if self.male else "Nữ"

    @property
    def ascii_name(self) -> str:
        """The name without accents, in capitals."""
        return anyascii(self.name).upper()

    @property
    def mail(self) -> str:
        """An e-mail address in a domain reserved for examples (RFC 2606)."""
        given = anyascii(self.name).lower().replace("'", "").split()
        return f"{given[-1]}.{given[0]}{self.born:%y}@example.com"


def draw_name(rng: random.Random, *, male: bool, ethnic: str = "Kinh", family: str | None = None) -> str:
    """A full name of two to four syllables, as usual in the ethnic group."""
    names = lists("names")
    if ethnic == "Ê-đê":
        given, clan = rng.choice(names["given_ede"]), rng.choice(names["clan_ede"])
        return f"Y {given} {clan}" if male else f"H'{given} {clan}"
    sex = "male" if male else "female"
    parts = [
        family or rng.choice(names["family"]),
        rng.choice(names[f"middle_{sex}"]),
        rng.choice(names[f"given_{sex}"]),
    ]
    if rng.random() < 0.25:
        parts.insert(2, rng.choice([name for name in names[f"middle_{sex}"] if name not in parts]))
    return " ".join(parts)


def draw_number(rng: random.Random, born: date, *, male: bool) -> str:
    """Twelve digits: a prefix never issued, sex and century, year, six random digits."""
    century = 2 * (born.year // 100 - 19) + (0 if male else 1)
    return f"{rng.choice(lists('names')['never_issued'])}{century}{born:%y}{rng.randrange(1_000_000):06d}"


def draw_date(rng: random.Random, first: date, last: date) -> date:
    """A day between two days, both included."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def draw_person(
    rng: random.Random,
    born: tuple[int, int] = (1955, 2007),
    *,
    male: bool | None = None,
    when: date = TWO_LEVELS,
) -> Person:
    """A person born in one of the years ``born`` (both included); places have their names of the day ``when``."""
    male = rng.random() < 0.5 if male is None else male
    birthday = draw_date(rng, date(born[0], 1, 1), date(born[1], 12, 31))
    ethnic = rng.choice(lists("names")["ethnic"])
    return Person(
        name=draw_name(rng, male=male, ethnic=ethnic),
        male=male,
        born=birthday,
        number=draw_number(rng, birthday, male=male),
        ethnic=ethnic,
        home=draw_place(rng, when),
        origin=draw_place(rng, when),
    )


def draw_phone(rng: random.Random) -> str:
    """A number that begins with 0900 000, which nobody has."""
    return f"{rng.choice(('0900 000 ', '0900000', '0900.000.'))}{rng.randrange(1000):03d}"
