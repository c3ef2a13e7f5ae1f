"""What is known of a page that was read: lines of words, marks, findings, and how they came about.

All boxes are pixels of the upright page; :class:`Geometry` maps them back to the page as it came.
Text is NFC. Confidence runs from 0 to 1.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import Field

from ocr.box import Box, union
from ocr.problem import Datum
from ocr.value import Value

Severity = Literal["info", "review", "error"]
TextSource = Literal["image", "text_layer"]
MarkKind = Literal["seal", "stamp", "signature", "handwriting", "cover", "qr", "barcode", "mrz"]
MarkShape = Literal["round", "square"]
PageUse = Literal["image", "text_layer", "both", "blank"]

IDENTITY = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)  # the homography that moves nothing, in row order

PRINT_OF_DOTS = "print_of_dots"
"""The finding that the print of a page was dots that do not touch, which were joined."""
PART_TURNED = "part_turned"
"""The finding that a part of a page lies upside down; nothing of that part was kept."""
UNTRUSTED = frozenset({PRINT_OF_DOTS})
"""Findings of a page that send every value of its paper to a person, however surely it was read."""


class Finding(Value):
    """Something a person may want to know; ``code`` names a sentence in the message catalogue."""

    code: str
    severity: Severity = "review"
    data: dict[str, Datum] = Field(default_factory=dict)
    page: int | None = None
    box: Box | None = None


class Operation(Value):
    """One thing done to the image of a page, with its parameters, in the order in which it was done."""

    name: str
    parameters: dict[str, Datum] = Field(default_factory=dict)


class Mark(Value):
    """Something on the page that is not printed text; a ``cover`` stands beside a word that it may cut.

    ``text`` is what a code, an MRZ, a stamp or a written number says; ``shape`` is that of a seal.
    """

    kind: MarkKind
    box: Box
    confidence: float = 1.0
    text: str | None = None
    shape: MarkShape | None = None


class Word(Value):
    """A run of letters without white space; ``raw`` is what was read where ``text`` was mended."""

    text: str
    box: Box
    confidence: float
    raw: str | None = None


class Line(Value):
    """One printed line, words from left to right."""

    text: str
    box: Box
    confidence: float
    words: tuple[Word, ...]
    source: TextSource = "image"

    @classmethod
    def of(cls, words: Sequence[Word], source: TextSource = "image") -> "Line":
        """The line made of ``words`` (at least one); its confidence is their mean weighted by length."""
        letters = sum(len(word.text) for word in words)
        confidence = sum(word.confidence * len(word.text) for word in words) / max(1, letters)
        return cls(
            text=" ".join(word.text for word in words),
            box=union(word.box for word in words),
            confidence=confidence,
            words=tuple(words),
            source=source,
        )


NO_LINES: tuple[Line, ...] = ()


class Geometry(Value):
    """Size of the upright page and the way back to the page as it came.

    ``to_original`` is a homography in row order: upright pixel (x, y, 1) to original pixel.
    """

    width: int
    height: int
    dpi: float
    original_width: int
    original_height: int
    to_original: tuple[float, float, float, float, float, float, float, float, float] = IDENTITY

    def original_points(self, box: Box) -> tuple[tuple[float, float], ...]:
        """The four corners of ``box`` on the original page: top left, top right, bottom right, bottom left."""
        corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
        return tuple(self._original(x, y) for x, y in corners)

    def _original(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f, g, h, i = self.to_original
        w = g * x + h * y + i
        return (a * x + b * y + c) / w, (d * x + e * y + f) / w


class Decision(Value):
    """Whether a page was read from its image, its text layer, or both, and why (a code with data)."""

    use: PageUse
    reason: str
    data: dict[str, Datum] = Field(default_factory=dict)


class PageText(Value):
    """A page that was read. ``page`` counts from 1 within its file; lines stand in reading order."""

    page: int
    sha256: str
    geometry: Geometry
    decision: Decision
    engine: str
    engine_version: str
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    operations: tuple[Operation, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """The text in reading order, each printed line on a line of its own."""
        return "\n".join(line.text for line in self.lines)

    def marks_of(self, *kinds: MarkKind) -> Iterable[Mark]:
        """The marks of the given kinds."""
        return (mark for mark in self.marks if mark.kind in kinds)
