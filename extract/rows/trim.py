"""Removes what stands around a value but is not part of it: colons, rules, crumbs of a frame, the closing "./."."""

import re
from collections.abc import Iterable

from extract.rows.rows import Run, pieces
from extract.rows.wording import NUMBERED, without_bullet

CLOSING = re.compile(r"\s*[./]*/[./]*\s*$")
CRUMB_LETTERS = 3  # letters of the longest crumb: strokes of a frame are mostly read as one or two
CRUMB_CONFIDENCE = 0.5  # confidence below which a piece at the edge of a value is a crumb


def trimmed(run: Run | None) -> Run | None:
    """``run`` without the parts at its ends that are not text, or None if nothing is left."""
    if run is None:
        return None
    parts = list(pieces(run))
    while len(parts) > 1 and _is_crumb(parts[-1]):
        parts.pop()
    words = [word for part in parts for word in part.words]
    kept = [at for at, word in enumerate(words) if any(sign.isalnum() for sign in word.text)]
    return Run(run.page, tuple(words[kept[0] : kept[-1] + 1]), run.source) if kept else None


def without_closing(text: str) -> str:
    """``text`` without the "./." that closes a paper."""
    return CLOSING.sub("", text)


def entries(items: Iterable[str]) -> Iterable[str]:
    """The entries of a list without numbers, dashes and closing punctuation; empty ones are left out."""
    for item in items:
        numbered = NUMBERED.match(item)
        text = item[numbered.end() - 1 :] if numbered else item
        if clean := without_bullet(text):
            yield clean


def _is_crumb(part: Run) -> bool:
    """Whether a piece away from the value is a speck or a bit of a frame and not text."""
    few = sum(sign.isalnum() for sign in part.text) < CRUMB_LETTERS
    number = part.text.strip(".,;").isdigit()
    return (few and not number) or part.confidence < CRUMB_CONFIDENCE
