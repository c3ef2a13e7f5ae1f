"""From the found text of a field to the field in the record: parsed, checked and judged."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.account.around import Surroundings
from extract.form.left_over import LEFT_OVER
from extract.judge.address_units import with_places
from extract.judge.agreement import agreed
from extract.judge.covered import maybe_covered
from extract.judge.field_confidence import Evidenced, covering, is_written, judge
from extract.judge.half import halved
from extract.judge.nine_digits import old_numbers_in_time, short_number
from extract.judge.overfull import overfull
from extract.judge.parsed_value import confirming, own_checks, parsed_value
from extract.judge.risk import Counts, pair_counts, unproven, word_risks
from extract.judge.tones import Pairs, toned_pairs, tones_vary
from extract.parse.names import person_name
from extract.parse.parsed import EXACT, Parsed
from extract.parse.signing import position_meant, signed_as_law_has_it
from extract.places.respell import mended_wording
from extract.places.unit_names import ends_with_province, find_units, place_doubt
from extract.record import MISSING, Check, Evidence, EvidenceSource, Field, FieldValue
from extract.rows.found_text import FoundText
from extract.rows.rows import Run
from extract.rows.wording import misspelled
from extract.rules.doctype import DocumentType, FieldType
from extract.rules.field_kinds import KINDS, FieldKind
from extract.text.fold import fold
from extract.text.phrases import covered, find_phrases, has_misread_phrase
from extract.text.unit_kinds import FOLDED
from ocr.box import union
from ocr.page import Mark

Marks = Mapping[int, Sequence[Mark]]
NAMED = ("loai_van_ban",)  # its value is a name from a closed list, not the letters as read
PLACES = ("dia_danh",)
RECIPIENTS, ADDRESSEES = ("noi_nhan",), ("kinh_gui",)
HOLE = "has_hole"
FOREIGN = ("ten_nuoc_ngoai",)
CUT = "maybe_cut"
ENDLESS = frozenset({CUT, LEFT_OVER})
"""Doubts that the end of a value is missing."""
OPEN_ENDS = frozenset(
    "của và hoặc tại các thuộc với bởi vào những số".split()  # noqa: SIM905  (words read best as words)
)
"""Words after which something follows."""
OPEN_DAY = re.compile(r"\b(cap|ky|tu|den|lap|sinh) ngay$")
"""Words after which a day follows; "hằng ngày" ends where it ends."""
SMALL_COMMITTEE = re.compile("(ủy|uỷ) ban nhân dân")
"""What no value begins with: its capital was read as a small letter."""
BROKEN_NUMBER = re.compile(r"\d{6}[.,]\d|\d[.,]\d{6}")
"""A long number with a sign in it that no paper prints there."""
CHOICE = re.compile(rf"\b({FOLDED}) ?/ ?({FOLDED})\b")
"""Kinds of units of which a form wants one to be crossed out."""
WRITTEN, WRITTEN_SHARE = 2, 0.25  # values by hand, number and share, that make a form one by hand


class Spoken(NamedTuple):
    """What the rest of the paper says about words: the accents of pairs of words, and how often each pair occurs."""

    pairs: Pairs
    counts: Counts


def spoken(rows: Sequence[Run]) -> Spoken:
    """The pairs of words on the rows of a paper, with their accents and counts."""
    return Spoken(toned_pairs(rows), pair_counts(rows))


class Found(NamedTuple):
    """The fields of a paper, and what is known of each value when it is judged, by key."""

    fields: dict[str, Field]
    evidence: dict[str, Evidenced]


def fields_of(
    doc_type: DocumentType,
    readings: Sequence[FoundText],
    marks: Marks,
    said: Spoken,
    around: Mapping[str, Surroundings],
) -> Found:
    """The fields of a type in printed order; a required field that was not found is ``missing``."""
    kinds = {field.key: KINDS[field.kind] for field in doc_type.fields}
    found = {one.field: _with_own_doubts(one, kinds.get(one.field), said.pairs) for one in readings}
    weighed: dict[str, Weighed] = {}
    given: dict[str, Field] = {}
    for field_type in doc_type.fields:
        if field_type.confirms:
            continue
        reading = found.get(field_type.key)
        if reading is not None:
            part = (*short_number(doc_type, field_type, reading), *halved(field_type, reading))
            reading = replace(reading, doubts=(*reading.doubts, *part, *maybe_covered(reading, marks)))
            one = _weighed(field_type, reading, marks, said.counts, confirming(doc_type, field_type, found))
            weighed[field_type.key] = one
            given[field_type.key] = _unjudged(one, marks)
        elif field_type.required:
            given[field_type.key] = MISSING
    given = with_places(doc_type, agreed(doc_type, old_numbers_in_time(doc_type, given)))
    # Checks against other fields are evidence for or against a value, too.
    evidence = {key: one.evidenced._replace(checks=given[key].checks) for key, one in weighed.items()}
    evidence = {key: one._replace(around=around.get(key)) for key, one in evidence.items()}
    evidence = _in_one_hand(doc_type, evidence)
    return Found({key: _judged(field, evidence.get(key)) for key, field in given.items()}, evidence)


def _in_one_hand(doc_type: DocumentType, evidence: dict[str, Evidenced]) -> dict[str, Evidenced]:
    """Marks all values beside labels as written by hand if many of them were found to be.

    On a form filled in by hand, most values are found to be so; a stamped number or a stained word alone is not
    enough. Cards are printed by a machine.
    """
    beside = {field.key for field in doc_type.fields if not field.part} & evidence.keys()
    written = sum(is_written(evidence[key]) for key in beside)
    if doc_type.layout == "card" or written < max(WRITTEN, WRITTEN_SHARE * len(beside)):
        return evidence
    return {key: one._replace(by_hand=key in beside) for key, one in evidence.items()}


def _with_own_doubts(reading: FoundText, kind: FieldKind | None, pairs: Pairs) -> FoundText:
    """The found text with the doubts that its words raise; unchanged for a block of a letter that is not a field."""
    return reading if kind is None else _doubted(_uncut(reading, kind), kind, pairs)


def _uncut(reading: FoundText, kind: FieldKind) -> FoundText:
    """The found text without the doubts that its end is missing if nothing can follow its last words."""
    if ENDLESS.isdisjoint(reading.doubts) or not (
        _is_complete(reading.text, kind) or _is_closed(reading, kind)
    ):
        return reading
    return replace(reading, doubts=tuple(doubt for doubt in reading.doubts if doubt not in ENDLESS))


def _is_closed(reading: FoundText, kind: FieldKind) -> bool:
    """Whether only the row below raises the doubt, and a grammar or a full stop says where the value ends.

    No grammar says where a name ends: half a name is a name.
    """
    return CUT not in reading.doubts and (not kind.trust.wordy or reading.runs[-1].text.endswith("."))


def _is_complete(text: str, kind: FieldKind) -> bool:
    """Whether it is certain that no part of the value was lost after ``text``."""
    match kind.trust.complete:
        case "exact":
            return _is_exact(kind.parser(text))
        case "province":
            return ends_with_province(text)
        case "unknown":
            return False


def _is_exact(parsed: Parsed | None) -> bool:
    return parsed is not None and parsed.certainty == EXACT


def _doubted(reading: FoundText, kind: FieldKind, pairs: Pairs) -> FoundText:
    """The found text with the doubts from its own spelling and from the rest of the paper."""
    from_picture = any(run.source == "image" for run in reading.runs)
    if not kind.trust.wordy or reading.field in NAMED or not from_picture:
        return reading
    doubts = [
        *reading.doubts,
        *((HOLE,) if _lacks_a_word(reading) else ()),
        *((CUT,) if kind.trust.free and _ends_open(reading.text) else ()),
    ]
    if misspelled(reading.text) and not _is_known_otherwise(reading, kind):
        doubts.append("misspelled")
    if tones_vary(reading.runs, pairs):
        doubts.append("tones_vary")
    if kind.trust.free:
        doubts.extend(_known_names(reading))
    if kind.trust.free and reading.table is None:
        doubts.extend(overfull(reading.field, reading.text, has_units=kind.trust.units))
    return replace(reading, doubts=tuple(doubts))


def _lacks_a_word(reading: FoundText) -> bool:
    """Whether a word within the value may be lost; entries of tables stand apart, and addressees beside their label."""
    lone = reading.table is None and (reading.items is None or reading.field in RECIPIENTS)
    known = HOLE in reading.doubts or reading.field in (*NAMED, *ADDRESSEES)
    return lone and not known and any(run.lacks_a_word for run in reading.runs)


def _ends_open(text: str) -> bool:
    """Whether a value ends where no value ends, or leaves the kind of a unit to be chosen ("tỉnh/thành phố")."""
    bare = text.rstrip()
    last = bare.split()[-1].lower() if bare else ""
    return (
        last in OPEN_ENDS
        or bare.endswith(("(", ":"))
        or bare.count("(") > bare.count(")")
        or bool(CHOICE.search(fold(bare)))
        or bool(OPEN_DAY.search(fold(bare)))
    )


def _is_known_otherwise(reading: FoundText, kind: FieldKind) -> bool:
    """Whether words need not be Vietnamese syllables: in foreign names, or in a value that its parser knows."""
    return reading.field in FOREIGN or (not kind.trust.free and _is_exact(kind.parser(reading.text)))


def _known_names(reading: FoundText) -> Iterable[str]:
    """Doubts about fixed wording and names of places, which are compared with their lists."""
    words = tuple(reading.text.split())
    if has_misread_phrase(words) or SMALL_COMMITTEE.match(reading.text) or BROKEN_NUMBER.search(reading.text):
        yield "phrase_misread"
    if reading.field in PLACES:
        doubt = place_doubt(reading.text)
        yield from (doubt,) if doubt else ()
    else:
        yield from find_units(words, other=covered(find_phrases(words))).doubts


def _risks(field_type: FieldType, reading: FoundText, counts: Counts) -> tuple[float, ...] | None:
    """The risk that is left for each word of free text; None if the grammar of its kind guards the value."""
    if not _is_free(field_type) or reading.field in NAMED:
        return None
    name = _is_exact(person_name(reading.text))
    pieces = KINDS[field_type.kind].trust.units or reading.field in PLACES
    return word_risks(reading.runs, counts, name=name, pieces=pieces)


def _is_free(field_type: FieldType) -> bool:
    """Whether no grammar can tell a wrong value from a right one."""
    return KINDS[field_type.kind].trust.free and field_type.pattern is None


class Weighed(NamedTuple):
    """A found text, the value that its parser gave, and what is known of that value."""

    reading: FoundText
    parsed: Parsed | None
    evidenced: Evidenced


def _weighed(
    field_type: FieldType,
    reading: FoundText,
    marks: Marks,
    counts: Counts,
    confirming: Sequence[FieldValue] = (),
) -> Weighed:
    text = _mended(field_type, reading)
    parsed = parsed_value(field_type, replace(reading, text=text))
    checks = [*(parsed.checks if parsed else ()), *own_checks(field_type, reading, parsed)]
    agreed = parsed is not None and any(value == parsed.value for value in confirming)
    if parsed is not None and confirming:
        checks.append(Check(name="printed_twice", passed=agreed))
    evidenced = Evidenced(
        runs=_decisive(field_type, reading),
        certainty=parsed.certainty if parsed else 0.0,
        place=reading.place,
        checks=checks,
        doubts=reading.doubts,
        marks=[mark for run in reading.runs for mark in marks.get(run.page, ())],
        witnessed=agreed,
        risks=_risks(field_type, reading, counts),
        critical=field_type.critical,
        free=_is_free(field_type),
        several=reading.table is not None or reading.items is not None,
        twice=agreed and KINDS[field_type.kind].trust.figures,
    )
    return Weighed(reading, parsed, evidenced)


def _mended(field_type: FieldType, reading: FoundText) -> str:
    """The text with fixed wording spelled right, and a position restored from what can be read under a seal."""
    meant = position_meant(reading.text) if "position_unknown" in reading.doubts else None
    if meant:
        return meant
    if field_type.part == "quyen_han_ky":
        return signed_as_law_has_it(mended_wording(reading.text))
    return mended_wording(reading.text) if _is_wording(field_type, reading) else reading.text


def _is_wording(field_type: FieldType, reading: FoundText) -> bool:
    """Whether a text was read from a picture and may be compared with fixed wording."""
    return KINDS[field_type.kind].trust.free and any(run.source == "image" for run in reading.runs)


def _unjudged(weighed: Weighed, marks: Marks) -> Field:
    """The field with its evidence; it has no value if the parser refuses the text."""
    return Field(
        value=weighed.parsed.value if weighed.parsed else None,
        raw=weighed.reading.text,
        evidence=evidence_of(weighed.reading, marks),
        checks=tuple(weighed.evidenced.checks),
    )


def _judged(field: Field, evidenced: Evidenced | None) -> Field:
    if evidenced is None or field.value is None:
        return field
    verdict = judge(evidenced)
    return field.model_copy(
        update={
            "confidence": verdict.confidence,
            "status": verdict.status,
            "checks": (*field.checks, *verdict.doubts),
        }
    )


def _decisive(field_type: FieldType, reading: FoundText) -> Sequence[Run]:
    """The words on which the value rests.

    For a date these are its digits, because the grammar fixes the words between; for free text, all but fixed wording.
    """
    if not KINDS[field_type.kind].trust.figures:
        return unproven(reading.runs) if _is_free(field_type) else reading.runs
    figures = (
        (run, tuple(word for word in run.words if any(map(str.isdigit, word.text)))) for run in reading.runs
    )
    return [replace(run, words=words) for run, words in figures if words] or reading.runs


def evidence_of(reading: FoundText, marks: Marks) -> tuple[Evidence, ...]:
    """Where the text stands: one piece of evidence for each page."""
    pages = dict.fromkeys(run.page for run in reading.runs)
    return tuple(_evidence(reading, page, marks.get(page, ())) for page in pages)


def _evidence(reading: FoundText, page: int, marks: Sequence[Mark]) -> Evidence:
    runs = [run for run in reading.runs if run.page == page]
    box = union(run.box for run in runs)
    return Evidence(page=page, box=box, text=" ".join(run.text for run in runs), source=_source(runs, marks))


def _source(runs: Sequence[Run], marks: Sequence[Mark]) -> EvidenceSource:
    if all(run.source == "text_layer" for run in runs):
        return "text_layer"
    words = [word for run in runs for word in run.words]
    return "handwriting" if "handwriting" in covering(words, marks) else "print"
