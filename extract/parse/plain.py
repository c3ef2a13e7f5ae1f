"""Values with little grammar: free text, and yes or no."""

import re
from typing import Final

from extract.parse.parsed import EXACT, LIKELY, Parsed
from extract.text.fold import fold, short_line, squeezed

_EDGES: Final = " .,;:_-–—*•|…"
_ANSWERS: Final = {"co": True, "khong": False}
_TICKS: Final = frozenset("☒☑✓✔")
_MARKED: Final = re.compile(r"(?P<yes>[☒☑✓✔☐□]) ?co[ /,;]*(?P<no>[☒☑✓✔☐□]) ?khong")


def text(raw: str) -> Parsed | None:
    """Free text on one line, without dotted lines ("......") and punctuation at the ends; closing brackets stay."""
    value = squeezed(raw).strip(_EDGES)
    return Parsed(value, EXACT) if any(map(str.isalnum, value)) else None


def yes_no(raw: str) -> Parsed | None:
    """Có or không as a boolean; if both are printed, the one with the tick before it."""
    line = fold(short_line(raw)).replace("[x]", "☒").replace("[ ]", "☐").replace("[]", "☐")
    if line in _ANSWERS:
        return Parsed(_ANSWERS[line], EXACT if short_line(raw).lower() in ("có", "không") else LIKELY)
    marked = _MARKED.fullmatch(line)
    if marked is None or (marked["yes"] in _TICKS) == (marked["no"] in _TICKS):
        return None
    return Parsed(marked["yes"] in _TICKS, LIKELY)
