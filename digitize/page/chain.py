"""The chain for one page: open it, clean it, decide what to read, read it.

These functions run in child processes; a task holds everything they need, and they return plain values.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from digitize import __version__
from digitize.page.secrecy import stopped_if_secret
from digitize.results.handed_on import ScannedFile, ScannedPage
from digitize.results.layout import SCAN, page_picture
from digitize.results.packed import PackedPage
from digitize.results.pictures import read_picture
from digitize.results.read_back import require
from digitize.scan.clean.quality import PROFILES
from digitize.scan.inputs.open import open_page
from digitize.scan.inputs.own_copy import page_copy
from digitize.scan.prepare import prepare
from digitize.scan.raw import RawPage, SourceFile
from digitize.settings import Settings
from digitize.shipped_data import shipped_data
from ocr.engines.registry import engine
from ocr.image import PageImage
from ocr.lines import find
from ocr.marks import maps
from ocr.page import Geometry, PageText
from ocr.pixels.session import net
from ocr.problem import MachineProblem
from ocr.read_page import read_image
from ocr.readers import line_net
from ocr.textlayer.read import NO_LAYER, Layer, read_layer

# The deadline of the engine comes before that of the page: the engine ends its own programs, a killed worker cannot.
ENGINE_SHARE = 0.8


@dataclass(frozen=True)
class PageTask:
    """One page of one file, to be read with these settings, and turned so many quarters where a person said so."""

    file: SourceFile
    page: int
    settings: Settings
    quarter: int | None = None


@dataclass(frozen=True)
class ScannedTask:
    """One page that ``scan`` left in ``folder``."""

    folder: Path
    page: int
    sha256: str
    settings: Settings


def fingerprint(settings: Settings) -> str:
    """A text that names all that the text of a page depends on: program, engine, weights and tables, profile, rule.

    Raises:
        ConfigurationProblem: there is no such engine.
        MachineProblem: the engine cannot read on this computer.
    """
    reading = engine(settings.engine)
    missing = reading.unavailable()
    if missing:
        raise missing
    data = shipped_data("ocr")
    parts = (__version__, reading.name, reading.version(), data, settings.profile, settings.secrecy)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def load_nets() -> None:
    """Load the nets that read pages; one that cannot be loaded is reported when it is needed."""
    with suppress(MachineProblem):
        for reading in (find, maps, line_net):
            net(reading.WEIGHTS)


def scan_page(task: PageTask) -> tuple[PageImage, ScannedPage]:
    """The page upright and clean, and what is known of it besides its pixels.

    Raises:
        Problem: the page cannot be opened, or the file is no longer the one that was hashed.
    """
    file = page_copy(task.file)
    raw = replace(open_page(file, task.page, task.settings.limits), quarter=task.quarter)
    image = prepare(raw, PROFILES[task.settings.profile])
    layer = _layer(file, task.page, raw, image.geometry)
    return image, ScannedPage(
        page=task.page,
        raster=raw.raster,
        geometry=image.geometry,
        operations=image.operations,
        marks=image.marks,
        findings=image.findings,
        layer=layer,
        image_share=raw.image_share,
    )


def read_page(task: PageTask) -> PageText:
    """One page from its file to its text.

    Raises:
        Problem: the page cannot be opened, or the engine cannot read it, or it is secret and stops there.
    """
    image, scanned = scan_page(task)
    return _read(image, scanned, task.settings)


def read_packed(task: PageTask) -> PackedPage:
    """The same, packed; raises as :func:`read_page`."""
    return PackedPage.of(read_page(task))


def read_scanned_page(task: ScannedTask) -> PageText:
    """One page from what ``scan`` left of it.

    Raises:
        InputProblem: the folder does not hold it, or it is secret and stops there.
        MachineProblem: the engine cannot read it.
    """
    known = require(ScannedFile, task.folder / SCAN).pages
    scanned = next(page for page in known if page.page == task.page)
    image = PageImage(
        colour=read_picture(page_picture(task.folder, task.page)),
        ink=read_picture(page_picture(task.folder, task.page, "ink")),
        geometry=scanned.geometry,
        sha256=task.sha256,
        page=task.page,
        operations=scanned.operations,
        marks=scanned.marks,
        findings=scanned.findings,
    )
    return _read(image, scanned, task.settings)


def _read(image: PageImage, scanned: ScannedPage, settings: Settings) -> PageText:
    seconds = settings.limits.page_seconds * ENGINE_SHARE
    return stopped_if_secret(
        read_image(image, scanned.layer, engine(settings.engine), seconds=seconds), settings
    )


def _layer(file: SourceFile, page: int, raw: RawPage, geometry: Geometry) -> Layer:
    if raw.points_to_pixels is None or raw.points_to_page is None:
        return NO_LAYER
    to_original = np.array(geometry.to_original).reshape(3, 3)
    to_upright = np.linalg.inv(to_original) @ np.array(raw.points_to_pixels).reshape(3, 3)
    points_to_pixels = tuple((to_upright / to_upright[2, 2]).ravel())
    return read_layer(file.path, page, points_to_pixels, raw.points_to_page)
