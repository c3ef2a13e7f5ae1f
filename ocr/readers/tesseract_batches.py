"""Tesseract as a program of its own that reads all the strips of a call in one run.

For computers without the ``tesserocr`` wheel. The strips are the pages of one picture file: the
program starts only once, and each strip is still read by itself as a single line. If they were stacked into one
picture, Tesseract would search for the lines again and lose some.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr.image import Pixels
from ocr.problem import MachineProblem
from ocr.readers.contract import LineReader, Readings, ReadWord
from ocr.readers.tesseract_inside import TesserocrReader
from ocr.readers.tesseract_program import LANGUAGE, Row, language_data, program_version, read_words

SINGLE_LINE = 7  # page segmentation mode
BATCH = 100  # strips of one run: more than most pages have, and the file that is written stays small
DPI = 300  # of a strip; it only keeps Tesseract from guessing


def tesseract_reader(language: str = LANGUAGE) -> LineReader:
    """Tesseract in this process where the wheel ``tesserocr`` is installed, else as a program; both read the same."""
    inside = TesserocrReader(language=language)
    missing = inside.unavailable()
    return PytesseractReader(language) if missing and missing.code == "tesserocr_missing" else inside


@dataclass(frozen=True)
class PytesseractReader:
    """The program with the data file ``language``."""

    language: str = LANGUAGE
    name: str = "pytesseract"

    def version(self) -> str:
        """Such as ``5.3.0 vie-1a2b3c4d``: program, language, start of the hash of its data."""
        return program_version(self.language)

    def unavailable(self) -> MachineProblem | None:
        """What is missing on this computer, or None."""
        try:
            language_data(self.language)
        except MachineProblem as problem:
            return problem
        return None

    def read(self, strips: Sequence[Pixels], *, seconds: float) -> list[Readings]:
        """The words of each strip; see :class:`ocr.readers.contract.LineReader`."""
        end = time.monotonic() + seconds
        read: list[Readings] = []
        for start in range(0, len(strips), BATCH):
            if (left := end - time.monotonic()) <= 0:
                raise MachineProblem("tesseract_hung", seconds=round(seconds, 1))
            read += self._batch(strips[start : start + BATCH], left)
        return read

    def _batch(self, strips: Sequence[Pixels], seconds: float) -> list[Readings]:
        words: list[list[ReadWord]] = [[] for _ in strips]
        pictures = [np.ascontiguousarray(strip) for strip in strips]
        for row in read_words(pictures, SINGLE_LINE, DPI, seconds, f"-l {self.language}"):
            if not 0 <= row.page < len(strips):
                raise MachineProblem("tesseract_garbled", what="table")
            words[row.page].append(_reading(row, strips[row.page]))
        return [tuple(sorted(line, key=lambda word: word.box)) for line in words]


def _reading(row: Row, strip: Pixels) -> ReadWord:
    height, width = strip.shape
    return ReadWord(row.text, row.box.clipped(width, height), row.confidence)
