"""The lines above a signature: in whose name the signer signs, and the signer's position.

Nghị định 30/2020/NĐ-CP, Phụ lục I: TM. (for a body), KT. (in place of the head), TL. (by order),
TUQ. (by delegation), Q. (acting).
"""

import re
from typing import Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extract.text.fold import fold, short_line


class SigningForm(NamedTuple):
    """``code`` such as "KT.", its ``meaning`` in words, and what follows it on the line."""

    code: str
    meaning: str
    rest: str


_MEANINGS: Final = {
    "TM.": "thay mặt",
    "KT.": "ký thay",
    "TL.": "thừa lệnh",
    "TUQ.": "thừa ủy quyền",
    "Q.": "quyền",
}
# The dot may be lost before a space; only Q needs it, because a single "Q" may be anything.
_FORM: Final = re.compile(
    r"(T[./ ]?M|K[./ ]?T|T[./ ]?L|T\.? ?U\.? ?Q)(?:[ ]?[./,:]+ ?| )(?=\S)|(Q)\. ?(?=\S)"
)
_SPACED: Final = re.compile(r"^(?:(T) ?/? ?(M|L)|(K) ?/? ?(T)|(T) ?/? ?(U) ?/? ?(Q)) ?[./]+ ?(?=[^\W\d_])")
_SLASHED: Final = re.compile(r"^([TK])/([MLT])[. ] ?(?=[^\W\d_])")
_MISREAD_DOT: Final = re.compile(r"\b(TM|KT|TL|TUQ)[:;,](?= ?[^\W\d_])")
_HEADS: Final = (
    "quyền chủ tịch", "chủ tịch", "phó chủ tịch", "ủy viên", "tổng giám đốc", "phó tổng giám đốc", "giám đốc",
    "phó giám đốc", "chánh văn phòng", "phó chánh văn phòng", "viện trưởng", "phó viện trưởng", "trưởng phòng",
    "phó trưởng phòng", "trưởng ban", "phó trưởng ban", "phó ban", "cục trưởng", "phó cục trưởng", "chi cục trưởng",
    "phó chi cục trưởng", "vụ trưởng", "phó vụ trưởng", "tổng cục trưởng", "phó tổng cục trưởng", "bộ trưởng",
    "thứ trưởng", "thủ tướng", "phó thủ tướng", "chủ nhiệm", "phó chủ nhiệm", "tổng thư ký", "bí thư",
    "phó bí thư", "chánh án", "phó chánh án", "chánh thanh tra", "phó chánh thanh tra", "hiệu trưởng",
    "phó hiệu trưởng", "trưởng công an", "phó trưởng công an", "trưởng khoa", "phó trưởng khoa", "đội trưởng",
    "phó đội trưởng", "trưởng đoàn", "phó trưởng đoàn", "thủ trưởng", "kế toán trưởng", "chấp hành viên",
    "công chứng viên", "thẩm phán", "kiểm sát viên", "thư ký", "trưởng thôn", "tổ trưởng", "phó tổ trưởng",
    "trưởng trạm", "tổng biên tập", "phó tổng biên tập", "công chức tư pháp", "tổng kiểm toán nhà nước",
    "thống đốc", "phó thống đốc", "tư lệnh", "chỉ huy trưởng", "phó chỉ huy trưởng", "chính ủy", "trưởng đại diện",
    "phó thủ trưởng", "phó trưởng trạm", "phó trưởng thôn",
)  # fmt: skip
_BY_FOLD: Final = {fold(head): head for head in _HEADS}
_FOLDED_HEADS: Final = tuple(sorted(_BY_FOLD, key=len, reverse=True))
_LONGEST_POSITION: Final = 12  # words of the longest position
_CRUMBS: Final = 2  # words of a seal that may stand before a position
_ALIKE: Final = 0.75  # likeness from which words are a known position
_WHOLE_ALIKE: Final = 0.84  # likeness from which all words of a line are a known position
_LONG_END: Final = 7  # letters from which a position is looked for at the end of a line
_SAME_END: Final = 0.85  # likeness from which the end of the line is that position


def signing_form(text: str) -> SigningForm | None:
    """The signing form at the start of the line, or None: "KT. CHỦ TỊCH" gives KT., "ký thay", "CHỦ TỊCH"."""
    line = short_line(text)
    match = _FORM.match(line)
    if match is None:
        return None
    code = re.sub("[^A-Z]", "", match[1] or match[2]) + "."
    return SigningForm(code, _MEANINGS[code], line[match.end() :])


def signed_as_law_has_it(text: str) -> str:
    """``text`` with its signing form as the decree writes it ("TM: CHÍNH PHỦ", "T/M", "K T ." on other papers)."""
    spaced = _SPACED.match(text)
    if spaced:
        text = f"{''.join(filter(None, spaced.groups()))}. {text[spaced.end() :]}"
    return _SLASHED.sub(r"\1\2. ", _MISREAD_DOT.sub(r"\1.", text), count=1)


def is_position(text: str) -> bool:
    """Whether the line is a signer's position, with or without a signing form, in spite of lost accents."""
    form = signing_form(text)
    line = form.rest if form else short_line(text)
    words = line.split()
    if not 1 < len(words) <= _LONGEST_POSITION or not line[0].isupper() or re.search(r"[.;:!?]", line):
        return False
    folded = fold(line) + " "
    return any(folded.startswith(head + " ") for head in _FOLDED_HEADS)


def position_meant(text: str) -> str | None:
    """The position, in capitals, that a misread line must mean ("A CCHỦ TỊCH" under a seal is CHỦ TỊCH), or None."""
    line = fold(short_line(text))
    words = line.split()
    # "PIHÓ CHỦ TỊCH" is more than "CHỦ TỊCH" behind a crumb.
    whole = [head for head in _FOLDED_HEADS if Levenshtein.normalized_similarity(line, head) >= _WHOLE_ALIKE]
    if whole and line not in _BY_FOLD:
        return _BY_FOLD[whole[0]].upper()
    tails = [" ".join(words[at:]) for at in range(min(_CRUMBS + 1, len(words)))]
    alike = [
        (Levenshtein.normalized_similarity(tail, head), head) for tail in tails for head in _FOLDED_HEADS
    ]
    score, head = max(alike, default=(0.0, ""))
    if score >= _ALIKE:
        return _BY_FOLD[head].upper()
    # The ring of a seal may be read as part of the first word: "ỢHXCGHỦ TỊCH".
    long = (head for head in _FOLDED_HEADS if len(head) >= _LONG_END)
    score, _, head = max((fuzz.ratio(head, line[-len(head) :]) / 100, len(head), head) for head in long)
    return _BY_FOLD[head].upper() if score >= _SAME_END else None
