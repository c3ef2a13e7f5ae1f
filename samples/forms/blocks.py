"""Sets the blocks of a form one below the other: paragraphs, rows, columns beside each other, tables."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from samples.forms.fill import Fill
from samples.forms.lines import MM, Broken, Item, Leader, broken, ink_of, items_of, set_line
from samples.forms.markup import Piece, Slot, pieces
from samples.forms.page import HEIGHT, WIDTH, Page

HEAD_SIZE = 12.5
"""Points: no head of a paper is set larger."""
NARROW = 45.0
"""Points: what stands in a narrower cell is centred."""
Asked = Callable[[Slot], str]
"""Says what is printed in a slot, and remembers it for the truth."""


@dataclass
class Setting:
    """The pages of one paper while they are set, and where the next block begins."""

    fill: Fill
    rng: random.Random
    asked: Asked
    new_page: Callable[[], Page]
    margins: tuple[float, float, float, float]
    """Top, right, bottom and left in points."""
    leading: float
    pages: list[Page] = field(default_factory=list)
    y: float = 0.0

    def __post_init__(self) -> None:
        self.turn()

    @property
    def page(self) -> Page:
        """The page that is being set."""
        return self.pages[-1]

    @property
    def column(self) -> tuple[float, float]:
        """The left and the right edge of the text."""
        return self.margins[3], WIDTH - self.margins[1]

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append(self.new_page())
        self.y = self.margins[0]

    def need(self, height: float) -> None:
        """Begin a new page where ``height`` is not left."""
        if self.y + height > HEIGHT - self.margins[2]:
            self.turn()

    def items(self, text: str, fill: Fill) -> list[Item]:
        """The items of a line of markup, its slots filled."""
        found: list[Piece] = pieces(text, self.rng)
        values = {at: self.asked(piece) for at, piece in enumerate(found) if isinstance(piece, Slot)}
        return items_of(found, fill, self.rng, values)


def paragraph(
    setting: Setting,
    text: str,
    kind: str,
    column: tuple[float, float] | None = None,
    fill: Fill | None = None,
) -> None:
    """A paragraph: ``kind`` is ``^`` centred, ``|`` and ``<`` left, ``>`` justified, its first line set in."""
    left, right = column or setting.column
    used = fill or setting.fill
    items = setting.items(text, used)
    if kind != "|":
        items = _without_dots(items)
    first = 28.0 if kind == ">" else 0.0
    pitch = used.print.size * setting.leading
    lines = broken(items, right - left, first)
    for number, line in enumerate(lines):
        if column is None:
            setting.need(pitch)
        setting.y += pitch
        at = left if kind != "^" else left + max(0.0, (right - left - ink_of(line)) / 2)
        stretch = _stretch(line, right - left) if kind == ">" and number < len(lines) - 1 else 0.0
        words = set_line(setting.page, line, (at, setting.y), right - at, used, stretch)
        setting.page.remember(words)


def _without_dots(items: list[Item]) -> list[Item]:
    """Centred and running text has no dots behind its values, only where a value is missing."""
    return [item for item in items if not isinstance(item, Leader) or item.least]


def _stretch(line: Broken, width: float) -> float:
    gaps = sum(isinstance(item, tuple) for item, _ in line.items) - 1
    return max(0.0, min(6.0, (width - ink_of(line)) / gaps)) if gaps > 0 else 0.0


def short_rule(setting: Setting, column: tuple[float, float], share: float) -> None:
    """The line under a heading, ``share`` of its column wide."""
    left, right = column
    half = (right - left) * share / 2
    setting.y += 4
    setting.page.rule(((left + right) / 2 - half, setting.y, (left + right) / 2 + half, setting.y), 0.7)


def columns(setting: Setting, rows: list[str]) -> None:
    """Columns beside each other: each row has a cell for each of them, and empty cells take no place."""
    cells = [[cell.strip() for cell in row.split("||")] for row in rows]
    shares = [1.0] * len(cells[0])
    if all(cell.isdigit() for cell in cells[0]):
        shares = [float(cell) for cell in cells.pop(0)]
    left, right = (side + shift for side, shift in zip(setting.column, (-12, 12), strict=True))
    fill = setting.fill.own() if any("---" in row for row in rows) else setting.fill
    fill = fill.sized(min(HEAD_SIZE, fill.print.size))
    setting.need(len(cells) * setting.fill.print.size * setting.leading)
    top, ends = setting.y, []
    for number, share in enumerate(shares):
        start = left + (right - left) * sum(shares[:number]) / sum(shares)
        edges = (start + 4, start + (right - left) * share / sum(shares) - 4)
        setting.y = top
        for row in cells:
            _cell(setting, row[number] if number < len(row) else "", edges, fill)
        ends.append(setting.y)
    setting.y = max(ends)


def _cell(setting: Setting, cell: str, edges: tuple[float, float], fill: Fill) -> None:
    if cell.startswith("---"):
        short_rule(setting, edges, 0.25 + 0.15 * (len(cell) - 3))
    elif cell.startswith("+"):
        setting.y += float(cell[1:]) * MM
    elif cell.startswith("."):
        paragraph(setting, cell[1:].strip(), "<", edges, fill.small())
    elif cell.startswith("<"):
        paragraph(setting, cell[1:].strip(), "<", edges, fill)
    else:
        for part in filter(None, cell.split(" // ")):
            paragraph(setting, part, "^", edges, fill)


def table(setting: Setting, rows: list[str]) -> None:
    """A table with lines around its cells; its first row gives the widths of the columns."""
    widths, *body = ([cell.strip() for cell in row.split("|")] for row in rows)
    left, right = setting.column
    total = sum(map(float, widths))
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + (right - left) * float(width) / total)
    setting.y += 5
    for row in body:
        _table_row(setting, row, edges)
    setting.y += 3


def _table_row(setting: Setting, row: list[str], edges: list[float]) -> None:
    fill = setting.fill.sized(setting.fill.print.size - 1)
    pitch = fill.print.size * 1.22
    lines = [
        broken(_without_dots(setting.items(cell, fill)), right - left - 6) if cell else []
        for cell, left, right in zip(row, edges, edges[1:], strict=False)
    ]
    height = max(map(len, lines)) * pitch + 5
    setting.need(height)
    for cell, left, right in zip(lines, edges, edges[1:], strict=False):
        centred = right - left < NARROW
        for number, line in enumerate(cell):
            at = left + (max(3.0, (right - left - ink_of(line)) / 2) if centred else 3.0)
            drawn = set_line(
                setting.page, line, (at, setting.y + pitch * (number + 0.85)), right - left - 6, fill
            )
            setting.page.remember(drawn)
        setting.page.frame((left, setting.y, right, setting.y + height))
    setting.y += height
