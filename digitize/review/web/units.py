"""Administrative units by a part of their name, as they are called now and as they were called before July 2025."""

from functools import lru_cache
from typing import Final, NamedTuple

from extract.places.gazetteer import Node, gazetteer
from extract.text.likeness import folded

FOUND: Final = 8
"""Units that are offered at a time."""
SHORTEST: Final = 2
"""Letters from which on units are looked for."""


class Found(NamedTuple):
    """A unit with those that it lies in, as an address ends; ``now`` is what became of it."""

    text: str
    now: str


def units_like(part: str) -> list[Found]:
    """Units with ``part`` in their name, those that begin with it first."""
    wanted = folded(part)
    if len(wanted) < SHORTEST:
        return []
    hits = [
        (not key.startswith(wanted) and not bare.startswith(wanted), len(key), unit)
        for key, bare, unit in _known()
        if wanted in key
    ]
    return [unit for *_, unit in sorted(hits, key=lambda hit: hit[:2])[:FOUND]]


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[str, str, Found], ...]:
    known = gazetteer()
    rows: list[tuple[str, str, Found]] = []
    for province in known.since:
        rows.append(_row([province], ""))
        rows += (_row([commune, province], "") for commune in province.parts)
    for province in known.before:
        for district in province.parts:
            rows.append(_row([district, province], ""))
            for commune in district.parts:
                now = "; ".join(unit.name for unit in known.today(commune.unit.code))
                rows.append(_row([commune, district, province], now))
    return tuple(rows)


def _row(path: list[Node], now: str) -> tuple[str, str, Found]:
    return path[0].whole, path[0].bare, Found(", ".join(node.unit.name for node in path), now)
