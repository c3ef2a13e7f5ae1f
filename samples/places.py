"""Real administrative units, two levels since 1 July 2025 and three before, with invented houses in them."""

import random
from dataclasses import dataclass
from datetime import date
from typing import cast

from samples.data import lists

TWO_LEVELS = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A house or hamlet in a commune; ``commune`` includes the district at the time when there were districts."""

    house: str
    commune: str
    province: str

    @property
    def province_kind(self) -> str:
        """tỉnh or thành phố; Đồng Nai and Huế became cities recently."""
        late = {"Đồng Nai", "Huế"} if "," in self.commune else set()
        return (
            "thành phố"
            if self.province in lists("places")["cities"] and self.province not in late
            else "tỉnh"
        )

    @property
    def commune_name(self) -> str:
        """The commune without its kind and district."""
        return self.commune.partition(",")[0].removeprefix("thị ").partition(" ")[2]

    @property
    def committee(self) -> str:
        """The agency of the commune, on two printed lines in capitals."""
        return self.commune.partition(",")[0].upper()

    @property
    def area(self) -> str:
        """Commune, district and province with the words for their kinds, as in a register."""
        return f"{self.commune}, {self.province_kind} {self.province}"

    @property
    def long(self) -> str:
        """House and area, with a capital at the beginning."""
        return capital(f"{self.house}, {self.area}")

    @property
    def short(self) -> str:
        """House and units without the words for their kinds, as on cards."""
        return capital(f"{self.house}, {self.origin}")

    @property
    def origin(self) -> str:
        """Units without the words for their kinds, as on cards; a unit named by a number keeps that word."""
        units = [*self.commune.split(", "), f"{self.province_kind} {self.province}"]
        return ", ".join(_bare(unit) for unit in units)


def capital(text: str) -> str:
    """``text`` with a capital as its first letter."""
    return text[0].upper() + text[1:]


def _bare(unit: str) -> str:
    for kind in ("thành phố ", "thị trấn ", "phường ", "huyện ", "quận ", "tỉnh ", "xã "):
        name = unit.removeprefix(kind)
        if name != unit:
            return capital(unit) if name.isdigit() else name
    return unit


def draw_place(rng: random.Random, when: date = TWO_LEVELS) -> Place:
    """A place with its name of the day ``when``."""
    units = cast("dict[str, dict[str, list[str]]]", lists("places"))[
        "now" if when >= TWO_LEVELS else "before"
    ]
    province = rng.choice(list(units))
    commune = rng.choice(units[province])
    if commune.startswith("phường") and rng.random() < 0.6:
        number = f"{rng.randrange(1, 400)}{rng.choice(['', '', '', 'A', '/12', '/7B'])}"
        house = (
            f"{rng.choice(['số', 'số', 'số nhà'])} {number} đường {rng.choice(lists('places')['streets'])}"
        )
    else:
        house = rng.choice(lists("places")["hamlets"])
    return Place(house, commune, province)
