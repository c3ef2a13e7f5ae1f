"""The rest of a value that its row did not hold: the words below that begin where a broken line would begin.

A line is broken where the next word no longer fits. So words under a value may be its rest if the first of them would
not have fitted behind it, and if they begin at the left edge of the value, of its label or of the row, or stand
centred under a row that is centred.
"""

import re
from collections.abc import Iterable, Sequence

from extract.form.located import LabelPlace
from extract.form.sheet import Sheet
from extract.rows.label_shape import opens_with_label
from extract.rows.rows import Run, pieces
from extract.rows.trim import trimmed
from extract.rows.wording import NUMBERED, has_bullet, in_capitals, is_leader, is_noise
from extract.rules.field_kinds import KINDS
from extract.text.fold import fold

APART = 1.6  # heights of white below words after which the next row begins something new
CLOSE = 1.2  # heights of white between a value and words below that may belong to it
ALIGNED = 0.8  # heights between two left edges, or two middles, that are one
SPACE = 0.25  # heights of the space between two words at least
PIECE_GAP = 0.9  # heights of white that part two columns
BETWEEN = 3  # rows below in which the next row of the same column is looked for
TEXT = 6  # words from which a row is running text
AROUND = 6  # rows above and below in which the next column to the right is looked for
FEWEST_BEGINNINGS = 2  # pieces that begin at one place and so show a column
NAME = "person_name"
"""The kind of values in which no word begins with a small letter."""

DAY = re.compile(r"(?:.*\D)?\d{1,2}\W+thang\W+\d{1,2}\W+nam\W+(?:19|20)\d\d\W*")
END_OF_DAY = re.compile(r"\W*(?:(?:thang\W+)?\d{1,2}\W+)?(?:nam\W+)?(?:19|20)\d\d\W*")
"""What a day lacks that the end of its row broke: its year, or its month and year."""


def rest_below(kept: Sequence[Run], place: LabelPlace, sheet: Sheet) -> list[Run]:
    """The last words of a value that its rows did not hold, if the row after them is a label or stands apart."""
    at = _row_of(kept[-1], place.row, sheet.rows) if kept and not sheet.card else None
    day = _end_of_day(kept[-1], at, place, sheet) if at is not None else None
    if day is not None:
        return [day]
    if at is None or goes_on_in_its_row(place, sheet):
        return []
    found = rest_of(kept[-1], left_edges(kept, place, sheet), sheet.text_around(at), at, _widest(sheet))
    if found is None or not _is_alike(found[1], kept, place):
        return []
    number, rest = found
    whole = _is_before_label(rest, number, sheet) and _ends_block(rest, number + 1, sheet)
    return [clean for clean in [trimmed(rest)] if clean is not None and whole]


def _end_of_day(last: Run, at: int, place: LabelPlace, sheet: Sheet) -> Run | None:
    """The end of a day that its row did not hold; it may stand in the middle of its cell, beside other cells."""
    dated = place.field is not None and KINDS[place.field.kind].trust.figures
    if not dated or DAY.fullmatch(fold(last.text)):
        return None
    own = next(part for part in pieces(sheet.rows[at]) if last.words[-1] in part.words)
    for below in sheet.rows[at + 1 : at + 1 + BETWEEN]:
        if below.page != last.page or below.band.top - last.band.bottom > CLOSE * last.height:
            return None
        for part in pieces(below, PIECE_GAP):
            within = (
                own.box.left - last.height < part.box.left and part.box.right < own.box.right + last.height
            )
            if within and END_OF_DAY.fullmatch(fold(part.text)) and _is_day(last, part):
                return part
    return None


def _is_day(last: Run, end: Run) -> bool:
    return DAY.fullmatch(fold(f"{last.text} {end.text}")) is not None


def begun_below(place: LabelPlace, sheet: Sheet) -> list[Run]:
    """The value of a label that ends its row, if it begins the next row because it had no room behind the label."""
    row, number = sheet.rows[place.row], place.row + 1
    below = sheet.rows[number] if number < len(sheet.rows) else None
    if below is None or below.page != row.page or place.end < len(row.words):
        return []
    part = trimmed(below.part(0, min(sheet.ends(number), default=None)))
    label = row.part(place.start, place.end)
    if part is None or label is None or part.band.top - row.band.bottom > CLOSE * row.height:
        return []
    flush = part.box.left <= row.box.left + ALIGNED * row.height
    fresh = opens_with_label(part) or has_bullet(part.text) or NUMBERED.match(part.text) is not None
    if not flush or fresh or (_fits(part, label, _widest(sheet)) and not _is_of_its_kind(part, place)):
        return []
    return [part, *rest_below([part], place, sheet)]


def _is_of_its_kind(part: Run, place: LabelPlace) -> bool:
    """Whether words can be nothing but the value of a label, as an e-mail address in a row without a label."""
    kind = KINDS[place.field.kind] if place.field else None
    return kind is not None and not kind.trust.wordy and kind.parser(part.text) is not None


def _is_alike(rest: Run, kept: Sequence[Run], place: LabelPlace) -> bool:
    """Whether words are surely no new sentence: they begin with a small letter, or are a part of a name or place."""
    words = [text for run in kept for text in run.texts]
    if place.field and place.field.kind == NAME and rest.text[:1].islower():
        return False
    name = len(words) > 1 and words[-1][:1].isupper() and all(text[:1].isupper() for text in rest.texts[:1])
    return rest.text[:1].islower() or rest.text[:1].isdigit() or (name and _is_named(rest))


def _is_named(rest: Run) -> bool:
    """Whether words before the first comma all begin with a capital, as those of a name do."""
    words = rest.text.split(",")[0].split()
    return all(word[:1].isupper() for word in words)


