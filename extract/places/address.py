"""From a printed address to the units that it names, with their codes on the day of the paper and today.

An address is read from its end: province, then district if there was one, then commune. Each is looked for only
among the units of the one above it, so that in spite of a misread letter the right unit is found and not one far
away. If an old commune was divided, all of today's communes are given: only the street could show which one it is.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from extract.parse.agency_and_address import expanded
from extract.places.gazetteer import REFORM, Gazetteer, Node, gazetteer
from extract.record import PlaceCodes, Unit
from extract.text.likeness import folded, letters
from extract.text.unit_kinds import bare_name

LIKE: Final = 82.0
"""Per cent of likeness, mostly of the letters without accents, that a name needs to be that of a unit."""
APART: Final = 4.0
"""Per cent by which the best unit must be ahead of the next one with another name."""
SURE: Final = 97.0
"""Per cent from which a name counts as read whole, so that only a unit of the same name can compete with it."""
TONES: Final = 0.1  # share of accents in the likeness of a name; the letters have the rest
_PARTING: Final = re.compile(r"[,;]|\s[–-]\s|\.\s(?=[A-ZĐ])")


class Named(NamedTuple):
    """A unit that was found, and the likeness of the printed name to its name, 0 to 100."""

    node: Node
    score: float


class Path(NamedTuple):
    """The units from the province down; ``score`` is the lowest likeness of their names."""

    nodes: tuple[Node, ...]
    score: float


def placed_address(address: str, day: date | None) -> PlaceCodes | None:
    """The units that ``address`` names, or None if no commune is found for certain.

    Args:
        address: As printed; the units stand at its end, the largest last.
        day: The day of the paper; None if it is not known. The units before and since the reform are both
            tried, because people go on writing old addresses.
    """
    known = gazetteer()
    pieces = _pieces(address)
    times = (known.since, known.before) if day and day >= REFORM else (known.before, known.since)
    paths = [path for tree in times if (path := _path(pieces, tree))]
    if not paths:
        return None
    best = max(paths, key=lambda path: (len(path.nodes), path.score))
    # If both lists have the units, they are taken from the list of the paper's own time.
    own = paths[0] if paths[0].score >= best.score - APART and len(paths[0].nodes) > 1 else best
    return _place(own, known)


def _pieces(address: str) -> list[str]:
    return [piece for part in _PARTING.split(expanded(address)) if (piece := part.strip(" .:"))]


def _path(pieces: Sequence[str], tree: Sequence[Node]) -> Path | None:
    """Province, district if the tree has districts, and commune; None without a commune."""
    if len(pieces) < 2:  # noqa: PLR2004  (a commune and its province)
        return None
    province = _best(pieces[-1], tree)
    if province is None:
        return None
    rest = list(pieces[:-1])
    if not any(part.parts for part in province.node.parts):
        return _with_commune(rest, (province,), province.node.parts)
    district = _best(rest[-1], province.node.parts)
    if district is None:
        return None
    return _with_commune(rest[:-1], (province, district), district.node.parts)


def _with_commune(pieces: Sequence[str], above: Sequence[Named], communes: Sequence[Node]) -> Path | None:
    commune = _best(pieces[-1], communes) if pieces else None
    if commune is None:
        return None
    return Path(tuple(one.node for one in (*above, commune)), min(one.score for one in (*above, commune)))


def _best(piece: str, nodes: Sequence[Node]) -> Named | None:
    """The unit that ``piece`` names, or None if no name is similar or two are about equally similar."""
    ranked = sorted(_ranked(piece, nodes), key=lambda named: -named.score)
    if not ranked or ranked[0].score < LIKE:
        return None
    if ranked[1:] and ranked[0].score - ranked[1].score < (APART if ranked[0].score < SURE else TONES):
        return None
    return ranked[0]


def _ranked(piece: str, nodes: Sequence[Node]) -> Iterator[Named]:
    own = bare_name(piece)
    # Without the word for its kind, "Mẫu Sơn" may be a xã or a thị trấn; with the word, it is only one of them.
    kind = own != piece
    for node in nodes:
        plain = fuzz.ratio(folded(piece), node.whole)
        if not kind:
            plain = max(plain, fuzz.ratio(folded(own), node.bare))
        toned = fuzz.ratio(letters(own), letters(bare_name(node.unit.name)))
        yield Named(node, (1 - TONES) * plain + TONES * toned)


def _place(path: Path, known: Gazetteer) -> PlaceCodes:
    units = [node.unit for node in path.nodes]
    old = len(units) > 2  # noqa: PLR2004  (districts ended with the reform)
    today: tuple[Unit, ...] = known.today(units[-1].code) if old else (units[-1],)
    return PlaceCodes(
        province=units[0],
        district=units[1] if old else None,
        commune=units[-1],
        communes_today=today,
        likeness=round(path.score / 100, 3),
    )
