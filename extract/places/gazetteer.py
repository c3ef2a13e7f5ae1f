"""The tree of administrative units with their GSO codes, as it stood before 1 July 2025 and since.

Until then communes lay in districts; since then they lie in provinces, and most are made of several
old ones. For every old commune the list gives the new communes that took over its area: usually one, several
if it was divided. The lists are data with a date; see the headers of ``data/units.txt`` and
``data/unit_successors.txt``.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from extract.record import Unit
from extract.text.likeness import folded
from extract.text.unit_kinds import bare_name

REFORM: Final = date(2025, 7, 1)
"""Luật Tổ chức chính quyền địa phương 72/2025/QH15 and the resolutions on provinces: two levels from this day."""
OTHER_NAMES: Final = {"Tỉnh Thừa Thiên Huế": "Thành phố Huế", "Thành phố Đồng Nai": "Tỉnh Đồng Nai"}
"""Names that provinces have on papers older or newer than the list.

Huế by Nghị quyết 175/2024/QH15 from 1 January 2025; Đồng Nai is called a city on papers of 2026.
"""


class Node:
    """A unit with the units in it."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.parts: list[Node] = []

    @cached_property
    def bare(self) -> str:
        """The name without the word for its kind, letters without accents."""
        return folded(bare_name(self.unit.name))

    @cached_property
    def whole(self) -> str:
        """The name with the word for its kind, letters without accents."""
        return folded(self.unit.name)


class Gazetteer(NamedTuple):
    """The provinces ``before`` and ``since`` the reform; ``successors``: new codes by the code of an old commune."""

    before: tuple[Node, ...]
    since: tuple[Node, ...]
    successors: Mapping[str, tuple[str, ...]]
    communes_since: Mapping[str, Unit]

    def provinces(self, day: date) -> tuple[Node, ...]:
        """The provinces as they stood on ``day``."""
        return self.since if day >= REFORM else self.before

    def today(self, code: str) -> tuple[Unit, ...]:
        """The communes that took over the area of an old one, the one with the largest part first."""
        return tuple(self.communes_since[new] for new in self.successors.get(code, ()))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The units that ship with the program."""
    trees = dict(_trees(_lines("units.txt")))
    since, before = (tuple(trees[day]) for day in sorted(trees, reverse=True))
    rows = (line.split() for line in _lines("unit_successors.txt"))
    successors = {old: tuple(new) for old, *new in rows}
    communes = {node.unit.code: node.unit for province in since for node in province.parts}
    return Gazetteer((*before, *_former(before)), since, successors, communes)


def _former(provinces: Iterable[Node]) -> Iterator[Node]:
    """The renamed provinces under their former names, with the same code and the same units."""
    by_name = {node.unit.name: node for node in provinces}
    for former, now in OTHER_NAMES.items():
        if bare_name(former) == bare_name(now):
            continue  # it is found by the name without its kind
        node = Node(Unit(code=by_name[now].unit.code, name=former))
        node.parts = by_name[now].parts
        yield node


def _lines(name: str) -> Iterator[str]:
    text = files("extract").joinpath("data", name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))


def _trees(lines: Iterable[str]) -> Iterator[tuple[str, list[Node]]]:
    provinces: list[Node] = []
    above: list[Node] = []
    for line in lines:
        if line.startswith("@"):
            provinces, above = [], []
            yield line.lstrip("@ "), provinces
            continue
        code, name = line.strip().split(" ", 1)
        node = Node(Unit(code=code, name=name))
        above = above[: len(line) - len(line.lstrip("\t"))]
        (above[-1].parts if above else provinces).append(node)
        above.append(node)
