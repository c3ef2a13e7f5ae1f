"""The printed headings of forms over a signature: "NGƯỜI KÝ TRÍCH LỤC", "Thủ trưởng cơ sở y tế".

Such a heading says who has to sign, and is no position. The position of the signer stands below it, or nowhere. A
narrow column breaks a long heading into two rows.
"""

import re
from collections.abc import Sequence

from extract.rows.rows import Run
from extract.text.fold import fold
from extract.text.likeness import folded, likeness

HEADINGS = (
    "Thủ trưởng cơ quan", "Thủ trưởng đơn vị", "Thủ trưởng cơ quan, đơn vị",
    "Thủ trưởng cơ quan đăng ký cư trú", "Thủ trưởng cơ sở y tế", "Đại diện cơ sở y tế",
    "Thủ trưởng cơ sở khám bệnh, chữa bệnh", "Đại diện cơ sở khám bệnh, chữa bệnh",
    "Người ký giấy khai sinh", "Người ký bản sao", "Người ký trích lục", "Người ký giấy xác nhận",
    "Người ký giấy chứng nhận kết hôn", "Người ký giấy chứng nhận", "Người ký giấy chứng sinh",
)  # fmt: skip
FLOOR = 0.86  # likeness from which a row is a heading
FIRST_WORD = 0.5  # likeness from which the first word of a row is that of a heading
MOST_ROWS = 2  # rows of the longest heading
ROWS_GAP = 1.2  # heights of white between two rows of one heading at most
NOTE = re.compile(r"\W*\d{0,2}\W*$")
"""What the mark of a note behind a heading is read as: "TRÚ(3)", "TRÚ®)"."""
REMARK = re.compile(r"\W*k[yi]\b\W*(?:ten|ghi|ho|dong dau|va)\b")
"""How the remark of a form under a heading begins: "(Ký, ghi rõ họ tên)"."""


def heading_rows(parts: Sequence[Run], at: int) -> int:
    """How many of the rows from row ``at`` on are one heading; 0 if it is none."""
    counts = range(1, min(MOST_ROWS, len(parts) - at) + 1)
    said = [(_likeness(" ".join(run.text for run in parts[at : at + count])), count) for count in counts]
    near = [(alike, count) for alike, count in said if count == 1 or _is_close(parts[at : at + count])]
    alike, count = max(near, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
    return count if alike >= FLOOR else 0


def is_remark(text: str) -> bool:
    """Whether a row says how to sign."""
    return REMARK.match(fold(text)) is not None


def _likeness(text: str) -> float:
    bare = NOTE.sub("", text)
    alike = (likeness(bare, heading) for heading in HEADINGS if _may_be(bare, heading))
    return max(alike, default=0.0)


def _may_be(text: str, heading: str) -> bool:
    """Whether a text is about as long as a heading and begins with the same word: "PHÓ THỦ TRƯỞNG" and "KT." do not."""
    same_length = abs(len(folded(text)) - len(folded(heading))) * 4 <= len(folded(heading))
    return same_length and likeness(text.split(maxsplit=1)[0], heading.split(maxsplit=1)[0]) >= FIRST_WORD


def _is_close(rows: Sequence[Run]) -> bool:
    above, below = rows
    gap = below.band.top - above.band.bottom
    return gap <= ROWS_GAP * above.height and below.box.overlap_x(above.box) > 0
