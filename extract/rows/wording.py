"""Small tests on a row of text: whether it is in capitals, misspelled, a rule, or the start of the body."""

import re
import unicodedata

from extract.places.unit_names import unit_words
from extract.text.fold import fold
from extract.text.likeness import folded, letters
from ocr.vietnamese.name_syllables import SURNAMES
from ocr.vietnamese.syllable import is_syllable

LEADER_SIGNS = "+<>*=~^"
DASH = re.compile(r"^[\W_]+")
BODY_STARTS = ("cancu", "dieu1", "kinhgui", "xetdenghi", "xettotrinh", "theodenghi")
OPENS_EITHER = "thuchien"  # "Thực hiện …" begins bodies and subjects
NUMBERED = re.compile(
    r"^\W*(?![vV]\s*/\s*[vV]\b)(?!\d+/(?:\d|[A-ZĐ]{2}))(?!\d{1,2}[.]\d{1,2}[.]\d{4})"
    r"(\d{1,2}|[a-zđ]|[IVX]{1,4})\s*[.)/]\s*\S"
)
"""The number of a paragraph or an entry; the "V/v" of a subject is no Roman five, a day or "12/CT-TTg" no number."""
KIN = re.compile(r"^\W*k\W?[i1l][nm]h\s*g\w{1,2}\b\W*", re.IGNORECASE)
TITLE_WORDS = 16  # words of the longest title
CAPITALS = 0.75  # least share of capitals in a text in capitals: some are misread as small letters
WORD = re.compile(r"[^\W\d_]+")
SYLLABLE_SHAPE = re.compile(r"^[BCDGHKLMNPQRSTVX]{1,3}[AEIOUY]{1,3}[CGHMNPT]{0,2}$")
LONGEST_ABBREVIATION = 8  # letters from which a word in capitals is not an abbreviation
VOWELS = frozenset("aeiouy")
MEASURES = frozenset({"mm", "cm", "dm", "km", "kg", "ha", "ml"})
LOANS = frozenset(
    """photo photocopy karaoke internet gas taxi container video website web email online logistics game spa massage fax
    scan bar cafe marketing studio camera laptop visa""".split()  # noqa: SIM905  (words read best as words)
)
"""Words of other languages that papers use, mostly in names of trades (Quyết định 27/2018/QĐ-TTg)."""
RUN_ON = re.compile(r"[^\W\d_]{2,}[.;][^\W\d_]{3,}(?!\S*@)")


def capitals(text: str) -> float:
    """The share of letters that are capitals, 0 to 1; 0 without letters."""
    signs = [sign for sign in text if sign.isalpha()]
    return sum(sign.isupper() for sign in signs) / len(signs) if signs else 0.0


def in_capitals(text: str) -> bool:
    """Whether ``text`` is printed in capitals; a few misread letters do not matter."""
    return capitals(text) >= CAPITALS


def misspelled(text: str) -> bool:
    """Whether a word with accents, or with the shape of a syllable, is not a Vietnamese syllable.

    Abbreviations ("UBND", "HĐND") and numbers are not judged. Names of units in other languages of Vietnam
    ("Ea Kmút", "Pleiku") are known and count as right.
    """
    return bool(RUN_ON.search(text)) or any(
        _is_misspelled(word) for word in WORD.findall(unicodedata.normalize("NFC", text))
    )


def _is_misspelled(word: str) -> bool:
    if len(word) == 1 or is_syllable(word) or letters(word) in unit_words() | SURNAMES | MEASURES | LOANS:
        return False
    if word.isupper() and VOWELS.isdisjoint(folded(word)):
        return False
    if word.islower() or word.istitle():
        return True
    marked = folded(word) != word.lower()
    return marked or len(word) >= LONGEST_ABBREVIATION or SYLLABLE_SHAPE.match(word.upper()) is not None


def is_noise(text: str) -> bool:
    """Whether ``text`` is a rule, specks or crumbs of a seal: fewer than two letters or digits."""
    return sum(sign.isalnum() for sign in text) < 2  # noqa: PLR2004  (one letter is a crumb)


def is_leader(text: str) -> bool:
    """Whether ``text`` was read from a dotted line: characters that papers hardly use, and a few letters."""
    signs = [sign for sign in text if not sign.isspace()]
    odd = sum(sign in LEADER_SIGNS for sign in signs)
    return odd >= 2 and sum(sign.isalnum() for sign in signs) <= len(signs) / 2  # noqa: PLR2004  (one may be meant)


def starts_body(text: str) -> bool:
    """Whether the row begins the body of a letter: Căn cứ, Kính gửi, Điều 1, a numbered paragraph."""
    plain = folded(text)
    return plain.startswith((*BODY_STARTS, OPENS_EITHER)) or bool(NUMBERED.match(text))


def may_open_subject(text: str) -> bool:
    """Whether the row may begin a subject or a body, so that only its place shows which one."""
    return folded(text).startswith(OPENS_EITHER)


def after_kinh_gui(text: str) -> str | None:
    """The text after "Kính gửi" at the start of a row, or None if the row does not start with it."""
    found = KIN.match(fold(text))
    return text[found.end() :] if found else None


def without_bullet(text: str) -> str:
    """An entry of a list without its dash, the dots of its number and its closing punctuation."""
    return DASH.sub("", text).strip().rstrip(";.,:").strip()


def has_bullet(text: str) -> bool:
    """Whether a row begins with a dash or with a character that a dash is misread as."""
    return bool(re.match(r"^\s*[-–—−•*+~_·«»“”\"'‹›=]", text))
