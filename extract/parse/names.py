"""Names of persons as printed.

A name has two to six syllables, each with a capital, without digits or sentence marks; names of the Cơ Ho and their
neighbours may be one word with an apostrophe ("K'Brếp"). Two checks raise the
certainty: the first syllable is a known surname, and the others are usual in names. Rare names, such as those of
small ethnic groups or foreigners, fail them without being wrong. Titles, agencies and labels are refused.
"""

import re
from typing import Final

from rapidfuzz.distance import Levenshtein

from extract.parse.parsed import EXACT, LIKELY, REPAIRED, TIDIED, Parsed
from extract.parse.signing import is_position
from extract.record import Check
from extract.text.fold import fold, short_line
from extract.text.unit_kinds import FOLDED
from ocr.vietnamese.name_syllables import GIVEN, SURNAMES

# The dot after a degree is misread as another sign: "PGS,TS?".
_TITLES: Final = (
    r"(?:gs|pgs|ts|tskh|ths|th\.? ?s|bs|[bd]s ?cki{1,2}|[bd]sck[12]|bsnt|cki{1,2}|ck1|ck2|ks|cn|ls|ds|cv|ttnd|ttưt|ngnd|ngưt"
    r"|mr|mrs|ms)\b[.?!/;’'*]*"
    r"|(?:phó giáo|giáo|kỹ|kĩ|luật) sư|(?:thạc|tiến|bác|dược) s[ĩỹ]|cử nhân"
)
_RANKS: Final = r"(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)"
_HONORIFIC: Final = re.compile(
    rf"(?:ông ?(?:/ ?bà|\( ?bà ?\)|- ?bà)|ông|bà|anh|chị|cháu|em|đồng chí|đ/c|{_RANKS}|{_TITLES})[ .:,]+(?=\S)"
)
_DEGREES: Final = (
    *("gs", "pgs", "ts", "ths", "bs", "ks", "pgsts", "gsts", "thsbs", "bscki", "bsckii", "cki", "ckii"),
    *("tsbs", "dscki", "dsckii", "thsbscki", "thsbsckii", "bsnt"),
)
_RANKS_FOLDED: Final = re.compile(r"(?:dai|thuong|trung|thieu) (?:tuong|ta|uy)")
_AS_LETTERS: Final = str.maketrans("l1!|056", "iiiioss")
"""The letters of degrees that figures and other letters are misread for ("BSCKll", "Th,6")."""
_SHORT_DEGREE: Final = 2  # letters up to which a degree with a wrong letter may be anything
_MAYBE_SURNAME: Final = re.compile(r"(?:Ông|ÔNG) (?=[^\W\d_])")
_SYLLABLE: Final = re.compile(r"[^\W\d_]+(?:['’`-][^\W\d_]+)*['’]?")
# Dots of the dotted line under a name, read as punctuation after one of its words.
_LEADERS: Final = re.compile(r"(?<=[^\W\d_]{2})[.,](?= )")
_ONE_WORD: Final = re.compile(r"[^\W\d_]{1,2}['’`][^\W\d_]{2,}")
_LEAST, _USUAL, _MOST = 2, 4, 6  # syllables of a name: the fewest, the most in usual names, the most of all
# First words of an agency, a place, a label or a motto found where a name was looked for.
_OTHER: Final = re.compile(
    r"(?:uy ban|hoi dong|so|phong|cong ty|cong an|chi cuc|cuc|tong cuc|trung tam|bo|ban|vien|truong|benh vien|cong hoa"
    rf"|doc lap|noi nhan|kinh gui|{FOLDED}|viet nam|dan toc|quoc tich"
    r"|gioi tinh|ho va ten|ho ten|ho, chu dem|ngay|thang|nguoi|can cuoc|giay|quyet dinh|noi|nam sinh|dia chi"
    r"|da ky|luu|nhu tren|van phong|hop tac xa|chi nhanh|ngan hang|doanh nghiep|ho kinh doanh|khong|toi) "
)
_RUN_ON: Final = re.compile(
    r" (?:gioi tinh|dan toc|quoc tich|ngay sinh|sinh ngay|nam sinh|sinh nam|so dinh|cccd|cmnd)\b"
)


