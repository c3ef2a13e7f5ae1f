"""Tesseract as an engine: two calls at most, killed at the deadline, each kind of failure with its code.

The first call reads the page by blocks (``--psm 4``); where runs of letters remain that no word
covers, a second one reads only those, as scattered text (``--psm 11``). The page lies in a private
folder while it is read, because it is personal. Nothing is cleaned here: ``PageImage.ink`` comes clean.
"""

import time

import cv2
import numpy as np

from ocr.box import Box
from ocr.image import PageImage, Pixels
from ocr.lines.split_and_join import mended
from ocr.page import NO_LINES, Line, Word
from ocr.pixels.ink import uncovered
from ocr.problem import MachineProblem
from ocr.readers.tesseract_program import (
    LANGUAGE,
    Row,
    installed_languages,
    language_data,
    program_version,
    read_words,
)
from ocr.second_look import Looked, second_look

SIGNS = "eng"  # expects no Vietnamese words where there are only capitals and digits; comes with Tesseract
BLOCKS, ONE_BLOCK, SCATTERED = 4, 6, 11  # page segmentation modes
LOWEST_DPI, READ_DPI = 150, 200  # a coarser page is enlarged: Tesseract needs about 20 pixels a capital
LONGEST_SIDE = 32_000  # Tesseract refuses 32,768 pixels
SURE_OF_SCATTERED = 0.5  # scattered ink is a signature or a stamp more often than text
FEWEST_LETTERS = 2  # letters and digits of a word among scattered ink that counts; a speck is read as one


class Tesseract:
    """The engine that is always there; it reads whole pages in Vietnamese by ``pytesseract``."""

    name = "tesseract"

    def version(self) -> str:
        """Such as ``5.3.0 vie-1a2b3c4d``: program, language, start of the hash of its data.

        Raises:
            MachineProblem: the program or its language data cannot be found.
        """
        return program_version()

    def unavailable(self) -> MachineProblem | None:
        """What is missing on this computer, or None."""
        try:
            language_data()
        except MachineProblem as problem:
            return problem
        return None

    def read(self, page: PageImage, *, seconds: float) -> Looked[tuple[Line, ...]]:
        """The lines of ``page``, top to bottom; see :class:`ocr.engines.registry.Engine`."""
        end = time.monotonic() + seconds
        scale = _scale(page)
        ink = _enlarged(page.ink, scale)
        dpi = page.geometry.dpi * scale
        lines = _lines(read_words([ink], BLOCKS, dpi, seconds))
        rest = uncovered(ink, dpi, [word.box for line in lines for word in line.words])
        more, skipped = (
            second_look("scattered_text", page.page, lambda: Looked(_scattered(rest, dpi, end)), NO_LINES)
            if rest is not None
            else Looked(NO_LINES)
        )
        height, width = page.ink.shape[:2]
        read = mended([_scaled(line, 1 / scale, width, height) for line in (*lines, *more)])
        return Looked(read, skipped)


def read_signs(page: PageImage, box: Box, alphabet: str, *, seconds: float) -> tuple[str, ...]:
    """The lines in a part of the page, read as characters of ``alphabet`` only, such as a machine-readable zone.

    Raises:
        MachineProblem: as :meth:`Tesseract.read`.
    """
    part = box.clipped(page.ink.shape[1], page.ink.shape[0])
    if not part.area:
        return ()
    ink = np.ascontiguousarray(page.ink[part.top : part.bottom, part.left : part.right])
    scale = _scale(page)
    language = SIGNS if SIGNS in installed_languages() else LANGUAGE
    options = f"-c tessedit_char_whitelist={alphabet} -l {language}"
    dpi = page.geometry.dpi * scale
    rows = read_words([_enlarged(ink, scale)], ONE_BLOCK, dpi, seconds, options)
    return tuple(line.text for line in _lines(rows))


def _scale(page: PageImage) -> float:
    wanted = READ_DPI / page.geometry.dpi if 0 < page.geometry.dpi < LOWEST_DPI else 1.0
    return float(min(wanted, LONGEST_SIDE / max(1, *page.ink.shape[:2])))


def _enlarged(ink: Pixels, scale: float) -> Pixels:
    if scale == 1.0:
        return ink
    way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return cv2.resize(ink, None, fx=scale, fy=scale, interpolation=way).astype(ink.dtype)


def _scattered(rest: Pixels, dpi: float, end: float) -> tuple[Line, ...]:
    """The lines that are surely text in what the first call left, read before ``end``."""
    left = max(0.01, end - time.monotonic())
    return tuple(_sure(_lines(read_words([rest], SCATTERED, dpi, left))))


def _lines(rows: list[Row]) -> list[Line]:
    lines: dict[tuple[str, ...], list[Word]] = {}
    for row in rows:
        word = Word(text=row.text, box=row.box, confidence=row.confidence)
        lines.setdefault(row.line, []).append(word)
    return [Line.of(sorted(words, key=lambda word: word.box.left)) for words in lines.values()]


def _sure(lines: list[Line]) -> list[Line]:
    """The lines that hold a surely read word, with those around it that consist of letters."""
    kept = [[word for word in line.words if _is_sure(word) or _is_letters(word)] for line in lines]
    return [Line.of(words) for words in kept if any(map(_is_sure, words))]


def _is_sure(word: Word) -> bool:
    return word.confidence >= SURE_OF_SCATTERED and sum(map(str.isalnum, word.text)) >= FEWEST_LETTERS


def _is_letters(word: Word) -> bool:
    return word.text.isalpha() and len(word.text) >= FEWEST_LETTERS


def _scaled(line: Line, by: float, width: int, height: int) -> Line:
    words = [word.model_copy(update={"box": _fitted(word.box, by, width, height)}) for word in line.words]
    return Line.of(words, line.source)


def _fitted(box: Box, by: float, width: int, height: int) -> Box:
    return Box(*(round(side * by) for side in box)).clipped(width, height)
