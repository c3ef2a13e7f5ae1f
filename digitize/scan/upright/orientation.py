"""Which way is up: rows or columns, head or foot, told by the words and, in doubt, by a judge.

Words tell rows from columns nearly always, and up from down on all but the emptiest pages and those
of capitals and digits. A judge then tells head from foot. Where neither is sure a page stays as it is.
"""

from collections.abc import Callable

from digitize.scan.upright.words import Words

Judge = Callable[[int], bool | None]
"""Whether the page stands on its feet after so many degrees clockwise; None where it cannot be told."""

SURE = 4.5  # standard errors from which the words alone decide
ROWS, COLUMNS = 0.75, 0.25  # share of words that are wider than tall


def quarter_turn(lying: Words, turned: Words, judge: Judge) -> int:
    """Degrees clockwise (0, 90, 180 or 270) by which a page has to be turned.

    ``lying`` are its words as it lies, ``turned`` those after a quarter turn clockwise.
    """
    if lying.wide >= ROWS:
        return _head(lying.upright, 0, judge)
    if lying.wide <= COLUMNS and turned.wide >= ROWS:
        return _head(turned.upright, 90, judge)
    # Too few words, or as many along as across.
    return next((quarter + 180 * (not up) for quarter in (0, 90) if (up := judge(quarter)) is not None), 0)


def _head(upright: float, quarter: int, judge: Judge) -> int:
    if abs(upright) >= SURE:
        return quarter if upright > 0 else quarter + 180
    up = judge(quarter)
    if up is None:  # a page on its side has to be turned, the question is only which way
        up = upright >= 0 or not quarter
    return quarter if up else quarter + 180
