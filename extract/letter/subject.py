"""The subject of a letter and its addressees: title, trích yếu, V/v, Kính gửi (NĐ 30/2020/NĐ-CP).

A paper with a title has its title and trích yếu centred below the head. A công văn has no title, but a
"V/v" under its number. Both end where the body begins, which a gap, a rule or a phrase shows.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.letter.addressees import addressees
from extract.letter.agencies import JOINING, UNIT_AT_END
from extract.letter.head import SUBJECT, Head
from extract.letter.title import opens_subject, titled
from extract.rows.found_text import FoundText
from extract.rows.heading import Heading
from extract.rows.rows import Run, joined, pieces, usual_height
from extract.rows.wording import (
    NUMBERED,
    after_kinh_gui,
    capitals,
    has_bullet,
    in_capitals,
    is_noise,
    may_open_subject,
    starts_body,
)
from extract.text.fold import fold
from extract.text.likeness import folded
from ocr.marks.stamp_wording import SECRECY, URGENCY

TITLE_GAP = 1.9  # heights of white between the title and the subject at most
LINE_GAP = 1.1  # heights of white between two lines of the subject at most
MOST_LINES = 7  # lines of the longest subject
STAMP_GAP = 1.0  # heights of white between a title and a stamp beside it
ASKEW = 2.0  # heights that the best title may be off the middle; beyond that it is taken for a stamp
UNDER = 0.5  # share of the narrower of two rows that stands under the other if one goes on in the other
FEW_CAPITALS = 0.3  # share of capitals in a row from which it is more than the rest of a sentence
LEFT_OVER_GAP = 3.0  # heights of white below a subject within which a row may still belong to it


class Subject(NamedTuple):
    """Title, subject and addressees; ``kind`` is the kind in the title in lower case, None without a title."""

    readings: tuple[FoundText, ...]
    kind: str | None
    title: Run | None


def read_subject(rows: Sequence[Run], heading: Heading, head: Head, width: int) -> Subject:
    """The blocks between the head and the body of a letter."""
    below = [row for row in rows if row.band.center[1] > heading.bottom]
    title_found = titled(below, head)
    kinh_gui = addressees(below)
    if title_found is None:
        found = [_reference(below, heading, head.number), kinh_gui]
        return Subject(tuple(one for one in found if one and not _is_blank(one)), None, None)
    kind, title = title_found
    about = _about(below, title, _body_edges(rows, width))
    found = [FoundText("loai_van_ban", kind.upper(), (title,)), about, kinh_gui]
    return Subject(tuple(one for one in found if one and not _is_blank(one)), kind, title)


def _is_blank(one: FoundText) -> bool:
    """Whether a subject is only the "Về việc" of a form that nobody filled in."""
    opening = SUBJECT.match(fold(one.text))
    return (
        one.field == "trich_yeu"
        and opening is not None
        and not folded(one.text[opening.end() :]).strip("0123456789")
    )


def _body_edges(rows: Sequence[Run], width: int) -> tuple[float, float]:
    """Left and right edge of the body's paragraphs, in pixels."""
    wide = [row.box for row in rows if row.box.width > 0.55 * width]
    if not wide:
        return 0.12 * width, 0.92 * width
    lefts, rights = sorted(box.left for box in wide), sorted(box.right for box in wide)
    return lefts[len(lefts) // 4], rights[-1 - len(rights) // 4]


def _about(rows: Sequence[Run], title: Run, edges: tuple[float, float]) -> FoundText | None:
    following = [row for row in rows if row.band.center[1] > title.band.bottom]
    kept = _beside(rows, title)
    title = joined([title, *kept])  # one row, and the rows below stand under its middle
    above, height, left_over = title, usual_height([title, *following[:8]]), False
    for row in following:
        part = _centred(row, title) or _under(row, kept, height)
        if part is None:
            continue
        gap = part.band.top - above.band.bottom
        limit = LINE_GAP if kept and not _goes_on(part) else TITLE_GAP
        ends = len(kept) == MOST_LINES or _ends_subject(part, kept, edges)
        if gap > limit * height or ends:
            left_over = _is_left_over(part, kept, gap / height, edges)
            break
        kept.append(part)
        above = part
    return _subject(kept, left_over=left_over)


def _beside(rows: Sequence[Run], title: Run) -> list[Run]:
    """The rest of the title's own row, with which the subject begins where the title is no row of its own."""
    row = next((row for row in rows if row.words[: len(title.words)] == title.words), title)
    rest = row.part(len(title.words))
    near = rest is not None and rest.box.left - title.box.right < row.height
    return (
        [rest] if rest is not None and near and (rest.text[:1].islower() or opens_subject(rest.text)) else []
    )


def _subject(kept: list[Run], *, left_over: bool) -> FoundText | None:
    if not kept:
        return None
    kept[0] = _from_opening(kept[0])
    doubts = ("maybe_cut",) if left_over else ()
    return FoundText("trich_yeu", " ".join(run.text for run in kept), tuple(kept), doubts=doubts)


def _goes_on(row: Run) -> bool:
    """Whether a row can only be the rest of the row above it: it begins in the middle of a sentence."""
    return row.text[:1].islower() and NUMBERED.match(row.text) is None and capitals(row.text) < FEW_CAPITALS


def _under(row: Run, kept: Sequence[Run], height: float) -> Run | None:
    """The row where it stands close under the subject, though not under the middle of the title."""
    last = kept[-1] if kept else None
    if last is None or len(pieces(row, STAMP_GAP)) > 1:
        return None
    near = 0 <= row.band.top - last.band.bottom <= LINE_GAP * height
    alike = _goes_on(row) or (in_capitals(row.text) and in_capitals(last.text))
    return row if near and alike and row.box.overlap_x(last.box) > UNDER else None


def _is_left_over(row: Run, kept: Sequence[Run], gap: float, edges: tuple[float, float]) -> bool:
    """Whether a row that ended the subject may have been a part of it: nothing shows that the body begins there."""
    if not kept or gap > LEFT_OVER_GAP or is_noise(row.text):
        return False
    if starts_body(row.text) or after_kinh_gui(row.text) is not None or has_bullet(row.text):
        return False
    if in_capitals(row.text) and not in_capitals(kept[-1].text):
        return False  # in whose name the paper decides
    full = kept[-1].box.right > edges[1] - 2 * kept[-1].height
    indented = row.box.left > edges[0] + row.height
    return (full and not indented) or not _is_paragraph(row, edges)


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
    return bool(kept) and not _is_open(kept[-1]) and _is_paragraph(row, edges)


def _is_open(row: Run) -> bool:
    """Whether a row ends with a word after which its name follows in the next row: "của", "trên địa bàn xã"."""
    return folded(row.texts[-1]) in JOINING or UNIT_AT_END.search(row.text.lower()) is not None


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
    kept, left_over = [column[start]], False
    height = usual_height(column)
    for run in column[start + 1 :]:
        gap = (run.band.top - kept[-1].band.bottom) / height
        if gap > TITLE_GAP or after_kinh_gui(run.text) is not None or is_noise(run.text):
            break
        if starts_body(run.text) or run.box.right > heading.right:
            break
        if len(kept) == MOST_LINES or (gap > LINE_GAP and not _goes_on(run)):
            left_over = True
            break
        kept.append(run)
    doubts = ("maybe_cut",) if left_over else ()
    return FoundText("trich_yeu", " ".join(run.text for run in kept), tuple(kept), doubts=doubts)


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
