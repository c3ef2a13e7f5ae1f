"""The agencies at the top left of a letter: one name in several rows, or an agency above one that belongs to it."""

import re
from collections.abc import Sequence

from extract.rows.found_text import FoundText, reading
from extract.rows.rows import Run
from extract.text.fold import fold
from extract.text.likeness import folded, letters
from extract.text.unit_kinds import NAMES, folded_names
from ocr.vietnamese.text import placed

# The first words of names of agencies: a row that begins with another word continues the row above.
HEADS = (
    "ỦY BAN", "UBND", "BỘ", "SỞ", "CỤC", "TỔNG CỤC", "CHI CỤC", "VIỆN", "BỆNH VIỆN", "TRƯỜNG", "HỌC VIỆN",
    "TRUNG TÂM", "PHÒNG", "BAN", "HỘI", "LIÊN ĐOÀN", "ĐẢNG", "TỈNH ỦY", "HUYỆN ỦY", "THÀNH ỦY", "CÔNG AN",
    "CÔNG TY", "TẬP ĐOÀN", "TỔNG CÔNG TY", "TÒA ÁN", "VĂN PHÒNG", "THANH TRA", "KHO BẠC", "NGÂN HÀNG",
    "BẢO HIỂM", "CHÍNH PHỦ", "QUỐC HỘI", "MẶT TRẬN", "ĐOÀN", "TRẠM", "ĐẠI HỌC", "TỔNG LIÊN ĐOÀN", "ĐỘI",
    "HẠT", "CHI NHÁNH", "THUẾ", "THI HÀNH ÁN", "ĐƠN VỊ", "HỘI ĐỒNG", "THƯ VIỆN", "BẢO TÀNG", "NHÀ", "QUỸ",
)  # fmt: skip
JOINING = ("va", "cua", "thuoc", "ve", "voi", "cac", "nhung", "theo", "trong", "cho", "tai")
"""Words after which a name goes on in the next row."""
UNIT_AT_END = re.compile(rf"(?:^|\s)(?:{'|'.join(NAMES)})\W*$")
"""The kind of a unit without its name, which then stands in the next row; "HẢI QUAN" holds none."""
UNNAMED = re.compile(
    r"(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|cong an|dang uy) "
    rf"(?:{folded_names('commune')}|{folded_names('district')})\W*"
)
"""A body of a unit whose name is missing; a hospital may be that of the province, which stands above it."""
NUMBER = re.compile(r"\d{1,2}")
COMPOUNDS = frozenset(
    {
        ("moi", "truong"),
        ("thi", "truong"),
        ("xa", "hoi"),
        ("quoc", "hoi"),
        ("co", "hoi"),
        ("can", "bo"),
        ("noi", "bo"),
    }
    | {("thuong", "vu"), ("tap", "doan"), ("quan", "doan"), ("su", "doan"), ("ngan", "hang"), ("thu", "vien")}
    | {("sinh", "vien"), ("giao", "vien"), ("dang", "vien"), ("quan", "doi"), ("duong", "bo"), ("can", "ho")}
)
"""Words of two syllables that the end of a row may break, so that the second looks like the head of an agency."""
AGENCIES = 2  # agencies above each other of which it is known which one is which


def split_agencies(rows: Sequence[Run]) -> list[FoundText | None]:
    """The upper agency (None unless two agencies stand above each other) and the issuing agency."""
    if not rows:
        return []
    starts = [0, *(number for number in range(1, len(rows)) if _opens(rows[number - 1], rows[number]))]
    last = starts[-1]
    many = ("holds_more",) if len(starts) > AGENCIES else ()
    upper = reading("co_quan_chu_quan", rows[:last], doubts=(*many, *_doubts(rows[:last]))) if last else None
    return [upper, reading("co_quan_ban_hanh", rows[last:], doubts=_doubts(rows[last:]))]


def _doubts(rows: Sequence[Run]) -> tuple[str, ...]:
    """Doubts if the name begins like that of an agency but with other accents, or ends before the name of a unit."""
    text = rows[0].text if rows else ""
    near = [head for head in HEADS if _begins(text, head)]
    exact = any(letters(placed(_opening(text, head))) == letters(head) for head in near)
    unnamed = UNNAMED.fullmatch(fold(" ".join(run.text for run in rows))) is not None
    return (*(("misspelled",) if near and not exact else ()), *(("maybe_cut",) if unnamed else ()))


def is_numbered(above: str, row: str) -> bool:
    """Whether ``row`` is the number of the unit whose kind ends the row above it: "PHƯỜNG" over "12"."""
    return NUMBER.fullmatch(row) is not None and UNIT_AT_END.search(above.lower()) is not None


def _opening(text: str, head: str) -> str:
    return " ".join(text.split()[: len(head.split())])


def _opens(above: Run, row: Run) -> bool:
    """Whether ``row`` begins a new agency's name below ``above``."""
    last, first = folded(above.texts[-1]), folded(row.texts[0])
    unfinished = last in JOINING or (last, first) in COMPOUNDS or above.text.rstrip().endswith(("-", ","))
    unnamed = UNIT_AT_END.search(above.text.lower()) is not None
    alone = len(row.words) == 1 and len(above.words) > 1  # "HỘI" under "XÃ HÒA" is the rest of a name
    return not (unfinished or unnamed or alone) and any(_begins(row.text, head) for head in HEADS)


def _begins(text: str, head: str) -> bool:
    return folded(_opening(text, head)) == folded(head)
