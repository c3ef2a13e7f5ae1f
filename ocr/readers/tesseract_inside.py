"""Tesseract as a library in this process, one strip after the other.

It needs the ``tesserocr`` wheel, which brings the library; the language data are those of the system. On a
whole page Tesseract loses blocks of text; here it only reads single lines.
"""

import hashlib
import importlib
import threading
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ocr.box import Box
from ocr.image import Pixels
from ocr.problem import MachineProblem
from ocr.readers.contract import Readings, ReadWord
from ocr.readers.tesseract_program import LANGUAGE, language_data

SCRIPT = "Vietnamese"  # the model of the script: other weights, other errors; not every computer has it
DPI = 300  # of a strip; it only keeps Tesseract from guessing

Options = tuple[tuple[str, str], ...]

_turn = threading.Lock()


@dataclass(frozen=True)
class TesserocrReader:
    """Tesseract with the data file ``language`` and its variables set to ``options``."""

    language: str = LANGUAGE
    options: Options = field(default=())
    name: str = field(default="tesserocr", init=False)

    def version(self) -> str:
        """Such as ``5.5.4 vie-1a2b3c4d``: library, language, start of the hash of its data and options."""
        library = _library().tesseract_version().split()[1]
        return f"{library} {self.language}-{_digest(_data(self.language), self.options)}"

    def unavailable(self) -> MachineProblem | None:
        """What is missing on this computer, or None."""
        try:
            _library()
            _data(self.language)
        except MachineProblem as problem:
            return problem
        return None

    def read(self, strips: Sequence[Pixels], *, seconds: float) -> list[Readings]:
        """The words of each strip; see :class:`ocr.readers.contract.LineReader`."""
        end = time.monotonic() + seconds
        with _turn:
            api = _api(self.language, self.options)
            return [tuple(_words(api, strip, end, seconds)) for strip in strips]


def _library() -> Any:  # noqa: ANN401  (tesserocr ships no types)
    try:
        return importlib.import_module("tesserocr")  # 30 MB: only when a page is read
    except ImportError:
        raise MachineProblem("tesserocr_missing") from None


@cache
def _data(language: str) -> Path:
    usual = language_data()
    data = usual.with_name(f"{language}.traineddata") if usual else None
    if data is None or not data.is_file():
        raise MachineProblem("tesseract_language_missing", language=language)
    return data


@cache
def _digest(data: Path, options: Options) -> str:
    digest = hashlib.sha256(data.read_bytes())
    if options:
        digest.update(repr(options).encode())
    return digest.hexdigest()[:8]


@cache
def _api(language: str, options: Options) -> Any:  # noqa: ANN401  (as above)
    library = _library()
    api = library.PyTessBaseAPI(path=str(_data(language).parent), lang=language, psm=library.PSM.SINGLE_LINE)
    for name, value in options:
        api.SetVariable(name, value)
    return api


def _words(api: Any, strip: Pixels, end: float, seconds: float) -> Iterator[ReadWord]:  # noqa: ANN401  (as above)
    """The words of one strip, read before ``end``; ``seconds`` is the deadline of the whole call."""
    library, (height, width) = _library(), strip.shape
    level = library.RIL.WORD
    if (left := end - time.monotonic()) <= 0:
        raise MachineProblem("tesseract_hung", seconds=round(seconds, 1))
    api.SetImageBytes(strip.tobytes(), width, height, 1, width)
    api.SetSourceResolution(DPI)
    if not api.Recognize(max(1, round(1000 * left))):
        late = time.monotonic() >= end
        raise (
            MachineProblem("tesseract_hung", seconds=round(seconds, 1))
            if late
            else MachineProblem("tesseract_crashed", status=0)
        )
    for word in library.iterate_level(api.GetIterator(), level):
        if not word.Empty(level) and (text := word.GetUTF8Text(level).strip()):
            confidence = min(1.0, max(0.0, word.Confidence(level) / 100))
            yield ReadWord(unicodedata.normalize("NFC", text), Box(*word.BoundingBox(level)), confidence)
