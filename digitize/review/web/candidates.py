"""What else a doubtful value may be: what a code on the paper says, what other papers of the dossier say, what lists hold.

Each comes with where it is from and with the letters in which it differs from what was read.
"""

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from digitize.exit_codes import UsageProblem
from digitize.review.queue import Waiting
from digitize.review.typed import shown, typed
from extract.parse.closed_lists import COUNTRIES, ETHNICITIES, SEXES
from extract.places.respell import mended_address, mended_wording
from extract.record import FieldValue, Record
from extract.rules.doctype import FieldType
from extract.text.fold import fold
from ocr.vietnamese.name_syllables import GIVEN, SURNAMES

MOST: Final = 9
"""Candidates that are shown: each has a digit."""
NEAR: Final = 60.0
"""How like an entry of a list has to be to be offered, of 100."""
SAME: Final = 70.0
"""How like what another paper says, or a usual syllable, has to be to be offered, of 100."""
NAMES: Final = 4
"""Usual syllables that are offered."""
OF_CODES: Final = ("qr", "mrz")


class Piece(NamedTuple):
    """A part of a candidate, and whether it differs from what was read."""

    text: str
    differs: bool


class Candidate(NamedTuple):
    """A value that may be the right one; ``origin`` is a code, ``source`` the paper where it is another's."""

    value: FieldValue
    text: str
    pieces: tuple[Piece, ...]
    origin: str
    source: str = ""


def candidates(one: Waiting, others: Iterable[Record]) -> list[Candidate]:
    """What may stand there instead, the surest first, each once."""
    read = one.shown.value
    found: dict[str, Candidate] = {}
    for text, origin, source in _said(one, others):
        value = _value(one.field_type, text, read)
        if value is None or value == read:
            continue
        written = shown(value)
        found.setdefault(written, Candidate(value, written, differing(shown(read), written), origin, source))
    return list(found.values())[:MOST]


def differing(before: str, after: str) -> tuple[Piece, ...]:
    """``after`` in pieces: those that ``before`` has, too, and those that it has not."""
    if not before:
        return (Piece(after, differs=False),)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        Piece(after[start:end], how != "equal")
        for how, _, _, start, end in matcher.get_opcodes()
        if end > start
    )


def _said(one: Waiting, others: Iterable[Record]) -> Iterator[tuple[str, str, str]]:
    read = one.field.machine or one.field
    for evidence in read.evidence:
        if evidence.source in OF_CODES:
            yield evidence.text, evidence.source, ""
    yield from _of_others(one, others)
    text = shown(read.value) or read.raw
    if read.place and isinstance(read.value, str):
        yield mended_address(read.value, read.place), "list", ""
    if one.field_type and text:
        yield from ((entry, "list", "") for entry in _neighbours(one.field_type, text))
        if one.field_type.kind in _MENDED:
            yield mended_wording(text), "list", ""
    if one.field_type and one.field_type.kind == "person_name":
        yield from ((name, "list", "") for name in usual_names(text))
    if read.value is None and read.raw:
        yield read.raw, "raw", ""


def _of_others(one: Waiting, others: Iterable[Record]) -> Iterator[tuple[str, str, str]]:
    """The same field on other papers of the dossier, those first that were accepted."""
    if not one.record.dossier:
        return
    same = [
        (record, record.fields[one.key])
        for record in others
        if one.key in record.fields and record.fields[one.key].value is not None
    ]
    read = one.field.machine or one.field
    text = shown(read.value) or read.raw
    for record, field in sorted(same, key=lambda pair: pair[1].status == "review"):
        said = shown(field.value)
        # A dossier may hold papers of several people: what is quite different is another person's.
        if not text or fuzz.ratio(text, said) >= SAME:
            yield said, "paper", record.source


def usual_names(text: str) -> Iterator[str]:
    """The name with its first unusual syllable replaced by a usual one that looks like it."""
    words = text.split()
    known = [SURNAMES, *(GIVEN for _ in words[1:])]
    odd = next((at for at, word in enumerate(words) if word.lower() not in known[at]), None)
    if odd is None:
        return
    plain = fold(words[odd])
    same = sorted(one for one in known[odd] if fold(one) == plain)
    near = [
        entry
        for entry, _, _ in process.extract(
            plain, sorted(known[odd]), scorer=fuzz.ratio, processor=fold, limit=NAMES, score_cutoff=SAME
        )
    ]
    for right in (same or near)[:NAMES]:
        cased = right.upper() if words[odd][1:].isupper() else right.capitalize()
        yield " ".join((*words[:odd], cased, *words[odd + 1 :]))


def _neighbours(field_type: FieldType, text: str) -> list[str]:
    known = options_of(field_type)
    return [
        entry for entry, _, _ in process.extract(text, known, scorer=fuzz.ratio, limit=3, score_cutoff=NEAR)
    ]


def options_of(field_type: FieldType | None) -> tuple[str, ...]:
    """The values of a field that only takes those of a list, or nothing."""
    if field_type is None:
        return ()
    return (*_LISTS.get(field_type.kind, lambda: ())(), *field_type.literals)


def _value(field_type: FieldType | None, text: str, read: FieldValue) -> FieldValue:
    try:
        return typed(field_type, text, read)
    except UsageProblem:
        return None


_LISTS: Final[dict[str, Callable[[], tuple[str, ...]]]] = {
    "sex": lambda: SEXES,
    "ethnicity": lambda: ETHNICITIES,
    "nationality": lambda: COUNTRIES,
    "yes_no": lambda: ("Có", "Không"),
}
_MENDED: Final = ("address", "agency", "text")
"""Kinds of words among which names of units and fixed wording stand."""
