"""Tables in a workbook: the only module that talks to XlsxWriter.

Rows are written one after the other and are not kept in memory. Every text is a text: it is never
taken for a formula, a link or a number, and stays a text when a person edits the cell. Columns are
narrow and rows high enough for what they hold, on the screen and on paper.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from export.atomic import output_problem, replacing
from export.cells import cell_text, printable
from export.entry import Entry, places_of
from export.tables.layout import height, lay_out
from export.tables.layout import widths as widths_of
from extract.record import FieldValue

Colour = Literal["plain", "review", "missing", "corrected"]

COLOURS: dict[Colour, str | None] = {
    "plain": None,
    "review": "#FFE699",  # amber
    "missing": "#F8CBAD",  # reddish
    "corrected": "#BDD7EE",  # blue
}
_HEADING = {"bold": True, "bg_color": "#D9D9D9", "text_wrap": True, "valign": "vcenter", "border": 1}
# As text: a spreadsheet would take the zeros from a number and make a day of 3/2026.
_ENTRY = {
    "num_format": "@", "locked": False, "text_wrap": True, "valign": "top", "align": "left", "border": 1,
    "bg_color": "#FFFFFF",
}  # fmt: skip
_ALLOWED = dict.fromkeys(("autofilter", "sort", "format_columns", "format_rows", "delete_rows"), True)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_ROWS = 1_048_575  # a worksheet's rows (ECMA-376, 18.3.1.73) less the heading
_CHARACTERS = 32_767  # that Excel takes in one cell
_FIRST_YEAR = 1900  # of the calendar of a spreadsheet: older days stay text
_EXACT = 10**15  # from here on a spreadsheet rounds whole numbers
_GROUPED = 10_000  # from here on digits are grouped; below are years and counts

_TYPED = 28  # characters that a column to type into has room for
_HIDDEN = 70  # characters of a column that nobody sees: its texts make no row higher
_LINKS = 65_000  # that Excel takes on one sheet, nearly
_LONGEST_LINK = 2_000  # characters that Excel takes, nearly
_RANGES = 400  # of cells that share one drop-down list, in one entry of the file

TEXT = "text"
"""The number format of what is a text even where it looks like a date or a number."""


@dataclass(frozen=True)
class Cell:
    """A value, the colour of its ground, and its number format, :data:`TEXT`, or none for the usual one.

    ``link`` is the path of a file from where the workbook lies. With an ``entry`` a person types into the cell.
    """

    value: FieldValue
    colour: Colour = "plain"
    number: str = ""
    link: str = ""
    entry: Entry | None = None


class Book:
    """A workbook being written; made by :func:`workbook`."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[Colour, str], Format] = {}
        self._heading = book.add_format(_HEADING)
        self._entry = book.add_format(_ENTRY)
        self._link = book.add_format(
            {"valign": "top", "align": "left", "underline": 1, "font_color": "#0563C1"}
        )
        self._choices: dict[tuple[str, ...], str] = {}
        self._links = 0

    def table(
        self,
        title: str,
        headings: Sequence[str],
        rows: Callable[[], Iterable[Sequence[Cell]]],
        *,
        frozen: int = 1,
        hidden: int = 0,
    ) -> None:
        """Adds a sheet; ``rows`` is called twice, for the widths and for the cells.

        The heading and the first ``frozen`` columns stay in view and are repeated on every printed page; the last
        ``hidden`` ones are not shown. A sheet that people type into is protected, without a password, except there.
        Rows beyond the limit of one sheet go into ``title (2)`` and so on.
        """
        widths = widths_of(headings, ([_length(cell) for cell in row] for row in rows()))
        widths[len(headings) - hidden :] = [_HIDDEN] * hidden
        remaining = iter(rows())
        number, more = 1, True
        while more:
            sheet = self._book.add_worksheet(title if number == 1 else f"{title} ({number})")
            lay_out(sheet, len(headings), frozen)
            more = self._fill(sheet, headings, widths, remaining)
            for column in range(len(headings) - hidden, len(headings)):
                sheet.set_column(column, column, widths[column], None, {"hidden": True})
            number += 1

    def choices(self, title: str) -> None:
        """Adds the sheet, which is not shown, with the lists that cells offer to choose from, where there are any."""
        if not self._choices:
            return
        sheet = self._book.add_worksheet(title)
        for row, across in enumerate(zip_longest(*self._choices)):
            for column, choice in enumerate(across):
                if choice is not None:
                    sheet.write_string(row, column, choice)
        for number, (listed, name) in enumerate(self._choices.items()):
            self._book.define_name(name, f"='{title}'!{xl_range_abs(0, number, len(listed) - 1, number)}")
        sheet.hide()

    def _fill(
        self,
        sheet: Worksheet,
        headings: Sequence[str],
        widths: Sequence[int],
        rows: Iterator[Sequence[Cell]],
    ) -> bool:
        sheet.set_row(0, height(headings, [width - 3 for width in widths]))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, _cut(printable(headings[column])), self._heading)
        count = self._links = 0
        entries: dict[Entry, list[tuple[int, int]]] = defaultdict(list)
        for count, row in enumerate(islice(rows, _ROWS), start=1):
            sheet.set_row(count, height([cell_text(cell.value) for cell in row], widths))
            for column, cell in enumerate(row):
                self._write(sheet, count, column, cell)
                if cell.entry is not None:
                    entries[cell.entry].append((count, column))
        self._open(sheet, entries)
        sheet.autofilter(0, 0, count, len(headings) - 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        return count == _ROWS

    def _open(self, sheet: Worksheet, entries: Mapping[Entry, list[tuple[int, int]]]) -> None:
        """Let people type where they are asked to, with the hint and the list that each entry has."""
        if entries:
            sheet.protect("", _ALLOWED)
        for entry, cells in entries.items():
            told = entry.validation(self._named(entry.choices))
            ranges = places_of(cells) if told else []
            for first in range(0, len(ranges), _RANGES):
                others = [list(one) for one in ranges[first + 1 : first + _RANGES]]
                sheet.data_validation(*ranges[first], told | {"other_cells": others})

    def _named(self, choices: tuple[str, ...]) -> str:
        return self._choices.setdefault(choices, f"_choices_{len(self._choices) + 1}") if choices else ""

    def _write(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        value = cell.value
        text = cell_text(value)
        day = _date(value)
        if cell.entry is not None:
            sheet.write_blank(row, column, None, self._entry)
        elif cell.link and self._may_link(cell.link):
            self._links += 1
            sheet.write_url(row, column, f"external:{cell.link}", self._link, _cut(text))
        elif cell.number == TEXT and text:
            sheet.write_string(row, column, _cut(text), self._format(cell.colour, TEXT))
        elif day is not None:
            sheet.write_datetime(row, column, day, self._format(cell.colour, "dd/mm/yyyy"))
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self._format(cell.colour, "General"))
        elif _is_number(value):
            sheet.write_number(row, column, value, self._format(cell.colour, cell.number or _grouped(value)))
        elif text:
            sheet.write_string(row, column, _cut(text), self._format(cell.colour, TEXT))
        else:
            sheet.write_blank(row, column, None, self._format(cell.colour, TEXT))

    def _may_link(self, path: str) -> bool:
        # "#" begins a place within the file, and what is no path of ours must not be one that a program starts.
        return self._links < _LINKS and len(path) < _LONGEST_LINK and "#" not in path and ":" not in path

    def _format(self, colour: Colour, number: str) -> Format:
        if (colour, number) not in self._formats:
            # All aligned left: a date at the right would touch the text of the next column.
            style: dict[str, Any] = {"valign": "top", "align": "left"}
            # The prefix, not the format "@", keeps a text a text: "@" shows #### for long texts.
            style |= {"quote_prefix": True, "text_wrap": True} if number == TEXT else {"num_format": number}
            if COLOURS[colour]:
                style["bg_color"] = COLOURS[colour]
            self._formats[colour, number] = self._book.add_format(style)
        return self._formats[colour, number]


@contextmanager
def workbook(target: Path) -> Iterator[Book]:
    """A workbook that becomes ``target`` when the block ends well; errors as :func:`export.atomic.replacing`."""
    # XlsxWriter keeps the rows in files of its own: these lie beside the target, where personal data may lie.
    with replacing(target) as temporary, _scratch_folder(target) as scratch:
        book = xlsxwriter.Workbook(temporary, _OPTIONS | {"tmpdir": scratch})
        try:
            book.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC)})  # as the entries of the ZIP
            yield Book(book)
            book.close()
        except FileCreateError as error:
            cause = error.args[0]
            raise output_problem(cause, target) if isinstance(cause, OSError) else error from error
        finally:
            for sheet in book.worksheets():
                # Left open after a failure, it would keep Windows from removing the folder; what a full disk
                # does not take of one must not keep the others open.
                with suppress(OSError):
                    sheet._opt_close()  # noqa: SLF001  (there is no public way)


@contextmanager
def _scratch_folder(target: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".", suffix=".part") as folder:
        yield folder


def _length(cell: Cell) -> int:
    return len(cell_text(cell.value)) if cell.entry is None else _TYPED


def _date(value: FieldValue) -> date | None:
    if not isinstance(value, str) or len(value) != len("2026-01-31"):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR else None


def _is_number(value: FieldValue) -> bool:
    return isinstance(value, int | float) and abs(value) < _EXACT  # nor are infinity and NaN below it


def _cut(text: str) -> str:
    # Excel counts as UTF-16 does, in which an emoji is two.
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _CHARACTERS:
        return text
    return units[: 2 * (_CHARACTERS - 1)].decode("utf-16-le", "ignore") + "…"


def _grouped(value: FieldValue) -> str:
    return "#,##0" if isinstance(value, int) and abs(value) >= _GROUPED else "General"
