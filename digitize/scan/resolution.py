"""How many dots there are to an inch, when the file does not say or says it wrongly, and how many to read.

Phones and converters write 72 or 96 dpi into anything. The size of the sheet tells better, and so
does the print: the body of official papers is set in 13 to 14 points (Nghị định 30/2020/NĐ-CP, Phụ lục I),
whose lower-case letters are a twelfth of an inch tall.
"""

X_HEIGHT = 0.086  # inches, of 13 to 14 points as :mod:`digitize.scan.words` measures it
SHEETS = (
    (8.27, 11.69),
    (11.69, 16.54),
    (5.83, 8.27),
    (8.5, 11.0),
    (8.5, 14.0),
    (3.37, 2.125),
)  # A4 A3 A5 …, inches
SHEET_SLACK = 0.06
A4_LONG = 11.69
A4_ASPECT = (1.29, 1.53)
BELIEVABLE = (70.0, 1300.0)
READABLE_X_HEIGHT, WANTED_X_HEIGHT = 12.0, 18.0  # pixels
HIGHEST, ENOUGH = 330.0, 300.0  # dots per inch
MOST_APART = 1.7  # 8 to 24 points, against the 13 assumed
LARGEST_FACTOR = 3.0
MOST_PIXELS = 36_000_000


def effective_dpi(width: float, height: float, declared: float, x_height: float) -> float:
    """Dots per inch of a sheet of ``width`` by ``height`` pixels with letters of ``x_height`` pixels (0: none)."""
    short, long = sorted((width, height))
    by_print, by_sheet = x_height / X_HEIGHT, long / A4_LONG
    believable = BELIEVABLE[0] <= declared <= BELIEVABLE[1]
    candidates = [declared] if believable and _is_sheet(short / declared, long / declared) else []
    candidates += [by_sheet] if A4_ASPECT[0] <= long / short <= A4_ASPECT[1] else []
    candidates += [declared] if believable else []
    if not by_print:
        return candidates[0] if candidates else min(BELIEVABLE[1], max(BELIEVABLE[0], by_sheet))
    # A4 scanned at 100 dpi has the pixels of A3 at 72: the candidate that suits the print is right.
    fitting = [dpi for dpi in candidates if _apart(dpi, by_print) <= MOST_APART]
    return min(fitting, key=lambda dpi: _apart(dpi, by_print), default=by_print)


def reading_factor(width: float, height: float, dpi: float, x_height: float) -> float:
    """By how much the page is enlarged (over 1) or reduced (under 1) before it is read.

    Small print is enlarged until its letters are tall enough for an engine, very fine scans are
    reduced to 300 dpi where that leaves their letters tall enough.
    """
    if x_height and x_height < READABLE_X_HEIGHT:
        factor = min(LARGEST_FACTOR, WANTED_X_HEIGHT / x_height)
    elif dpi > HIGHEST:
        factor = max(ENOUGH / dpi, WANTED_X_HEIGHT / x_height if x_height else 0.0)
    else:
        factor = 1.0
    room = (MOST_PIXELS / (width * height)) ** 0.5
    return min(factor, max(1.0, room)) if factor > 1 else min(1.0, factor)


def _is_sheet(short: float, long: float) -> bool:
    sizes = (sorted(sheet) for sheet in SHEETS)
    return any(
        all(abs(have / want - 1) <= SHEET_SLACK for have, want in ((short, a), (long, b))) for a, b in sizes
    )


def _apart(one: float, other: float) -> float:
    return max(one / other, other / one)