def _widest(sheet: Sheet) -> float:
    """Where the widest rows of text end: where a word would have fitted, no line was broken."""
    return max((row.box.right for row in sheet.rows if len(row.words) >= TEXT), default=sheet.right_edge)


def goes_on_in_its_row(place: LabelPlace, sheet: Sheet) -> bool:
    """Whether the text goes on with another label behind the value, not with another column."""
    ends, row = sheet.ends(place.row, place.end), sheet.rows[place.row]
    return bool(ends) and not begins_column(row.words[min(ends)].box.left, place.row, sheet)


def left_edges(kept: Sequence[Run], place: LabelPlace, sheet: Sheet) -> tuple[float, ...]:
    """Where a broken line of a value may begin: at the words of its label, at the value, at the left of its row.

    The last one holds for text that runs on, but not for a label that begins a column of its own.
    """
    row = sheet.rows[place.row]
    label = next(part for part in pieces(row, PIECE_GAP) if row.words[place.start] in part.words)
    own = (label.box.left, kept[0].box.left)
    apart = label.box.left > row.box.left and begins_column(label.box.left, place.row, sheet)
    return own if apart else (row.box.left, *own)


def begins_column(left: float, at: int, sheet: Sheet) -> bool:
    """Whether a column begins at ``left``, as the rows near row ``at`` show it."""
    row = sheet.rows[at]
    return _is_edge(left, _lefts(row, sheet.text_around(at), at), row.height)


def _row_of(run: Run, first: int, rows: Sequence[Run]) -> int | None:
    numbers = range(first, len(rows))
    return next((at for at in numbers if rows[at].page == run.page and run.words[0] in rows[at].words), None)


def _is_before_label(rest: Run, number: int, sheet: Sheet) -> bool:
    """Whether no label stands in front of words in their row: they would be its value."""
    at = sheet.rows[number].words.index(rest.words[-1])
    return all(end > at for end in sheet.ends(number))


def _ends_block(rest: Run, number: int, sheet: Sheet) -> bool:
    """Whether row ``number`` begins something new: with a label, or apart from the words above it."""
    below = sheet.rows[number] if number < len(sheet.rows) else None
    if below is None or below.page != rest.page or sheet.ends(number):
        return True
    return below.band.top - rest.band.bottom > APART * rest.height


def rest_of(
    last: Run, lefts: Iterable[float], rows: Sequence[Run], at: int, edge: float
) -> tuple[int, Run] | None:
    """The words below row ``at`` that may go on where ``last`` ends, with their row; None if there are none.

    Args:
        last: The last words of the value so far, on row ``at``.
        lefts: The left edges, in pixels, at which a broken line may begin.
        rows: The rows of the paper; those of a column beside may stand between two rows of this one.
        at: The row of ``last``.
        edge: Where full rows end.
    """
    right = min(_next_column(last, rows, at), edge)
    for number in range(at + 1, min(at + 1 + BETWEEN, len(rows))):
        below = rows[number]
        # Gaps are measured without dots that were read as words: these stand lower than the row.
        text = trimmed(below) or below
        if below.page != last.page or text.band.top - last.band.bottom > CLOSE * last.height:
            return None
        under = [part for part in pieces(below, PIECE_GAP) if part.band.top > last.band.center[1]]
        begin = [part for part in under if _begins_at(part, lefts) or _is_centred(part, below, rows[at])]
        if begin:
            may = (part for part in begin if _is_text(part) and not _is_fresh(part, last))
            return next(((number, part) for part in may if not _fits(part, last, right)), None)
    return None


def _is_text(part: Run) -> bool:
    letters = "".join(filter(str.isalpha, part.text))
    return len(letters) > 1 and not is_noise(part.text) and not is_leader(part.text)


def _is_fresh(part: Run, last: Run) -> bool:
    """Whether words begin something of their own: an item, a label, a heading in capitals."""
    heads = in_capitals(part.text) and not in_capitals(last.text)
    return heads or ":" in part.text or has_bullet(part.text) or NUMBERED.match(part.text) is not None


def _begins_at(part: Run, lefts: Iterable[float]) -> bool:
    return any(abs(part.box.left - left) <= ALIGNED * part.height for left in lefts)


def _is_centred(part: Run, below: Run, row: Run) -> bool:
    """Whether words stand alone in their row under the middle of the row above."""
    alone = part.words == below.words
    return alone and abs(part.box.center[0] - row.box.center[0]) <= ALIGNED * part.height


def _fits(part: Run, last: Run, right: float) -> bool:
    """Whether the first word of ``part`` would have had room behind ``last``."""
    return last.box.right + SPACE * last.height + part.words[0].box.width <= right


def _next_column(last: Run, rows: Sequence[Run], at: int) -> float:
    """The left edge of the column right of ``last``, where pieces of several rows near it begin; infinite if none."""
    lefts = _lefts(last, rows, at)
    return min(
        (left for left in lefts if left > last.box.right and _is_edge(left, lefts, last.height)),
        default=float("inf"),
    )


def _lefts(run: Run, rows: Sequence[Run], at: int) -> list[float]:
    """Where the pieces of the rows near row ``at`` begin."""
    near = [row for row in rows[max(0, at - AROUND) : at + AROUND + 1] if row.page == run.page]
    return [part.box.left for row in near for part in pieces(row, PIECE_GAP)]


def _is_edge(left: float, lefts: Sequence[float], height: float) -> bool:
    return sum(abs(other - left) <= ALIGNED * height for other in lefts) >= FEWEST_BEGINNINGS
