"""Signs in the words alone that only a part of a value can be seen: half a name, half a phrase, a signing form without its position.

A finger, correction fluid or the edge of the picture may end a value where another value could end. What is left is read
well, so that only what it lacks tells it: nobody is called "Lò Thị", and no office is called "Ủy ban nhân".
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from extract.parse.names import person_name
from extract.parse.notation import document_number
from extract.parse.signing import is_position, signing_form
from extract.places.unit_names import is_part_of_place
from extract.rows.found_text import FoundText
from extract.rules.doctype import FieldType
from extract.rules.field_kinds import KINDS
from extract.text.fold import fold
from extract.text.likeness import letters
from extract.text.phrases import wordings
from extract.text.unit_kinds import FOLDED
from ocr.vietnamese.text import placed

CUT, HOLE = "maybe_cut", "has_hole"
SIGNED_AS, POSITION, MADE_AT = "quyen_han_ky", "chuc_vu_nguoi_ky", "dia_danh"
NAMED: Final = "ho_ten"
"""What the keys of names begin with, also where an organisation may stand in place of a person."""
HEADED: Final = ("KT.", "TL.")
"""Forms of signing behind which a position stands."""
NEVER_LAST: Final = ("thị",)
"""What stands between surname and name, and is nobody's name."""
SELDOM_LAST: Final = ("văn",)
"""The same, but a name of some: it may be one after a middle name."""
SHORT_NAME: Final = 2  # syllables of a name that has no middle name
LONG_ENOUGH: Final = 3  # words that only the beginning of one phrase has; fewer must be all of a value
GOES_ON: Final = re.compile(
    r"\b(?:uy ban(?: nhan)?|hoi dong nhan|mat tran to|the can)$"
    r"|^(?:cong an|uy ban nhan dan|ubnd|hoi dong nhan dan|toa an nhan dan)$"
)
"""Ends of phrases that are never their end, and agencies that every unit has: "Ủy ban nhân", "Công an"."""
COMPLETE: Final = frozenset(letters(words) for words in ("cơ sở dữ liệu", "ban quản lý"))
"""Beginnings of phrases that may be all of a value."""
BROKEN: Final = re.compile(
    r"\buy ban (?!nhan dan|mat tran|dan toc|kiem tra|chung khoan|quoc|thuong vu|bau cu|an toan|doan ket)\w"
    r"|\bcuc canh (?!sat)\w|\bthe can (?!cuoc)\w"
)
"""Phrases with another word where only one can stand."""
CONSONANT: Final = "[bcdđghklmnpqrstvx]"
LAST_LETTER: Final = re.compile(rf" {CONSONANT}$|(?:^| )(?:[CcGgKkNnPpTt]h|[Tt]r|[Nn]gh?)$")
"""The first letters of a word that was cut: no word is made of small consonants."""
LONE_LETTER: Final = re.compile(
    rf"(?<!\blô)(?<!\bkhu)(?<!\btổ)(?<!\bnhà)(?<!\bdãy)(?<!\btòa)(?<!\bkhối)(?<!\bcụm)(?<!\bblock)(?<!\bloại)(?<!\bhạng) {CONSONANT.upper()} "
    "(?=[^\\W\\d_])"
)
"""A capital alone among words; lots, blocks and classes have letters for names."""
STRANGE_SIGN: Final = re.compile(r"[^\W\d_][@#^~|{}<>][^\W\d_]|[@#^~|{}<>]$")
UNIT_BEGUN: Final = tuple(
    fold(name) for name in ("thành phố", "thị xã", "thị trấn", "phường", "huyện", "quận", "tỉnh")
)
DAY_BEGUN: Final = re.compile(r"\b\d\d?([/.-])\d\d?\1(?:\d|\d{3})?$|\bngày \d\d?(?:/\d\d?)?/?$")
"""A day whose year lacks figures."""
LONE: Final = re.compile(r"/(?:[A-ZĐ]|UB|UBN|HĐN)$", re.IGNORECASE)
"""Letters of a number of which only the beginning is left."""


def halved(field: FieldType, found: FoundText) -> Iterable[str]:
    """The doubts that a picture shows only a part of a value."""
    if found.table is not None or found.items is not None or all(run.source != "image" for run in found.runs):
        return
    text, kind = found.text.rstrip(" .,;:_…"), KINDS[field.kind]
    if kind.trust.free:
        yield from _half_text(field, text)
    named = kind.parser is person_name or field.key.startswith(NAMED)
    half_name = named and _is_half_name(text)
    if half_name or (kind.parser is document_number and LONE.search(text)):
        yield CUT


def _half_text(field: FieldType, text: str) -> Iterable[str]:
    plain = fold(text)
    begun = field.key != POSITION and ends_within_phrase(text.split())
    if GOES_ON.search(plain) or begun or (KINDS[field.kind].trust.units and _ends_in_kind(plain)):
        yield CUT
    if BROKEN.search(plain) or STRANGE_SIGN.search(text) or LONE_LETTER.search(text):
        yield HOLE
    if field.key == SIGNED_AS and not _is_signed_as(text):
        yield CUT
    if field.key == MADE_AT and is_part_of_place(text):
        yield CUT
    if LAST_LETTER.search(text) or DAY_BEGUN.search(text) or (field.key == POSITION and signing_form(text)):
        yield CUT


def _is_half_name(text: str) -> bool:
    """Whether a name ends where no name ends: "Lò Thị", "NGỤY VĂN"."""
    *_, last = syllables = text.lower().split() or [""]
    return (
        last in NEVER_LAST
        or LAST_LETTER.search(text.lower()) is not None
        or (len(syllables) == SHORT_NAME and last in SELDOM_LAST)
    )


def ends_within_phrase(words: Sequence[str]) -> bool:
    """Whether a value ends with the first words of a longer phrase, and with no phrase."""
    beginnings, whole = _beginnings()
    keys = [letters(placed(word)) for word in words]
    ends = ["".join(keys[-count:]) for count in range(2, len(words) + 1)]
    if any(end in whole or end in COMPLETE for end in ends):
        return False
    long = (end for count, end in enumerate(ends, 2) if count >= LONG_ENOUGH or count == len(words))
    return any(end in beginnings for end in long)


@cache
def _beginnings() -> tuple[frozenset[str], frozenset[str]]:
    """Two words and more that open a longer phrase, and the phrases themselves."""
    phrases = [[letters(placed(word)) for word in row] for row in wordings()]
    opened = {"".join(row[:count]) for row in phrases for count in range(2, len(row))}
    return frozenset(opened), frozenset("".join(row) for row in phrases)


def _ends_in_kind(plain: str) -> bool:
    """Whether an address ends within the word for a kind of unit: "quận 1, thàn"."""
    before, _, last = plain.rpartition(", ")
    begun = bool(before) and any(kind.startswith(last) and kind != last for kind in UNIT_BEGUN)
    return begun and not re.fullmatch(FOLDED, last)


def _is_signed_as(text: str) -> bool:
    """Whether a signing form opens the text, and a position stands behind each that needs one."""
    forms = [form for line in re.split(r"\s(?=(?:KT|TL)\.)", text) if (form := signing_form(line))]
    return bool(forms) and all(form.code not in HEADED or is_position(form.rest) for form in forms)
