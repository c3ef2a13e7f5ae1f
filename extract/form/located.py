"""Where a label stands on a paper, and the places of all labels of a type."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from extract.rows.found_text import Attempt
from extract.rules.doctype import FieldType
from extract.text.likeness import folded

HEADER_FLOOR = 0.75  # likeness from which words are the header of a column, of a table or of several people
COVER_SLACK = 0.04  # likeness by which the longer of two overlapping labels may be worse and still win


@dataclass(frozen=True)
class LabelPlace:
    """A label on the paper: words ``start`` to ``end`` of row ``row``; ``field`` is None for a stop phrase.

    A label in running text may be broken by the end of a row. Then ``opens`` is its first word in the row
    above, and its rest stands at the start of ``row``.
    """

    field: FieldType | None
    label: str
    row: int
    start: int
    end: int
    score: float
    ordered: bool = True
    opens: int | None = None

    @property
    def position(self) -> tuple[int, int]:
        """Where it stands in reading order."""
        return self.row, self.start

    @property
    def verified(self) -> bool:
        """Whether this label was seen on a printed form for this field; never true for a stop phrase."""
        own = [label for label in self.field.labels if label.text == self.label] if self.field else []
        return all(label.verified for label in own)

    def covers(self, other: "LabelPlace") -> bool:
        """Whether ``other`` is only a part of this longer phrase, which was found about as surely."""
        inside = self.row == other.row and self.start <= other.start and other.end <= self.end
        longer = len(folded(self.label)) > len(folded(other.label))
        return inside and longer and self.score > other.score - COVER_SLACK


@dataclass(frozen=True)
class Located:
    """The labels given to fields, the places (row and word) where a value must end, and the attempts.

    ``free`` are further places of a label that a field took elsewhere: the value of another person may stand there.
    ``phrases`` are all labels and stop phrases of the type that stand on the paper, whether a field took them or not.
    ``foreign`` are labels within rows that the type does not know. ``headed`` says at which row and word the heading
    over the label of a field begins, by the key of the field.
    """

    places: tuple[LabelPlace, ...]
    ends: tuple[tuple[int, int], ...]
    attempts: tuple[Attempt, ...]
    free: tuple[LabelPlace, ...] = ()
    phrases: tuple[LabelPlace, ...] = ()
    foreign: tuple[LabelPlace, ...] = ()
    headed: Mapping[str, tuple[int, int]] = dataclass_field(default_factory=dict)
