"""From the text found for a field to the field as it is given out: parsed, checked and judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from extract.confidence import Evidenced, judge
from extract.consistency import Pairs, tones_vary
from extract.doctype import DocumentType, FieldType
from extract.letterhead import kind_in
from extract.likeness import folded, letters
from extract.parse import PARSERS, Parsed
from extract.pattern import Pattern
from extract.reading import Reading
from extract.record import MISSING, Check, Evidence, EvidenceSource, Field, FieldValue
from extract.wording import misspelled
from ocr.box import union
from ocr.page import Mark

Marks = Mapping[int, Sequence[Mark]]
NAMED = ("loai_van_ban",)  # its value is a name from a closed list, not the letters as read
AGENCIES = ("co_quan_ban_hanh", "co_quan_chu_quan")
WORDY = ("text", "agency", "address", "person_name")


def fields_of(
    doc_type: DocumentType, readings: Sequence[Reading], marks: Marks, pairs: Pairs
) -> dict[str, Field]:
    """The fields of a type in printed order; a required one that was not found is ``missing``."""
    kinds = {field.key: field.kind for field in doc_type.fields}
    found = {one.field: _doubted(one, kinds.get(one.field, ""), pairs) for one in readings}
    given: dict[str, Field] = {}
    for field_type in doc_type.fields:
        if field_type.confirms:
            continue
        reading = found.get(field_type.key)
        if reading is not None:
            given[field_type.key] = field_of(
                field_type, reading, marks, _confirming(doc_type, field_type, found)
            )
        elif field_type.required:
            given[field_type.key] = MISSING
    return _places_agreed(given)


def _places_agreed(given: dict[str, Field]) -> dict[str, Field]:
    """A doubt where an agency bears the name of the place beside the date with other tones."""
    place = given.get("dia_danh")
    if place is None or place.value is None:
        return given
    agreed = dict(given)
    for key in AGENCIES:
        field = given.get(key)
        if field is not None and _tones_differ(str(place.value), str(field.value)):
            check = Check(name="place_agrees", passed=False)
            agreed[key] = field.model_copy(update={"status": "review", "checks": (*field.checks, check)})
    return agreed


def _tones_differ(place: str, agency: str) -> bool:
    return folded(place) in folded(agency) and letters(place) not in letters(agency)


def _doubted(reading: Reading, kind: str, pairs: Pairs) -> Reading:
    """The reading with the doubts that its own spelling and the rest of the paper raise."""
    if kind not in WORDY or reading.field in NAMED or not any(run.source == "image" for run in reading.runs):
        return reading
    doubts = list(reading.doubts)
    if misspelled(reading.text):
        doubts.append("misspelled")
    if tones_vary(reading.runs, pairs):
        doubts.append("tones_vary")
    return replace(reading, doubts=tuple(doubts))


def field_of(
    field_type: FieldType, reading: Reading, marks: Marks, confirming: Sequence[FieldValue] = ()
) -> Field:
    """One field with its evidence; a text that its parser refuses has no value and goes to review."""
    parsed = _parsed(field_type, reading)
    checks = [*(parsed.checks if parsed else ()), *_own_checks(field_type, reading, parsed)]
    agreed = parsed is not None and any(value == parsed.value for value in confirming)
    if parsed is not None and confirming:
        checks.append(Check(name="printed_twice", passed=agreed))
    evidenced = Evidenced(
        runs=reading.runs,
        certainty=parsed.certainty if parsed else 0.0,
        place=reading.place,
        checks=checks,
        doubts=reading.doubts,
        marks=[mark for run in reading.runs for mark in marks.get(run.page, ())],
        witnessed=agreed,
    )
    confidence, status = judge(evidenced, critical=field_type.critical)
    return Field(
        value=parsed.value if parsed else None,
        raw=reading.text,
        confidence=confidence if parsed else 0.0,
        status=status if parsed else "review",
        evidence=evidence_of(reading),
        checks=tuple(checks),
    )


def evidence_of(reading: Reading) -> tuple[Evidence, ...]:
    """Where the text stands: one piece of evidence a page."""
    pages = dict.fromkeys(run.page for run in reading.runs)
    return tuple(_evidence(reading, page) for page in pages)


def _evidence(reading: Reading, page: int) -> Evidence:
    runs = [run for run in reading.runs if run.page == page]
    layer = all(run.source == "text_layer" for run in runs)
    source: EvidenceSource = "text_layer" if layer else "print"
    box = union(run.box for run in runs)
    return Evidence(page=page, box=box, text=" ".join(run.text for run in runs), source=source)


def _parsed(field_type: FieldType, reading: Reading) -> Parsed | None:
    if reading.table is not None:
        return Parsed([dict(row) for row in reading.table], 1.0)
    parse = PARSERS[field_type.kind]
    if reading.items is not None:
        return _parsed_list(reading.items, parse)
    if field_type.literals and (literal := _literal(field_type.literals, reading.text)):
        return Parsed(literal)
    # A date may be given out of a printed moment: "11 giờ 00 phút, ngày 06 tháng 8 năm 2026".
    return parse(reading.text) or (_date_within(reading.text) if field_type.kind == "date" else None)


def _date_within(text: str) -> Parsed | None:
    # "Ngày, tháng, năm đăng ký: 22 tháng 9 năm 2001": the word that opens the date is in the label.
    named = PARSERS["date"](f"ngày {text}")
    moment = None if named else PARSERS["datetime"](text)
    return moment._replace(value=str(moment.value)[:10]) if moment else named


def _literal(literals: Sequence[str], text: str) -> str | None:
    return next((literal for literal in literals if letters(literal) == letters(text)), None)


def _parsed_list(items: Sequence[str], parse: Callable[[str], Parsed | None]) -> Parsed | None:
    parsed = [one for item in items if (one := parse(item)) is not None]
    if not parsed:
        return None
    values = [str(one.value) for one in parsed]
    return Parsed(
        values, min(one.certainty for one in parsed), tuple(check for one in parsed for check in one.checks)
    )


def _own_checks(field_type: FieldType, reading: Reading, parsed: Parsed | None) -> list[Check]:
    checks = [] if parsed else [Check(name="parsed", passed=False, data={"kind": field_type.kind})]
    if field_type.pattern and parsed:
        checks.append(
            Check(
                name="pattern", passed=_pattern(field_type.pattern).fullmatch(str(parsed.value)) is not None
            )
        )
    checks.extend(Check(name=doubt, passed=False) for doubt in reading.doubts)
    return checks


@lru_cache(maxsize=256)
def _pattern(source: str) -> Pattern:
    return Pattern(source)


def _confirming(
    doc_type: DocumentType, field_type: FieldType, found: Mapping[str, Reading]
) -> list[FieldValue]:
    """The values of the fields that repeat this one, where they can be read."""
    if field_type.part == "loai_van_ban":
        number = found.get("so_ky_hieu")
        kind = kind_in(number.text) if number else None
        return [kind.name.upper()] if kind else []
    repeats = [other for other in doc_type.fields if other.confirms == field_type.key and other.key in found]
    parsed = [PARSERS[other.kind](found[other.key].text) for other in repeats]
    return [one.value for one in parsed if one is not None]
