"""Values that need little grammar: free text, whole numbers, yes or no."""

from typing import Final

from extract.parse.fold import squeezed
from extract.parse.parsed import EXACT, Parsed

_EDGES: Final = " .,;:_-–—*•|…"


def text(raw: str) -> Parsed | None:
    """Free text on one line, without leaders ("......") and edge punctuation; closing brackets stay."""
    value = squeezed(raw).strip(_EDGES)
    return Parsed(value, EXACT) if any(map(str.isalnum, value)) else None
