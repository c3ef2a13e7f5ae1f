"""How a sheet is laid out: columns wide and rows high enough for what they hold, on the screen and on paper."""

import math
from collections.abc import Iterable, Sequence

from xlsxwriter.worksheet import Worksheet

_NARROWEST, _WIDEST = 8, 42  # characters that a column is wide
_LINE, _TALLEST = 15.0, 400.0  # points; Excel allows 409
_FITS = 14  # columns that can still be read when squeezed onto the width of one page
_SQUEEZED = 50  # per cent, for wider tables
_A4 = 9  # code of this paper (ECMA-376, 18.3.1.63)


def widths(headings: Sequence[str], rows: Iterable[Sequence[int]]) -> list[int]:
    """How many characters wide each column is, for headings and for the lengths of texts."""
    # A heading wraps, and its filter button takes room.
    found = [max(_NARROWEST, len(heading) // 2 + 5) for heading in headings]
    for row in rows:
        for column, length in enumerate(row):
            found[column] = max(found[column], min(_WIDEST, length + 2))
    return found


def height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Points that a row of wrapped ``texts`` needs; not every program computes them by itself."""
    lines = (
        sum(max(1, math.ceil(len(part) / width)) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(_TALLEST, _LINE * max(lines, default=1))


def lay_out(sheet: Worksheet, columns: int, frozen: int) -> None:
    """What stays in view, and how the sheet is printed."""
    sheet.freeze_panes(1, frozen)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_footer("&C&A – &P/&N")
    sheet.repeat_rows(0)
    if columns > _FITS:
        sheet.repeat_columns(0, frozen - 1)
        sheet.set_print_scale(_SQUEEZED)
    else:
        sheet.fit_to_pages(1, 0)
