"""The text of one field as a typed value: parsed by its kind, as a list, a table or a literal, with its own checks."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from extract.letter.head import kind_in
from extract.parse.parsed import EXACT, Parsed, Parser
from extract.places.unit_names import find_units
from extract.record import Check, FieldValue
from extract.rows.found_text import FoundText
from extract.rules.doctype import DocumentType, FieldType
from extract.rules.field_kinds import KINDS
from extract.rules.pattern import Pattern
from extract.text.likeness import letters


def parsed_value(field_type: FieldType, reading: FoundText) -> Parsed | None:
    """The typed value of the text, or None if the parser of its kind refuses it."""
    if reading.table is not None:
        return Parsed([dict(row) for row in reading.table], 1.0)
    kind = KINDS[field_type.kind]
    if reading.items is not None:
        return _parsed_list(reading.items, kind.parser)
    if field_type.literals and (literal := _literal(field_type.literals, reading.text)):
        return Parsed(literal)
    parsed = kind.parser(reading.text) or (kind.within(reading.text) if kind.within else None)
    return _with_units(parsed, reading.text) if parsed and kind.trust.units else parsed


def _with_units(parsed: Parsed, text: str) -> Parsed:
    """An address; it also counts as whole if its units were found without "xã" and "tỉnh", as cards print them."""
    if not find_units(text.split(), whole_pieces=True).whole:
        return parsed
    return Parsed(parsed.value, EXACT, (Check(name="address_whole", passed=True),))


def _literal(literals: Sequence[str], text: str) -> str | None:
    return next((literal for literal in literals if letters(literal) == letters(text)), None)


def _parsed_list(items: Sequence[str], parse: Parser) -> Parsed | None:
    parsed = [one for item in items if (one := parse(item)) is not None]
    if not parsed:
        return None
    values = [str(one.value) for one in parsed]
    return Parsed(
        values, min(one.certainty for one in parsed), tuple(check for one in parsed for check in one.checks)
    )


def own_checks(field_type: FieldType, reading: FoundText, parsed: Parsed | None) -> list[Check]:
    """The checks that need only this value and its type: whether it was parsed, its pattern, doubts about its place."""
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


def confirming(
    doc_type: DocumentType, field_type: FieldType, found: Mapping[str, FoundText]
) -> list[FieldValue]:
    """The values of the fields that repeat this one, as far as they can be read."""
    if field_type.part == "loai_van_ban":
        number = found.get("so_ky_hieu")
        kind = kind_in(number.text) if number else None
        return [kind.name.upper()] if kind else []
    repeats = [other for other in doc_type.fields if other.confirms == field_type.key and other.key in found]
    parsed = [KINDS[other.kind].parser(found[other.key].text) for other in repeats]
    return [one.value for one in parsed if one is not None]
