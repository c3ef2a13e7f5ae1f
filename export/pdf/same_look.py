"""Whether a written page shows what came in: both are drawn coarsely and held against each other.

Adapter over pypdfium2. Letters are too small to be seen, but not a page that is turned, cut, stretched, inverted or empty.
"""

from pathlib import Path
from typing import Any, Self

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image

from ocr.image import Pixels

Look = npt.NDArray[np.float32]

_DRAWN = (
    512  # pixels of the longer side of a page drawn coarsely; the library takes samples, it does not average
)
_CELLS = 32  # cells across and down on which pages are compared
LOOKED_AT = 8 * _CELLS
"""Pixels across and down that are enough to see how a page looks."""
_OFF = 40.0
"""Levels of grey by which a cell may differ; smoothing at edges stays below."""
_CELLS_OFF = 0.005  # share of cells that may differ by more
_ON_AVERAGE = 4.0
"""Levels of grey; the same page twice came to 2.0 at most, a page and its turned self to 7.9 at least."""


class Drawing:
    """The pages of a PDF as they look, drawn one at a time."""

    def __init__(self, source: Path) -> None:
        self._document = pypdfium2.PdfDocument(source)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def look(self, number: int) -> Look:
        """How page ``number``, from 1, looks."""
        page: Any = self._document[number - 1]
        try:
            scale = _DRAWN / max(page.get_size())
            return look_of(page.render(scale=scale, grayscale=True).to_numpy())
        finally:
            page.close()


def look_of(pixels: Pixels) -> Look:
    """How a page of these pixels looks."""
    cells = Image.fromarray(shrunk(pixels, _CELLS)).convert("L")
    return np.asarray(cells, dtype=np.float32)


def shrunk(pixels: Pixels, side: int) -> Pixels:
    """``pixels`` averaged to a square of ``side`` by ``side``, each with the share that lies in a cell."""
    return np.asarray(cv2.resize(pixels, (side, side), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def is_same_look(one: Look, other: Look) -> bool:
    """Whether two pages look alike."""
    off = np.abs(one - other)
    return bool(off.mean() <= _ON_AVERAGE and (off > _OFF).mean() <= _CELLS_OFF)
