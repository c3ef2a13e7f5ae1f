"""Breaks text into lines and sets them: tab stops, leaders, boxes for digits, boxes to tick, justified text."""

import random
from dataclasses import dataclass, field

from samples.draw.truth import Word
from samples.forms.fill import Fill
from samples.forms.markup import Piece, Slot, Tab, Text, Tick
from samples.forms.page import Bit, Face, Glyphs, Page, advance, width_of

SIDE = 15.0
"""Points of each side of a box for a digit."""
GAP = 3.2
"""Points behind what is no word."""
MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Stop:
    """A tab stop in points from the left edge."""

    at: float


@dataclass(frozen=True, slots=True)
class Leader:
    """Dots up to the next stop or the end of the line, at least ``least`` points long."""

    least: float
    start: int = 0
    """How many of the items before it are the value: where leaders run on below values, they begin there."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """A number with a box for every digit."""

    number: str
    face: Face
    field: str


@dataclass(frozen=True, slots=True)
class Square:
    """A box to tick."""

    ticked: bool
    size: float


Item = Glyphs | Stop | Leader | Boxes | Square


@dataclass
class Broken:
    """A line of items, each with its left edge."""

    items: list[tuple[Item, float]] = field(default_factory=list)
    end: float = 0.0


def items_of(pieces: list[Piece], fill: Fill, rng: random.Random, values: dict[int, str]) -> list[Item]:
    """The items of a line of markup; ``values`` has what is printed in each slot, by its place among the pieces."""
    items: list[Item] = []
    for place, piece in enumerate(pieces):
        if isinstance(piece, Tab):
            items.append(Stop(piece.at * MM))
        elif isinstance(piece, Tick):
            items.append(Square(piece.ticked, fill.print.size * 0.8))
        elif isinstance(piece, Slot):
            last = all(isinstance(later, Tab) for later in pieces[place + 1 : place + 2])
            items += _slot_items(piece, values[place], fill, rng, last=last)
        else:
            _print(items, piece, fill, glued=place > 0 and _touches(pieces, place))
    return items


def _touches(pieces: list[Piece], place: int) -> bool:
    """Whether a text follows what stands before it without a space."""
    before, now = pieces[place - 1], pieces[place]
    if not isinstance(now, Text) or isinstance(before, Tab | Tick):
        return False
    return not now.text[:1].isspace() and not (isinstance(before, Text) and before.text[-1:].isspace())


def _print(items: list[Item], piece: Text, fill: Fill, *, glued: bool) -> None:
    words = fill.printed(piece.text, bold=piece.bold, italic=piece.italic, raised=piece.raised)
    if not (glued and items and words):
        items += words
        return
    leader = items.pop() if isinstance(items[-1], Leader) else None
    if items and isinstance(items[-1], tuple) and not leader:
        items[-1] = (*items[-1], *words[0])
        items += words[1:]
    else:
        items += [*([leader] if leader else []), *words]


def _slot_items(slot: Slot, text: str, fill: Fill, rng: random.Random, *, last: bool) -> list[Item]:
    if slot.boxed:
        return [Boxes(text, fill.value, slot.owner)]
    words: list[Item] = list(fill.filled(text, slot, rng))
    if not words:
        return [Leader(60 if last else 34)]
    if last and fill.dotted:
        return [*words, Leader(0, len(words))]
    return words


def broken(items: list[Item], width: float, first: float = 0.0) -> list[Broken]:
    """The lines that the items need."""
    lines, line = [], Broken(end=first)
    for item in items:
        if isinstance(item, Stop):
            line.items.append((item, line.end))
            line.end = max(item.at, line.end)
            continue
        wide = _wide(item)
        bare = not any(not isinstance(one, Stop) for one, _ in line.items)
        if not bare and line.end + wide > width and not (isinstance(item, Leader) and not item.least):
            lines.append(line)
            line = Broken()
        line.items.append((item, line.end))
        line.end += wide + _space(item)
    return [*lines, line]


def _space(item: Item) -> float:
    if isinstance(item, tuple):
        return max(GAP, advance(" ", item[-1].face))
    return 0.0 if isinstance(item, Stop) or (isinstance(item, Leader) and not item.least) else GAP


def ink_of(line: Broken) -> float:
    """Where the ink of a line ends."""
    return line.end - next((_space(item) for item, _ in reversed(line.items)), 0.0)


def _wide(item: Item) -> float:
    if isinstance(item, tuple):
        return width_of(item)
    if isinstance(item, Boxes):
        return SIDE * max(12, len(item.number))
    if isinstance(item, Square):
        return item.size
    return item.least if isinstance(item, Leader) else 0.0


def set_line(
    page: Page, line: Broken, at: tuple[float, float], width: float, fill: Fill, stretch: float = 0.0
) -> list[Word]:
    """Draw a line whose left edge and baseline are ``at``; ``stretch`` is added to every space. Returns its words."""
    left, y = at
    drawn: list[Word] = []
    moved = 0.0
    for number, (item, x) in enumerate(line.items):
        place = left + x + moved
        if isinstance(item, tuple):
            drawn.append(page.word(item, place, y))
        elif isinstance(item, Leader):
            _leader(page, line, number, (left, y), left + width, fill)
        elif isinstance(item, Boxes):
            drawn += _boxes(page, item, place, y)
        elif isinstance(item, Square):
            _square(page, item, place, y)
        moved += stretch if isinstance(item, tuple) else 0.0
    return drawn


def _leader(page: Page, line: Broken, number: int, at: tuple[float, float], edge: float, fill: Fill) -> None:
    item, x = line.items[number]
    left, y = at
    if not isinstance(item, Leader):
        return
    rest = [start for one, start in line.items[number + 1 :] if not isinstance(one, Stop | Leader)]
    stops = [one.at for one, _ in line.items[number + 1 :] if isinstance(one, Stop)]
    end = left + (rest[0] - 2 if rest else stops[0] - 2 if stops else edge - left)
    if item.least and not rest and not stops and x + item.least < edge - left - 1:
        end = edge
    start = left + x - 2
    if fill.under and item.start:
        start = left + line.items[max(0, number - item.start)][1]
    if end > start + 4:
        page.dots(start, end, y + (1.5 if fill.under else 0.0), fill.print)


def _boxes(page: Page, item: Boxes, x: float, y: float) -> list[Word]:
    """Twelve boxes or more; the digits are one word in the truth."""
    top = y - SIDE * 0.78
    for place in range(max(12, len(item.number))):
        page.frame((x + place * SIDE, top, x + (place + 1) * SIDE, top + SIDE))
    first = (SIDE - advance(item.number[:1], item.face)) / 2
    bits = tuple(
        Bit(digit, item.face, right=_into_box(item, place) + first, field=item.field)
        for place, digit in enumerate(item.number)
    )
    return [page.word(bits, x, y)] if bits else []


def _into_box(item: Boxes, place: int) -> float:
    """How far a digit moves from where it would stand in a word."""
    return place * SIDE - advance(item.number[:place], item.face)


def _square(page: Page, item: Square, x: float, y: float) -> None:
    box = (x, y - item.size, x + item.size, y)
    page.frame(box, 0.7)
    if item.ticked:
        page.rule((box[0] + 1.5, box[1] + 1.5, box[2] - 1.5, box[3] - 1.5), 1.1)
        page.rule((box[2] - 1.5, box[1] + 1.5, box[0] + 1.5, box[3] - 1.5), 1.1)
