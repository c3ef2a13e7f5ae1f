"""What a paper tells of: invented people in their parts, a day and a place.

Its values are asked for by names like ``child.born``, ``day`` or ``wife.paper``; behind a colon stands how they
are printed: ``child.born:words``. ``samples/forms/values.py`` finds them.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from samples.forms.said import Told
from samples.people import Person, draw_date, draw_name, draw_number, draw_person
from samples.places import Place, draw_place

FIRST, LAST = date(2023, 1, 10), date(2026, 10, 30)
AGES = {
    "child": (0, 0),
    "mother": (20, 38),
    "father": (22, 42),
    "dead": (60, 95),
    "wife": (20, 40),
    "husband": (21, 44),
    "m2": (3, 17),
}
"""How old the people are who play these parts; everybody else is between 22 and 70."""
FEMALE, MALE = {"mother", "wife"}, {"father", "husband"}


@dataclass
class Story:
    """The people, days and agencies of one paper; whoever is asked for the first time is invented then."""

    rng: random.Random
    day: date
    home: Place
    spelling: str
    """How days are printed where the form leaves it open."""

    def __post_init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.kept: dict[str, Told] = {}
        self.turns: dict[str, int] = {}

    def person(self, role: str) -> Person:
        """Who plays this part."""
        if role not in self.people:
            self.people[role] = self._invented(role)
        return self.people[role]

    def _invented(self, role: str) -> Person:
        young, old = AGES.get(role, (22, 70))
        years = (self.day.year - old, self.day.year - young)
        male = role in MALE if role in MALE | FEMALE else None
        who = draw_person(self.rng, years, male=male, when=self.day)
        home = self.home if self.rng.random() < 0.6 else who.home
        if role == "child":
            return self._newborn(who, home)
        return replace(who, home=home)

    def _newborn(self, who: Person, home: Place) -> Person:
        """A child some weeks old, with the name of its father's family."""
        born = self.day - timedelta(days=self.rng.randrange(3, 60))
        family = self.person("father").name.split()[0]
        name = draw_name(self.rng, male=who.male, family=family)
        number = draw_number(self.rng, born, male=who.male)
        return replace(who, name=name, born=born, number=number, home=home)


def draw_story(rng: random.Random) -> Story:
    """A story on some day, at some place."""
    day = draw_date(rng, FIRST, LAST)
    return Story(rng, day, draw_place(rng, day), rng.choice(("slash", "slash", "long", "dash")))
