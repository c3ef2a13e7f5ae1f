"""What a paper tells: invented people in their parts, days, numbers and agencies, each value by a name.

A value is asked for as ``child.born``, ``day``, ``wife.paper``; behind a colon stands how it is printed:
``child.born:words``. Every value has what stands on the paper and what the truth file says of it.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from samples.forms import told
from samples.forms.told import Said, Told
from samples.people import Person, draw_date, draw_name, draw_person
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

    def person(self, role: str) -> Person:
        """Who plays this part."""
        if role not in self.people:
            self.people[role] = self._invented(role)
        return self.people[role]

    def said(self, asked: str) -> Said:
        """What is printed for a value, and what the truth is."""
        if asked.startswith('"'):
            return Said(asked.strip('"'), asked.strip('"'))
        name, _, how = asked.partition(":")
        if name not in self.kept:
            self.kept[name] = told.value(self, name)
        return told.printed(self.kept[name], how, self.spelling)

    def _invented(self, role: str) -> Person:
        young, old = AGES.get(role, (22, 70))
        years = (self.day.year - old, self.day.year - young)
        male = role in MALE if role in MALE | FEMALE else None
        who = draw_person(self.rng, years, male=male, when=self.day)
        home = self.home if self.rng.random() < 0.6 else who.home
        born, name = min(who.born, self.day - timedelta(days=3)), who.name
        if role == "child":
            born = self.day - timedelta(days=self.rng.randrange(3, 60))
            family = self.person("father").name.split()[0]
            name = draw_name(self.rng, male=who.male, family=family)
        return Person(name, who.male, born, who.number, who.ethnic, home, who.origin)


def draw_story(rng: random.Random) -> Story:
    """A story on some day, at some place."""
    day = draw_date(rng, FIRST, LAST)
    return Story(rng, day, draw_place(rng, day), rng.choice(("slash", "slash", "long", "dash")))

