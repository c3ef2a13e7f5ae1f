"""What a person types, as the value that it says: parsed by the kind of its field, as the machine's reading is."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final
from unicodedata import category

from digitize.exit_codes import UsageProblem
from extract.record import FieldValue
from extract.rules.doctype import FieldType
from extract.rules.field_kinds import KINDS

_PART_OF_DAY: Final = re.compile(r"(?:(?P<month>\d{1,2})[/.\-])?(?P<year>[12]\d{3})")
_LAST_MONTH: Final = 12  # of a year
_UNSEEN: Final = ("Cc", "Cf")  # kinds of signs, as Unicode calls them
_ITEMS: Final = re.compile(r"\s*[;\n]\s*")


def typed(field_type: FieldType | None, text: str, read: FieldValue = None) -> FieldValue:
    """The value that ``text`` says; a list has its items on lines or between semicolons, a table comes as JSON.

    What was ``read`` as a list stays one, whatever the type says of the field.

    Raises:
        UsageProblem: ``answer_empty``; ``answer_invalid``, with an ``example`` of what this kind of field takes.
    """
    text = text.replace("\r\n", "\n").strip()
    if text and read is not None and text == shown(read):
        return read
    text = visible(text)
    if not text:
        raise UsageProblem("answer_empty")
    if field_type is None:
        return _items(text) if isinstance(read, list) else text
    if field_type.where == "table":
        return _table(field_type, text)
    if field_type.where == "list" or isinstance(read, list):
        return [str(_single(field_type, item)) for item in _items(text)]
    return _single(field_type, text)


def visible(text: str) -> str:
    """``text`` without what nobody sees: signs that steer a terminal, turn the line round or have no width."""
    kept = (one if one == "\n" or category(one) not in _UNSEEN else " " * (one == "\t") for one in text)
    return "".join(kept).strip()


def _items(text: str) -> list[str]:
    return [item for item in _ITEMS.split(text) if item]


def shown(value: FieldValue) -> str:
    """A value as a person may type it: :func:`typed` gives the same value again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        if any(isinstance(item, dict) for item in value):
            return json.dumps(value, ensure_ascii=False)
        return "\n".join(map(str, value))
    return _day(str(value)) or str(value)


def _single(field_type: FieldType, text: str) -> FieldValue:
    kind = KINDS[field_type.kind]
    literal = next((one for one in field_type.literals if one.casefold() == text.casefold()), None)
    if literal:
        return literal
    parsed = kind.parser(text) or (kind.within(text) if kind.within else None)
    if parsed is not None:
        return parsed.value
    if field_type.kind == "date" and (part := _part_of_day(text)):
        return part
    if kind.trust.free or kind.trust.wordy:
        return text  # what a person sees on the paper is right, even where no list has it
    raise UsageProblem("answer_invalid", field=field_type.key, value=text, example=kind.example)


def _part_of_day(text: str) -> str | None:
    """A year, or a year and a month, of papers that say no more: ``1990``, ``1990-03``."""
    found = _PART_OF_DAY.fullmatch(text)
    if found is None:
        return None
    month = int(found["month"] or 1)
    if not 1 <= month <= _LAST_MONTH:
        return None
    return f"{found['year']}-{month:02}" if found["month"] else found["year"]


def _table(field_type: FieldType, text: str) -> FieldValue:
    known = {column.name for column in field_type.columns}
    try:
        rows = json.loads(text)
    except ValueError:
        rows = None
    if not isinstance(rows, Sequence) or not all(_is_row(row, known) for row in rows):
        raise UsageProblem("answer_invalid", field=field_type.key, value=text, example=_row_example(known))
    return [{name: visible(str(value)) for name, value in row.items()} for row in rows]


def _is_row(row: object, known: set[str]) -> bool:
    return (
        isinstance(row, Mapping) and row.keys() <= known and all(isinstance(one, str) for one in row.values())
    )


def _row_example(known: set[str]) -> str:
    return json.dumps([dict.fromkeys(sorted(known), "…")], ensure_ascii=False)


def _day(value: str) -> str | None:
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value)
    return f"{found[3]}/{found[2]}/{found[1]}" if found else None
