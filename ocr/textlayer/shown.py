"""Which letters of a text layer the page shows: those that are drawn where nothing hides them, with ink of their own.

A layer may hold what no reader of the paper sees: what an earlier OCR read, laid under the scan; what was painted over,
is transparent, lies outside the page or in a layer that is switched off. So the page is drawn three times, coarsely: as
it is, with every text in a colour of its own, and without text. Ink of a letter is what differs between the first and
the last; whose ink it is, its colour in the second one says.
"""

import ctypes
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import combining

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
from pypdfium2 import raw as pdfium

from ocr.image import Pixels

DPI = 100
"""Dots an inch of these drawings: a letter of six points has eight rows then."""
MOST_PIXELS = 4_000_000  # of one of these drawings; a page is drawn more coarsely to keep within it
DEEPEST_FORM = 8  # levels of forms inside forms in which text is looked for
INK = 24  # steps of 256 by which a pixel differs where a letter leaves ink
OPAQUE = 48  # steps of 256 of opacity below which nobody can read a text
BITS, STEP = 5, 8  # of each channel of the colours of texts, so that a pixel between two colours is neither
CELL = 6  # pixels of the grid in which the same letter is looked for in both lists
POINTS = 72  # to the inch
UNNAMED = -1
"""Ink of a text that does not take the colour it is given, as that of a font made of pictures."""

Handle = Any
"""A page, an object of it or a pointer, of a library without types."""
Box = tuple[float, float, float, float]
Numbers = npt.NDArray[np.int32]


class Letter(NamedTuple):
    """A letter and its box (left, top, right, bottom), in points of the page as it is displayed."""

    text: str
    box: Box


class _Seen(NamedTuple):
    """The text whose ink each pixel shows, 0 for none; the texts of the letters at each place; texts without letters."""

    numbers: Numbers
    owners: Mapping[tuple[str, int, int], set[int]]
    nameless: frozenset[int]
    coloured: frozenset[int]
    scale: float


def shown(path: Path, page: int, letters: Sequence[Letter]) -> list[bool]:
    """Whether the page (from 1) of a PDF shows each of its letters."""
    with pypdfium2.PdfDocument(path) as document:
        if document.get_formtype() != pdfium.FORMTYPE_NONE:
            document.init_forms()
        opened = document[page - 1]
        seen = _seen(opened)
    told: list[bool] = []
    for letter in letters:
        # An accent of its own has no width where it is drawn over the letter before it.
        goes_with = bool(told) and all(map(combining, letter.text))
        told.append(told[-1] if goes_with else _is_shown(letter, seen))
    return told


def _seen(page: Handle) -> _Seen:
    width, height = page.get_size()
    scale = min(DPI / POINTS, sqrt(MOST_PIXELS / (width * height)))
    texts = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=DEEPEST_FORM))
    whole = _drawn(page, scale)
    owners, named = _owners(page, texts, whole.shape)
    _colour(texts)
    coloured = _drawn(page, scale)
    _hide(texts)
    bare = _drawn(page, scale)
    numbers = _numbers(coloured, _differ(whole, bare), len(texts))
    every = frozenset(range(1, len(texts) + 1))
    return _Seen(numbers, owners, every - named, frozenset(np.unique(numbers).tolist()), scale)


def _drawn(page: Handle, scale: float) -> Pixels:
    """The page with all that is drawn on it, without smoothing, which would mix colours."""
    smooth = {"no_smoothtext": True, "no_smoothimage": True, "no_smoothpath": True}
    pixels = page.render(scale=scale, rev_byteorder=True, **smooth).to_numpy()
    # A page without colours is drawn in one plane; it is one as soon as its texts are coloured.
    return np.ascontiguousarray(np.broadcast_to(np.atleast_3d(pixels)[:, :, :3], (*pixels.shape[:2], 3)))


def _differ(one: Pixels, other: Pixels) -> npt.NDArray[np.bool_]:
    red, green, blue = cv2.split(cv2.absdiff(one, other))
    return np.asarray(cv2.max(cv2.max(red, green), blue) > INK)


def _colour(texts: Sequence[Handle]) -> None:
    """Give every text a colour of its own; what is too transparent to be read stays invisible."""
    for number, text in enumerate(texts, start=1):
        opacity = 255 if _opacity(text) >= OPAQUE else 0
        for paint in (pdfium.FPDFPageObj_SetFillColor, pdfium.FPDFPageObj_SetStrokeColor):
            paint(text.raw, *_colour_of(number), opacity)


