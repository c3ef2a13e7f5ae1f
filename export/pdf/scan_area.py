"""Where on a PDF page its scan lies: the pixels that were read may be those of the picture, not of the page.

Adapter over pypdfium2.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from export.pdf.page_space import Rectangle

Size = tuple[int, int]
ScanAreas = Callable[[int, Size], Rectangle | None]


@contextmanager
def scan_areas(source: Path) -> Iterator[ScanAreas]:
    """A function from a page (from 1) and a size in pixels to the rectangle of user space they fill.

    It gives None unless the page shows one picture of exactly this size (turned or not). None means that the
    pixels are those of the whole page.
    """
    document = pypdfium2.PdfDocument(source)
    try:
        yield lambda page, size: _area(document, page, size)
    finally:
        document.close()


def _area(document: Any, number: int, size: Size) -> Rectangle | None:  # noqa: ANN401  (pypdfium2 ships no types)
    page = document[number - 1]
    try:
        pictures = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=1))
        if len(pictures) != 1 or tuple(pictures[0].get_px_size()) not in {size, size[::-1]}:
            return None
        left, bottom, right, top = pictures[0].get_bounds()
        return left, bottom, right, top
    finally:
        page.close()
