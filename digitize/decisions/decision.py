"""A decision: what a person said about one field of a paper, or about the paper itself.

It names the paper by the bytes of its file and by its pages, so that it holds wherever results lie and whatever a newer
version reads. It keeps what the person was shown. A decision is never changed; another one takes its place or undoes it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, Literal, NamedTuple, TypedDict

from pydantic import Field as Default
from pydantic import model_validator

from extract.record import FieldValue, Status
from ocr.box import Box
from ocr.value import Value

Outcome = Literal["right", "candidate", "corrected", "unreadable", "absent", "undone"]
About = Literal["field", "type", "split", "turn", "finding"]
Look = Literal[1, 2, 3]
Way = Literal["browser", "workbook", "terminal", "sample"]

VIETNAM: Final = timezone(timedelta(hours=7))
SETTLING: Final = frozenset({"right", "candidate", "corrected"})
"""Outcomes with a value."""


class Paper(Value):
    """A paper by the SHA-256 of its file and its pages there, from 1."""

    sha256: str = Default(pattern=r"^[0-9a-f]{64}$")
    pages: tuple[int, ...] = Default(min_length=1)


class Shown(Value):
    """What the machine had read when the person decided."""

    value: FieldValue = None
    raw: str = ""
    confidence: float = 0.0
    status: Status = "missing"


class SeenAt(Value):
    """Where on which page the person says that the value stands; the box is in pixels of the upright page."""

    page: int
    box: Box


class Decision(Value):
    """What a person decided.

    Attributes:
        about: the ``field`` named ``key``; the ``type`` of the paper; the ``split`` of its file into papers; the quarter
            ``turn`` of page ``key``; a ``finding`` of code ``key`` that was seen and is settled.
        value: what holds from now on; for ``split`` the pages of each paper, for ``turn`` quarter turns to the right.
        at: when, in UTC, and ``at_vietnam`` the same moment at +07:00.
        seconds: how long it took, where that is known.
        look: whether it is the first look at the field, the second of another person, or the third that decides.
        undoes: the number of the decision that is taken back.
    """

    paper: Paper
    about: About = "field"
    key: str = ""
    outcome: Outcome
    value: FieldValue = None
    shown: Shown = Shown()
    doc_type: str = ""
    seen_at: SeenAt | None = None
    by: str = Default(min_length=1)
    at: str
    at_vietnam: str
    seconds: float | None = Default(default=None, ge=0, allow_inf_nan=False)
    look: Look = 1
    way: Way = "browser"
    undoes: int | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> "Decision":
        if (self.outcome == "undone") != (self.undoes is not None):
            raise ValueError("undoes")
        if self.about == "field" and self.outcome in ("unreadable", "absent") and self.value is not None:
            raise ValueError("value")
        return self


class Kept(NamedTuple):
    """A decision with its number in the order in which they came."""

    number: int
    decision: Decision


class Moments(TypedDict):
    """When, as a decision tells it."""

    at: str
    at_vietnam: str


def moments(now: datetime | None = None) -> Moments:
    """``at`` and ``at_vietnam`` of a decision that is made now."""
    at = (now or datetime.now(tz=UTC)).astimezone(UTC)
    return {
        "at": at.isoformat(timespec="milliseconds"),
        "at_vietnam": at.astimezone(VIETNAM).isoformat(timespec="milliseconds"),
    }


def standing(decisions: Iterable[Kept]) -> list[Kept]:
    """Those that were not taken back, in order; a decision that takes back another one may be taken back, too."""
    every = list(decisions)
    gone: set[int] = set()
    for number, decision in reversed(every):
        if decision.undoes is not None and number not in gone:
            gone.add(decision.undoes)
    return [one for one in every if one.number not in gone and one.decision.undoes is None]
