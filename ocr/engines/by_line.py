"""The engine that finds the lines of a page itself and lets line readers read each of them.

Most lines are read once. A doubtful one is read again, with another treatment or by another reader; the
readings vote word by word, and how far they agree goes into the confidence of each word. A reading again that
fails is missing from the vote, and agrees with nothing.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from ocr.engines.treatments import sharpened, thinned, untouched
from ocr.engines.turned import upside_down
from ocr.engines.votes import Voted, soundness, vote
from ocr.engines.word_confidence import WEIGHTS as CONFIDENCE
from ocr.engines.word_confidence import Seen, probability, shape
from ocr.image import PageImage, Pixels
from ocr.lines.find import LIKELY, find_lines
from ocr.lines.find import WEIGHTS as FINDER
from ocr.lines.find import unavailable as finder_unavailable
from ocr.lines.strip import Strip, strip
from ocr.page import Line, Word
from ocr.pixels.brightness import percentile
from ocr.problem import MachineProblem
from ocr.readers.contract import LineReader, Readings, sureness
from ocr.second_look import Looked, each_once, second_look

SCRIBBLE = 0.25  # engine confidence below which a line is taken for a scribble
PLAIN, LONG = (
    0.85,
    5,
)  # a line that the finder is this sure of, with so many letters, stays even if it is read badly
ALONE, SURE_ALONE = (
    2,
    0.9,
)  # the most characters of a line that the finder hardly saw; the confidence that it needs
PAPER, INK = 60, 1  # percentiles of the brightness of a strip

Treatment = Callable[[Pixels], Pixels]


class Sure(NamedTuple):
    """The confidence of a line and of its worst word from which the line is not read again."""

    line: float
    word: float


NET, TESSERACT = Sure(0.75, 0.4), Sure(0.9, 0.85)
"""The confidence of our net falls where it is wrong; that of Tesseract does so less."""


class Again(NamedTuple):
    """A second reading: by which reader, after which treatment of the strip."""

    reader: LineReader
    treatment: Treatment


class ReadLine(NamedTuple):
    """A line of the page with what is known of each of its words; ``raw`` is the engine's own confidence."""

    line: Line
    seen: tuple[Seen, ...]
    raw: float


