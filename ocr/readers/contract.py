"""The contract of a line reader: pictures of single lines go in, their words come out.

A line reader knows nothing of pages. It may read its strips one by one or in batches, keeps no state
between calls, and gives the same words for the same strip whatever other strips are in the call.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from ocr.box import Box
from ocr.image import Pixels
from ocr.problem import MachineProblem


class ReadWord(NamedTuple):
    """A word of a line: its text (NFC, no white space), its box in pixels of the strip, its confidence (0 to 1)."""

    text: str
    box: Box
    confidence: float


Readings = tuple[ReadWord, ...]
"""The words of one strip from left to right; empty where nothing was read."""


class LineReader(Protocol):
    """Reads strips: grey, shape (height, width), one line of dark text each on lighter paper."""

    @property
    def name(self) -> str:
        """A short name, for the record."""
        ...

    def version(self) -> str:
        """Versions of the program and of the language data or weights, such as ``5.5.4 vie-1a2b3c4d``.

        Raises:
            MachineProblem: it is not known, because something is missing.
        """
        ...

    def unavailable(self) -> MachineProblem | None:
        """What is missing on this computer, or None when it can read."""
        ...

    def read(self, strips: Sequence[Pixels], *, seconds: float) -> list[Readings]:
        """The words of each strip, one entry a strip.

        Raises:
            MachineProblem: something is missing, it crashed, or it took longer than ``seconds``
                (``tesseract_hung``).
        """
        ...


def sureness(words: Readings) -> float:
    """Mean confidence by letter, 0 where nothing was read."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / max(1, letters)
