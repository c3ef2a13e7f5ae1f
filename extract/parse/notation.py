"""Số ký hiệu: the number and letters that identify a document, and the numbers of registers.

The grammar follows Nghị định 30/2020/NĐ-CP, Phụ lục I: number, "/", for legal documents the year
and "/", then abbreviations joined by "-". It also takes older papers, Party papers ("15-QĐ/TW") and hộ tịch
papers ("69/GKS-BS"). If the number cannot be read, the result is None.
"""

import re
from typing import Final

from rapidfuzz.distance import Levenshtein

from extract.parse.digits import DIGIT, DIGIT_OR_GAP, Digits, mended
from extract.parse.document_kinds import PAPERS, has_twin, is_abbreviation, is_known_notation, known_spelling
from extract.parse.parsed import EXACT, LIKELY, REPAIRED, TIDIED, Parsed
from extract.record import Check
from extract.text.fold import fold, short_line, squeezed

_LABEL: Final = re.compile(r"(?:so|ky hieu|so,? ky hieu)(?: ?[:.;]+ ?| (?=[0-9oli|]))")
_SHAPE: Final = re.compile(
    rf"(?P<number>{DIGIT}{DIGIT_OR_GAP}{{0,9}}?)(?P<suffix>[a-e])? ?(?:[/\\] ?(?P<year>(?:19|20)[0-9]{{2}}) ?)?[/\\]"
    r" ?(?P<letters>[^\W\d_][\w&./ -]{0,40})"
)
_PARTY: Final = re.compile(
    r"(?P<number>[0-9]{1,6}) ?- ?(?P<letters>[A-ZĐ][A-Za-zĐ]{0,5} ?/ ?[A-ZĐ][\w& -]{1,20})"
)
_PART: Final = re.compile(r"[A-ZĐÂÊÔƠƯ][A-ZĐÂÊÔƠƯ&.]{0,14}[0-9]{0,4}")
_SPLIT: Final = re.compile(r"([-/])")
# Parts with correct small letters, and agencies whose Đ is often read without its stroke.
_MIXED: Final = frozenset({"TTg", "TTr", "QyĐ", "CTr", "TrS"})
_STROKES: Final = {
    fold(name).upper(): name
    for name in ("UBND", "HĐND", "LĐTBXH", "SLĐTBXH", "BLĐTBXH", "GDĐT", "SGDĐT", "BGDĐT", "BCĐ", "ĐKKD", "VPĐKĐĐ", "CNVPĐKĐĐ", "ĐĐBQH")
}  # fmt: skip
_SHORT_AGENCIES: Final = frozenset(
    {"CP", "UB", "VP", "TW", "TƯ", "TU", "HU", "ĐU", "CA", "CT", "BS", "XD", "XP", "QH"}
)
_SHORTEST_AGENCY: Final = 3  # letters from which the abbreviation of an agency need not be in a list
_USUAL_AGENCIES: Final = ("UBND", "HĐND")
_REGISTER: Final = re.compile(rf"(?P<number>{DIGIT}{{1,6}})(?: ?/ ?(?P<year>(?:19|20)[0-9]{{2}}))?")
_BIRTH_NOTICE: Final = re.compile(r"[0-9]{3,6}\.GCS\.[0-9]{5}\.[0-9]{2}")


def document_number(text: str) -> Parsed | None:
    """A số ký hiệu without spaces inside; the number keeps its leading zero."""
    line = _unlabelled(text)
    if squeezed(text).endswith(("-", "/")):
        return None
    party = _PARTY.fullmatch(line)
    if party:
        return _notation(Digits(party["number"], EXACT), "-", party["letters"])
    match = _SHAPE.fullmatch(line)
    found = mended(match["number"], " ") if match else None
    if match is None or found is None:
        return None
    if " " in match["number"]:
        # A gap inside the number may be a digit that was not read.
        found = found._replace(certainty=REPAIRED)
    if match["suffix"]:
        # "12b" is rare; a digit misread as a letter is more frequent.
        found = Digits(found.digits + match["suffix"], min(found.certainty, LIKELY))
    return _notation(found, f"/{match['year']}/" if match["year"] else "/", match["letters"])


def register_number(text: str) -> Parsed | None:
    """The number of an entry in a register or of a certificate: "140", "119/2026", or a số ký hiệu."""
    line = re.sub(r"^(?:quyển|Quyển) ", "", _unlabelled(text))
    if _BIRTH_NOTICE.fullmatch(line):
        return Parsed(line)
    match = _REGISTER.fullmatch(_unlabelled(line))
    if match is None:
        return document_number(text)
    found = mended(match["number"], "")
    return found and Parsed(found.digits + (f"/{match['year']}" if match["year"] else ""), found.certainty)


def _unlabelled(text: str) -> str:
    line = short_line(text)
    label = _LABEL.match(fold(line))
    return line[label.end() :] if label else line


def _notation(number: Digits, joint: str, printed: str) -> Parsed | None:
    parts = [_spelled(part) for part in _SPLIT.split(printed)]
    if any(part is None for part in parts):
        return None
    letters = "".join(value for value, _ in filter(None, parts))
    certainty = min(number.certainty, *(level for _, level in filter(None, parts)))
    known = is_known_notation(letters)
    check = Check(name="kind_known", passed=known, data={"notation": letters})
    return Parsed(
        number.digits + joint + letters,
        certainty if known and not _looks_cut(letters) else min(certainty, LIKELY),
        (check,),
    )


def _looks_cut(letters: str) -> bool:
    """Whether letters or a dash seem lost: the agency is missing, very short, or a letter off a usual one."""
    first, *agencies = re.split("[-/]", letters)
    if not agencies:
        return first not in PAPERS and not first.startswith("QH")
    if any(
        Levenshtein.distance(part, usual) == 1 for part in (first, *agencies) for usual in _USUAL_AGENCIES
    ):
        return True
    # After an agency ("UBND-NC") two letters are a unit; after a kind they are mostly the rest of an agency.
    return is_abbreviation(first) and any(map(_is_remnant, agencies))


def _is_remnant(part: str) -> bool:
    return len(part) < _SHORTEST_AGENCY and part not in _SHORT_AGENCIES and not is_abbreviation(part)


def _spelled(printed: str) -> tuple[str, float] | None:
    """One part between dashes in its right spelling, with its certainty; None if it is not an abbreviation."""
    if printed in ("-", "/"):
        return printed, EXACT
    part = printed.replace(" ", "")
    spaced = TIDIED if " " in printed.strip() else EXACT
    if part in _MIXED:
        return part, spaced
    better = known_spelling(part) or _STROKES.get(fold(part).upper(), part)
    if better != part:
        return better, LIKELY
    if has_twin(part):
        # "HD" may be "HĐ" without its stroke: only the title can show which.
        return part, LIKELY if "Đ" not in part else spaced
    if _PART.fullmatch(part):
        return part, spaced
    small = sum(letter.islower() for letter in part)
    return (part, LIKELY) if small == 1 and _PART.fullmatch(part.upper()) and part[0].isupper() else None
