"""The contract of an OCR engine, and the registry of those that exist.

An engine turns the image of a page into lines. It keeps no state between pages, never writes, and
answers within its deadline or raises. A contract test admits an engine for Vietnamese only if it keeps the accents.
"""

from collections.abc import Callable
from typing import Protocol

from ocr.image import PageImage
from ocr.page import Line
from ocr.problem import ConfigurationProblem, MachineProblem
from ocr.second_look import Looked


class Engine(Protocol):
    """Reads printed lines from a page image."""

    @property
    def name(self) -> str:
        """Its key in the registry."""
        ...

    def version(self) -> str:
        """Program and language data versions, for the record and for the fingerprint of results."""
        ...

    def unavailable(self) -> MachineProblem | None:
        """What is missing on this computer, or None when the engine can read."""
        ...

    def read(self, page: PageImage, *, seconds: float) -> Looked[tuple[Line, ...]]:
        """The lines of ``page`` with boxes in its pixels, top to bottom, and which second looks were skipped.

        Raises:
            MachineProblem: the engine is missing, crashed, or took longer than ``seconds``, before it had read
                the page once.
        """
        ...


def _tesseract() -> Engine:
    from ocr.engines.whole_page import Tesseract  # noqa: PLC0415  (loads pytesseract only when it is asked for)

    return Tesseract()


def _tesseract_lines() -> Engine:
    from ocr.engines.by_line import TESSERACT, LineEngine  # noqa: PLC0415  (as above)
    from ocr.readers.tesseract_batches import tesseract_reader  # noqa: PLC0415  (as above)
    from ocr.readers.tesseract_inside import SCRIPT  # noqa: PLC0415  (as above)

    return LineEngine("tesseract-lines", tesseract_reader(), tesseract_reader(SCRIPT), TESSERACT)


def _reader() -> Engine:
    from ocr.engines.by_line import LineEngine  # noqa: PLC0415  (as above)
    from ocr.readers.line_net import NetReader  # noqa: PLC0415  (as above)

    return LineEngine("reader", NetReader())


def _lines() -> Engine:
    from ocr.engines.by_line import LineEngine  # noqa: PLC0415  (as above)
    from ocr.readers.line_net import NetReader  # noqa: PLC0415  (as above)
    from ocr.readers.tesseract_batches import tesseract_reader  # noqa: PLC0415  (as above)

    return LineEngine("lines", NetReader(), tesseract_reader())


def _best() -> Engine:
    if _reader().unavailable():
        return _tesseract()
    return _reader() if second_missing() else _lines()


ENGINES: dict[str, Callable[[], Engine]] = {
    "auto": _best,
    "lines": _lines,
    "reader": _reader,
    "tesseract-lines": _tesseract_lines,
    "tesseract": _tesseract,
}
"""Engines by name: ``lines`` asks Tesseract about lines that our reader is not sure of, ``reader`` asks nobody.

``auto`` is the best of those that can read on this computer.
"""


def second_missing() -> MachineProblem | None:
    """Why Tesseract cannot give a second reading of doubtful lines, or None where it can."""
    from ocr.readers.tesseract_batches import tesseract_reader  # noqa: PLC0415  (as above)

    return tesseract_reader().unavailable()


def reads_alone(name: str) -> bool:
    """Whether the engine of that name can read, would ask Tesseract about doubtful lines, and finds no Tesseract."""
    return name in {"auto", "lines"} and _reader().unavailable() is None and second_missing() is not None


def engine(name: str) -> Engine:
    """The engine of that name; raises ConfigurationProblem for an unknown one."""
    if name not in ENGINES:
        raise ConfigurationProblem("engine_unknown", name=name, known=", ".join(sorted(ENGINES)))
    return ENGINES[name]()