def person_name(text: str) -> Parsed | None:
    """A person's name without honorifics, with spacing mended, case and letters as printed."""
    printed = short_line(text)
    honoured = _bare(printed)
    bare = _without_misread_degree(honoured)
    line = _LEADERS.sub("", bare)
    syllables = line.split(" ")
    if not _has_form_of_name(syllables):
        return None
    if _is_something_else(line, syllables[0]):
        return None
    capitals = sum(syllable[0].isupper() for syllable in syllables)
    if not syllables[0][0].isupper() or capitals < len(syllables) - 1:
        return None
    known, usual = _is_known(syllables)
    certainty = _certainty(syllables, known=known and usual, all_capitals=capitals == len(syllables))
    checks = [Check(name="surname_known", passed=known), Check(name="name_usual", passed=usual)]
    if _MAYBE_SURNAME.match(printed):
        checks.append(Check(name="honorific_or_surname", passed=False))
    if bare != honoured:
        checks.append(Check(name="degree_read", passed=False))
    return Parsed(line, certainty if line == honoured else min(certainty, LIKELY), tuple(checks))


def _has_form_of_name(syllables: list[str]) -> bool:
    if len(syllables) == 1:
        return _ONE_WORD.fullmatch(syllables[0]) is not None
    return _LEAST <= len(syllables) <= _MOST and all(map(_SYLLABLE.fullmatch, syllables))


def _is_known(syllables: list[str]) -> tuple[bool, bool]:
    """Whether the surname is a known one, and whether the other syllables are usual in names.

    Names of the Ê Đê and their neighbours begin with Y or H' and end with the surname ("H'Hen Niê", "Y Lan Byă").
    """
    first, *others = (syllable.lower().replace("’", "'") for syllable in syllables)
    if not others:
        return False, False
    if first == "y" or first.startswith("h'"):
        return others[-1] in SURNAMES, True
    return first in SURNAMES, all(syllable in GIVEN for syllable in others)


def _bare(line: str) -> str:
    """The line without honorifics and academic titles in front, and without spaces at hyphens."""
    # Accents are compared: "Cháu" without them equals the surname Châu. And Ông is a surname, too.
    while (match := _HONORIFIC.match(line.lower())) and not _is_surname_ong(line):
        line = line[match.end() :]
    return line.strip(" .,;:_…")


def _without_misread_degree(line: str) -> str:
    """The line without a degree or rank in front that was misread by a letter; the name after it must be a usual one."""
    words = line.split(" ")
    count = next((count for count in (1, 2) if _is_misread_degree(words[:count], line)), 0)
    rest = words[count:]
    named = len(rest) >= _LEAST and rest[0].lower() in SURNAMES and all(map(_SYLLABLE.fullmatch, rest))
    return " ".join(rest) if count and named else line


def _is_misread_degree(words: list[str], line: str) -> bool:
    said = " ".join(words)
    if len(words) > 1:
        return words[-1][:1].islower() and _RANKS_FOLDED.fullmatch(fold(said)) is not None
    marked = not said.isalpha() or (not line.isupper() and not said[1:].islower())
    letters = re.sub("[^a-z]", "", fold(said).translate(_AS_LETTERS))
    near = (degree for degree in _DEGREES if Levenshtein.distance(letters, degree) <= 1)
    return marked and any(degree == letters or len(degree) > _SHORT_DEGREE for degree in near)


def _is_surname_ong(line: str) -> bool:
    """Whether "Ông" is the surname here: the next word is not a surname, but usual in names."""
    opening, *rest = line.lower().split(" ")
    return opening == "ông" and bool(rest) and rest[0] in GIVEN - SURNAMES


def _is_something_else(line: str, first: str) -> bool:
    opening = _OTHER.match(fold(line) + " ")
    if is_position(line) or _RUN_ON.search(fold(line)):
        return True
    return bool(opening and first.lower() not in SURNAMES)


def _certainty(syllables: list[str], *, known: bool, all_capitals: bool) -> float:
    if not all_capitals or _mixed(syllables):
        return REPAIRED
    if not known or len(syllables) == _MOST:
        return LIKELY
    single = any(len(syllable) == 1 for syllable in syllables[1:])
    return TIDIED if single or len(syllables) > _USUAL else EXACT


def _mixed(syllables: list[str]) -> bool:
    """Whether capitals stand where print never has them ("NguyỄn"), or only some syllables are all in capitals."""
    parts = [part for syllable in syllables for part in re.split(r"['’`-]", syllable) if len(part) > 1]
    return not (all(map(str.isupper, parts)) or all(part[1:].islower() for part in parts))
