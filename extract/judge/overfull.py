"""What a value holds besides itself: the next label, another row, the mark of a note, a second agency, a cut end.

The words may be read perfectly, and the value is still not the whole of it, or more than it. None of these signs
needs a list of forms; each sends the value to review.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from extract.places.unit_names import ends_with_province
from extract.text.fold import fold
from extract.text.unit_kinds import FOLDED
from ocr.vietnamese.syllable import is_syllable

_LABEL = re.compile(r"[^\W\d_]{2,}(?: [^\W\d_]{2,}){2,8}(?<! số) ?:")
"""Three words or more before a colon, as a label has them; "Căn cước công dân số:" opens a value."""
_NUMBERED_DAY = re.compile(r"\bso \S*\d\S*.*\bngay \d|\bngay \d\d?[/.-]\d")
"""A number or a day, as rows of registration have them; no agency has one in its name."""
_DAY = re.compile(r"\bngay ?\d|\bthang ?\d{1,2} nam ?\d")
"""The day that stands beside the place where a paper was made."""
_LONE_LETTER = re.compile(r"P (?=[^\W\d_])")
"""The raised mark (2) read as a letter before the value; other letters stand in names of places (A Lưới)."""
_SECOND_AGENCY = re.compile(r"^(?:uy ban nhan dan|ubnd)\b.{4,}? (?:trung tam|van phong|phong|so|chi cuc) ")
_AGENCY_AFTER_UNIT = re.compile(
    rf"\b(?:{FOLDED})(?: \w+){{1,4}}? (?:uy ban nhan dan|ubnd|cong an (?:{FOLDED})|trung tam|van phong|chi cuc"
    r"|ban quan ly|hoi dong nhan dan|tram y te|truong (?:mam non|tieu hoc|trung hoc|cao dang|dai hoc)"
    r"|phong (?:kinh te|van hoa|tu phap|noi vu|tai|nong nghiep|quan ly|lao dong|giao duc|y te|canh sat))\b"
)
"""The name of a unit and then another agency with no comma between them: the upper one and the one that issues."""
_PRINTED_POSITION = re.compile(r"^thu truong (?:co quan|don vi)\b")
"""What a form prints over the place of the position; the position itself stands below."""
_UNIT_AT_END = re.compile(rf", (?:{FOLDED})$")

_MORE_THAN_AGENCY = (_NUMBERED_DAY, _SECOND_AGENCY, _AGENCY_AFTER_UNIT)
AGENCIES = ("co_quan_chu_quan", "co_quan_ban_hanh", "noi_dang_ky", "kinh_gui")
MADE_AT = ("dia_danh", "noi_khai")
POSITION = "chuc_vu_nguoi_ky"
SUBJECT = "trich_yeu"


def overfull(field: str, text: str, *, has_units: bool) -> Iterable[str]:
    """The doubts about ``text`` as the value of ``field``; ``has_units``: it names units, as addresses do."""
    plain = fold(text)
    if _LABEL.search(text) and field != SUBJECT:
        yield "holds_label"
    if field != SUBJECT and _holds_sentences(text):
        yield "holds_more"
    if field in AGENCIES and any(sign.search(plain) for sign in _MORE_THAN_AGENCY):
        yield "holds_more"
    if field in MADE_AT and _DAY.search(plain):
        yield "holds_more"
    if has_units and (_LONE_LETTER.match(text) or _passes_province(text)):
        yield "holds_more"
    if field == POSITION and _PRINTED_POSITION.match(plain):
        yield "position_unknown"
    if _UNIT_AT_END.search(plain):
        yield "maybe_cut"


def _holds_sentences(text: str) -> bool:
    """Whether a sentence ends within a value and another one begins: the second one may be the form's own."""
    return any(
        one.endswith(".") and one.islower() and is_syllable(one[:-1]) and after[0].isupper()
        for one, after in pairwise(text.split())  # "tx." and "tp." are no syllables
    )


def _passes_province(text: str) -> bool:
    """Whether words follow the province that completes an address, with no comma between: those of another row."""
    words = text.split()
    first = max((at for at, word in enumerate(words, 1) if word.endswith(",")), default=0)
    ends = (" ".join(words[:end]) for end in range(first + 1, len(words)))
    return not ends_with_province(text) and any(map(ends_with_province, ends))
