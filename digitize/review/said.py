"""What a person types, in the workbook or in the terminal, where a value may stand: right, unreadable, absent, or a value."""

from typing import Final, NamedTuple

from digitize.decisions.decision import Outcome
from extract.rules.doctype import FieldType

_WORDS: Final[dict[Outcome, frozenset[str]]] = {
    "right": frozenset({"✓", "✔", "✅", "√", "đúng", "đúng rồi", "right", "correct", "ok"}),
    "unreadable": frozenset(
        {"?", "??", "???", "không đọc được", "khong doc duoc", "unreadable", "illegible"}
    ),
    "absent": frozenset(
        {"x", "×", "✗", "✘", "không có trên giấy", "khong co tren giay", "giấy không ghi", "not on the paper"}
    ),
}


class Said(NamedTuple):
    """What was typed: an outcome, and the value as text where it is one."""

    outcome: Outcome
    text: str = ""


def said_in(text: str, field_type: FieldType | None) -> Said:
    """What ``text`` says; words that may stand on the paper as this very value are the value."""
    plain = " ".join(text.split())
    literals = field_type.literals if field_type else ()
    if plain.casefold() not in {one.casefold() for one in literals}:
        for outcome, words in _WORDS.items():
            if plain.casefold() in words:
                return Said(outcome)
    return Said("corrected", text.strip())
