"""Pictures of pages as PNG files: lossless, with their resolution, replaced atomically."""

from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from export.atomic import write_bytes
from ocr.image import Pixels


def write_picture(target: Path, pixels: Pixels, dpi: float) -> None:
    """Write grey or RGB pixels; raises OutputProblem when the folder cannot be written."""
    write_bytes(target, png(pixels, dpi))


def png(pixels: Pixels, dpi: float) -> bytes:
    """Grey or RGB pixels as the bytes of a PNG."""
    buffer = BytesIO()
    # Level 1: pages are many and disks are large; the time matters to a clerk, not the bytes.
    Image.fromarray(pixels).save(buffer, "PNG", dpi=(dpi, dpi), compress_level=1)
    return buffer.getvalue()


def read_picture(source: Path) -> Pixels:
    """The pixels of a picture that :func:`write_picture` wrote."""
    with Image.open(source) as picture:
        return np.asarray(picture)
