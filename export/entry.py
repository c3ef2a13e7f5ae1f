"""A cell that a person types into: what it offers to choose from, and what it says when somebody comes to it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

_LONGEST_HINT = 250  # characters that Excel shows beside a cell, nearly

Range = tuple[int, int, int, int]
"""First row and column, last row and column, from 0."""


class Entry(NamedTuple):
    """What is offered: a list to choose from, which does not keep anybody from typing something else, and a hint."""

    choices: tuple[str, ...] = ()
    hint: str = ""

    def validation(self, named: str) -> dict[str, object]:
        """What XlsxWriter is told, with the name of the list; nothing where nothing is offered."""
        hint = {"input_message": self.hint[:_LONGEST_HINT]} if self.hint else {}
        if named:
            return {"validate": "list", "source": f"={named}", "error_type": "information", **hint}
        return {"validate": "any", **hint} if hint else {}


class Asking(NamedTuple):
    """What helps a person who types right values.

    Attributes:
        files: the file to look at, by the SHA-256 and the pages of the paper, from where the table lies.
        entries: what the cell of a field offers, by the type of the paper and the field.
    """

    files: Mapping[tuple[str, tuple[int, ...]], str] = MappingProxyType({})
    entries: Mapping[tuple[str, str], Entry] = MappingProxyType({})


NOBODY_ASKED: Final = Asking()


def places_of(cells: Iterable[tuple[int, int]]) -> list[Range]:
    """Cells, row by row, as ranges that hold as many as possible of one column."""
    ranges: list[Range] = []
    for row, column in cells:
        if ranges and ranges[-1][1] == column and ranges[-1][2] == row - 1:
            ranges[-1] = (*ranges[-1][:2], row, column)
        else:
            ranges.append((row, column, row, column))
    return ranges
