"""Tesseract on lines that were found before: in its own process's memory, one strip after the other.

It needs the ``tesserocr`` wheel, which brings the library; the language data are the system's. Where a
whole page is laid out by Tesseract itself it loses blocks; here it is only asked what a line says.
"""

import hashlib
import importlib
import threading
import time
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from ocr.box import Box
from ocr.finder import WEIGHTS, find_lines
from ocr.image import PageImage, Pixels
from ocr.page import Line, Word
from ocr.problem import MachineProblem
from ocr.strip import Strip, plain, strip
from ocr.tesseract import LANGUAGE, Tesseract, language_data

DOUBTFUL = 0.25  # confidence below which what was read in a line is taken for a scribble
PLAIN, LONG = (
    0.85,
    5,
)  # what the finder is this sure of, and has so many letters, stays even where it is read badly
READ_AGAIN = 0.9  # confidence below which a line is read a second time
DPI = 300  # of a strip; only keeps Tesseract from guessing

Reading = tuple[str, Box, float]
"""A word: its text, its box in the strip, and how sure it is, 0 to 1."""

_turn = threading.Lock()


class TesseractLines:
    """The engine that finds lines itself and has Tesseract read each of them."""

    name = "tesseract-lines"

    def version(self) -> str:
        """Such as ``5.5.4 vie-1a2b3c4d finder-5e6f7a8b``: library, and the starts of the hashes of language and net.

        Raises:
            MachineProblem: the language data cannot be found.
        """
        library = _library().tesseract_version().split()[1]
        net = hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:8]
        return f"{library} {Tesseract().version().split()[-1]} finder-{net}"

    def unavailable(self) -> MachineProblem | None:
        """What is missing on this computer, or None."""
        try:
            _library()
        except MachineProblem as problem:
            return problem
        return Tesseract().unavailable()

    def read(self, page: PageImage, *, seconds: float) -> tuple[Line, ...]:
        """The lines of ``page``, top to bottom; see :class:`ocr.engine.Engine`."""
        end = time.monotonic() + seconds
        found = find_lines(page.ink)
        lines = []
        with _turn:
            for line in found:
                left = end - time.monotonic()
                if left <= 0:
                    raise MachineProblem("tesseract_hung", seconds=round(seconds, 1))
                words = _words(strip(page.ink, line, found), left)
                if words and _is_text(read := Line.of(words), line.score):
                    lines.append(_on(page.ink, read))
        return tuple(lines)


def _is_text(line: Line, score: float) -> bool:
    """Whether the finder or the reader is sure enough that these are letters and no scribble."""
    likely = line.confidence >= DOUBTFUL or (score >= PLAIN and len(line.text) >= LONG)
    return likely and any(map(str.isalnum, line.text))


def _on(ink: Pixels, line: Line) -> Line:
    """The line with its boxes inside the page."""
    height, width = ink.shape
    words = [word.model_copy(update={"box": word.box.clipped(width, height)}) for word in line.words]
    return Line.of(words, line.source)


def _words(piece: Strip, seconds: float) -> list[Word]:
    """What a strip says; where that is doubtful, it is read once more made plain, and the surer reading wins.

    Letters of one bit, or worn thin, have edges that the reader takes for strokes.
    """
    end = time.monotonic() + seconds
    first = list(_read(piece.pixels, seconds))
    if _sureness(first) < READ_AGAIN:
        second = list(_read(plain(piece.pixels), max(0.001, end - time.monotonic())))
        first = max(first, second, key=_sureness)
    return [Word(text=text, box=piece.on_page(box), confidence=sure) for text, box, sure in first]


def _sureness(words: list[Reading]) -> float:
    """Mean confidence by letter, 0 where nothing was read."""
    letters = sum(len(text) for text, _, _ in words)
    return sum(sure * len(text) for text, _, sure in words) / max(1, letters)


def _library() -> Any:  # noqa: ANN401  (tesserocr ships no types)
    try:
        return importlib.import_module("tesserocr")  # 30 MB: only when a page is read
    except ImportError:
        raise MachineProblem("tesserocr_missing") from None


@cache
def _reader() -> Any:  # noqa: ANN401  (as above)
    library = _library()
    data = language_data()
    if data is None:
        raise MachineProblem("tesseract_language_missing", language=LANGUAGE)
    return library.PyTessBaseAPI(path=str(data.parent), lang=LANGUAGE, psm=library.PSM.SINGLE_LINE)


def _read(pixels: Pixels, seconds: float) -> Iterator[Reading]:
    """The words of one strip, left to right: text (NFC), box in the strip, confidence 0 to 1."""
    library, api, (height, width) = _library(), _reader(), pixels.shape
    word_level = library.RIL.WORD
    api.SetImageBytes(pixels.tobytes(), width, height, 1, width)
    api.SetSourceResolution(DPI)
    if not api.Recognize(max(1, round(1000 * seconds))):
        raise MachineProblem("tesseract_crashed", status=0)
    for word in library.iterate_level(api.GetIterator(), word_level):
        if not word.Empty(word_level) and (text := word.GetUTF8Text(word_level).strip()):
            box = Box(*word.BoundingBox(word_level))
            yield (
                unicodedata.normalize("NFC", text),
                box,
                min(1.0, max(0.0, word.Confidence(word_level) / 100)),
            )
