"""A picture file as PDF pages: JPEG and PNG exactly as they are, everything else without loss.

Adapter over img2pdf, which puts the bytes of a JPEG and the compressed rows of a PNG into the PDF
unchanged, and over Pillow, which decodes the rest. Some pictures look otherwise in a PDF, or not at all; they can be
asked for by their pixels as they were read.
"""

import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import img2pdf
import numpy as np
import pikepdf
from PIL import Image, UnidentifiedImageError

from export.pdf.page_space import Point
from export.pdf.same_look import LOOKED_AT, Look, look_of, shrunk
from export.picture_file import is_inverted, loaded, opened, page_frames
from ocr.box import Box
from ocr.image import Pixels
from ocr.page import Geometry
from ocr.pixels.depth import eight_bits
from ocr.problem import InputProblem

A4 = (595.276, 841.89)  # points: 210 by 297 millimetres
_SHORTEST, _LONGEST = 3.0, 14_400.0
"""Points; PDF/A-2 allows no other pages (ISO 19005-2, 6.1.13)."""
_TURNS = {3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270}
_MIRRORED = frozenset({2, 4, 5, 7})
_LOSSLESS_MODES = frozenset({"L", "RGB", "P"})
_AVERAGED = frozenset({"L", "RGB", "CMYK"})
_PROBE = 100  # pixels of the upright page whose length on the page as it came is measured


@dataclass(frozen=True)
class PicturePage:
    """A page with its picture drawn and its text not yet; ``size`` in points, before /Rotate.

    ``look`` is how the picture looks as it was read, turned as it is to be displayed.
    """

    pdf: pikepdf.Pdf
    size: tuple[float, float]
    mirrored: bool
    look: Look

    def to_user_space(self, geometry: Geometry, x: float, y: float) -> Point:
        """The point of user space under a pixel of the picture as it came."""
        across, up = x / geometry.original_width, 1 - y / geometry.original_height
        return (1 - across if self.mirrored else across) * self.size[0], up * self.size[1]


def picture_pages(
    source: Path, geometries: Mapping[int, Geometry], *, as_read: bool = False
) -> Iterator[PicturePage]:
    """One single-page PDF for each page of a picture file, in order; ``as_read`` takes the pixels that were read.

    ``geometries`` says how large pages are, by page number from 1; a page that it does not name, or
    whose resolution is unknown, fills an A4 sheet.

    Raises:
        InputProblem: ``picture_unusable``, with ``file`` and ``page``.
    """
    number = 1
    try:
        with opened(source) as image:
            for number, frame in enumerate(page_frames(image), start=1):
                yield _page(source, image, frame, geometries.get(number), as_read=as_read)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError) as error:
        raise InputProblem("picture_unusable", file=source.name, page=number) from error


def _page(
    source: Path, image: Image.Image, frame: int, geometry: Geometry | None, *, as_read: bool
) -> PicturePage:
    orientation = loaded(image, frame)
    size = _page_size(image, geometry)
    picture = Image.fromarray(_read(image, source)) if as_read else image
    data = source.read_bytes() if not as_read and _is_exact(image) else _lossless(picture)
    try:
        written = _converted(data, size)
    except (img2pdf.AlphaChannelError, img2pdf.JpegColorspaceError, img2pdf.UnsupportedColorspaceError):
        written = _converted(_lossless(picture), size)
    pdf = pikepdf.open(io.BytesIO(written))
    page, mirrored = pdf.pages[0], orientation in _MIRRORED
    if mirrored:
        page.contents_add(b"q -1 0 0 1 %.4f 0 cm\n" % size[0], prepend=True)
        page.contents_add(b"\nQ\n")
    if orientation in _TURNS:
        page.rotate(_TURNS[orientation], relative=False)
    look = look_of(_read(_smaller(image), source, inverted=is_inverted(image)))
    return PicturePage(pdf, size, mirrored, _turned(look, orientation))


def _read(image: Image.Image, source: Path, *, inverted: bool | None = None) -> Pixels:
    """The pixels as they are read."""
    return eight_bits(image, source.name, inverted=is_inverted(image) if inverted is None else inverted)


def _smaller(image: Image.Image) -> Image.Image:
    """``image`` no larger than it takes to see how it looks, where its pixels can be averaged."""
    return (
        Image.fromarray(shrunk(np.asarray(image), LOOKED_AT), image.mode)
        if image.mode in _AVERAGED
        else image
    )


def _turned(look: Look, orientation: int) -> Look:
    """``look`` as it is displayed: mirrored, then turned clockwise."""
    mirrored = np.fliplr(look) if orientation in _MIRRORED else look
    return np.rot90(mirrored, -_TURNS.get(orientation, 0) // 90)


def _is_exact(image: Image.Image) -> bool:
    if image.format in {"JPEG", "MPO"}:
        return True
    return image.format == "PNG" and not image.has_transparency_data


def _lossless(image: Image.Image) -> bytes:
    """The pixels as Group 4 TIFF where they are black and white, as PNG else; alpha lies on white."""
    out = io.BytesIO()
    if image.mode == "1":
        image.save(out, "TIFF", compression="group4")
        return out.getvalue()
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    elif image.mode not in _LOSSLESS_MODES and not image.mode.startswith("I;16"):
        image = image.convert("RGB")
        image.info.pop("icc_profile", None)
    image.save(out, "PNG")
    return out.getvalue()


def _converted(data: bytes, size: tuple[float, float]) -> bytes:
    written = img2pdf.convert(
        data,
        layout_fun=lambda *_: (*size, *size),
        rotation=img2pdf.Rotation.none,
        first_frame_only=True,
        nodate=True,
        engine=img2pdf.Engine.pikepdf,
    )
    return bytes(written)


def _page_size(image: Image.Image, geometry: Geometry | None) -> tuple[float, float]:
    """Points across and down that the picture takes before it is turned."""
    width, height = float(image.width), float(image.height)
    if geometry is not None:
        width, height = float(geometry.original_width), float(geometry.original_height)
        dpi = _original_dpi(geometry)
        size = (width * 72 / dpi, height * 72 / dpi) if dpi > 0 else (0.0, 0.0)
        if min(size) >= _SHORTEST and max(size) <= _LONGEST:
            return size
    sheet = A4 if width <= height else A4[::-1]
    scale = min(sheet[0] / width, sheet[1] / height)
    return max(_SHORTEST, width * scale), max(_SHORTEST, height * scale)


def _original_dpi(geometry: Geometry) -> float:
    """Dots per inch of the page as it came: that of the upright page times the scale between them."""
    x, y = geometry.width // 2, geometry.height // 2
    start, end, *_ = geometry.original_points(Box(x, y, x + _PROBE, y + _PROBE))
    return geometry.dpi * math.dist(start, end) / _PROBE
