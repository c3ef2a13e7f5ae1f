"""Pages that came as pictures: JPEG, PNG, WebP, HEIC, and TIFF with one page in each frame.

Frames, orientation and colour are taken as the picture declares them. Its
resolution is not believed if it is a default (72, 96) or from a camera.
"""

from itertools import islice
from pathlib import Path

from PIL import ExifTags, Image

from digitize.scan.inputs.whole_still import check_extent, check_whole
from digitize.scan.raw import RawPage, SourceFile
from digitize.scan.safe.declared_dpi import believable_dpi
from digitize.scan.safe.density import check_density
from digitize.scan.safe.guard import reading
from digitize.settings import Limits
from export.picture_file import is_inverted, loaded, opened, page_frames
from ocr.pixels.depth import eight_bits
from ocr.problem import InputProblem, LimitProblem

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "HEIF")

SQUARE_ENOUGH = 1.05
"""Resolutions along and across with a smaller ratio count as equal; those of a fax have a ratio of 2 (ITU-T T.4)."""

_CAMERA_TAGS = (ExifTags.Base.ExposureTime, ExifTags.Base.FNumber, ExifTags.Base.FocalLength)


def count_still_pages(file: str, path: Path, limits: Limits) -> int:
    """Pages in a picture file, from its headers alone.

    Raises:
        InputProblem: ``image_damaged``, ``image_truncated``, ``image_empty``.
        LimitProblem: ``too_many_pages``, ``page_too_large``, ``pixels_unlikely``.
    """
    with reading(file, "image_damaged"), opened(path, FORMATS) as image:
        frames = _frames(image, file, limits)
        image.seek(frames[0])
        _check_size(image.size, path, file, limits)
        return len(frames)


def open_still(file: SourceFile, page: int, limits: Limits) -> RawPage:
    """Page ``page`` (from 1) of a picture file; transparent pixels become white, deep pixels 8 bits.

    Raises:
        InputProblem: ``image_damaged``, ``image_truncated``, ``image_empty``, ``image_unsupported``,
            ``page_missing``, ``file_vanished``, ``file_unreadable``.
        LimitProblem: ``page_too_large``, ``too_many_pages``.
    """
    with reading(file.name, "image_damaged"), opened(file.path, FORMATS) as image:
        frames = _frames(image, file.name, limits)
        if not 1 <= page <= len(frames):
            raise InputProblem("page_missing", file=file.name, page=page)
        image.seek(frames[page - 1])
        _check_size(image.size, file.path, file.name, limits)
        check_extent(image, file)
        across, down = _resolution(image)
        exif = loaded(image, frames[page - 1])
        check_whole(image, file)
        pixels = eight_bits(
            _squared(image, across, down, file, limits), file.name, inverted=is_inverted(image)
        )
        return RawPage(pixels, max(across, down), file.sha256, page, "image", exif)


def _frames(image: Image.Image, file: str, limits: Limits) -> list[int]:
    frames = list(islice(page_frames(image), limits.pages_per_file + 1))
    if len(frames) > limits.pages_per_file:
        raise LimitProblem("too_many_pages", file=file, pages=len(frames), limit=limits.pages_per_file)
    return frames


def _check_size(size: tuple[int, int], path: Path, file: str, limits: Limits) -> None:
    width, height = size
    if width < 1 or height < 1:
        raise InputProblem("image_empty", file=file, width=width, height=height)
    if width * height > limits.page_pixels:
        raise LimitProblem("page_too_large", file=file, width=width, height=height, limit=limits.page_pixels)
    check_density(width, height, path.stat().st_size, file, limits)


def _resolution(image: Image.Image) -> tuple[float, float]:
    """Dots per inch across and down; 0, 0 where nothing credible is declared."""
    if any(tag in image.getexif().get_ifd(ExifTags.IFD.Exif) for tag in _CAMERA_TAGS):
        return 0.0, 0.0
    said = image.info.get("dpi") or (0, 0)
    across, down = believable_dpi(float(said[0])), believable_dpi(float(said[1]))
    return (across, down) if across and down else (0.0, 0.0)


def _squared(image: Image.Image, across: float, down: float, file: SourceFile, limits: Limits) -> Image.Image:
    # A fax of standard resolution has half as many rows as columns to the inch: letters are half as high.
    if not across or max(across, down) <= SQUARE_ENOUGH * min(across, down):
        return image
    finest = max(across, down)
    size = (round(image.width * finest / across), round(image.height * finest / down))
    # What a file says of its resolution can make a page of any size out of it.
    _check_size(size, file.path, file.name, limits)
    grey = image.convert("L") if image.mode == "1" else image
    return grey.resize(size, Image.Resampling.BICUBIC)
