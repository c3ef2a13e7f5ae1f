"""A picture file as PDF pages: JPEG and PNG exactly as they are, everything else without loss.

Adapter over img2pdf, which puts the bytes of a JPEG and the compressed rows of a PNG into the PDF
unchanged, and over Pillow, which decodes the rest.
"""

import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import img2pdf
import pikepdf
from PIL import ExifTags, Image, UnidentifiedImageError

from export.pdf.page_space import Point
from export.picture_file import opened
from ocr.box import Box
from ocr.page import Geometry
from ocr.problem import InputProblem

A4 = (595.276, 841.89)  # points: 210 by 297 millimetres
_SHORTEST, _LONGEST = 3.0, 14_400.0
"""Points; PDF/A-2 allows no other pages (ISO 19005-2, 6.1.13)."""
_THUMBNAIL_OR_MASK, _SUBFILE_TYPE = 1 | 4, 254  # bits and tag NewSubfileType (TIFF 6.0, section 8)
_TURNS = {3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270}
_MIRRORED = frozenset({2, 4, 5, 7})
_LOSSLESS_MODES = frozenset({"L", "RGB", "P"})
_PROBE = 100  # pixels of the upright page whose length on the page as it came is measured


@dataclass(frozen=True)
class PicturePage:
    """A page with its picture drawn and its text not yet; ``size`` in points, before /Rotate."""

    pdf: pikepdf.Pdf
    size: tuple[float, float]
    mirrored: bool

    def to_user_space(self, geometry: Geometry, x: float, y: float) -> Point:
        """The point of user space under a pixel of the picture as it came."""
        across, up = x / geometry.original_width, 1 - y / geometry.original_height
        return (1 - across if self.mirrored else across) * self.size[0], up * self.size[1]


def picture_pages(source: Path, geometries: Mapping[int, Geometry]) -> Iterator[PicturePage]:
    """One single-page PDF for each page of a picture file, in order.

    ``geometries`` says how large pages are, by page number from 1; a page that it does not name, or
    whose resolution is unknown, fills an A4 sheet.

    Raises:
        InputProblem: ``picture_unusable``, with ``file`` and ``page``.
    """
    number = 1
    try:
        with opened(source) as image:
            for number, frame in enumerate(_frames(image), start=1):
                yield _page(source, image, frame, geometries.get(number))
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError) as error:
        raise InputProblem("picture_unusable", file=source.name, page=number) from error


def _page(source: Path, image: Image.Image, frame: int, geometry: Geometry | None) -> PicturePage:
    image.seek(frame)
    image.load()
    # After load(): Pillow turns a TIFF upright by itself, and then drops its orientation.
    orientation = int(image.getexif().get(ExifTags.Base.Orientation, 1))
    size = _page_size(image, geometry)
    data = source.read_bytes() if _is_exact(image) else _lossless(image)
    try:
        written = _converted(data, size)
    except (img2pdf.AlphaChannelError, img2pdf.JpegColorspaceError, img2pdf.UnsupportedColorspaceError):
        written = _converted(_lossless(image), size)
    pdf = pikepdf.open(io.BytesIO(written))
    page, mirrored = pdf.pages[0], orientation in _MIRRORED
    if mirrored:
        page.contents_add(b"q -1 0 0 1 %.4f 0 cm\n" % size[0], prepend=True)
        page.contents_add(b"\nQ\n")
    if orientation in _TURNS:
        page.rotate(_TURNS[orientation], relative=False)
    return PicturePage(pdf, size, mirrored)


def _frames(image: Image.Image) -> list[int]:
    """The frames that are pages; other formats keep previews and animation in further frames."""
    if image.format not in {"TIFF", "HEIF"}:
        return [0]
    return [index for index in range(getattr(image, "n_frames", 1)) if not _is_preview(image, index)]


def _is_preview(image: Image.Image, index: int) -> bool:
    image.seek(index)
    tags = getattr(image, "tag_v2", {})
    return bool(int(tags.get(_SUBFILE_TYPE) or 0) & _THUMBNAIL_OR_MASK)


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
