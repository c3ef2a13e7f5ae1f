"""What explains each word of a paper: a heading, a label, a value, fixed wording, the body, a table, a mark, or nothing.

A type that is right explains nearly all words of a paper. Words that are left over are the rest of a value that was cut,
a label that belongs to no field, or parts of another kind of paper. The account is made after the fields were found
and before they are judged.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from extract.form.located import HEADER_FLOOR, Located
from extract.form.sheet import FULL, right_edge
from extract.letter.issue_day import AT_FOOT
from extract.parse.names import person_name
from extract.rows.document_rows import DocumentRows
from extract.rows.found_text import FoundText
from extract.rows.rows import Run, pieces
from extract.rows.wording import in_capitals, is_leader, is_noise, starts_body
from extract.rules.doctype import LETTERS, DocumentType
from extract.text.fold import fold
from extract.text.likeness import find_phrase, likeness
from extract.text.phrases import covered, find_phrases
from ocr.page import Mark, Word

Explanation = Literal[
    "value",
    "other_value",
    "label",
    "heading",
    "title",
    "wording",
    "table",
    "body",
    "signature",
    "mark",
    "noise",
    "left_over",
]
"""``other_value`` stands beside a phrase that ends values and belongs to no field, as a "Ghi chú: Không"."""
Place = tuple[int, int]
"""A word by the number of its row in the paper and its number in the row."""
TITLE_FLOOR = 0.8  # likeness from which a row is the title of the type
ANCHOR_FLOOR = 0.82  # likeness from which words are wording of the type
UNDER_MARK = 0.5  # share of a word under a seal, signature or stamp from which the mark explains it
STROKES, CLEAR = ("signature", "handwriting"), 0.9
"""Marks that cross print, and the confidence of a word from which it is print all the same."""
FEWEST = 6  # words of a row of running text
WHITE = 1.6  # heights of white between two rows of one paragraph
HEADER_ROWS = 4  # rows over a table in which the header of its columns is looked for
COMMON = ("Nơi nhận", "Kính gửi", "Về việc")
"""Words that open the blocks of a letter, on forms, too."""
FORM_NUMBER = re.compile(r"^\W*(bieu )?mau( so)? [\w./-]{1,12}\W*$")
SIGNED_DIGITALLY = re.compile(
    r"^(ky boi|nguoi ky|co quan|ngay ky|thoi gian ky|email|ly do)\W*:|\d\d[:.]\d\d[:.]\d\d|[+]07[:.]00|\S@\S"
)
"""What the picture of a digital signature says beside the print (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
FOOT = ("noi_nhan", "quyen_han_ky", "chuc_vu_nguoi_ky", "nguoi_ky", "nguoi_ky_lien_tich")
"""The blocks at the end of a letter."""


@dataclass(frozen=True)
class Account:
    """What explains each word of a paper, by row and number; words of leaders and specks count as noise."""

    rows: Sequence[Run]
    words: Mapping[Place, Explanation]

    @property
    def counts(self) -> Counter[Explanation]:
        """How many words each explanation has."""
        return Counter(self.words.values())

    @property
    def total(self) -> int:
        """How many words there are, without noise."""
        counts = self.counts
        return counts.total() - counts["noise"]

    @property
    def explained(self) -> int:
        """How many of them are explained."""
        return self.total - self.counts["left_over"]

    @cached_property
    def right_edge(self) -> float:
        """Where full rows end, in pixels."""
        return right_edge(self.rows)

    @cached_property
    def row_of(self) -> Mapping[tuple[int, Word], int]:
        """The number of the first row with a word, by its page and the word."""
        rows = reversed(list(enumerate(self.rows)))
        return {(row.page, word): number for number, row in rows for word in row.words}

    @property
    def share(self) -> float:
        """The share of the words that are explained, 0 to 1; 1 for a paper without words."""
        return self.explained / self.total if self.total else 1.0

    def left_over(self, row: int, words: range | None = None) -> list[int]:
        """The numbers of the words of a row (all, or those given) that nothing explains."""
        within = range(len(self.rows[row].words)) if words is None else words
        return [at for at in within if self.words[row, at] == "left_over"]


def account(
    doc_type: DocumentType,
    paper: DocumentRows,
    located: Located,
    readings: Iterable[FoundText],
    blocks: Iterable[FoundText],
) -> Account:
    """What explains each word of ``paper``, read as one of ``doc_type``.

    Args:
        doc_type: The type as which the paper was read.
        paper: Its pages in rows.
        located: The labels of the type found on it.
        readings: The texts found for the fields of the type.
        blocks: The blocks of a letter found on it, whether the type has them as fields or not.
    """
    rows, readings, blocks = paper.rows, list(readings), list(blocks)
    taken = {one.field for one in readings}
    blocks = [one for one in blocks if one.field not in taken]
    words: dict[Place, Explanation] = dict.fromkeys(_places(rows), "left_over")
    words.update((place, "noise") for place in _noise(rows))
    words.update((place, "body") for place in _body(doc_type, rows, located, [*readings, *blocks]))
    words.update((place, "signature") for place in _signatures(rows, located))
    words.update((place, "mark") for place in (*_under_marks(paper), *_digital_signatures(rows)))
    words.update((place, "wording") for place in _wording(doc_type, rows))
    words.update((place, "title") for place in _titles(doc_type, paper))
    words.update((place, "heading") for place in _heading(paper))
    words.update((place, "table") for place in _tables(doc_type, rows, readings))
    words.update((place, "other_value") for place in _beside_phrases(rows, located))
    words.update((place, "label") for place in _labels(located))
    words.update((place, "value") for place in _of(blocks, rows))
    words.update((place, "value") for place in _of((one for one in readings if one.table is None), rows))
    words.update((place, "table") for place in _of((one for one in readings if one.table is not None), rows))
    return Account(rows, words)


def _places(rows: Sequence[Run]) -> Iterable[Place]:
    return ((number, at) for number, row in enumerate(rows) for at in range(len(row.words)))


def _of(readings: Iterable[FoundText], rows: Sequence[Run]) -> Iterable[Place]:
    """The words of found texts."""
    taken: set[tuple[int, Word]] = {
        (run.page, word) for one in readings for run in one.runs for word in run.words
    }
    return ((row, at) for row, at in _places(rows) if (rows[row].page, rows[row].words[at]) in taken)


def _labels(located: Located) -> Iterable[Place]:
    """The words of labels and stop phrases, with the numbers before them."""
    for one in (*located.phrases, *located.foreign):
        opens = max(
            (word for row, word in located.ends if row == one.row and word <= one.start), default=one.start
        )
        yield from ((one.row, at) for at in range(max(opens, one.start - 1), one.end))


def _beside_phrases(rows: Sequence[Run], located: Located) -> Iterable[Place]:
    """The words right of a phrase that belongs to no field, up to the next label."""
    for one in (*located.phrases, *located.foreign):
        if one.field is None:
            end = min(
                (word for row, word in located.ends if row == one.row and word >= one.end), default=None
            )
            yield from ((one.row, at) for at in range(one.end, end or len(rows[one.row].words)))


def _tables(doc_type: DocumentType, rows: Sequence[Run], readings: Sequence[FoundText]) -> Iterable[Place]:
    """All rows of a table that was read, with the rows of its header."""
    for one in (reading for reading in readings if reading.table is not None):
        inside = _rows_of([one], rows)
        headers = [
            header
            for field in doc_type.fields
            if field.key == one.field
            for column in field.columns
            for header in column.headers
        ]
        first = min(inside)
        over = range(max(0, first - HEADER_ROWS), first)
        heads = [
            at for at in over if any(find_phrase(rows[at].texts, header, HEADER_FLOOR) for header in headers)
        ]
        for number in range(min(heads, default=first), max(inside) + 1):
            yield from ((number, at) for at in range(len(rows[number].words)))


def _signatures(rows: Sequence[Run], located: Located) -> Iterable[Place]:
    """The pieces under the last label of a form that are in capitals, a name, or a remark on how to sign."""
    last = max((one.row for one in located.phrases if one.field), default=None)
    for number in range(last + 1, len(rows)) if last is not None else ():
        at = 0
        for piece in pieces(rows[number]):
            if in_capitals(piece.text) or person_name(piece.text) is not None or piece.text.startswith("("):
                yield from ((number, word) for word in range(at, at + len(piece.words)))
            at += len(piece.words)


def _noise(rows: Sequence[Run]) -> Iterable[Place]:
    for number, at in _places(rows):
        if is_noise(rows[number].words[at].text) or is_leader(rows[number].text):
            yield number, at


def _under_marks(paper: DocumentRows) -> Iterable[Place]:
    marks: Mapping[int, Sequence[Mark]] = {one.page.page: one.page.marks for one in paper.pages}
    for number, at in _places(paper.rows):
        row = paper.rows[number]
        if any(_covers(mark, row.words[at]) for mark in marks.get(row.page, ())):
            yield number, at


def _covers(mark: Mark, word: Word) -> bool:
    """Whether a mark explains a word; strokes explain only what was guessed under them, print is print."""
    crossed = mark.kind in STROKES and word.confidence > CLEAR
    return not crossed and word.box.inside_share(mark.box) > UNDER_MARK


def _digital_signatures(rows: Sequence[Run]) -> Iterable[Place]:
    """The pieces of rows that belong to the picture of a digital signature."""
    for number, row in enumerate(rows):
        at = 0
        for piece in pieces(row):
            if SIGNED_DIGITALLY.search(fold(piece.text)):
                yield from ((number, word) for word in range(at, at + len(piece.words)))
            at += len(piece.words)


def _heading(paper: DocumentRows) -> Iterable[Place]:
    """The words of the national heading of the first page."""
    heading = paper.first.heading
    for number, at in _places(paper.rows) if heading else ():
        row = paper.rows[number]
        x, y = row.words[at].box.center
        if (
            heading
            and row.page == paper.first.page.page
            and heading.top - heading.height <= y <= heading.bottom
            and heading.left <= x <= heading.right
        ):
            yield number, at


def _titles(doc_type: DocumentType, paper: DocumentRows) -> Iterable[Place]:
    """The rows of the type's title, which may be broken over two rows."""
    for title in doc_type.titles:
        for number, row in enumerate(paper.rows):
            if row.page != paper.first.page.page:
                break
            below = paper.rows[number + 1] if number + 1 < len(paper.rows) else None
            if likeness(row.text, title) >= TITLE_FLOOR:
                yield from ((number, at) for at in range(len(row.words)))
            elif below is not None and likeness(f"{row.text} {below.text}", title) >= TITLE_FLOOR:
                yield from ((number, at) for at in range(len(row.words)))
                yield from ((number + 1, at) for at in range(len(below.words)))


def _wording(doc_type: DocumentType, rows: Sequence[Run]) -> Iterable[Place]:
    """Wording of the type, and wording that many papers have."""
    own = (*doc_type.anchors, *doc_type.form_codes, *COMMON)
    for number, row in enumerate(rows):
        found = [match for phrase in own if (match := find_phrase(row.texts, phrase, ANCHOR_FLOOR))]
        yield from ((number, at) for match in found for at in range(match.start, match.end))
        yield from ((number, at) for at in covered(find_phrases(row.texts)))
        if FORM_NUMBER.match(fold(row.text)):
            yield from ((number, at) for at in range(len(row.words)))


def _body(
    doc_type: DocumentType, rows: Sequence[Run], located: Located, blocks: Sequence[FoundText]
) -> Iterable[Place]:
    if doc_type.id in LETTERS:
        yield from _between(rows, blocks)
    elif doc_type.layout == "form":
        yield from _paragraphs(rows, located)  # cards have no running text


def _between(rows: Sequence[Run], blocks: Sequence[FoundText]) -> Iterable[Place]:
    """The rows of a letter between its head and its foot."""
    at_foot = [one.field in FOOT or AT_FOOT in one.doubts for one in blocks]
    head = _rows_of((one for one, below in zip(blocks, at_foot, strict=True) if not below), rows)
    foot = _rows_of((one for one, below in zip(blocks, at_foot, strict=True) if below), rows)
    first = max(head, default=-1) + 1
    last = min((row for row in foot if row >= first), default=len(rows))
    yield from ((row, at) for row, at in _places(rows) if first <= row < last)


def _rows_of(readings: Iterable[FoundText], rows: Sequence[Run]) -> set[int]:
    return {row for row, _ in _of(readings, rows)}


def _paragraphs(rows: Sequence[Run], located: Located) -> Iterable[Place]:
    """The rows of running text without labels of fields: full rows, the row that ends each paragraph, and sentences of one row."""
    labelled = {place.row for place in located.phrases if place.field or place.start}
    yield from _opening_sentences(rows, located)
    edge = right_edge(rows)
    open_above: Run | None = None
    for number, row in enumerate(rows):
        goes_on = open_above is not None and _follows(row, open_above)
        long = len(row.words) >= FEWEST
        full = long and row.box.right > edge - FULL * row.height
        ended = long and (row.text.endswith((".", ":", ";")) or starts_body(row.text))
        if number in labelled or not (goes_on or full or ended):
            open_above = None
            continue
        yield from ((number, at) for at in range(len(row.words)))
        open_above = row if full else None


def _opening_sentences(rows: Sequence[Run], located: Located) -> Iterable[Place]:
    """The words that open a row of running text, up to the first label in it."""
    firsts: dict[int, int] = {}
    for place in located.phrases:
        firsts[place.row] = min(place.start, firsts.get(place.row, place.start))
    for number, first in firsts.items():
        if first >= FEWEST and rows[number].text[:1].isupper() and not in_capitals(rows[number].text):
            yield from ((number, at) for at in range(first))


def _follows(row: Run, above: Run) -> bool:
    return row.page == above.page and row.band.top - above.band.bottom <= WHITE * above.height
