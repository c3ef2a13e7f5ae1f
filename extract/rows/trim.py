"""Removes what stands around a value but is not part of it: colons, rules, crumbs of a frame, the closing "./."."""

import re
from collections.abc import Iterable

from extract.rows.rows import Run, pieces
from extract.rows.wording import NUMBERED, without_bullet

CLOSING = re.compile(r"\s*[./]*/[./]*\s*$")
NOTE = re.compile(r"\((?:1?\d|20|\*+)\)[.:…]*")
"""The mark of a note at the foot of a form."""
COLON_NOTE = re.compile(r"\W?[^\W_]\W?:")
"""Such a mark between a label and its colon, read as one letter."""
REMARK = re.compile(
    r"\((?:ghi|viết|nếu|in hoa|chữ in|bằng chữ|khai|kê|theo|đối với|trường hợp|như)\b[^()]*\):?",
    re.IGNORECASE,
)
"""A remark in brackets that says how a blank is filled in."""
LONGEST_REMARK = 16  # words of the longest remark
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


def without_remark(run: Run | None) -> Run | None:
    """``run`` without the marks of notes around it, (1) to (20), and a remark in brackets before it; None if no more is left.

    "(3) Căn cước 0123" and "P: Căn cước 0123" give "Căn cước 0123", and "(ghi bằng chữ in hoa): HỘ ANH" gives "HỘ ANH".
    """
    while run is not None and NOTE.fullmatch(run.texts[-1]):
        run = run.part(0, -1)
    if run is not None and COLON_NOTE.fullmatch(run.texts[0]):
        run = run.part(1)
    if run is None or not run.texts[0].startswith("("):
        return run
    closed = next((at for at, text in enumerate(run.texts[:LONGEST_REMARK]) if ")" in text), None)
    said = "" if closed is None else " ".join(run.texts[: closed + 1])
    is_remark = NOTE.fullmatch(said) is not None or REMARK.fullmatch(said) is not None
    return run.part((closed or 0) + 1) if is_remark else run


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
