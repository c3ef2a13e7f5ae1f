"""How much is left over around a value: words beside it on its row, and close above and below it, that nothing explains."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from extract.account.explained import CLEAR, Account
from extract.form.left_over import LEFT_OVER
from extract.form.sheet import FULL
from extract.rows.found_text import FoundText
from extract.rows.rows import Run, pieces
from extract.rows.wording import is_noise

COLUMN = 2.5  # heights of white between a value and a label behind it that begins a column of its own
SIGNER = "nguoi_ky"
CLOSE = 1.4  # heights of white between a value and a row above or below it that may belong to it


class Around(NamedTuple):
    """Words that nothing explains: ``beside`` the value up to the next explained word, close ``above`` and ``below`` it."""

    beside: int
    above: int
    below: int


class Surroundings(NamedTuple):
    """What the account says of a value: the words left over around it, and the explained share of the paper, 0 to 1."""

    beside: int
    above: int
    below: int
    explained: float


def surroundings(readings: Iterable[FoundText], account: Account) -> dict[str, Surroundings]:
    """What the account says of each found text, by the key of its field."""
    share = account.share
    return {one.field: Surroundings(*around(one, account), share) for one in readings}


def doubted(
    readings: Sequence[FoundText], around_them: Mapping[str, Surroundings], account: Account
) -> tuple[FoundText, ...]:
    """The found texts, with a doubt for each one beside or under which words are left over, or went to its neighbour."""
    left = {key for key, seen in around_them.items() if seen.beside or seen.below}
    left |= {one.field for one in readings if _gave_its_rest(one, readings, account)}
    return tuple(
        replace(one, doubts=(*one.doubts, LEFT_OVER))
        if one.field in left and LEFT_OVER not in one.doubts
        else one
        for one in readings
    )


def around(one: FoundText, account: Account) -> Around:
    """What is left over around a value; a table or a list has nothing around it."""
    if one.table is not None or one.items is not None or not one.runs:
        return Around(0, 0, 0)
    places = [(run, number) for run in one.runs for number in _rows_with(run, account)]
    beside = sum(_beside(run, number, account) for run, number in places)
    above = sum(_near(run, number, number - 1, account) for run, number in places[:1])
    below = sum(_near(run, number, number + 1, account) for run, number in places[-1:])
    if one.field == SIGNER:
        below += sum(_under_a_mark(run, number + 1, account) for run, number in places[-1:])
    return Around(beside, above, below)


def _under_a_mark(run: Run, other: int, account: Account) -> int:
    """The clear words right under a signer's name that lie under a mark: the seal stands over the name, not under it."""
    row = account.rows[other] if other < len(account.rows) else None
    if row is None or row.page != run.page or row.band.top - run.band.bottom > CLOSE * run.height:
        return 0
    return sum(
        account.words[other, at] == "mark" and word.confidence > CLEAR and word.text.istitle()
        for at, word in enumerate(row.words)
        if word.box.left < run.box.right and word.box.right > run.box.left
    )


def _gave_its_rest(one: FoundText, readings: Iterable[FoundText], account: Account) -> bool:
    """Whether the row under a value that ends a full row was taken for a value before it on that row."""
    if one.table is not None or one.items is not None or not one.runs:
        return False
    last = one.runs[-1]
    for number in _rows_with(last, account):
        below = account.rows[number + 1] if number + 1 < len(account.rows) else None
        if below is None or not _ends_full_row(last, number, account):
            return False
        before = {*account.rows[number].words} - {*last.words}
        takers = (
            {word for run in other.runs if run.page == last.page for word in run.words}
            for other in readings
            if other is not one
        )
        return any(below.words[0] in taken and before & taken for taken in takers)
    return False


def _ends_full_row(run: Run, number: int, account: Account) -> bool:
    """Whether a run with its label ends a row of one piece that reaches so far that the next word may not have fitted."""
    row = account.rows[number]
    after = [word for word in row.words if word.box.left > run.box.right and not is_noise(word.text)]
    labelled = _opening(run, number, account) < run.box.left
    running = labelled and len(pieces(row, COLUMN)) == 1
    return running and not after and run.box.right > account.right_edge - FULL * run.height


def _rows_with(run: Run, account: Account) -> list[int]:
    """The number of the row with a run; none if it is no row of the paper."""
    number = account.row_of.get((run.page, run.words[0]))
    return [] if number is None else [number]


def _beside(run: Run, number: int, account: Account) -> int:
    """The words left and right of a run on its row, up to the first ones that are explained."""
    row = account.rows[number]
    first = row.words.index(run.words[0])
    last = row.words.index(run.words[-1]) if run.words[-1] in row.words else first + len(run.words) - 1

    def is_left(at: int) -> bool:
        return account.words[number, at] in ("left_over", "noise")

    sides: Iterable[int] = (
        *takewhile(is_left, range(first - 1, -1, -1)),
        *takewhile(is_left, range(last + 1, len(row.words))),
    )
    return sum(account.words[number, at] == "left_over" for at in sides)


def _near(run: Run, number: int, other: int, account: Account) -> int:
    """The left-over words of another row close to a run, between the left edge of its label and its right edge."""
    if not 0 <= other < len(account.rows):
        return 0
    row = account.rows[other]
    white = max(row.band.top - run.band.bottom, run.band.top - row.band.bottom)
    if row.page != run.page or white > CLOSE * run.height:
        return 0
    left, right = _opening(run, number, account) - run.height, run.box.right + run.height
    if other > number and _ends_full_row(run, number, account):
        left = min(left, account.rows[number].box.left - run.height)  # a broken line goes on at the left
    # What stands behind a label belongs to that label.
    labels = (at for at in range(len(row.words)) if account.words[other, at] == "label")
    before = range(next(labels, len(row.words)))
    return sum(
        row.words[at].box.left < right and row.words[at].box.right > left
        for at in account.left_over(other, before)
    )


def _opening(run: Run, number: int, account: Account) -> float:
    """The left edge of the label before a run on its row, or of the run itself."""
    row = account.rows[number]
    at = row.words.index(run.words[0])
    while at and account.words[number, at - 1] in ("label", "noise"):
        at -= 1
    return row.words[at].box.left
