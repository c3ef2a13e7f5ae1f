"""Running text: paragraphs broken into justified lines, down the page and on to the next page."""

from collections.abc import Callable
from dataclasses import dataclass, field

from samples.draw.sheet import Sheet, Type, WordPieces, parse

_MM_A_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph is set: alignment, first indent, room before it (mm) and line pitch in ems."""

    align: str = "justify"
    indent: float = 0.0
    before: float = 0.0
    leading: float = 1.25


@dataclass(frozen=True, slots=True)
class Column:
    """The column for the text: left and right edge in millimetres."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Halfway between the edges."""
        return (self.left + self.right) / 2


def broken(
    sheet: Sheet, words: list[WordPieces], space: float, first: float, width: float
) -> list[list[WordPieces]]:
    """Words in lines: as many words as fit into ``first`` millimetres, then into ``width`` for each further line."""
    lines: list[list[WordPieces]] = [[]]
    room = first
    for word in words:
        need = sheet.measure(word)
        if lines[-1] and need > room:
            lines.append([])
            room = width
        lines[-1].append(word)
        room -= need + space
    return lines


def _balanced(
    sheet: Sheet, words: list[WordPieces], space: float, limits: tuple[float, int]
) -> list[list[WordPieces]]:
    """The words in lines of about equal length, as titles are set; ``limits``: widest line, number of lines."""
    width, count = limits
    while width > 10 and len(broken(sheet, words, space, width - 2, width - 2)) == count:
        width -= 2
    return broken(sheet, words, space, width, width)


def set_line(sheet: Sheet, words: list[WordPieces], column: Column, y: float, how: tuple[str, float]) -> None:
    """Draw one line in a column at baseline ``y``; ``how`` is its alignment and the width of its spaces."""
    align, space = how
    natural = sum(map(sheet.measure, words))
    rest = column.right - column.left - natural
    if align == "justify" and len(words) > 1:
        sheet.set_words(words, (column.left, y), rest / (len(words) - 1))
        return
    rest -= space * (len(words) - 1)
    share = {"left": 0.0, "justify": 0.0, "center": 0.5, "right": 1.0}[align]
    sheet.set_words(words, (column.left + share * rest, y), space)


@dataclass
class Flow:
    """Sets text down a column, and calls ``turn`` for a new sheet when the page is full.

    ``y`` is the top of the next text, in millimetres.
    """

    sheet: Sheet
    column: Column
    y: float
    bottom: float
    turn: Callable[["Flow"], None] | None = None
    sheets: list[Sheet] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sheets = [self.sheet]

    def need(self, millimetres: float) -> None:
        """Go to a new page if less room than that is left."""
        if self.turn and self.y + millimetres > self.bottom:
            self.turn(self)
            self.sheets.append(self.sheet)

    def paragraph(
        self, markup: str, type_: Type, shape: Shape | None = None, column: Column | None = None
    ) -> None:
        """Set one paragraph and move below it."""
        shape, column = shape or Shape(), column or self.column
        self.y += shape.before
        space, width = self.sheet.space(type_), column.right - column.left
        words = parse(markup, type_)
        lines = broken(self.sheet, words, space, width - shape.indent, width)
        if shape.align == "center":
            lines = _balanced(self.sheet, words, space, (width, len(lines)))
        for number, words in enumerate(lines):
            left = column.left + (0 if number else shape.indent)
            last = number == len(lines) - 1
            align = "left" if last and shape.align == "justify" else shape.align
            self.line(words, Column(left, column.right), type_, (align, shape.leading))

    def line(self, words: list[WordPieces], column: Column, type_: Type, how: tuple[str, float]) -> None:
        """Set one line; ``how`` is its alignment and its pitch in ems."""
        align, leading = how
        pitch = type_.size * leading * _MM_A_POINT
        self.need(pitch)
        baseline = self.y + pitch * 0.78
        set_line(self.sheet, words, column, baseline, (align, self.sheet.space(type_)))
        self.y += pitch
