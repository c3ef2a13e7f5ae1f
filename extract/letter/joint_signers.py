"""All who sign a paper together: names side by side or one over the other, each under a position and an agency.

Joint papers (liên tịch), minutes and plans of several agencies end so. Which signer is the first one, no layout says for
certain, so the list is always given for review. A name that stands level with a signer is listed even where its position was
not read, and a position level with another where its name was not.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.letter.foot import recipients_row
from extract.letter.signature_block import NAME_REACH, TITLE_ROWS_GAP, body_end, is_name, signs
from extract.rows.found_text import FoundText
from extract.rows.rows import Run, pieces
from extract.rows.wording import has_bullet, in_capitals, is_noise

JOINT_SIGNERS = "nguoi_ky_lien_tich"
LISTED = "signers_listed"
FEWEST = 2  # who sign together
LEVEL = 2.0  # heights between the tops of rows that stand beside each other
SLACK = 2.0  # heights by which the middle of a name may lie beside its position


class Signer(NamedTuple):
    """The rows of agency and position from top to bottom, and the name under them; one of both may not have been read."""

    over: tuple[Run, ...]
    name: Run | None

    @property
    def text(self) -> str:
        """Such as "TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH: Trần Thị Hạnh"."""
        said = ", ".join(run.text for run in self.over)
        return ": ".join(part for part in (said, self.name.text if self.name else "") if part)

    @property
    def runs(self) -> tuple[Run, ...]:
        """All rows."""
        return (*self.over, *((self.name,) if self.name else ()))


def joint_signers(pages: Iterable[tuple[Sequence[Run], int]]) -> FoundText | None:
    """Who signs the pages, given the rows and the width of each; None unless several do."""
    found = [signer for rows, width in pages for signer in _signers(rows, width)]
    if sum(signer.name is not None for signer in found) < FEWEST:
        return None
    items = tuple(dict.fromkeys(signer.text for signer in found))
    runs = tuple(run for signer in found for run in signer.runs)
    return FoundText(JOINT_SIGNERS, "; ".join(items), runs, items=items, doubts=(LISTED,))


def _signers(rows: Sequence[Run], width: int) -> list[Signer]:
    """Who signs one page, from top to bottom and from left to right."""
    parts = [part for row in _foot(rows, width) for part in pieces(row) if not is_noise(part.text)]
    names = [part for part in parts if is_name(part.text) and not has_bullet(part.text)]
    whole: list[Signer] = []
    for name in names:
        position = _position_over(name, parts, names)
        if position is not None:
            whole.append(Signer((*_agency_over(position, parts, names), position), name))
    return _in_order([*whole, *_halves(whole, parts, names)])


def _foot(rows: Sequence[Run], width: int) -> list[Run]:
    """The rows under the body of a page; the list of recipients beside a signer is no body."""
    recipients = recipients_row(rows, width)
    above = [row for row in rows if recipients is None or row.band.bottom < recipients.band.top]
    end = body_end(above, width)
    return [row for row in rows if row.band.center[1] > end]


def _position_over(name: Run, parts: Sequence[Run], names: Sequence[Run]) -> Run | None:
    """The position right over a name, with no other name between them."""
    over = [
        part
        for part in parts
        if 0 < name.band.top - part.band.top < NAME_REACH * part.height
        and _is_over(part, name)
        and (part in names or signs(part.text))
    ]
    nearest = max(over, key=lambda part: part.band.top, default=None)
    return nearest if nearest is not None and signs(nearest.text) else None


def _agency_over(position: Run, parts: Sequence[Run], names: Sequence[Run]) -> tuple[Run, ...]:
    """The rows in capitals close over a position: in whose name, and of which agency."""
    found = [position]
    for part in sorted(parts, key=lambda part: -part.band.top):
        gap = found[0].band.top - part.band.bottom
        near = -part.height < gap < TITLE_ROWS_GAP * part.height and part.band.top < found[0].band.top
        if near and part not in names and in_capitals(part.text) and _is_over(part, found[0]):
            found.insert(0, part)
    return tuple(found[:-1])


def _is_over(part: Run, below: Run) -> bool:
    slack = SLACK * part.height
    middle = below.box.center[0]
    return part.box.left - slack < middle < part.box.right + slack


def _halves(whole: Sequence[Signer], parts: Sequence[Run], names: Sequence[Run]) -> list[Signer]:
    """Names and positions that stand level with those of signers and belong to none of them."""
    taken = {run for signer in whole for run in signer.runs}
    free = [part for part in parts if part not in taken]
    lone = [Signer((), part) for part in free if part in names and _is_level(part, whole, -1)]
    named = [part for part in free if part not in names and signs(part.text) and _is_level(part, whole, -2)]
    blocks = [(*_agency_over(part, parts, names), part) for part in named]
    # The row of an agency may be one of signing, too, and is part of the block under it.
    inner = {run for block in blocks for run in block[:-1]}
    return [*lone, *(Signer(block, None) for block in blocks if block[-1] not in inner)]


def _is_level(part: Run, whole: Sequence[Signer], at: int) -> bool:
    return any(abs(signer.runs[at].band.top - part.band.top) < LEVEL * part.height for signer in whole)


def _in_order(signers: Sequence[Signer]) -> list[Signer]:
    """From top to bottom; those who stand level, from left to right."""
    levels: list[list[Signer]] = []
    for signer in sorted(signers, key=lambda one: one.runs[-1].band.top):
        last = signer.runs[-1]
        if levels and abs(levels[-1][0].runs[-1].band.top - last.band.top) < LEVEL * last.height:
            levels[-1].append(signer)
        else:
            levels.append([signer])
    return [signer for level in levels for signer in sorted(level, key=lambda one: one.runs[-1].box.left)]