def _opacity(text: Handle) -> int:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    told = pdfium.FPDFPageObj_GetFillColor(text.raw, red, green, blue, opacity)
    return opacity.value if told else 255


def _hide(texts: Sequence[Handle]) -> None:
    for text in texts:
        pdfium.FPDFTextObj_SetTextRenderMode(text.raw, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _colour_of(number: int) -> tuple[int, int, int]:
    parts = (number >> 2 * BITS, number >> BITS, number)
    red, green, blue = (part % (1 << BITS) * STEP + STEP // 2 for part in parts)
    return red, green, blue


def _numbers(coloured: Pixels, inked: npt.NDArray[np.bool_], count: int) -> Numbers:
    """At each inked pixel the number of the text whose colour it has, ``UNNAMED`` where that is none; else 0."""
    colours = coloured[inked].astype(np.int32)
    red, green, blue = (colours // STEP).T
    number = (red << 2 * BITS) + (green << BITS) + blue
    is_exact = (colours % STEP == STEP // 2).all(axis=1)
    found = np.zeros(inked.shape, np.int32)
    found[inked] = np.where(is_exact & (number >= 1) & (number <= count), number, UNNAMED)
    return found


def _owners(
    page: Handle, texts: Sequence[Handle], shape: tuple[int, ...]
) -> tuple[Mapping[tuple[str, int, int], set[int]], frozenset[int]]:
    """The texts by letter and place on the drawing, and all texts that have letters."""
    by_address = {_address(text.raw): number for number, text in enumerate(texts, start=1)}
    layer = page.get_textpage()
    to_pixels = _affine(page, shape)
    found: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    sides = [ctypes.c_double() for _ in range(4)]
    for at in range(pdfium.FPDFText_CountChars(layer.raw)):
        number = by_address.get(_address(pdfium.FPDFText_GetTextObject(layer.raw, at)))
        if number is not None and pdfium.FPDFText_GetCharBox(layer.raw, at, *sides):
            left, right, bottom, top = (side.value for side in sides)
            x, y = to_pixels @ ((left + right) / 2, (bottom + top) / 2, 1)
            sign = chr(pdfium.FPDFText_GetUnicode(layer.raw, at))
            found[sign, int(x // CELL), int(y // CELL)].add(number)
    return found, frozenset(number for numbers in found.values() for number in numbers)


def _address(pointer: Handle) -> int | None:
    return ctypes.cast(pointer, ctypes.c_void_p).value


def _affine(page: Handle, shape: tuple[int, ...]) -> npt.NDArray[np.float64]:
    """Maps user space to pixels of the drawing, 2 x 3; asked at three corners far apart, since answers are whole pixels."""
    far = 100_000
    corners = [_pixel(page, shape, x, y) for x, y in ((0, 0), (far, 0), (0, far))]
    origin, along, up = (np.array(corner, float) for corner in corners)
    matrix: npt.NDArray[np.float64] = np.column_stack([(along - origin) / far, (up - origin) / far, origin])
    return matrix


def _pixel(page: Handle, shape: tuple[int, ...], x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, shape[1], shape[0], 0, x, y, across, down)
    return across.value, down.value


def _is_shown(letter: Letter, seen: _Seen) -> bool:
    left, top, right, bottom = (edge * seen.scale for edge in letter.box)
    rows, columns = (
        slice(max(0, int(top)), max(0, int(bottom) + 1)),
        slice(max(0, int(left)), max(0, int(right) + 1)),
    )
    inside = set(seen.numbers[rows, columns].ravel().tolist()) - {0}
    if not inside:
        return False
    column, row = int((left + right) / 2 // CELL), int((top + bottom) / 2 // CELL)
    if not inside.isdisjoint(seen.owners.get((letter.text, column, row), ())):
        return True  # as nearly always
    owners = _owners_near(letter, column, row, seen)
    # A letter that is not in the other list, or whose text is printed twice, may be any of those that are seen there.
    may_be = owners | seen.nameless if owners else inside
    return bool(inside & may_be) or (UNNAMED in inside and not owners <= seen.coloured)


def _owners_near(letter: Letter, column: int, row: int, seen: _Seen) -> set[int]:
    near = ((column + across, row + down) for across in (-1, 0, 1) for down in (-1, 0, 1))
    return {number for place in near for number in seen.owners.get((letter.text, *place), ())}