@dataclass(frozen=True)
class LineEngine:
    """Our line finder and ``reader`` together; see :class:`ocr.engines.registry.Engine`.

    ``other`` also reads the doubtful lines, where it is available: it makes other errors than ``reader``. A line
    below ``sure`` is doubtful.
    """

    name: str
    reader: LineReader
    other: LineReader | None = field(default=None)
    sure: Sure = NET

    def version(self) -> str:
        """The versions of the readers in use, and the starts of the hashes of the net and the confidence weights.

        Such as ``tesserocr 5.5.4 vie-1a2b3c4d finder-5e6f7a8b confidence-9c0d1e2f``.
        """
        others = [_told(again.reader) for again in self._again() if again.reader is not self.reader]
        files = {"finder": FINDER, "confidence": CONFIDENCE}
        hashes = (f"{name}-{hashlib.sha256(f.read_bytes()).hexdigest()[:8]}" for name, f in files.items())
        return " ".join((self.reader.name, self.reader.version(), *others, *hashes))

    def unavailable(self) -> MachineProblem | None:
        """What is missing on this computer, or None."""
        return finder_unavailable() or self.reader.unavailable()

    def read(self, page: PageImage, *, seconds: float) -> Looked[tuple[Line, ...]]:
        """The lines of ``page``, top to bottom; see :class:`ocr.engines.registry.Engine`."""
        observed, skipped = self.observe(page, seconds=seconds)
        return Looked(tuple(read.line for read in observed), skipped)

    def observe(self, page: PageImage, *, seconds: float) -> Looked[tuple[ReadLine, ...]]:
        """The lines of ``page`` with what their confidences were made from."""
        end = time.monotonic() + seconds
        found = find_lines(page.ink)
        strips = [strip(page.ink, line, found) for line in found]
        first = self.reader.read([piece.pixels for piece in strips], seconds=end - time.monotonic())
        turned, told = upside_down(strips, first, self.reader, page.page, seconds=end - time.monotonic())
        upright = [at for at in range(len(strips)) if at not in turned]
        strips, first = [strips[at] for at in upright], [first[at] for at in upright]
        read, skipped = self._voted(strips, first, page.page, end)
        lines = [_line(page.ink, *pair, self.name) for pair in zip(strips, read, strict=True) if pair[1]]
        return Looked(tuple(line for line in lines if _is_text(line)), each_once((*told, *skipped)))

    def _again(self) -> tuple[Again, ...]:
        if self.other is None or self.other.unavailable():
            return Again(self.reader, thinned), Again(self.reader, sharpened)
        return Again(self.reader, thinned), Again(self.other, untouched)

    def _voted(
        self, strips: Sequence[Strip], first: Sequence[Readings], page: int, end: float
    ) -> Looked[list[tuple[Voted, ...]]]:
        doubtful = [at for at, words in enumerate(first) if self._is_doubtful(words)]
        voted = [tuple(Voted(*word, agreement=None) for word in words) for words in first]
        if not doubtful:
            return Looked(voted)
        pieces = [strips[at] for at in doubtful]
        second = [
            second_look("doubtful_lines", page, partial(_read_again, again, pieces, end), None)
            for again in self._again()
        ]
        made = [look.kept for look in second if look.kept is not None]
        missing = len(second) - len(made)
        for number, at in enumerate(doubtful):
            voted[at] = vote((first[at], *(readings[number] for readings in made)), missing=missing)
        return Looked(voted, each_once(finding for look in second for finding in look.skipped))

    def _is_doubtful(self, words: Readings) -> bool:
        worst = min((word.confidence for word in words if any(map(str.isalnum, word.text))), default=0.0)
        return sureness(words) < self.sure.line or worst < self.sure.word


def _read_again(again: Again, pieces: Sequence[Strip], end: float) -> Looked[list[Readings] | None]:
    strips = [again.treatment(piece.pixels) for piece in pieces]
    return Looked(again.reader.read(strips, seconds=end - time.monotonic()))


def _told(reader: LineReader) -> str:
    """The version of a reader that only reads again; whether it can be told must not cost a page."""
    try:
        return reader.version()
    except MachineProblem:
        return f"{reader.name}-unknown"


def _line(ink: Pixels, piece: Strip, words: Sequence[Voted], engine: str) -> ReadLine:
    """The line on its page, its words with the probability that they are right."""
    height, width = ink.shape
    seen = tuple(_seen(piece, words))
    line = Line.of(
        [
            Word(
                text=word.text,
                box=piece.on_page(word.box).clipped(width, height),
                confidence=probability(known, engine),
            )
            for word, known in zip(words, seen, strict=True)
        ]
    )
    return ReadLine(line, seen, seen[0].line)


def _seen(piece: Strip, words: Sequence[Voted]) -> list[Seen]:
    letters = sum(len(word.text) for word in words)
    mean = sum(word.confidence * len(word.text) for word in words) / letters
    lowest = min(word.confidence for word in words)
    paper, dark = (level / 255 for level in percentile(piece.pixels, PAPER, INK))
    return [
        Seen(
            word=word.confidence,
            line=mean,
            lowest=lowest,
            agreement=word.agreement,
            sound=soundness(word.text),
            shape=shape(word.text),
            found=piece.line.score,
            height=piece.line.height,
            contrast=paper - dark,
        )
        for word in words
    ]


def _is_text(read: ReadLine) -> bool:
    """Whether the finder or the reader is sure enough that these are letters and no scribble.

    A line that the finder hardly saw is a digit or two alone, or nothing.
    """
    if read.seen[0].found < LIKELY:
        return read.raw >= SURE_ALONE and len(read.line.text) <= ALONE and read.line.text.isalnum()
    likely = read.raw >= SCRIBBLE or (read.seen[0].found >= PLAIN and len(read.line.text) >= LONG)
    return likely and any(map(str.isalnum, read.line.text))
