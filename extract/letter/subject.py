"""The subject of a letter and its addressees: title, trích yếu, V/v, Kính gửi (NĐ 30/2020/NĐ-CP).

A paper with a title has its title and trích yếu centred below the head. A công văn has no title, but a
"V/v" under its number. Both end where the body begins, which a gap, a rule or a phrase shows.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.letter.head import Head
from extract.parse.document_kinds import kind_of_title
from extract.rows.found_text import FoundText
from extract.rows.heading import Heading
from extract.rows.rows import Run, joined, pieces, usual_height
from extract.rows.wording import (
    TITLE_WORDS,
    after_kinh_gui,
    has_bullet,
    in_capitals,
    is_noise,
    may_open_subject,
    starts_body,
    without_bullet,
)
from extract.text.fold import fold
from extract.text.likeness import folded
from ocr.marks.stamp_wording import SECRECY, URGENCY

SUBJECT = re.compile(r"^\W*(v\s*[/il|]?\s*[vwy]\b|ve viec)")
TITLE_GAP = 1.9  # heights of white between the title and the subject at most
LINE_GAP = 1.1  # heights of white between two lines of the subject at most
MOST_LINES = 7  # lines of the longest subject
STAMP_GAP = 1.0  # heights of white between a title and a stamp beside it
ASKEW = 2.0  # heights that the best title may be off the middle; beyond that it is taken for a stamp
OPENING_FLOOR = 0.92  # likeness from which a title begins with the name of a kind


class Subject(NamedTuple):
    """Title, subject and addressees; ``kind`` is the kind in the title in lower case, None without a title."""

    readings: tuple[FoundText, ...]
    kind: str | None
    title: Run | None


def read_subject(rows: Sequence[Run], heading: Heading, head: Head, width: int) -> Subject:
    """The blocks between the head and the body of a letter."""
    below = [row for row in rows if row.band.center[1] > heading.bottom]
    titled = _title(below, head)
    kinh_gui = _kinh_gui(below)
    if titled is None:
        found = [_reference(below, heading, head.number), kinh_gui]
        return Subject(tuple(one for one in found if one), None, None)
    kind, title = titled
    about = _about(below, title, _body_edges(rows, width))
    found = [FoundText("loai_van_ban", kind.upper(), (title,)), about, kinh_gui]
    return Subject(tuple(one for one in found if one), kind, title)


def _title(rows: Sequence[Run], head: Head) -> tuple[str, Run] | None:
    for row in rows:
        if row.band.center[1] <= head.bottom - 0.5 * row.height:
            continue
        for part in dict.fromkeys((row, *pieces(row))):
            kind = _kind(part) if in_capitals(part.text) and len(part.words) <= TITLE_WORDS else None
            if kind is not None:
                return kind, part
        if starts_body(row.text):
            return None
    return None


def _kind(part: Run) -> str | None:
    """The kind of document that a row in capitals names, alone or before the agency ("QUYẾT ĐỊNH CỦA …")."""
    whole = kind_of_title(part.text)
    if whole is not None:
        return whole.kind.name
    opening = (" ".join(part.texts[:count]) for count in range(4, 1, -1) if count < len(part.words))
    near = (match for text in opening if (match := kind_of_title(text)) is not None)
    return next((match.kind.name for match in near if match.likeness >= OPENING_FLOOR), None)


def _body_edges(rows: Sequence[Run], width: int) -> tuple[float, float]:
    """Left and right edge of the body's paragraphs, in pixels."""
    wide = [row.box for row in rows if row.box.width > 0.55 * width]
    if not wide:
        return 0.12 * width, 0.92 * width
    lefts, rights = sorted(box.left for box in wide), sorted(box.right for box in wide)
    return lefts[len(lefts) // 4], rights[-1 - len(rights) // 4]


def _about(rows: Sequence[Run], title: Run, edges: tuple[float, float]) -> FoundText | None:
    following = [row for row in rows if row.band.center[1] > title.band.bottom]
    kept: list[Run] = []
    above, height = title, usual_height([title, *following[:8]])
    for row in following:
        part = _centred(row, title)
        if part is None:
            continue
        gap = part.band.top - above.band.bottom
        limit = LINE_GAP if kept else TITLE_GAP
        if gap > limit * height or len(kept) == MOST_LINES or _ends_subject(part, kept, edges):
            break
        kept.append(part)
        above = part
    if not kept:
        return None
    kept[0] = _from_opening(kept[0])
    return FoundText("trich_yeu", " ".join(run.text for run in kept), tuple(kept))


def _from_opening(row: Run) -> Run:
    """The row from "Về việc" on if a stamp stands before it, or the row without the words of a known stamp."""
    words = [folded(text) for text in row.texts]
    for stamp in (*URGENCY, *SECRECY):
        count = len(stamp.split())
        if in_capitals(" ".join(row.texts[:count])) and "".join(words[:count]) == folded(stamp):
            return row.part(count) or row
    pairs = (at for at in range(1, len(words) - 1) if words[at : at + 2] == ["ve", "viec"])
    at = next(pairs, 0)
    return (row.part(at) or row) if in_capitals(" ".join(row.texts[:at])) else row


def _centred(row: Run, title: Run) -> Run | None:
    """The part of a row that stands under the title, without a stamp beside it."""
    middle = title.box.center[0]
    parts = pieces(row, STAMP_GAP)
    spans = [
        joined(parts[start:end]) for start in range(len(parts)) for end in range(start + 1, len(parts) + 1)
    ]
    under = [span for span in spans if span.box.left < middle < span.box.right]
    if not under:
        return None
    longest = max(under, key=lambda span: len(span.words))
    best = min(under, key=lambda span: abs(span.box.center[0] - middle))
    askew = abs(longest.box.center[0] - middle) - abs(best.box.center[0] - middle)
    return best if askew > ASKEW * row.height else longest


def _ends_subject(row: Run, kept: Sequence[Run], edges: tuple[float, float]) -> bool:
    if is_noise(row.text) or not any(word.isalpha() for word in folded(row.text)):
        return True
    if not kept and may_open_subject(row.text):
        return _is_paragraph(row, edges)
    if starts_body(row.text) or after_kinh_gui(row.text) is not None:
        return True
    if kept and in_capitals(row.text) and not in_capitals(kept[-1].text):
        return True
    return bool(kept) and _is_paragraph(row, edges)


def _is_paragraph(row: Run, edges: tuple[float, float]) -> bool:
    """Whether the row reaches the right edge of the body, which no centred line of a subject does."""
    left, right = edges
    near = 2 * row.height
    opens = row.text.lstrip("-– ")[:1].isupper()
    return opens and row.box.right > right - near and row.box.left < left + 5 * near


def _reference(rows: Sequence[Run], heading: Heading, number: Run | None) -> FoundText | None:
    """The "V/v …" of a công văn under its number, in the left column."""
    column = list(_left_of(rows, heading))
    start = next((at for at, run in enumerate(column) if SUBJECT.match(fold(run.text))), None)
    if start is None:
        start = _row_under(column, number)
    if start is None:
        return None
    kept = [column[start]]
    height = usual_height(column)
    for run in column[start + 1 :]:
        if run.band.top - kept[-1].band.bottom > LINE_GAP * height or after_kinh_gui(run.text) is not None:
            break
        if (
            is_noise(run.text)
            or len(kept) == MOST_LINES
            or starts_body(run.text)
            or run.box.right > heading.right
        ):
            break
        kept.append(run)
    return FoundText("trich_yeu", " ".join(run.text for run in kept), tuple(kept))


def _row_under(column: Sequence[Run], number: Run | None) -> int | None:
    """The index of the row right under the number: its place shows that it is the subject if "V/v" is unreadable."""
    if number is None:
        return None
    at = next((at for at, run in enumerate(column) if run.band.top > number.band.center[1]), None)
    near = at is not None and column[at].band.top - number.band.bottom < LINE_GAP * number.height
    return at if near else None


def _left_of(rows: Sequence[Run], heading: Heading) -> Iterable[Run]:
    for row in rows:
        left = [piece for piece in pieces(row) if piece.box.center[0] < heading.left and not _is_date(piece)]
        if left:
            yield joined(left)


def _is_date(piece: Run) -> bool:
    return "thang" in fold(piece.text) and "nam" in fold(piece.text)


def _kinh_gui(rows: Sequence[Run]) -> FoundText | None:
    for at, row in enumerate(rows):
        for part in dict.fromkeys((row, *pieces(row))):
            rest = after_kinh_gui(part.text)
            if rest is not None:
                return _addressees(part, rest, rows[at + 1 :])
    return None


def _addressees(first: Run, rest: str, following: Sequence[Run]) -> FoundText | None:
    items = [rest] if not is_noise(rest) else []
    runs = [first]
    height = usual_height([first, *following[:6]])
    for whole in following:
        # Remains of a stamp may stand beside an entry.
        entries = [
            piece
            for piece in pieces(whole)
            if piece.box.left > first.box.left + 2 * height or not is_noise(piece.text)
        ]
        row = joined(entries) if entries else whole
        gap = row.band.top - runs[-1].band.bottom
        inside = row.box.left > first.box.left + 2 * height
        if gap > TITLE_GAP * height or not inside or starts_body(row.text) or is_noise(row.text):
            break
        if items and not _new_entry(row.text, items[-1]):
            items[-1] = f"{items[-1]} {row.text}"
        else:
            items.append(row.text)
        runs.append(row)
    cleaned = [without_bullet(item) for item in items]
    text = "; ".join(item for item in cleaned if item)
    cut = ("maybe_cut",) if runs[-1].text.rstrip().endswith((";", ",")) else ()
    return FoundText("kinh_gui", text, tuple(runs), doubts=cut) if text else None


def _new_entry(text: str, above: str) -> bool:
    return has_bullet(text) or (text[:1].isupper() and not above.rstrip().endswith((",", "-", "và")))
