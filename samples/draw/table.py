"""Ruled tables with wrapped text in cells; the truth has them row by row and cell by cell, each printed line a line."""

from samples.draw.flow import Column, Flow, broken, set_line
from samples.draw.sheet import Type, WordPieces, parse

_PAD = 1.3
_LEADING = 1.22


def table(flow: Flow, type_: Type, widths: list[float], rows: list[list[str]], aligns: list[str]) -> None:
    """Set ``rows`` (the first is the header) in columns of ``widths`` millimetres; a row never goes over two pages."""
    for number, cells in enumerate(rows):
        markups = [f"<b>{cell}</b>" for cell in cells] if number == 0 else cells
        _row(flow, type_, widths, markups, ["center"] * len(cells) if number == 0 else aligns)


def _row(flow: Flow, type_: Type, widths: list[float], cells: list[str], aligns: list[str]) -> None:
    sheet, space = flow.sheet, flow.sheet.space(type_)
    lines = [
        broken(sheet, parse(cell, type_), space, width - 2 * _PAD, width - 2 * _PAD) if cell else []
        for cell, width in zip(cells, widths, strict=True)
    ]
    pitch = type_.size * _LEADING * 25.4 / 72
    height = max(map(len, lines)) * pitch + 2 * _PAD
    flow.need(height)
    left = flow.column.left
    for width, wrapped, align in zip(widths, lines, aligns, strict=True):
        _cell(flow, type_, Column(left, left + width), wrapped, (align, height))
        left += width
    flow.y += height


def _cell(
    flow: Flow, type_: Type, column: Column, lines: list[list[WordPieces]], how: tuple[str, float]
) -> None:
    """Draw the text of one cell and its four rules; ``how`` is the alignment and the height of the row."""
    align, height = how
    sheet, top, bottom = flow.sheet, flow.y, flow.y + height
    pitch = type_.size * _LEADING * 25.4 / 72
    inner = Column(column.left + _PAD, column.right - _PAD)
    start = top + (height - pitch * len(lines)) / 2
    for number, words in enumerate(lines):
        set_line(sheet, words, inner, start + pitch * (number + 0.76), (align, sheet.space(type_)))
    for y in (top, bottom):
        sheet.rule((column.left, y), (column.right, y), 0.22)
    for x in (column.left, column.right):
        sheet.rule((x, top), (x, bottom), 0.22)
