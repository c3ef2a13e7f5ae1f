"""Labels in English beside those in Vietnamese, as cards print them: they are no part of the value."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from extract.form.located import LabelPlace
from extract.rows.rows import Run
from extract.rules.doctype import FieldType
from extract.text.likeness import folded

LONGEST_ENGLISH = 4  # words of the longest label in English
ENGLISH, ENGLISH_THOUGH = (
    0.5,
    0.65,
)  # likeness needed by English small print that begins with the right letter, or with another one


def after_translation(place: LabelPlace, row: Run) -> int:
    """The first word of the value, after the label's English translation on cards ("/ Full name:"), even misread."""
    words, start = row.texts, place.end
    if start < len(words) and words[start].startswith("/"):
        colons = (at for at in range(start, len(words)) if words[at][-1] in ":;")
        start = next(colons, start) + 1
    return start + _translated(place.field, words[start:])


def _translated(field: FieldType | None, words: Sequence[str]) -> int:
    """How many ``words`` are the field's label in English; its small print is often misread ("Pace of ongin")."""
    english = (
        {folded(label.text.partition(" / ")[2]) for label in field.labels} - {""} if field else set[str]()
    )
    best, count = 0.0, 0
    for plain in english:
        for end in range(1, min(len(words), LONGEST_ENGLISH) + 1):
            said = folded("".join(words[:end]))
            alike = fuzz.ratio(said, plain) / 100
            enough = ENGLISH if said[:1] == plain[:1] else ENGLISH_THOUGH
            if alike >= enough and alike > best:
                best, count = alike, end
    return count
