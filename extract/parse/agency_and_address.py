"""Names of agencies and addresses as printed, with their lines joined.

Nothing is looked up here: lists of units change and come from a dated source. An address is only cut into
its parts at the words and abbreviations in front of them (xã, P., Q., TP., …).
"""

import re
from typing import Final, NamedTuple

from extract.parse.parsed import EXACT, LIKELY, Parsed
from extract.record import Check
from extract.text.fold import LONGEST, fold, squeezed
from extract.text.unit_kinds import folded_names, written_out


class AddressParts(NamedTuple):
    """The parts that an address names, abbreviations written out; "" for a missing part."""

    street: str = ""
    commune: str = ""
    district: str = ""
    province: str = ""


_EDGES: Final = " .,;:-–*•_…"
_AGENCY_HEAD: Final = re.compile(
    r"(?:uy ban|ubnd|hoi dong|hdnd|so|bo|cuc|chi cuc|tong cuc|phong|ban|cong an|ca|trung tam|vien|truong|benh vien|van phong"
    r"|toa an|vien kiem sat|kho bac|bao hiem|thanh tra|thue|hai quan|ngan hang|chinh phu|quoc hoi|tinh uy|thanh uy|huyen uy"
    r"|dang uy|dai hoc|hoc vien|cong ty|tong cong ty|hop tac xa|chi nhanh|doi|doan|hoi|lien doan|quy|ban quan ly|bo phan|tap doan"
    r"|cong chuc|tram|khoa|ubmttq|mat tran|dai su quan|tong lanh su quan|bo tu lenh|bo chi huy|vu)\b"
)
_HO_CHI_MINH: Final = (
    (re.compile(r"\bTP\.? ?(?=HCM\b|Hồ Chí Minh)"), "Thành phố "),
    (re.compile(r"\bHCM\b"), "Hồ Chí Minh"),
)
_FACILITY: Final = re.compile(r"(?:benh vien|trung tam y te|tram y te|nha ho sinh) [^,;:]{2,60}")
_COMMUNE: Final = re.compile(rf"(?:{folded_names('commune')}) ")
_DISTRICT: Final = re.compile(rf"(?:{folded_names('district')}) ")
_PROVINCE: Final = re.compile(rf"(?:{folded_names('province')}) ")
_CITY: Final = re.compile(rf"(?:{folded_names('city')}) ")
# Cities of the first level, before and after 2025; any other "thành phố" may lie in a province.
_MUNICIPALITIES: Final = frozenset(
    {"ha noi", "hai phong", "da nang", "can tho", "ho chi minh", "hue", "dong nai"}
)


def agency(text: str) -> Parsed | None:
    """The name of an agency on one line, letters as printed."""
    value = squeezed(text).strip(_EDGES)
    if not _has_words(value) or re.search(r"[0-9]{5,}|[:;?!]|\. ", value):
        return None
    known = bool(_AGENCY_HEAD.match(fold(value)))
    return Parsed(value, EXACT if known else LIKELY, (Check(name="agency_known", passed=known),))


def address(text: str) -> Parsed | None:
    """An address as printed, on one line with tidy commas; a check says whether it has a commune and a province.

    The name of a hospital or a health station is enough for a place, as in papers of births and deaths.
    """
    joined = re.sub(r"(?:\s*,)+\s*", ", ", squeezed(text))
    value = re.sub(r"\s+-\s+", " - ", joined).strip(_EDGES)
    if not _has_words(value):
        return None
    parts = address_parts(value)
    whole = bool(parts.commune and parts.province) or bool(_FACILITY.fullmatch(fold(value)))
    return Parsed(value, EXACT if whole else LIKELY, (Check(name="address_whole", passed=whole),))


def address_parts(text: str) -> AddressParts:
    """The parts of an address from right to left: province, district, commune, and the rest."""
    pieces = [piece.strip(_EDGES) for piece in re.split(r",| - ", expanded(text)) if piece.strip(_EDGES)]
    found: dict[str, str] = {}
    while pieces and (part := _part(pieces[-1], found)):
        found[part] = pieces.pop()
    return AddressParts(street=", ".join(pieces), **found)


def expanded(text: str) -> str:
    """``text`` with the abbreviations of units written out: "P.1, Q.3, TP.HCM" in full words."""
    for short, long in _HO_CHI_MINH:
        text = short.sub(long, text)
    return squeezed(written_out(text))


def _has_words(value: str) -> bool:
    return 0 < len(value) <= LONGEST and sum(map(str.isalpha, value)) > len(value) // 3


def _part(piece: str, found: dict[str, str]) -> str | None:
    """Which part ``piece`` is, given the parts to its right; None if it is the street or out of order."""
    folded = fold(piece)
    part = None
    if _COMMUNE.match(folded):
        part = "commune"
    elif _DISTRICT.match(folded):
        part = "district"
    elif _PROVINCE.match(folded):
        part = "province"
    elif _CITY.match(folded):
        part = "province" if _CITY.sub("", folded, count=1) in _MUNICIPALITIES and not found else "district"
    elif not found and not re.search("[0-9]", piece):
        # A last piece without a word for its kind is the province: "xã A, huyện B, Quảng Ngãi".
        part = "province"
    order = ("commune", "district", "province")
    leftmost = min((order.index(name) for name in found), default=len(order))
    return part if part and order.index(part) < leftmost else None
