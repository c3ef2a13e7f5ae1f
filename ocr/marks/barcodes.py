"""QR codes and barcodes on a page, read by zxing-cpp.

The whole page is searched for the codes of Vietnamese papers: QR codes, the barcodes of offices and of the post,
and the PDF417 of older identity cards. Small, blurred and noisy codes need another size and another threshold. So a
square of dense ink that gave no code is tried again for every kind of square code, enlarged, in a fixed order and
within a time budget. Codes carry check sums, and no wrong reading was seen in measurements: what is read is certain.
"""

import time
from collections.abc import Iterator
from itertools import product
from typing import Any

import cv2
import numpy as np
import zxingcpp

from ocr.box import Box, union
from ocr.image import Pixels
from ocr.page import Mark, MarkKind

SECONDS = 0.5  # seconds for one image, after which no further try is started
SCALES = (2, 3, 4)  # times that a square is enlarged, one try after the other
MOST_PIXELS = 4_000_000  # of an enlarged square
MOST_SQUARES = 8  # squares of one image that are tried, the largest first
SMALLEST, LARGEST = 30, 900  # pixels a side of a square that may hold a code
HALF = 2  # squares are looked for on a copy of half the size
JOIN = 5  # of its pixels, over which the modules of a code grow together
RIM = 18  # pixels left free around a square
SLIM = 0.6  # width over height, or the other way round, of the slimmest square
BUSY = 7  # changes between dark and light in a row and in a column of a code; words have few in a column
FILLED = 0.45  # share of its box that a square fills, even on its corner
SHARPENED = 1.5  # how strongly blurred edges are raised
USUAL = zxingcpp.barcode_formats_from_str("QRCode,Code128,Code39,EAN-13,ITF,PDF417")
MATRIX = zxingcpp.barcode_formats_from_str("QRCode,DataMatrix,Aztec")
BINARIZERS = (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram)


def read_codes(pixels: Pixels, *, seconds: float = SECONDS) -> tuple[Mark, ...]:
    """The codes on an image, RGB or grey, boxes in its pixels, top to bottom.

    The whole image is always read once; no further try is started after ``seconds``.
    """
    end = time.monotonic() + seconds
    grey = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8)  # noqa: PLR2004  (a grey image)
    marks = _marks(zxingcpp.read_barcodes(grey, formats=USUAL, try_invert=False), 1, grey.shape)
    for square in _squares(grey):
        if _is_busy(grey, square) and not any(mark.box.intersection(square).area for mark in marks):
            marks += _from_square(grey, square, end)
    return tuple(sorted(marks, key=lambda mark: (mark.box.top, mark.box.left)))


def _from_square(grey: Pixels, square: Box, end: float) -> list[Mark]:
    crop = np.ascontiguousarray(grey[square.top : square.bottom, square.left : square.right])
    for image, scale, binarizer in _ladder(crop):
        if time.monotonic() >= end:
            return []
        marks = _marks(zxingcpp.read_barcodes(image, formats=MATRIX, binarizer=binarizer), scale, image.shape)
        if marks:
            return [mark.model_copy(update={"box": _moved(mark.box, square)}) for mark in marks]
    return []


def _ladder(crop: Pixels) -> Iterator[tuple[Pixels, int, Any]]:
    for scale in SCALES:
        if crop.size * scale * scale > MOST_PIXELS:
            return
        large = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
        for image, binarizer in product((large, _sharpened(large)), BINARIZERS):
            yield image, scale, binarizer


def _squares(grey: Pixels) -> list[Box]:
    """Boxes of dense ink about as wide as tall, largest first, with the white zone around them."""
    height, width = grey.shape
    size = (max(1, width // HALF), max(1, height // HALF))
    smooth = cv2.GaussianBlur(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), (0, 0), 0.75)
    dark = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((JOIN, JOIN), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    boxes = []
    for left, top, wide, high, area in sorted((HALF * stats[1:]).tolist(), key=lambda row: -row[4]):
        short, long = sorted((wide, high))
        sized = short >= SMALLEST and long <= LARGEST and short >= SLIM * long
        if sized and HALF * area >= FILLED * wide * high:
            boxes.append(Box(left, top, left + wide, top + high).grown(RIM).clipped(width, height))
    return boxes[:MOST_SQUARES]


def _is_busy(grey: Pixels, square: Box) -> bool:
    """Whether dark and light change often both across and down, as in a code; words and lines change only across."""
    inner = grey[square.top + RIM : square.bottom - RIM, square.left + RIM : square.right - RIM]
    if not inner.size:
        return False
    dark = cv2.threshold(inner, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1].astype(np.int8)
    return all(np.median(np.abs(np.diff(dark, axis=axis)).sum(axis=axis)) >= BUSY for axis in (0, 1))


def _moved(box: Box, to: Box) -> Box:
    return Box(box.left + to.left, box.top + to.top, box.right + to.left, box.bottom + to.top)


def _sharpened(image: Pixels) -> Pixels:
    soft = cv2.GaussianBlur(image, (0, 0), 3)
    return cv2.addWeighted(image, 1 + SHARPENED, soft, -SHARPENED, 0).astype(np.uint8)


def _marks(found: Any, scale: int, shape: tuple[int, ...]) -> list[Mark]:  # noqa: ANN401  (zxing-cpp ships no types)
    return [_mark(code, scale, shape) for code in found if code.valid and code.text]


def _mark(code: Any, scale: int, shape: tuple[int, ...]) -> Mark:  # noqa: ANN401  (zxing-cpp ships no types)
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    box = union(Box(point.x, point.y, point.x + 1, point.y + 1) for point in corners).clipped(
        shape[1], shape[0]
    )
    kind: MarkKind = "qr" if code.format == zxingcpp.BarcodeFormat.QRCode else "barcode"
    return Mark(kind=kind, box=Box(*(side // scale for side in box)), text=code.text)
