"""Closed lists about a person: sex, ethnic group, nationality.

Lost accents are restored from the list, because no two entries are equal without accents. One wrong letter is
mended only in longer words with a single near entry, and then a person has to look.
"""

import re
from typing import Final

from rapidfuzz.distance import Levenshtein

from extract.parse.parsed import EXACT, LIKELY, REPAIRED, TIDIED, Parsed
from extract.text.fold import fold, short_line

# Danh mục các dân tộc Việt Nam (Quyết định 121-TCTK/PPCĐ, 1979); today's usual spelling comes first.
_ETHNIC_GROUPS: Final = """Kinh|Việt|Kinh (Việt)
Tày|Tày (Thổ)
Thái
Hoa|Hán|Hoa (Hán)
Khmer|Khơ me|Khơme|Khmer (Khơ me)|Khơ-me Crôm
Mường
Nùng
Mông|Hmông|H'Mông|Mèo|Mông (Mèo)|Mông (H'Mông)
Dao
Gia Rai|Giarai|Jrai|Gia-rai|Jarai
Ngái
Ê Đê|Ê-đê|Êđê|Ra-đê|Rađê
Ba Na|Ba-na|Bana|Bahnar
Xơ Đăng|Xơ-đăng|Xê Đăng|Xê-đăng|Sedang
Sán Chay|Cao Lan|Sán Chỉ|Sán Chí|Cao Lan - Sán Chỉ|Sán Chay (Cao Lan)|Sán Chay (Sán Chỉ)
Cơ Ho|Cơ-ho|K'Ho|Kơ Ho
Chăm|Chàm
Sán Dìu
Hrê|H'rê|Hre
Mnông|M'Nông|Mơ Nông
Ra Glai|Ra-glai|Raglai|Raglay|Ra-glây
Xtiêng|X'Tiêng|S'Tiêng|Stiêng
Bru - Vân Kiều|Bru Vân Kiều|Vân Kiều|Bru
Thổ
Giáy
Cơ Tu|Cơ-tu|Cờ Tu|Katu|Ka Tu
Giẻ Triêng|Gié Triêng|Giẻ-Triêng|Gié
Mạ
Khơ Mú|Khơ-mú|Khơmú
Co|Cor
Tà Ôi|Ta-ôi|Ta Ôi|Pa Cô|Pa Kô
Chơ Ro|Chơ-ro|Châu Ro
Kháng
Xinh Mun|Xinh-mun
Hà Nhì
Chu Ru|Chu-ru
Lào
La Chí
La Ha
Phù Lá
La Hủ
Lự
Lô Lô
Chứt
Mảng
Pà Thẻn
Cơ Lao|Cờ Lao
Cống
Bố Y
Si La
Pu Péo
Brâu
Ơ Đu
Rơ Măm|Rơ-măm"""

_COUNTRIES: Final = """Việt Nam|Vietnam|VN|VNM|Việt Nam / Vietnamese|Việt Nam/Viet Nam|CHXHCN Việt Nam|Vietnamese
Trung Quốc|Đài Loan|Hàn Quốc|Triều Tiên|Nhật Bản|Lào|Campuchia|Thái Lan|Mi-an-ma|Ma-lai-xi-a|Xinh-ga-po|In-đô-nê-xi-a
Phi-líp-pin|Bru-nây|Ấn Độ|Mông Cổ|Nga|U-crai-na|Anh|Pháp|Đức|Ý|Tây Ban Nha|Bồ Đào Nha|Hà Lan|Bỉ|Thụy Sĩ|Thụy Điển
Na Uy|Đan Mạch|Phần Lan|Áo|Ba Lan|Séc|Hung-ga-ri|Ru-ma-ni|Bun-ga-ri|Hy Lạp|Ai-len|Thổ Nhĩ Kỳ|I-ran|I-xra-en|Ai Cập|Nam Phi
Hoa Kỳ|Ca-na-đa|Mê-hi-cô|Bra-xin|Ác-hen-ti-na|Cu Ba|Ô-xtrây-li-a|Niu Di-lân"""
_COUNTRY_VARIANTS: Final = {
    "Mỹ": "Hoa Kỳ", "USA": "Hoa Kỳ", "Cam-pu-chia": "Campuchia", "Canada": "Ca-na-đa",
    "Singapore": "Xinh-ga-po", "Malaysia": "Ma-lai-xi-a", "Indonesia": "In-đô-nê-xi-a", "Úc": "Ô-xtrây-li-a",
    "Australia": "Ô-xtrây-li-a", "New Zealand": "Niu Di-lân", "Cuba": "Cu Ba", "Philippines": "Phi-líp-pin",
    "Liên bang Nga": "Nga", "Italia": "Ý", "Thụy Sỹ": "Thụy Sĩ", "Đại Hàn Dân Quốc": "Hàn Quốc",
    "Cộng hòa Séc": "Séc", "Vương quốc Anh": "Anh", "Cộng hòa Pháp": "Pháp", "Cộng hòa Liên bang Đức": "Đức",
}  # fmt: skip
_SEXES: Final = {"nam": "Nam", "nu": "Nữ"}
_PRINTED_SEXES: Final = {
    **dict.fromkeys(("Nam", "NAM", "nam", "Nam/Male", "Nam/M"), "Nam"),
    **dict.fromkeys(("Nữ", "NỮ", "nữ", "Nữ/Female", "Nữ/F"), "Nữ"),
}
_SEX_WORDS: Final = {
    "nam gioi": "Nam",
    "con trai": "Nam",
    "trai": "Nam",
    "nu gioi": "Nữ",
    "con gai": "Nữ",
    "gai": "Nữ",
}
_SEX_MISREAD: Final = {
    "narn": "Nam",
    "nàrn": "Nam",
    "nani": "Nam",
    "nư": "Nữ",
    "nũ": "Nữ",
    "nứ": "Nữ",
    "nử": "Nữ",
}
_SHORTEST_MENDED: Final = (
    4  # letters of the shortest entry that is mended: shorter ones resemble too many others
)


