"""QR codes and barcodes on a page, read by zxing-cpp.

Small, blurred and noisy codes want another size and another threshold, so what is not found at once
is tried again in a fixed order, within a time budget. A code that decodes carries its own check sums:
no wrong reading was seen in measurements, so what is read is certain.
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

SECONDS = 0.5
SCALES = (2, 3, 4)
MOST_PIXELS = 24_000_000  # a larger page is not enlarged further: it was scanned finely enough
SHARPENED = 1.5  # how much of what blur takes away is added
BINARIZERS = (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram)


def read_codes(pixels: Pixels, *, seconds: float = SECONDS) -> tuple[Mark, ...]:
    """The codes on an image, RGB or grey, boxes in its pixels, top to bottom.

    The first try always runs to its end; no other is started after ``seconds``.
    """
    end = time.monotonic() + seconds
    grey = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8)  # noqa: PLR2004
    marks = _read(grey, 1, BINARIZERS[0])
    for image, scale, binarizer in _ladder(grey):
        if marks or time.monotonic() >= end:
            break
        marks = _read(image, scale, binarizer)
    return tuple(sorted(marks, key=lambda mark: (mark.box.top, mark.box.left)))


def _ladder(grey: Pixels) -> Iterator[tuple[Pixels, int, Any]]:
    yield grey, 1, BINARIZERS[1]
    for scale in SCALES:
        if grey.size * scale * scale > MOST_PIXELS:
            return
        large = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
        for image, binarizer in product((large, _sharpened(large)), BINARIZERS):
            yield image, scale, binarizer


def _sharpened(image: Pixels) -> Pixels:
    soft = cv2.GaussianBlur(image, (0, 0), 3)
    return cv2.addWeighted(image, 1 + SHARPENED, soft, -SHARPENED, 0).astype(np.uint8)


def _read(image: Pixels, scale: int, binarizer: Any) -> list[Mark]:  # noqa: ANN401  (zxing-cpp ships no types)
    found = zxingcpp.read_barcodes(image, binarizer=binarizer)
    return [_mark(code, scale, image.shape) for code in found if code.valid and code.text]


def _mark(code: Any, scale: int, shape: tuple[int, ...]) -> Mark:  # noqa: ANN401  (zxing-cpp ships no types)
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    box = union(Box(point.x, point.y, point.x + 1, point.y + 1) for point in corners).clipped(
        shape[1], shape[0]
    )
    kind: MarkKind = "qr" if code.format == zxingcpp.BarcodeFormat.QRCode else "barcode"
    return Mark(kind=kind, box=Box(*(side // scale for side in box)), text=code.text)
