"""Whether something lies beside a value that may hide the rest of it: a finger, a note, the edge of the picture.

The page tells where (marks of the kind ``cover``); what is left of the value may be read perfectly.
"""

from collections.abc import Iterable, Mapping, Sequence

from extract.rows.found_text import FoundText
from ocr.page import Mark, Word

COVERED = "maybe_covered"
LEVEL = 0.5  # share of the height that a word and a cover beside it have in common
NEAR = 0.3  # heights between a word and its cover: the page was read again, or a sign was cut off the word


def maybe_covered(found: FoundText, marks: Mapping[int, Sequence[Mark]]) -> Iterable[str]:
    """The doubt that a part of a value is covered."""
    covers = {page: [mark for mark in on if mark.kind == "cover"] for page, on in marks.items()}
    if any(
        _is_beside(mark, word)
        for run in found.runs
        for mark in covers.get(run.page, ())
        for word in run.words
    ):
        yield COVERED


def _is_beside(cover: Mark, word: Word) -> bool:
    gap = max(cover.box.left - word.box.right, word.box.left - cover.box.right)
    return word.box.overlap_y(cover.box) > LEVEL and abs(gap) <= NEAR * cover.box.height
