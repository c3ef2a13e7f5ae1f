"""The text found for a field, on its way from a place on the page to a parsed value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.rows.rows import Run


@dataclass(frozen=True)
class FoundText:
    """The text found for one field, before it is parsed.

    Attributes:
        text: As printed, rows joined; what the parser gets.
        runs: Where it stands; empty when a witness other than print said it.
        place: How sure it is that this is the field's place, 0 to 1.
        items: The entries of a list, or None when the field is no list.
        table: The rows of a table, or None.
        doubts: Codes of what makes the value doubtful although it was read well.
    """

    field: str
    text: str
    runs: tuple[Run, ...]
    place: float = 1.0
    items: tuple[str, ...] | None = None
    table: tuple[dict[str, str], ...] | None = None
    doubts: tuple[str, ...] = ()


class Attempt(NamedTuple):
    """One step of the search for a field, for a person who asks why it was found or not.

    ``line`` is text of the paper: an attempt goes only into a file that was asked for.
    """

    field: str
    label: str
    line: str
    score: float
    outcome: str
    page: int | None = None


def reading(field: str, runs: Sequence[Run | None], **more: object) -> FoundText | None:
    """The reading of a field from rows of words, joined with spaces; None when there are none."""
    found = tuple(run for run in runs if run is not None)
    text = " ".join(run.text for run in found)
    return FoundText(field, text, found, **more) if found else None  # type: ignore[arg-type]
