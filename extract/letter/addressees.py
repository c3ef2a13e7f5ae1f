"""The addressees of a letter: beside "Kính gửi" and in the rows under it, up to the body or the title."""

from collections.abc import Sequence

from extract.letter.title import kind_named
from extract.rows.found_text import FoundText
from extract.rows.rows import Run, joined, pieces, usual_height
from extract.rows.wording import (
    after_kinh_gui,
    has_bullet,
    in_capitals,
    is_noise,
    starts_body,
    without_bullet,
)

FULL = 3  # heights from the right edge of the rows below within which a row is full
REACH = 1.9  # heights of white between two addressees at most


def addressees(rows: Sequence[Run]) -> FoundText | None:
    """The addressees after "Kính gửi", as one text; None where the paper names none."""
    for at, row in enumerate(rows):
        for part in dict.fromkeys((row, *pieces(row))):
            rest = after_kinh_gui(part.text)
            if rest is not None:
                return _listed(part, rest, rows[at + 1 :])
    return None


def _listed(first: Run, rest: str, following: Sequence[Run]) -> FoundText | None:
    items = [rest] if not is_noise(rest) else []
    runs = [first]
    height = usual_height([first, *following[:6]])
    edge = max((row.box.right for row in following[:15]), default=0)
    broken = _broken_off(first, following, edge) if items else None
    if broken is not None:
        items, runs = [f"{items[0]} {broken.text}"], [first, broken]
    for whole in following if broken is None else ():
        # Remains of a stamp may stand beside an entry.
        entries = [
            piece
            for piece in pieces(whole)
            if piece.box.left > first.box.left + 2 * height or not is_noise(piece.text)
        ]
        row = joined(entries) if entries else whole
        gap = row.band.top - runs[-1].band.bottom
        inside = row.box.left > first.box.left + 2 * height
        if gap > REACH * height or not inside or starts_body(row.text) or is_noise(row.text):
            break
        if in_capitals(row.text) and (
            kind_named(row) is not None or not in_capitals(" ".join(items) or row.text)
        ):
            break  # the title of a paper that names its addressees first
        if items and _is_body(row, items[-1], edge, beside=not is_noise(rest)):
            break
        if items and not _new_entry(row.text, items[-1]):
            items[-1] = f"{items[-1]} {row.text}"
        else:
            items.append(row.text)
        runs.append(row)
    cleaned = [without_bullet(item) for item in items]
    text = "; ".join(item for item in cleaned if item)
    # A dotted line after the last word is a blank that nobody filled in.
    cut = ("maybe_cut",) if runs[-1].text.rstrip().endswith((";", ",", "..", "…")) else ()
    return FoundText("kinh_gui", text, tuple(runs), doubts=cut) if text else None


def _broken_off(first: Run, following: Sequence[Run], edge: float) -> Run | None:
    """The end of a name that its row could not hold, at the left edge of that row; paragraphs below are indented."""
    row, after = (*following[:2], None, None)[:2]
    if row is None or first.box.right + row.words[0].box.width <= edge:
        return None
    slack = row.height
    close = abs(row.box.left - first.box.left) < slack and row.band.top - first.band.bottom < REACH * slack
    parted = (
        after is None
        or after.box.left > row.box.left + slack
        or after.band.top - row.band.bottom > REACH * slack
    )
    begins = starts_body(row.text) or has_bullet(row.text) or in_capitals(row.text)
    return row if close and parted and not begins else None


def _is_body(row: Run, above: str, edge: float, *, beside: bool) -> bool:
    """Whether a row begins the body: it fills the width, and nothing says that a list of addressees goes on."""
    listed = has_bullet(row.text) or above.rstrip().endswith((";", ",", "-", "và", ":"))
    return beside and row.text[:1].isupper() and not listed and row.box.right > edge - FULL * row.height


def _new_entry(text: str, above: str) -> bool:
    return has_bullet(text) or (text[:1].isupper() and not above.rstrip().endswith((",", "-", "và")))
