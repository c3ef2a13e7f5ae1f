"""The resolution of a page where the file gives none or a wrong one, and the resolution for reading.

Phones and converters write 72 or 96 dpi into any file. The size of the sheet is a better sign, and so is
the print: the body of official papers is set in 13 to 14 points (Nghị định 30/2020/NĐ-CP, Phụ lục I),
whose lower-case letters are a twelfth of an inch tall.
"""

from typing import NamedTuple

from digitize.scan.clean.plane import LONGEST_SIDE

X_HEIGHT = 0.086  # inches: that of 13 to 14 points, as :mod:`digitize.scan.upright.words` measures it
SHEETS = (
    (8.27, 11.69),
    (11.69, 16.54),
    (5.83, 8.27),
    (8.5, 11.0),
    (8.5, 14.0),
    (3.37, 2.125),
)  # A4, A3, A5, Letter, Legal and ID-1 cards, in inches
SHEET_SLACK = 0.06  # share of a side by which a sheet may differ from these
A4_LONG = 11.69  # inches of the long side
A4_ASPECT = (1.29, 1.53)  # long over short side of what may be A4, which has 1.414
BELIEVABLE = (70.0, 1300.0)  # dots per inch
READABLE_X_HEIGHT, WANTED_X_HEIGHT = 12.0, 18.0  # pixels: lower letters are enlarged, to the second
HIGHEST, ENOUGH = 330.0, 300.0  # dots per inch: the most for reading; finer pages are reduced to the second
SMALL_PRINT, LARGE_PRINT = 0.35, 1.6  # times the usual print: 5 to 21 points
SCREEN = 100.0  # dots per inch: up to here a declared number is often that of a screen (72, 96)
LARGEST_FACTOR = 3.0  # times that a page is enlarged at most
MOST_PIXELS = 36_000_000  # of an enlarged page; A4 at 600 dpi has 35 million


class Resolution(NamedTuple):
    """Dots per inch; ``certain`` if they come from the file or the size of the sheet, not only from the print."""

    dpi: float
    certain: bool


def effective(width: float, height: float, declared: float, x_height: float) -> Resolution:
    """The resolution of a sheet of ``width`` by ``height`` pixels with letters of ``x_height`` pixels (0: none).

    Print smaller than in letters is common (cards, forms). Larger print is not: it shows that the declared
    number is too low.
    """
    short, long = sorted((width, height))
    by_print, by_sheet = x_height / X_HEIGHT, long / A4_LONG
    is_a4 = A4_ASPECT[0] <= long / short <= A4_ASPECT[1] and _suits(by_sheet, by_print)
    if BELIEVABLE[0] <= declared <= BELIEVABLE[1] and _suits(declared, by_print):
        # A4 scanned at 100 dpi has the pixels of A3 at 72.
        doubtful = declared <= SCREEN and is_a4 and _apart(by_sheet, by_print) < _apart(declared, by_print)
        if not doubtful and (declared > SCREEN or not is_a4 or _is_sheet(short / declared, long / declared)):
            return Resolution(declared, certain=True)
    if is_a4:
        return Resolution(by_sheet, certain=True)
    return Resolution(min(BELIEVABLE[1], max(BELIEVABLE[0], by_print or by_sheet)), certain=False)


def reading_factor(width: float, height: float, dpi: float, x_height: float) -> float:
    """The factor by which the page is enlarged (over 1) or reduced (under 1) before it is read.

    Small print is enlarged until its letters are tall enough for an engine, very fine scans are
    reduced to 300 dpi where that leaves their letters tall enough. No side gets longer than LONGEST_SIDE.
    """
    if x_height and x_height < READABLE_X_HEIGHT:
        factor = max(1.0, min(LARGEST_FACTOR, WANTED_X_HEIGHT / x_height, HIGHEST / dpi))
    elif dpi > HIGHEST:
        factor = max(ENOUGH / dpi, WANTED_X_HEIGHT / x_height if x_height else 0.0)
    else:
        factor = 1.0
    room = (MOST_PIXELS / (width * height)) ** 0.5
    fits = LONGEST_SIDE / max(width, height)
    return min(factor, max(1.0, room), fits) if factor > 1 else min(1.0, factor, fits)


def _is_sheet(short: float, long: float) -> bool:
    sizes = (sorted(sheet) for sheet in SHEETS)
    return any(
        all(abs(have / want - 1) <= SHEET_SLACK for have, want in ((short, a), (long, b))) for a, b in sizes
    )


def _suits(dpi: float, by_print: float) -> bool:
    return not by_print or SMALL_PRINT <= by_print / dpi <= LARGE_PRINT


def _apart(dpi: float, by_print: float) -> float:
    return max(dpi / by_print, by_print / dpi) if by_print else 1.0
