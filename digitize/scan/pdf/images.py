"""Images on a PDF page: where each is displayed, in which direction, and at what resolution."""

from dataclasses import dataclass
from functools import cached_property
from math import hypot
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from digitize.scan.pdf.pagebox import PageBox, Rectangle
from ocr.image import Pixels

Handle = Any
"""A page, document or page object of pypdfium2, which ships no types."""

_POINTS = 72.0  # to the inch (ISO 32000-1, 8.3.2.3)
_GRID = 200  # cells across and down on which the covered part of a page is counted
_STRAIGHT = 0.001  # slope up to which the sides of an image run along those of the page
_OF_PICTURES = frozenset({"CCITTFaxDecode", "DCTDecode", "JBIG2Decode", "JPXDecode"})
_FEWEST_BITS, _WITH_ALPHA = 1, 32
"""Bits of a pixel; pypdfium2 says the second of every image in which one colour is transparent."""
_SQUARE = 1.02  # larger over smaller resolution up to which pixels are square


@dataclass(frozen=True)
class Placed:
    """An image (a pypdfium2 object) and where it is displayed, in points.

    ``corner`` is where its first pixel stands; ``across`` and ``down`` lead from there along its first
    row and its first column. ``nested`` if it is drawn by a form, not by the page itself.
    """

    image: Handle
    columns: int
    rows: int
    corner: tuple[float, float]
    across: tuple[float, float]
    down: tuple[float, float]
    nested: bool

    @cached_property
    def raw(self) -> bytes:
        """Its stream as it lies in the file."""
        return bytes(self.image.get_data(decode_simple=False))

    @cached_property
    def filters(self) -> tuple[str, ...]:
        """The filters that :attr:`raw` goes through."""
        return tuple(self.image.get_filters())

    @property
    def first_filter(self) -> str | None:
        """The filter that reads :attr:`raw`."""
        return next(iter(self.filters), None)

    @cached_property
    def undone(self) -> bytes:
        """Its stream after all filters but one that makes a picture: a JPEG, fax data, pixels."""
        return self.raw if len(self.filters) == 1 and self.first_filter in _OF_PICTURES else self._undone()

    def _undone(self) -> bytes:
        return bytes(self.image.get_data(decode_simple=True))

    @cached_property
    def bits_per_pixel(self) -> int:
        """As the image declares them, or fewer where a colour is its mask."""
        bits = int(self.image.get_metadata().bits_per_pixel)
        return _FEWEST_BITS if bits == _WITH_ALPHA else bits

    @property
    def shown(self) -> Rectangle:
        """The displayed (left, top, right, bottom)."""
        (x, y), (ax, ay), (dx, dy) = self.corner, self.across, self.down
        xs, ys = (x, x + ax, x + dx, x + ax + dx), (y, y + ay, y + dy, y + ay + dy)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def dpi(self) -> tuple[float, float]:
        """Pixels to the inch along its rows and its columns; 0 where it has no extent."""
        return _per_inch(self.columns, hypot(*self.across)), _per_inch(self.rows, hypot(*self.down))

    @property
    def is_square(self) -> bool:
        """Whether its pixels are displayed as squares."""
        low, high = sorted(self.dpi)
        return low > 0 and high / low <= _SQUARE

    @property
    def is_straight(self) -> bool:
        """Whether its rows run along or across the displayed page, mirrored or not."""
        return _is_turn(self.across, self.down) or _is_turn(self.across[::-1], self.down[::-1])

    def upright(self, pixels: Pixels) -> Pixels:
        """``pixels`` turned and mirrored as they are displayed; no pixel changes its value."""
        turned = pixels
        right, bottom = self.across[0], self.down[1]
        if abs(self.across[1]) > abs(self.across[0]):
            turned = np.swapaxes(pixels, 0, 1)
            right, bottom = self.down[0], self.across[1]
        flipped = turned[:: 1 if bottom > 0 else -1, :: 1 if right > 0 else -1]
        return np.ascontiguousarray(flipped)


def _per_inch(pixels: int, points: float) -> float:
    return pixels * _POINTS / points if points else 0.0


def _is_turn(across: tuple[float, float], down: tuple[float, float]) -> bool:
    return abs(across[1]) <= _STRAIGHT * abs(across[0]) and abs(down[0]) <= _STRAIGHT * abs(down[1])


def placed_images(page: Handle, box: PageBox) -> list[Placed]:
    """Every image that ``page`` (a pypdfium2 page) draws, in painting order."""
    return [_placed(image, box) for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]


def _placed(image: Handle, box: PageBox) -> Placed:
    matrix = _matrix(image)
    form = image.container
    while form is not None:
        matrix = matrix @ _matrix(form)
        form = form.container
    # The image is the unit square with its first row at the top (ISO 32000-1, 8.9.5.1).
    corner, right, below = (box.displayed(*_moved(matrix, *point)) for point in ((0, 1), (1, 1), (0, 0)))
    columns, rows = image.get_px_size()
    across = right[0] - corner[0], right[1] - corner[1]
    down = below[0] - corner[0], below[1] - corner[1]
    return Placed(image, columns, rows, corner, across, down, nested=image.container is not None)


def _matrix(thing: Handle) -> npt.NDArray[np.float64]:
    a, b, c, d, e, f = thing.get_matrix().get()
    return np.array([[a, b, 0], [c, d, 0], [e, f, 1]], dtype=np.float64)


def _moved(matrix: npt.NDArray[np.float64], x: float, y: float) -> tuple[float, float]:
    moved = np.array([x, y, 1.0]) @ matrix
    return float(moved[0]), float(moved[1])


def coverage(images: list[Placed], box: PageBox) -> float:
    """The share of the page that ``images`` cover together, 0 to 1, to about one percent."""
    covered = np.zeros((_GRID, _GRID), dtype=bool)
    width, height = box.size
    for placed in images:
        left, top, right, bottom = placed.shown
        columns = slice(*(round(min(max(x / width, 0), 1) * _GRID) for x in (left, right)))
        rows = slice(*(round(min(max(y / height, 0), 1) * _GRID) for y in (top, bottom)))
        covered[rows, columns] = True
    return float(covered.mean())
