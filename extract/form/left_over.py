"""What stands under a value and is explained by nothing else: the value may go on there.

Every word near a value should be its label, the value of another field, a phrase that ends values, or a note. A row
that is none of these and stands close under a value may be the rest of it, as where a form gives one line and the
writer needed two. Such a value goes to review.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.form.located import Located
from extract.form.sheet import right_edge
from extract.rows.found_text import FoundText
from extract.rows.rows import Run
from extract.rows.wording import is_leader, is_noise
from ocr.page import Word

LEFT_OVER = "goes_on_below"
NEAR = 1.2  # heights of white between a value and a row under it that may belong to it
FULL = 8  # heights from the right edge of the text within which a row is full
FEWEST_LETTERS = 3  # letters from which a row is more than a crumb


def doubted(
    readings: Sequence[FoundText], located: Located, rows: Sequence[Run], others: Iterable[FoundText]
) -> tuple[FoundText, ...]:
    """The values beside labels, with a doubt for each one under which words are left over.

    ``others`` are found texts that explain words, too, such as the blocks of a letter.
    """
    explained = {word for one in (*readings, *others) for run in one.runs for word in run.words}
    edge = right_edge(rows)
    return tuple(_doubted(one, located, rows, explained, edge) for one in readings)


def _doubted(
    one: FoundText, located: Located, rows: Sequence[Run], explained: set[Word], edge: float
) -> FoundText:
    if not one.runs or one.items is not None or one.table is not None:
        return one
    last = one.runs[-1]
    at = next(
        (at for at, row in enumerate(rows) if row.page == last.page and last.words[-1] in row.words), None
    )
    below = _unexplained(at + 1, located, rows, explained) if at is not None and at + 1 < len(rows) else None
    if below is None or below.page != last.page or not _belongs(below, last, edge):
        return one
    return replace(one, doubts=(*one.doubts, LEFT_OVER))


def _unexplained(number: int, located: Located, rows: Sequence[Run], explained: set[Word]) -> Run | None:
    """The words of a row before its first label that no value and no phrase explains; None where there are none."""
    end = min((word for at, word in located.ends if at == number), default=None)
    part = rows[number].part(0, end)
    if part is None or is_leader(part.text) or is_noise(part.text) or explained.intersection(part.words):
        return None
    return part if sum(map(str.isalpha, part.text)) >= FEWEST_LETTERS else None


def _belongs(below: Run, last: Run, right_edge: float) -> bool:
    """Whether a row stands close under a value and begins in the middle of a sentence, or under a row that is full."""
    close = below.band.top - last.band.bottom <= NEAR * last.height and below.box.left < last.box.right
    full = last.box.right > right_edge - FULL * last.height
    return close and (below.text[:1].islower() or full)
