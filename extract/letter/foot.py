"""The foot of a letter made under NĐ 30/2020/NĐ-CP: the signer on the right, the recipients on the left.

The name may stand far below the signer's position, under seal and signature; only text there that has the
form of a person's name is taken.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.letter.issue_day import day_over
from extract.letter.signature_block import (
    NAME_REACH,
    POSITION_WORDS,
    RIGHT_HALF,
    SignatureBlock,
    is_name,
    signature_block,
    signs,
)
from extract.letter.signed_under import heading_rows, is_remark
from extract.parse.names import person_name
from extract.parse.signing import is_position, signing_form
from extract.rows.found_text import FoundText, reading
from extract.rows.rows import Run, pieces
from extract.rows.wording import has_bullet, in_capitals, is_noise, without_bullet
from extract.text.likeness import find_phrase, folded, letters

RECIPIENTS = "Nơi nhận"
RECIPIENTS_FLOOR = 0.75  # likeness from which a row opens the list of recipients
OVER_NAME = 2.0  # heights of white between a position and the name of the signer right under it
NO_NAME = "signer_unsure"
READ = 0.5  # confidence of a word from which it is more than a guess at a signature or a seal
MOST_WORDS = 8  # words of the longest name
LEAST_LETTERS = 4  # letters of the shortest name; less is a crumb of a signature
NAME_SIGNS = re.compile(r"[^\W\d_][\w'’`´ʼ. -]*")
OVER_BLOCK = 5.0  # heights above a block of the signer within which its place and day stand
WIDER = 8.0  # heights by which the middle of that row may lie beside the block
SEVERAL = "several_signers"
LIST_GAP = 2.2  # heights of white after which the list of recipients has ended


def read_foot(rows: Sequence[Run], width: int) -> tuple[FoundText, ...]:
    """The fields at the foot of the page with these rows; none if nobody signs on it."""
    recipients = recipients_row(rows, width)
    block = signature_block(rows, recipients, width)
    if block is None:
        return tuple(_listed(rows, recipients, 0.5 * width)) if recipients else ()
    edge = block.left - 0.5 * block.rows[0].height
    recipients = recipients or _row_over_list(rows, block, edge)
    listed = _listed(rows, recipients, edge) if recipients else ()
    name = _name(rows, block)
    signer = [one for one in (*_authority(_with_position_over(name, rows, block)), name) if one]
    if _sign_several(rows, block, name):
        signer = doubted(signer, SEVERAL)
    return (*signer, *listed)


def doubted(readings: Iterable[FoundText], doubt: str) -> list[FoundText]:
    """The found texts with one more doubt each."""
    return [replace(one, doubts=(*one.doubts, doubt)) for one in readings]


def day_at_foot(rows: Sequence[Run], width: int) -> tuple[FoundText, ...]:
    """The place and day over the signer of a page; none if nobody signs on it."""
    block = signature_block(rows, recipients_row(rows, width), width)
    found = day_over(_over_block(rows, block, width)) if block else ()
    return tuple(one for one in found if one is not None)


def _over_block(rows: Sequence[Run], block: SignatureBlock, width: int) -> list[Run]:
    """The pieces close above a block of the signer, where many forms have place and day."""
    first = block.rows[0]
    top, slack = first.band.top - OVER_BLOCK * first.height, WIDER * first.height
    near = (row for row in rows if top < row.band.center[1] < first.band.top)
    parts = (part for row in near for part in pieces(row) if part.box.center[0] > RIGHT_HALF * width)
    return [part for part in parts if _under(part, block, slack)]


def _with_position_over(name: FoundText | None, rows: Sequence[Run], block: SignatureBlock) -> SignatureBlock:
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


def _sign_several(rows: Sequence[Run], block: SignatureBlock, name: FoundText | None) -> bool:
    """Whether a position with a name under it stands beside the block, above it, or below the name of its signer."""
    first, last = block.rows[0], block.rows[-1]
    reach = NAME_REACH * last.height
    above = first.band.top - 2 * first.height
    below = name.runs[0].band.bottom if name else last.band.bottom + reach
    others = [
        part
        for row in rows
        if row.band.center[1] > first.band.top - reach
        for part in pieces(row)
        if part.box.right < block.left or part.box.left > block.right or not above <= row.band.top <= below
    ]
    return any(_signs_with_name(part, others, reach) for part in others)


def _signs_with_name(position: Run, parts: Sequence[Run], reach: float) -> bool:
    """Whether a piece is a position under which a name stands."""
    slack = 2 * position.height
    return signs(position.text) and any(
        0 < part.band.top - position.band.top < reach
        and position.box.left - slack < part.box.center[0] < position.box.right + slack
        and is_name(part.text)
        for part in parts
    )


def _row_over_list(rows: Sequence[Run], block: SignatureBlock, edge: float) -> Run | None:
    """The row beside the block of the position and above two entries of a list: an unreadable "Nơi nhận"."""
    top = block.rows[0].band.top - 2 * block.rows[0].height
    beside = [part for row in rows if row.band.center[1] > top and (part := row.within(0, edge)) is not None]
    over = (
        at for at in range(len(beside) - 2) if all(has_bullet(run.text) for run in beside[at + 1 : at + 3])
    )
    first = next(over, None)
    return beside[first] if first is not None and not has_bullet(beside[first].text) else None


def recipients_row(rows: Sequence[Run], width: int) -> Run | None:
    """The row that opens the list of recipients, or None."""
    for row in reversed(rows):
        found = find_phrase(row.texts, RECIPIENTS, RECIPIENTS_FLOOR)
        part = row.part(found.start, found.end) if found and found.start <= 1 else None
        if part is not None and part.box.left < (1 - RIGHT_HALF) * width / 2 and len(row.text) < 60:  # noqa: PLR2004  (no prose)
            return part
    return None


def _authority(block: SignatureBlock) -> Iterable[FoundText | None]:
    *over, last = block.rows
    if block.untitled:
        return
    if signing_form(last.text) and not over:
        yield reading("quyen_han_ky", [last])
        return
    yield reading("quyen_han_ky", over)
    yield reading("chuc_vu_nguoi_ky", [last], doubts=tuple(_position_doubts(block)))


def _position_doubts(block: SignatureBlock) -> Iterable[str]:
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


def _name(rows: Sequence[Run], block: SignatureBlock) -> FoundText | None:
    last = block.rows[-1]
    end = last.band.bottom + NAME_REACH * last.height
    below = [row for row in rows if last.band.bottom <= row.band.center[1] <= end]
    slack = 2 * last.height
    parts = [part for row in below for part in pieces(row) if _under(part, block, slack)]
    named = [part for part in parts if is_name(part.text)]
    if not named:
        return _unknown_name(parts)
    best = max(named, key=lambda part: (_certainty(part.text), part.confidence))
    return reading("nguoi_ky", [best])


def _unknown_name(parts: Sequence[Run]) -> FoundText | None:
    """What was read where the name stands, though it has not the form of one: a person has to see who signs."""
    maybe = [part for part in parts if _may_be_name(part)]
    best = max(maybe, key=lambda part: (_certainty(part.text), _letters(part)), default=None)
    return reading("nguoi_ky", [best], doubts=(NO_NAME,)) if best else None


def _may_be_name(part: Run) -> bool:
    """Whether a row under a position has no more than a few clear words with capitals, and says nothing else."""
    words = part.text.split()
    clear = part.confidence > READ and len(words) <= MOST_WORDS and _letters(part) >= LEAST_LETTERS
    spoken = any(not word[0].isupper() for word in words) or not NAME_SIGNS.fullmatch(part.text)
    other = is_remark(part.text) or signs(part.text) or heading_rows([part], 0) > 0
    return clear and not spoken and not other


def _letters(part: Run) -> int:
    return sum(map(str.isalpha, part.text))


def _under(part: Run, block: SignatureBlock, slack: float) -> bool:
    return block.left - slack < part.box.center[0] < block.right + slack


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
        doubts = ("has_hole",) if any(len(pieces(run)) > 1 for run in runs) else ()
        yield FoundText("noi_nhan", "; ".join(entries), tuple(runs), items=entries, doubts=doubts)


def _left_rows(rows: Sequence[Run], below: float, right: float, recipients: Run) -> Iterable[Run]:
    for row in rows:
        if row.band.top <= below:
            continue
        first, *others = pieces(row)
        # A dash far from its words lost a word; a crumb of a stamp may stand there, too.
        lone = is_noise(first.text) and any(other.box.left < right for other in others)
        part = (row if lone else first).within(0, right)
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
