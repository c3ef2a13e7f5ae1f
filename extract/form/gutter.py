"""The white strip between two columns: where one ends and the next begins, as the words of their rows show it.

Headers may be centred over their column or stand at its left edge, so they only say between which words the strip
lies. It is where the fewest words stand in the way, where words stand on both sides, and where the rows leave the
most white.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.rows.rows import Run

WIDEST = 3.0  # heights of a row up to which more white in a row speaks more for a strip
NARROW = 0.3  # heights of white up to which two words of a row are neighbours in one column, not in two

Span = tuple[float, float]


def gutter(rows: Sequence[Run], left: float, right: float, end: float | None = None) -> float:
    """The x position, in pixels, of the strip between ``left`` and ``right`` that most rows leave white.

    ``end`` is where the header on the right ends, if the words under it may begin left of it.
    """
    edges = sorted({left, right, *(edge for edge in _edges(rows) if left < edge < right)})
    middles = [(one + other) / 2 for one, other in pairwise(edges)] or [left]
    return max(
        middles, key=lambda x: (-_crossed(rows, x), _has_words(rows, x, end or right), _white(rows, x), x)
    )


def _has_words(rows: Sequence[Run], x: float, end: float) -> bool:
    """Whether words of any row begin between ``x`` and ``end``: a column that holds none is not told apart."""
    return any(x < word.box.left <= end for row in rows for word in row.words)


def is_unclear(row: Run, x: float) -> bool:
    """Whether a word of a row stands in the strip at ``x``, or the strip is no wider than the space between two words."""
    before, after = _beside(row, x)
    return _crosses(row, x) or after - before < NARROW * row.height


def _edges(rows: Sequence[Run]) -> Iterable[float]:
    for row in rows:
        for word in row.words:
            yield from (word.box.left, word.box.right)


def _crossed(rows: Sequence[Run], x: float) -> int:
    return sum(_crosses(row, x) for row in rows)


def _crosses(row: Run, x: float) -> bool:
    return any(word.box.left < x < word.box.right for word in row.words)


def _white(rows: Sequence[Run], x: float) -> float:
    """The white around ``x`` on all rows, in heights of a row."""
    gaps = ((after - before, row.height) for row in rows for before, after in [_beside(row, x)])
    return sum(min(gap / height, WIDEST) for gap, height in gaps)


def _beside(row: Run, x: float) -> Span:
    """Where the words left of ``x`` end and where the words right of it begin."""
    before = max((word.box.right for word in row.words if word.box.center[0] < x), default=float("-inf"))
    after = min((word.box.left for word in row.words if word.box.center[0] >= x), default=float("inf"))
    return before, after
