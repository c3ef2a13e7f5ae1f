"""From a page as it was scanned to a page that can be read: upright, straight, even, red seals separated.

Everything is estimated on a small copy (:mod:`digitize.scan.upright.draft`); then the scanned pixels are moved
and interpolated once, and cleaned. Each step is recorded, and one homography maps back to the page as it came.
"""

from dataclasses import replace

import numpy as np

from digitize.scan.clean import blank, dots, ground, quality, red_ink
from digitize.scan.clean.dots import Joined
from digitize.scan.clean.plane import as_pixels, grey, paper_colour
from digitize.scan.clean.quality import QualityProfile, Seen
from digitize.scan.raw import RawPage
from digitize.scan.upright import homography, resolution
from digitize.scan.upright.draft import DARK, MIDDLE, Draft, Reader, drafted
from digitize.scan.upright.head_or_foot import stands_upright
from digitize.scan.upright.homography import Size
from ocr.image import PageImage, Pixels
from ocr.page import PRINT_OF_DOTS, Finding, Geometry, Operation
from ocr.pixels.brightness import percentile


def prepare(raw: RawPage, profile: QualityProfile, *, upright: Reader | None = stands_upright) -> PageImage:
    """The page ready to be read.

    Args:
        raw: the page as it came, at least one pixel.
        profile: the rule that the scan is checked against.
        upright: says whether a page with level lines is upright (grey pixels to yes, no, or None) where
            its own words leave a doubt; None to do without.

    Returns:
        ``ink`` and ``colour`` of the same size; findings say which rules are not met, ``page_blank`` that
        there is nothing to read.
    """
    joined = dots.joined(raw.pixels)
    legible = joined.pixels if joined else raw.pixels
    draft = drafted(replace(raw, pixels=legible), upright)
    width, height = (max(1.0, side * draft.scale) for side in draft.size)
    x_height = draft.words.x_height * draft.scale
    dpi, certain = resolution.effective(width, height, raw.dpi, x_height)
    factor = resolution.reading_factor(width, height, dpi, x_height)
    geometry = _geometry(
        raw, draft, (max(1, round(width * factor)), max(1, round(height * factor))), dpi * factor
    )
    colour = _moved(raw.pixels, draft, geometry)
    flat = ground.flattened(_moved(legible, draft, geometry) if joined else colour)
    marks = red_ink.seals(flat, geometry.dpi)
    ink, border = ground.without_border(red_ink.ink(flat, marks), grey(colour))
    light = percentile(grey(draft.view), MIDDLE)[0] >= DARK
    empty = light and not marks and blank.is_blank(ink, geometry.dpi)
    seen = Seen(
        dpi=dpi if certain and raw.raster != "rendered" else 0.0,
        skew=draft.skew,
        border=border,
        colour=quality.in_colour(colour),
        x_height=x_height * factor,
        contrast=draft.contrast,
    )
    return PageImage(
        colour=colour,
        ink=ink,
        geometry=geometry,
        sha256=raw.sha256,
        page=raw.page,
        operations=(*_joining(joined), *draft.operations, *_cleaning(factor, dpi, len(marks))),
        marks=marks,
        findings=(Finding(code="page_blank", severity="info", page=raw.page),)
        if empty
        else (*quality.findings(seen, ink, profile, raw.page), *draft.skipped, *_of_dots(joined, raw.page)),
    )


def _geometry(raw: RawPage, draft: Draft, size: Size, dpi: float) -> Geometry:
    width, height = size
    to_original = draft.to_original @ homography.scale(draft.size[0] / width, draft.size[1] / height)
    return Geometry(
        width=width,
        height=height,
        dpi=dpi,
        original_width=raw.pixels.shape[1],
        original_height=raw.pixels.shape[0],
        to_original=homography.row_order(to_original),
    )


def _moved(pixels: Pixels, draft: Draft, geometry: Geometry) -> Pixels:
    """The scanned pixels moved to a page of that geometry, dark on light."""
    matrix = np.array(geometry.to_original).reshape(3, 3)
    page = homography.placed(
        pixels, matrix, (geometry.width, geometry.height), paper_colour(pixels), fine=True
    )
    return as_pixels(255 - page) if draft.negative else page


def _joining(joined: Joined | None) -> tuple[Operation, ...]:
    return (Operation(name="join_dots", parameters=joined.pitch._asdict()),) if joined else ()


def _of_dots(joined: Joined | None, page: int) -> tuple[Finding, ...]:
    """A finding where dots were joined: letters of few dots are guessed with more confidence than they deserve."""
    return (Finding(code=PRINT_OF_DOTS, page=page),) if joined else ()


def _cleaning(factor: float, dpi: float, seals: int) -> tuple[Operation, ...]:
    scaled = Operation(name="scale", parameters={"factor": round(factor, 3), "dpi": round(dpi)})
    red = Operation(name="red_ink", parameters={"seals": seals})
    flat = Operation(name="flat_ground")
    return (*((scaled,) if factor != 1 else ()), flat, *((red,) if seals else ()))
