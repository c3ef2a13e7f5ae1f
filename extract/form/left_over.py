"""What stands behind or under a value and is explained by nothing else: the value may go on there.

Every word near a value should be its label, the value of another field, a phrase that ends values, or a note. A row
that is none of these and stands close under a value may be the rest of it, as where a form gives one line and the
writer needed two. Words behind it that nothing took may be its end. Such a value goes to review.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.form.located import LabelPlace, Located
from extract.form.rest import goes_on_in_its_row, left_edges, rest_of
from extract.form.sheet import FULL, Sheet, right_edge
from extract.rows.found_text import FoundText
from extract.rows.rows import Run
from extract.rows.trim import CRUMB_CONFIDENCE, NOTE, trimmed
from extract.rows.wording import is_leader, is_noise
from ocr.page import Word
from ocr.vietnamese.syllable import is_syllable

LEFT_OVER = "goes_on_below"
CUT = "maybe_cut"
NEAR = 1.2  # heights of white between a value and a row under it that may belong to it
FEWEST_LETTERS = 3  # letters from which a row is more than a crumb
UNDER = 3.0  # heights between the left edges of a label, after its number, and of words under it
COLUMN = 6.0  # heights from the left of a row from which words stand in a column of their own
SHORTEST = 2  # letters from which a syllable behind a value is more than a crumb


def doubted(
    readings: Sequence[FoundText], located: Located, rows: Sequence[Run], others: Iterable[FoundText]
) -> Iterator[FoundText]:
    """The values beside labels, with a doubt for each one behind or under which words are left over.

    ``others`` are found texts that explain words, too, such as the blocks of a letter, but not for their own field.
    """
    sheet = Sheet(rows, located, card=False, right_edge=right_edge(rows), spans={})
    places = {place.field.key: place for place in located.places if place.field}
    told = [(one.field, _words(one)) for one in (*readings, *others)]
    for one in readings:
        explained: set[Word] = set().union(
            *(words for field, words in told if field != one.field), _words(one)
        )
        doubts = tuple(_doubts(one, places.get(one.field), sheet, explained))
        yield replace(one, doubts=(*one.doubts, *doubts)) if doubts else one


def _words(one: FoundText) -> set[Word]:
    return {word for run in one.runs for word in run.words}


def _doubts(one: FoundText, place: LabelPlace | None, sheet: Sheet, explained: set[Word]) -> Iterator[str]:
    if not one.runs or one.items is not None or one.table is not None:
        return
    last = one.runs[-1]
    at = next(
        (at for at, row in enumerate(sheet.rows) if row.page == last.page and last.words[-1] in row.words),
        None,
    )
    if at is None:
        return
    if _is_cut(last, place, at, sheet, explained):
        yield CUT
    below = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else None
    if below is not None and below.page == last.page:
        left = _unexplained(at + 1, sheet, explained)
        belongs = left is not None and _belongs(left, last, sheet.right_edge)
        if belongs or (place is not None and _is_rest(one, place, at, sheet, explained)):
            yield LEFT_OVER


def _is_cut(last: Run, place: LabelPlace | None, at: int, sheet: Sheet, explained: set[Word]) -> bool:
    """Whether a syllable stands behind a value in its row, before the next label, that nothing explains."""
    if place is None or place.field is None or place.field.where == "between" or place.field.inline:
        return False
    words = sheet.rows[at].words
    start = words.index(last.words[-1]) + 1
    behind = words[start : min(sheet.ends(at, start), default=None)]
    return any(_is_syllable(word) and word not in explained for word in behind)


def _is_syllable(word: Word) -> bool:
    text = word.text.strip(".,;:…")
    known = len(text) >= SHORTEST and is_syllable(text) and not NOTE.fullmatch(word.text)
    return known and word.confidence > CRUMB_CONFIDENCE


def _unexplained(number: int, sheet: Sheet, explained: set[Word]) -> Run | None:
    """The words of a row before its first label that no value and no phrase explains; None where there are none."""
    part = sheet.rows[number].part(0, min(sheet.ends(number), default=None))
    if part is None or is_leader(part.text) or is_noise(part.text) or explained.intersection(part.words):
        return None
    return part if sum(map(str.isalpha, part.text)) >= FEWEST_LETTERS else None


def _belongs(below: Run, last: Run, right_edge: float) -> bool:
    """Whether a row stands close under a value and begins in the middle of a sentence, or under a row that is full."""
    text = trimmed(below) or below  # dots that were read as words stand lower than the row
    close = text.band.top - last.band.bottom <= NEAR * last.height and below.box.left < last.box.right
    full = last.box.right > right_edge - FULL * last.height
    return close and (below.text[:1].islower() or full)


def _is_rest(one: FoundText, place: LabelPlace, at: int, sheet: Sheet, explained: set[Word]) -> bool:
    """Whether words below begin where a broken line of the value would begin, and nothing else explains them."""
    row = sheet.rows[place.row]
    if row.page != one.runs[-1].page or goes_on_in_its_row(place, sheet):
        return False
    last, edges = one.runs[-1], left_edges(one.runs, place, sheet)
    found = rest_of(last, (sheet.rows[at].box.left, *edges), sheet.text_around(at), at, sheet.right_edge)
    if found is None:
        return False
    number, rest = found
    if not explained.isdisjoint(rest.words):
        return _is_under_label(rest, row.words[place.start], sheet.rows[number])
    return not any(sheet.rows[number].words[word] in rest.words for word in sheet.ends(number))


def _is_under_label(rest: Run, label: Word, row: Run) -> bool:
    """Whether words that another value took begin under this label, far from where their own row begins."""
    under = abs(rest.box.left - label.box.left) <= UNDER * rest.height
    return under and rest.box.left - row.box.left > COLUMN * rest.height
