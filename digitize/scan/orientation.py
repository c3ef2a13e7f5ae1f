"""Which way is up: rows or columns, head or foot, told by the words and, in doubt, by a judge.

Words tell rows from columns nearly always, and up from down on all but the emptiest pages. A page
that was right is never turned on one weak sign.
"""

from collections.abc import Callable

from digitize.scan.words import Words
from ocr.image import Pixels

Judge = Callable[[Pixels], int | None]

UPRIGHT = 2.0  # standard errors from which an upright page is left alone
TURNED = 4.5  # from which a page is turned without asking
ROWS, COLUMNS = 0.75, 0.25  # share of words that are wider than tall


def quarter_turn(plane: Pixels, lying: Words, turned: Words, judge: Judge | None) -> int:
    """Degrees clockwise (0, 90, 180 or 270) by which the grey ``plane`` has to be turned.

    ``lying`` are its words as it lies, ``turned`` those after a quarter turn clockwise.
    """
    if lying.wide >= ROWS:
        return _head(lying.upright, (0, 180), plane, judge)
    if lying.wide <= COLUMNS and turned.wide >= ROWS:
        return _head(turned.upright, (90, 270), plane, judge)
    return 0


def _head(upright: float, turns: tuple[int, int], plane: Pixels, judge: Judge | None) -> int:
    first, second = turns
    ours = first if upright >= 0 else second
    if abs(upright) >= (UPRIGHT if ours == 0 else TURNED):
        return ours
    theirs = judge(plane) if judge else None
    if first:  # on its side: it has to be turned, the question is which way
        return theirs if theirs in turns and abs(upright) < UPRIGHT else ours
    return ours if theirs == ours else 0
