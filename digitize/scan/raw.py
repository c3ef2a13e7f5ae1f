"""Inputs before anything is done to them: files with their kind, and pages as they were scanned."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ocr.image import Pixels
from ocr.problem import Problem

FileKind = Literal["pdf", "image"]
Raster = Literal["image", "embedded", "rendered"]


@dataclass(frozen=True)
class SourceFile:
    """A file that can be opened: its kind comes from its bytes, never from its name.

    ``name`` is what a person knows it by (relative to the folder or ZIP that was given), ``path`` is
    where the bytes lie now.
    """

    name: str
    path: Path
    sha256: str
    kind: FileKind
    pages: int


@dataclass(frozen=True)
class DossierInput:
    """A folder, a ZIP or a single file: one hồ sơ.

    ``failed`` names files that cannot be read, and why; ``skipped`` those that are no papers (notes,
    spreadsheets, hidden files), each with a reason code: ``not_paper``, ``unknown_kind``, ``hidden``.
    ``place`` is where it was given, which tells two of one name apart; ``is_single`` says that it is a file that was
    given by itself.
    """

    name: str
    ma_ho_so: str | None
    files: tuple[SourceFile, ...]
    failed: tuple[tuple[str, Problem], ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    place: str = ""
    is_single: bool = False


@dataclass(frozen=True)
class RawPage:
    """A page as it came. ``pixels`` are RGB (height, width, 3) or grey (height, width), EXIF not yet applied.

    ``exif`` is the EXIF orientation, 1 to 8. ``dpi`` is 0 if unknown.
    ``image_share`` is the share of the page that images cover.

    ``points_to_pixels`` is a homography in row order: (x, top, 1), in points as pdfplumber gives them for
    the objects of an uncropped page (``page.chars``: /Rotate applied, top left origin, the CropBox not
    subtracted), to pixels of this image, ``points_to_page`` to points of the page as it is displayed. None for stills.

    ``quarter`` is how a person said that it has to be turned, EXIF applied, in quarter turns to the right, 0 to 3.
    """

    pixels: Pixels
    dpi: float
    sha256: str
    page: int = 1
    raster: Raster = "image"
    exif: int = 1
    image_share: float = 1.0
    points_to_pixels: tuple[float, ...] | None = None
    points_to_page: tuple[float, ...] | None = None
    quarter: int | None = None
