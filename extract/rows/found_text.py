"""The text found for a field, between its place on the page and the parsed value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.rows.rows import Run


@dataclass(frozen=True)
class FoundText:
    """The text found for one field, before it is parsed.

    Attributes:
        text: As printed, rows joined; the parser gets this.
        runs: Where it stands; empty if the text does not come from print.
        place: How sure it is that this is the place of the field, 0 to 1.
        items: The entries of a list, or None if the field is not a list.
        table: The rows of a table, or None.
        doubts: Codes of the reasons to doubt the value even if it was read well.
        label: The label beside it, as its type has it; empty where the value has none.
    """

    field: str
    text: str
    runs: tuple[Run, ...]
    place: float = 1.0
    items: tuple[str, ...] | None = None
    table: tuple[dict[str, str], ...] | None = None
    doubts: tuple[str, ...] = ()
    label: str = ""


class Attempt(NamedTuple):
    """One step of the search for a field, to explain why it was found or not.

    ``line`` is text of the paper, so an attempt is written only to a file that the user asked for.
    """

    field: str
    label: str
    line: str
    score: float
    outcome: str
    page: int | None = None


def reading(field: str, runs: Sequence[Run | None], **more: object) -> FoundText | None:
    """The found text of a field from rows of words, joined with spaces; None if there are no words."""
    found = tuple(run for run in runs if run is not None)
    text = " ".join(run.text for run in found)
    return FoundText(field, text, found, **more) if found else None  # type: ignore[arg-type]
