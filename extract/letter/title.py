"""The title of a letter: the kind of document that a row in capitals below the head names (NĐ 30/2020/NĐ-CP, Điều 7)."""

from collections.abc import Iterable, Sequence

from extract.letter.head import SUBJECT, Head
from extract.parse.document_kinds import kind_of_title
from extract.rows.rows import Run, pieces
from extract.rows.wording import TITLE_WORDS, after_kinh_gui, in_capitals, starts_body
from extract.text.fold import fold

UNDER_ADDRESSEES = (
    6.0  # heights below "Kính gửi" within which the title of a paper stands that names them first
)
OPENING_FLOOR = 0.92  # likeness from which a title begins with the name of a kind


def titled(rows: Sequence[Run], head: Head) -> tuple[str, Run] | None:
    """The kind of document in the title below the head, and the title; None where the body begins before one."""
    addressed: float | None = None
    for row in rows:
        if row.band.center[1] <= head.bottom - 0.5 * row.height:
            continue
        for part in dict.fromkeys((*_opening(row), row, *pieces(row))):
            kind = kind_named(part) if in_capitals(part.text) and len(part.words) <= TITLE_WORDS else None
            if kind is not None:
                return kind, part
        if after_kinh_gui(row.text) is not None and addressed is None:
            addressed = row.band.bottom + UNDER_ADDRESSEES * row.height
        elif starts_body(row.text) or (addressed is not None and row.band.top > addressed):
            return None
    return None


def _opening(row: Run) -> Iterable[Run]:
    """The words in capitals with which a row begins, where its subject goes on in the same row."""
    about = next((at for at in range(1, len(row.words)) if opens_subject(" ".join(row.texts[at:]))), None)
    small = next((at for at, text in enumerate(row.texts) if not text.isupper()), len(row.words))
    count = about if about is not None and about <= small else small
    part, rest = row.part(0, count), row.part(count)
    named = kind_of_title(part.text) if part is not None else None
    if part is None or rest is None or named is None:
        return
    if count == about or (rest.text[0].islower() and named.likeness == 1):
        yield part


def opens_subject(text: str) -> bool:
    """Whether a row begins with "V/v" or "Về việc"."""
    return SUBJECT.match(fold(text)) is not None


def kind_named(part: Run) -> str | None:
    """The kind of document that a row in capitals names, alone or before the agency ("QUYẾT ĐỊNH CỦA …")."""
    whole = kind_of_title(part.text)
    if whole is not None:
        return whole.kind.name
    opening = (" ".join(part.texts[:count]) for count in range(4, 1, -1) if count < len(part.words))
    near = (match for text in opening if (match := kind_of_title(text)) is not None)
    return next((match.kind.name for match in near if match.likeness >= OPENING_FLOOR), None)