def _key(text: str) -> str:
    """A name as it is compared: only its letters, in lower case, with accents."""
    return re.sub(r"[\W\d_]+", "", text.lower())


def _listed(rows: str) -> dict[str, str]:
    return {_key(name): row.split("|")[0] for row in rows.splitlines() for name in row.split("|")}


_GROUP_NAMES: Final = _listed(_ETHNIC_GROUPS)
_COUNTRY_NAMES: Final = {
    **{_key(name): name for row in _COUNTRIES.splitlines()[1:] for name in row.split("|")},
    **{_key(name): country for name, country in _COUNTRY_VARIANTS.items()},
    **_listed(_COUNTRIES.splitlines()[0]),
}


SEXES: Final = tuple(_SEXES.values())
"""What a field of this kind may say; so :data:`ETHNICITIES` and :data:`COUNTRIES`."""
ETHNICITIES: Final = tuple(dict.fromkeys(_GROUP_NAMES.values()))
COUNTRIES: Final = tuple(dict.fromkeys(_COUNTRY_NAMES.values()))


def sex(text: str) -> Parsed | None:
    """Nam or Nữ; None if both are on the line, as on a form that is not filled in."""
    line = re.sub(r" ?/ ?", "/", short_line(text))
    if line in _PRINTED_SEXES:
        return Parsed(_PRINTED_SEXES[line], EXACT)
    if fold(line) in _SEX_WORDS:
        return Parsed(_SEX_WORDS[fold(line)], TIDIED)
    value = _SEX_MISREAD.get(line.lower()) or _SEXES.get(fold(line))
    return Parsed(value, LIKELY) if value else None


def ethnicity(text: str) -> Parsed | None:
    """One of the 54 ethnic groups in today's usual spelling, or None."""
    return _one_of(
        _GROUP_NAMES, re.sub(r"^(?:dân tộc|người)[ :]+", "", short_line(text), flags=re.IGNORECASE)
    )


def nationality(text: str) -> Parsed | None:
    """A country in Vietnamese; None if it is not in the list."""
    return _one_of(_COUNTRY_NAMES, re.sub(r"^quốc tịch[ :]+", "", short_line(text), flags=re.IGNORECASE))


def _one_of(names: dict[str, str], line: str) -> Parsed | None:
    if re.search(r"[0-9]", line):
        return None
    key = _key(line)
    if key in names:
        return Parsed(names[key], EXACT if line.lower() == names[key].lower() else TIDIED)
    return _near(names, fold(key))


def _near(names: dict[str, str], key: str) -> Parsed | None:
    """The one entry that is equal without accents, or the one entry that differs in a single letter."""
    alike = {value for name, value in names.items() if fold(name) == key}
    if alike:
        return Parsed(alike.pop(), LIKELY) if len(alike) == 1 else None
    if len(key) < _SHORTEST_MENDED:
        return None
    near = {
        value for name, value in names.items() if Levenshtein.distance(fold(name), key, score_cutoff=1) == 1
    }
    return Parsed(near.pop(), REPAIRED) if len(near) == 1 else None
