"""Which way is up, as Tesseract's orientation and script detection (OSD) sees it.

Slow (about half a second) and at times wrong on small or blurred letters, so it is asked only where
the page's own words leave a doubt (see :mod:`digitize.scan.orientation`).
"""

import os
from typing import Any

import pytesseract

from ocr.image import Pixels

SECONDS = 10.0
LEAST_CONFIDENCE = 2.0  # below it OSD answers at random on pages of the same kind


def upright_by_tesseract(page: Pixels) -> int | None:
    """By how many degrees clockwise ``page`` (grey) has to be turned to stand upright: 0, 90, 180 or 270.

    None where Tesseract sees too few letters, is not sure, is not there, or takes too long.
    """
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # several threads make Tesseract slower, not faster
    try:
        seen: dict[str, Any] = pytesseract.image_to_osd(
            page, lang="osd", config="--psm 0", timeout=SECONDS, output_type=pytesseract.Output.DICT
        )
    except (pytesseract.TesseractError, OSError, RuntimeError):
        return None
    return int(seen["rotate"]) if float(seen["orientation_conf"]) >= LEAST_CONFIDENCE else None
