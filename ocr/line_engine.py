"""The engine that finds the lines of a page itself and has a line reader say what stands in each."""

import hashlib
import time
from dataclasses import dataclass

from ocr.finder import WEIGHTS, find_lines
from ocr.image import PageImage, Pixels
from ocr.line_reader import LineReader, Readings, sureness
from ocr.page import Line, Word
from ocr.problem import MachineProblem
from ocr.strip import Strip, plain, strip

DOUBTFUL = 0.25  # confidence below which what was read in a line is taken for a scribble
PLAIN, LONG = (
    0.85,
    5,
)  # what the finder is this sure of, and has so many letters, stays even where it is read badly
READ_AGAIN = 0.9  # confidence below which a line is read a second time


@dataclass(frozen=True)
class LineEngine:
    """Our line finder and ``reader`` together; see :class:`ocr.engine.Engine`."""

    name: str
    reader: LineReader

    def version(self) -> str:
        """Such as ``5.5.4 vie-1a2b3c4d finder-5e6f7a8b``: the reader's, and the start of the hash of the finder's net."""
        net = hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:8]
        return f"{self.reader.version()} finder-{net}"

    def unavailable(self) -> MachineProblem | None:
        """What is missing on this computer, or None."""
        return self.reader.unavailable()

    def read(self, page: PageImage, *, seconds: float) -> tuple[Line, ...]:
        """The lines of ``page``, top to bottom; see :class:`ocr.engine.Engine`."""
        end = time.monotonic() + seconds
        found = find_lines(page.ink)
        strips = [strip(page.ink, line, found) for line in found]
        read = [
            (piece, Line.of(_placed(piece, words)))
            for piece, words in zip(strips, _read(self.reader, strips, end), strict=True)
            if words
        ]
        return tuple(_on(page.ink, line) for piece, line in read if _is_text(line, piece.line.score))


def _read(reader: LineReader, strips: list[Strip], end: float) -> list[Readings]:
    """What the strips say; the doubtful ones are read once more made plain, and the surer reading wins.

    Letters of one bit, or worn thin, have edges that a reader takes for strokes.
    """
    read = reader.read([piece.pixels for piece in strips], seconds=end - time.monotonic())
    doubtful = [at for at, words in enumerate(read) if sureness(words) < READ_AGAIN]
    again = reader.read([plain(strips[at].pixels) for at in doubtful], seconds=end - time.monotonic())
    for at, words in zip(doubtful, again, strict=True):
        read[at] = max(read[at], words, key=sureness)
    return read


def _placed(piece: Strip, words: Readings) -> list[Word]:
    return [Word(text=text, box=piece.on_page(box), confidence=sure) for text, box, sure in words]


def _is_text(line: Line, score: float) -> bool:
    """Whether the finder or the reader is sure enough that these are letters and no scribble."""
    likely = line.confidence >= DOUBTFUL or (score >= PLAIN and len(line.text) >= LONG)
    return likely and any(map(str.isalnum, line.text))


def _on(ink: Pixels, line: Line) -> Line:
    """The line with its boxes inside the page."""
    height, width = ink.shape
    words = [word.model_copy(update={"box": word.box.clipped(width, height)}) for word in line.words]
    return Line.of(words, line.source)
