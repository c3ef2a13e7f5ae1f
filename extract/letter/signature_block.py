"""The block over a signature: the rows in capitals that say in whose name somebody signs, and as what.

Forms print a heading over it, or in its place (``signed_under``).
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.letter.signed_under import heading_rows, is_remark
from extract.parse.names import person_name
from extract.parse.parsed import TIDIED
from extract.parse.signing import is_position, position_meant, signing_form
from extract.rows.rows import Run, pieces, usual_height
from extract.rows.wording import in_capitals, is_noise
from extract.text.likeness import folded

RIGHT_HALF = 0.42  # share of the width right of which a signature block begins
SAME_ROW = 0.5  # share of the height that two pieces of one row have in common
TITLE_ROWS_GAP = 2.0  # heights of white between two rows of one position
NAME_REACH = 16  # heights below the position within which the signer's name stands: signature and seal are between them
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
NAME = re.compile(r"^[^\W\d_]+(?:[ '’`-][^\W\d_]+){1,7}$")


class SignatureBlock(NamedTuple):
    """The rows of signing form and position, from top to bottom.

    ``more``: words of positions stand below that are not a position by themselves, so a row was misread.
    ``untitled``: the rows are the heading of a form, under which no position stands.
    """

    rows: tuple[Run, ...]
    more: bool = False
    untitled: bool = False

    @property
    def left(self) -> int:
        """Pixels."""
        return min(run.box.left for run in self.rows)

    @property
    def right(self) -> int:
        """Pixels."""
        return max(run.box.right for run in self.rows)


def signature_block(rows: Sequence[Run], recipients: Run | None, width: int) -> SignatureBlock | None:
    """The rows on the right that begin with a signing form or a position, or the heading of a form above none."""
    height = usual_height(rows)
    top = recipients.band.top - 4 * height if recipients else body_end(rows, width)
    right = [part for row in rows if row.band.center[1] > top for part in _right_parts(row, width)]
    start = next((at for at, run in enumerate(right) if signs(run.text) or heading_rows(right, at)), None)
    if start is None:
        # Where several sign, the recipients stand below them.
        over = [row for row in rows if recipients and row.band.bottom < recipients.band.top]
        return signature_block(over, None, width) if over else None
    count = heading_rows(right, start)
    if not count:
        return _titled(right[start:], height)
    heading = tuple(right[start : start + count])
    below = [run for run in right[start + count :] if _is_under(run, heading)]
    titled = next((at for at, run in enumerate(below) if signs(run.text)), None)
    return SignatureBlock(heading, untitled=True) if titled is None else _titled(below[titled:], height)


def _is_under(run: Run, heading: Sequence[Run]) -> bool:
    """Whether words stand near under a heading, whose last row may be short."""
    left, right = min(one.box.left for one in heading), max(one.box.right for one in heading)
    last = heading[-1]
    near = run.band.top - last.band.bottom < NAME_REACH * last.height
    return near and left - 2 * last.height < run.box.center[0] < right + 2 * last.height


def _titled(right: Sequence[Run], height: float) -> SignatureBlock:
    """The rows in capitals from the first one on that belong together."""
    kept, more = [right[0]], False
    for run in right[1:]:
        if run.band.top - kept[-1].band.bottom > TITLE_ROWS_GAP * height or not in_capitals(run.text):
            break
        if run.band.overlap_y(kept[-1].band) > SAME_ROW:
            continue  # another signer's, beside
        if run.box.overlap_x(kept[-1].box) < 0.3 or is_noise(run.text):  # noqa: PLR2004  (beside, not below)
            break
        if not (signs(run.text) or signing_form(kept[-1].text)):
            more = any(folded(text) in POSITION_WORDS for text in run.texts)
            break
        kept.append(run)
    return SignatureBlock(tuple(kept), more)


def body_end(rows: Sequence[Run], width: int) -> float:
    """The bottom of the last full line of the body: if there is no "Nơi nhận", the signature stands below it."""
    wide = (row for row in rows if _width(row) > 0.5 * width and not in_capitals(row.text))
    prose = [row.band.bottom for row in wide if not _is_of_signatures(pieces(row))]
    return max(prose, default=0) - 1.0


def _width(row: Run) -> int:
    """The width of a row in pixels, without crumbs of a signature far from its words."""
    said = [part.box for part in pieces(row) if not is_noise(part.text)]
    return max(box.right for box in said) - min(box.left for box in said) if said else 0


def _is_of_signatures(parts: Sequence[Run]) -> bool:
    """Whether a wide row belongs to people who sign side by side: names, remarks, a heading over one of them."""
    if any(heading_rows([part], 0) for part in parts):
        return True
    return all(is_name(part.text) or is_remark(part.text) or signs(part.text) for part in parts)


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


def signs(text: str) -> bool:
    """Whether a row in capitals is a signing form or a position."""
    if not in_capitals(text):
        return False
    return signing_form(text) is not None or is_position(text) or position_meant(text) is not None


def is_name(text: str) -> bool:
    """Whether a row is the name of the person who signs."""
    parsed = person_name(text)
    name = str(parsed.value) if parsed else ""
    if parsed is None or not NAME.match(name):
        return False
    if in_capitals(name):
        # Positions and agencies are in capitals, too: only a name that cannot be anything else is one.
        return parsed.certainty >= TIDIED
    return all(word[0].isupper() for word in name.split())
