"""The foot of a letter made under NĐ 30/2020/NĐ-CP: the signer on the right, the recipients on the left.

The name may stand far below the signer's position, under seal and signature; only text there that has the
form of a person's name is taken.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.parse.names import person_name
from extract.parse.parsed import TIDIED
from extract.parse.signing import is_position, position_meant, signing_form
from extract.rows.found_text import FoundText, reading
from extract.rows.rows import Run, pieces, usual_height
from extract.rows.wording import has_bullet, in_capitals, is_noise, without_bullet
from extract.text.likeness import find_phrase, folded, letters

RECIPIENTS = "Nơi nhận"
RECIPIENTS_FLOOR = 0.75  # likeness from which a row opens the list of recipients
RIGHT_HALF = 0.42  # share of the width right of which a signature block begins
TITLE_ROWS_GAP = 2.0  # heights of white between two rows of one position
OVER_NAME = 2.0  # heights of white between a position and the name of the signer right under it
NAME_REACH = 16  # heights below the position within which the signer's name stands: signature and seal are between them
LIST_GAP = 2.2  # heights of white after which the list of recipients has ended
# First words of positions; no other word among the first three of a position folds to one of them.
POSITION_WORDS = {
    folded(word): word
    for word in [
        "chủ",
        "tịch",
        "phó",
        "giám",
        "đốc",
        "chánh",
        "văn",
        "viện",
        "cục",
        "vụ",
        "tổng",
        "nhiệm",
        "thư",
        "ký",
        "bí",
        "ủy",
        "viên",
        "bộ",
        "thứ",
        "thủ",
        "tướng",
    ]
}
NAME = re.compile(r"^[^\W\d_]+(?:[ -][^\W\d_]+){1,5}$")


class _Block(NamedTuple):
    """The rows of signing form and position, from top to bottom.

    ``more``: words of positions stand below that are not a position by themselves, so a row was misread.
    """

    rows: tuple[Run, ...]
    more: bool = False

    @property
    def left(self) -> int:
        return min(run.box.left for run in self.rows)

    @property
    def right(self) -> int:
        return max(run.box.right for run in self.rows)


def read_foot(rows: Sequence[Run], width: int) -> tuple[FoundText, ...]:
    """The fields at the foot of the page with these rows; none if nobody signs on it."""
    recipients = _recipients_row(rows, width)
    block = _title_block(rows, recipients, width)
    if block is None:
        return tuple(_listed(rows, recipients, 0.5 * width)) if recipients else ()
    edge = block.left - 0.5 * block.rows[0].height
    recipients = recipients or _row_over_list(rows, block, edge)
    listed = _listed(rows, recipients, edge) if recipients else ()
    name = _name(rows, block)
    signer = [*_authority(_with_position_over(name, rows, block)), name]
    if _sign_several(rows, block, recipients):
        signer = [replace(one, doubts=(*one.doubts, "several_signers")) for one in signer if one]
    return tuple(one for one in (*signer, *listed) if one is not None)


def _with_position_over(name: FoundText | None, rows: Sequence[Run], block: _Block) -> _Block:
    """The block with a position that stands not under its signing form but right over the name."""
    last = block.rows[-1]
    if name is None or signing_form(last.text) is None:
        return block
    named = name.runs[0]
    over = [
        part
        for row in rows
        for part in pieces(row)
        if last.band.bottom < part.band.center[1] < named.band.top and is_position(part.text)
    ]
    close = [one for one in over if named.band.top - one.band.bottom < OVER_NAME * named.height]
    beneath = [one for one in close if in_capitals(one.text) and _under(one, block, 2 * last.height)]
    return block._replace(rows=(*block.rows, beneath[-1])) if beneath else block


def _sign_several(rows: Sequence[Run], block: _Block, recipients: Run | None) -> bool:
    """Whether a position with a name under it stands left of the block, where no recipients are listed."""
    top, end = block.rows[0].band.top, block.rows[-1].band.bottom + NAME_REACH * block.rows[-1].height
    left = [
        part
        for row in rows
        if top - 2 * row.height < row.band.center[1] < end
        for part in pieces(row)
        if part.box.right < block.left
    ]
    signs = any(_signs(part.text) for part in left)
    return signs and recipients is None and any(_is_name(part.text) for part in left)


def _row_over_list(rows: Sequence[Run], block: _Block, edge: float) -> Run | None:
    """The row beside the block of the position and above two entries of a list: an unreadable "Nơi nhận"."""
    top = block.rows[0].band.top - 2 * block.rows[0].height
    beside = [part for row in rows if row.band.center[1] > top and (part := row.within(0, edge)) is not None]
    over = (
        at for at in range(len(beside) - 2) if all(has_bullet(run.text) for run in beside[at + 1 : at + 3])
    )
    first = next(over, None)
    return beside[first] if first is not None and not has_bullet(beside[first].text) else None


def _recipients_row(rows: Sequence[Run], width: int) -> Run | None:
    for row in reversed(rows):
        found = find_phrase(row.texts, RECIPIENTS, RECIPIENTS_FLOOR)
        part = row.part(found.start, found.end) if found and found.start <= 1 else None
        if part is not None and part.box.left < (1 - RIGHT_HALF) * width / 2 and len(row.text) < 60:  # noqa: PLR2004  (no prose)
            return part
    return None


def _title_block(rows: Sequence[Run], recipients: Run | None, width: int) -> _Block | None:
    """The rows in capitals on the right that begin with a signing form or a position."""
    height = usual_height(rows)
    top = recipients.band.top - 4 * height if recipients else _after_body(rows, width)
    right = [part for row in rows if row.band.center[1] > top for part in _right_parts(row, width)]
    start = next((at for at, run in enumerate(right) if _signs(run.text)), None)
    if start is None:
        return None
    kept, more = [right[start]], False
    for run in right[start + 1 :]:
        if run.band.top - kept[-1].band.bottom > TITLE_ROWS_GAP * height or not in_capitals(run.text):
            break
        if run.box.overlap_x(kept[-1].box) < 0.3 or is_noise(run.text):  # noqa: PLR2004  (beside, not below)
            break
        if not (_signs(run.text) or signing_form(kept[-1].text)):
            more = any(folded(text) in POSITION_WORDS for text in run.texts)
            break
        kept.append(run)
    return _Block(tuple(kept), more)


def _after_body(rows: Sequence[Run], width: int) -> float:
    """The bottom of the last full line of the body: if there is no "Nơi nhận", the signature stands below it."""
    wide = (row for row in rows if row.box.width > 0.5 * width and not in_capitals(row.text))
    # A row with the names of several people who sign side by side is wide, too.
    prose = [row.band.bottom for row in wide if not all(_is_name(part.text) for part in pieces(row))]
    return max(prose, default=0) - 1.0


def _right_parts(row: Run, width: int) -> Iterable[Run]:
    for part in pieces(row):
        if part.box.center[0] > RIGHT_HALF * width and not is_noise(part.text):
            yield _without_crumbs(part)


def _without_crumbs(part: Run) -> Run:
    """A row in capitals without pieces of seal and signature in front of it and behind it."""
    if signing_form(part.text):
        return part  # the letters of "K T ." are no crumbs
    kept = [at for at, word in enumerate(part.words) if in_capitals(word.text) and not is_noise(word.text)]
    return part.part(kept[0], kept[-1] + 1) or part if kept else part


def _signs(text: str) -> bool:
    if not in_capitals(text):
        return False
    return signing_form(text) is not None or is_position(text) or position_meant(text) is not None


def _authority(block: _Block) -> Iterable[FoundText | None]:
    *over, last = block.rows
    if signing_form(last.text) and not over:
        yield reading("quyen_han_ky", [last])
        return
    yield reading("quyen_han_ky", over)
    yield reading("chuc_vu_nguoi_ky", [last], doubts=tuple(_position_doubts(block)))


def _position_doubts(block: _Block) -> Iterable[str]:
    """Doubts: the position is not a known one, or lost a word ("KT. CHỦ TỊCH" above CHỦ TỊCH and not PHÓ CHỦ TỊCH)."""
    *over, last = block.rows
    text = last.text
    if block.more:
        yield "maybe_cut"
    form = signing_form(over[-1].text) if over else None
    if not is_position(text):
        yield "position_unknown"
    if any(POSITION_WORDS.get(folded(word), letters(word)) != letters(word) for word in text.split()[:3]):
        yield "misspelled"
    if form and form.code == "KT." and folded(text) in folded(form.rest):
        yield "position_contradicts_form"


def _name(rows: Sequence[Run], block: _Block) -> FoundText | None:
    last = block.rows[-1]
    end = last.band.bottom + NAME_REACH * last.height
    below = [row for row in rows if last.band.bottom <= row.band.center[1] <= end]
    slack = 2 * last.height
    parts = [part for row in below for part in pieces(row) if _under(part, block, slack)]
    named = [part for part in parts if _is_name(part.text)]
    if not named:
        return None
    best = max(named, key=lambda part: (_certainty(part.text), part.confidence))
    return reading("nguoi_ky", [best])


def _under(part: Run, block: _Block, slack: float) -> bool:
    return block.left - slack < part.box.center[0] < block.right + slack


def _is_name(text: str) -> bool:
    parsed = person_name(text)
    name = str(parsed.value) if parsed else ""
    if parsed is None or not NAME.match(name):
        return False
    if in_capitals(name):
        # Positions and agencies are in capitals, too: only a name that cannot be anything else is one.
        return parsed.certainty >= TIDIED
    return all(word[0].isupper() for word in name.split())


def _certainty(text: str) -> float:
    parsed = person_name(text)
    return parsed.certainty if parsed else 0.0


def _listed(rows: Sequence[Run], recipients: Run, right: float) -> Iterable[FoundText]:
    items: list[str] = []
    runs: list[Run] = []
    below = recipients.band.center[1]
    for part in _left_rows(rows, below, right, recipients):
        above = runs[-1] if runs else recipients
        if part.band.top - above.band.bottom > LIST_GAP * above.height:
            break
        if items and _continues(part, runs[-1], items[-1]):
            items[-1] = f"{items[-1]} {part.text}"
        else:
            if items and _is_last(items[-1]):
                break
            items.append(part.text)
        runs.append(part)
    entries = tuple(entry for item in items if (entry := without_bullet(item)))
    if entries:
        yield FoundText("noi_nhan", "; ".join(entries), tuple(runs), items=entries)


def _left_rows(rows: Sequence[Run], below: float, right: float, recipients: Run) -> Iterable[Run]:
    for row in rows:
        if row.band.top <= below:
            continue
        part = next(iter(pieces(row)), None)
        part = part.within(0, right) if part else None
        if (
            part is not None
            and not is_noise(part.text)
            and part.box.left < recipients.box.right + 2 * recipients.height
        ):
            yield part


def _continues(part: Run, above: Run, item: str) -> bool:
    ended = item.rstrip().endswith((";", ".", ","))
    return (
        not has_bullet(part.text)
        and not ended
        and part.box.left >= above.box.left - 0.5 * part.height
        and has_bullet(item)
    )


def _is_last(item: str) -> bool:
    """Whether the entry is the file copy ("Lưu: VT, …"), which is the last one of the list."""
    return folded(without_bullet(item)).startswith("luu")
