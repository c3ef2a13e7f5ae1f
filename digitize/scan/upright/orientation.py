"""Which way is up: level or upright lines, head or foot, decided by the words and, in doubt, by a judge.

Words nearly always show in which direction lines run. They also show what is up, except on almost empty pages
and pages of capitals and digits; there a judge decides. If neither is sure, the page stays as it is.
"""

from collections.abc import Callable

from digitize.scan.upright.words import Words

Judge = Callable[[int], bool | None]
"""Whether the page is upright after a turn by so many degrees clockwise; None where it is not clear."""

SURE = 4.5  # standard errors from which the words alone decide
ROWS, COLUMNS = 0.75, 0.25  # share of words that are wider than tall


def quarter_turn(lying: Words, turned: Words, judge: Judge) -> int:
    """Degrees clockwise (0, 90, 180 or 270) by which a page has to be turned.

    ``lying`` are its words as it is, ``turned`` those after a quarter turn clockwise.
    """
    if lying.wide >= ROWS:
        return _head(lying.upright, 0, judge)
    if lying.wide <= COLUMNS and turned.wide >= ROWS:
        return _head(turned.upright, 90, judge)
    # Too few words, or as many level as upright ones.
    return next((quarter + 180 * (not up) for quarter in (0, 90) if (up := judge(quarter)) is not None), 0)


def _head(upright: float, quarter: int, judge: Judge) -> int:
    if abs(upright) >= SURE:
        return quarter if upright > 0 else quarter + 180
    up = judge(quarter)
    if up is None:  # a page on its side has to be turned one way or the other
        up = upright >= 0 or not quarter
    return quarter if up else quarter + 180
