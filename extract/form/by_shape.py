"""Values without a label that are recognised by their shape: a printed serial, the day above a signature.

A type gives the shape as a regular expression; the first match in a piece of a row is the value.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from extract.rows.found_text import FoundText
from extract.rows.rows import Run, pieces
from extract.rules.doctype import DocumentType, FieldType
from extract.rules.pattern import Pattern


def read_alone(doc_type: DocumentType, rows: Sequence[Run]) -> tuple[FoundText, ...]:
    """The found text of those fields of a type that have a shape instead of a label."""
    fields = [field for field in doc_type.fields if field.shape]
    return tuple(found for field in fields for found in _first(field, rows))


def _first(field: FieldType, rows: Sequence[Run]) -> Iterable[FoundText]:
    pattern = _pattern(field.shape or "")
    for row in rows:
        for piece in dict.fromkeys((*pieces(row), row)):
            found = pattern.search(piece.text)
            if found is not None:
                start, end = found.span()
                words = _words(piece, start, end)
                yield FoundText(field.key, found[0], (words or piece,))
                return


def _words(piece: Run, start: int, end: int) -> Run | None:
    """The words of ``piece`` that hold the characters ``start`` to ``end`` of its text."""
    first, last = piece.text.count(" ", 0, start), piece.text.count(" ", 0, end)
    return piece.part(first, last + 1)


@lru_cache(maxsize=64)
def _pattern(source: str) -> Pattern:
    return Pattern(source)
