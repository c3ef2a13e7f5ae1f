"""The kinds of documents and their abbreviations in a số ký hiệu.

Nghị định 30/2020/NĐ-CP, Điều 7 names 29 kinds of administrative documents; its Phụ lục III gives
the abbreviations and the three forms of copies. The kinds of legal documents (nghị định, thông tư,
luật, …) are added, because a dossier holds papers of both sorts.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from extract.text.fold import fold, short_line
from ocr.vietnamese.syllable import is_syllable
from ocr.vietnamese.text import placed


class Kind(NamedTuple):
    """A kind of document: ``name`` in lower case, and ``abbreviation``, "" if it has none."""

    name: str
    abbreviation: str
    legal: bool = False
    """Whether it is a văn bản quy phạm pháp luật, and not one of the 29 kinds."""


class KindMatch(NamedTuple):
    """A kind found in a title, with its ``likeness``, 0 to 1: 1 for the name exactly as the law writes it."""

    kind: Kind
    likeness: float


_ADMINISTRATIVE: Final = """nghị quyết NQ, quyết định QĐ, chỉ thị CT, quy chế QC, quy định QyĐ, thông cáo TC, thông báo TB,
hướng dẫn HD, chương trình CTr, kế hoạch KH, phương án PA, đề án ĐA, dự án DA, báo cáo BC, biên bản BB, tờ trình TTr,
hợp đồng HĐ, công văn -, công điện CĐ, bản ghi nhớ BGN, bản thỏa thuận BTT, giấy ủy quyền GUQ, giấy mời GM,
giấy giới thiệu GGT, giấy nghỉ phép GNP, phiếu gửi PG, phiếu chuyển PC, phiếu báo PB, thư công -"""
_LEGAL: Final = (
    "hiến pháp -, bộ luật -, luật -, pháp lệnh PL, lệnh L, nghị định NĐ, thông tư TT, thông tư liên tịch TTLT"
)


def _rows(rows: str, *, legal: bool) -> tuple[Kind, ...]:
    pairs = (row.strip().rsplit(" ", 1) for row in rows.split(","))
    return tuple(Kind(name, "" if short == "-" else short, legal) for name, short in pairs)


ADMINISTRATIVE: Final = _rows(_ADMINISTRATIVE, legal=False)
KINDS: Final = ADMINISTRATIVE + _rows(_LEGAL, legal=True)
COPIES: Final = {"SY": "sao y", "TrS": "trích sao", "SL": "sao lục"}
# Papers of procedures and hộ tịch: their letters are known, although they are not kinds of documents by law.
PAPERS: Final = {
    "GKS": "giấy khai sinh", "TLKS": "trích lục khai sinh", "TLKT": "trích lục khai tử",
    "TLKH": "trích lục kết hôn", "XNTTHN": "xác nhận tình trạng hôn nhân", "GP": "giấy phép",
    "GPXD": "giấy phép xây dựng", "GCN": "giấy chứng nhận", "GXN": "giấy xác nhận", "XN": "xác nhận",
    "TTPVHCC": "phiếu của trung tâm phục vụ hành chính công", "BPTNTKQ": "phiếu của bộ phận một cửa",
    "PKS": "phiếu kiểm soát", "PXL": "phiếu xin lỗi", "TN": "giấy tiếp nhận", "HDHS": "hướng dẫn hoàn thiện hồ sơ",
}  # fmt: skip
OFFICIAL_LETTER: Final = next(kind for kind in KINDS if kind.name == "công văn")

_BY_ABBREVIATION: Final = {kind.abbreviation: kind for kind in KINDS if kind.abbreviation}
_LIKE_ENOUGH: Final = 0.85  # likeness from which a misread title names a kind
_CLEARLY: Final = 0.05  # likeness by which it must be ahead of the next kind
_WRONG_MARKS: Final = 0.97  # likeness of a title with the right letters and wrong accents
_SHORTEST_FUZZY: Final = 6  # letters of the shortest title that may be misread
# Agencies whose abbreviation opens the notation of a công văn.
_AGENCY: Final = re.compile(
    r"CV|CA[A-ZĐ]{0,3}|UBND|UB|HĐND|UBMTTQ|MTTQ|ĐĐBQH|VP[A-ZĐ]*|VKS[A-ZĐ]*|TAND[A-Z]*|KBNN|BHXH|TT[A-ZĐ]{3,}|BQL[A-ZĐ]*|BV[A-ZĐ]*"
    r"|[SBC][A-ZĐ&]{2,8}|P[A-ZĐ&]{2,6}|VP?|CP|TTg|TW|TU|HU|ĐU"
)


@lru_cache(maxsize=1)
def _squashed() -> tuple[tuple[str, Kind], ...]:
    return tuple((_squash(kind.name), kind) for kind in KINDS)


def _squash(text: str) -> str:
    """Only the letters, folded, so that spaced letters ("T Ờ  T R Ì N H") are equal to others."""
    return re.sub("[^a-z]", "", fold(text))


def kind_of_title(text: str) -> KindMatch | None:
    """The kind that a title line names, in spite of lost accents, spaced letters and a few wrong letters.

    The line must hold nothing else. If two kinds are about equally near, neither is given.
    """
    squashed = _squash(short_line(text))
    printed = re.sub(r"[\W\d_]+", "", placed(short_line(text)).lower())
    ranked = sorted(
        ((fuzz.ratio(squashed, name) / 100, kind) for name, kind in _squashed()), key=lambda pair: -pair[0]
    )
    (best, kind), (second, _) = ranked[:2]
    if best == 1.0:
        return KindMatch(kind, 1.0 if printed == _letters(kind.name) else _WRONG_MARKS)
    if len(squashed) < _SHORTEST_FUZZY or best < _LIKE_ENOUGH or best - second < _CLEARLY:
        return None
    return None if _is_another_word(text, kind) else KindMatch(kind, best)


def _is_another_word(text: str, kind: Kind) -> bool:
    """Whether the line is spelled right and has more or fewer words than the kind: "THƯỞNG" is no "thư công"."""
    words = short_line(text).split()
    return len(words) != len(kind.name.split()) and all(map(is_syllable, words))


def _letters(name: str) -> str:
    return name.replace(" ", "")


def kind_of_notation(notation: str) -> Kind | None:
    """The kind in the letters of a số ký hiệu: "QĐ-UBND" is a quyết định, "UBND-KTTH" a công văn.

    None where the letters are unknown, and for laws and resolutions of the Quốc hội ("QH15"), which
    share one notation.
    """
    first = _first_part(notation)
    if first in _BY_ABBREVIATION:
        return _BY_ABBREVIATION[first]
    return OFFICIAL_LETTER if first not in PAPERS and _AGENCY.fullmatch(first) else None


def is_known_notation(notation: str) -> bool:
    """Whether the letters begin with a kind, a copy, a paper of procedures, an agency or the Quốc hội."""
    first = _first_part(notation)
    known = first in PAPERS or first in COPIES or re.fullmatch("QH[0-9]{1,2}", first)
    return bool(known) or kind_of_notation(notation) is not None


def is_abbreviation(part: str) -> bool:
    """Whether ``part`` is the abbreviation of a kind; if no agency follows it, the end was probably cut off."""
    return part in _BY_ABBREVIATION


def _first_part(notation: str) -> str:
    return re.split(r"[-/]", notation.strip())[0]


def known_spelling(part: str) -> str | None:
    """The abbreviation of a kind or copy from which ``part`` differs only in case or accents: "TTR" is "TTr"."""
    known = {*_BY_ABBREVIATION, *COPIES}
    alike = {short for short in known if fold(short) == fold(part)}
    return alike.pop() if part not in known and len(alike) == 1 else None


def has_twin(part: str) -> bool:
    """Whether another abbreviation differs from this one only in accents, as HD and HĐ do."""
    return any(short != part and fold(short) == fold(part) for short in _BY_ABBREVIATION)
