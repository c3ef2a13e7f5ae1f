"""Whether a scan meets the rules for digitised papers, as numbers compared with limits.

Công văn 7197/BKHCN-CĐSQG (29/11/2025) asks for 300 dpi, 200 for ordinary papers, colour where there are
seals or photographs, and an automatic check of skew, blur and black borders. Nghị định 30/2020/NĐ-CP asks
for 200 dpi.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from digitize.scan.clean.plane import IN_COLOUR, Mask, brightest, darkest
from ocr.image import Pixels
from ocr.page import Finding, Severity
from ocr.pixels.pieces import pieces
from ocr.value import Value

TOLERANCE = 0.95  # of a limit in dots per inch: paper is not cut to the pixel
TILE = 1.5  # x-heights: a letter or two
DEEP = 70  # grey levels between the darkest and lightest pixel of a tile that holds print
LEAST_TILES = 12  # tiles with print on a page, below which blur is not measured
FEW_BANDS = 15  # rows of tiles on a page, below which all of them are measured
MOST_BLUR = 0.23  # width of an edge in x-heights
LEAST_CONTRAST = 0.25  # share of the paper's brightness that ink takes away
MOST_SKEW = 3.0  # degrees
MOST_BORDER = 0.02  # share of the page
DARK, STROKE = 140, 3  # grey level of ink, and its least thickness in pixels
MOST_CUT = 3  # pieces of letter size that touch one edge


class QualityProfile(Value):
    """What a rule asks of a scan: ``dpi`` is required, below ``least_dpi`` a person has to look."""

    name: str
    dpi: float
    least_dpi: float
    colour: bool


PROFILES: dict[str, QualityProfile] = {
    "cv7197": QualityProfile(name="cv7197", dpi=300, least_dpi=200, colour=True),
    "nd30": QualityProfile(name="nd30", dpi=200, least_dpi=200, colour=False),
}


@dataclass(frozen=True)
class Seen:
    """What was measured on a page while it was made upright.

    Attributes:
        dpi: of the scan, not of the page as enlarged for reading; 0 where it is unknown or the page was drawn from vectors.
        skew: degrees by which it was turned straight.
        border: share of the page that was black around the paper.
        colour: whether the scan was made in colour.
        x_height: of the print in pixels of ``ink``, 0 without print.
        contrast: share of the paper's brightness that ink takes away, 0 to 1; 1 without print.
    """

    dpi: float
    skew: float
    border: float
    colour: bool
    x_height: float
    contrast: float


def findings(seen: Seen, ink: Pixels, profile: QualityProfile, page: int) -> tuple[Finding, ...]:
    """Each rule of ``profile`` that is not met, with the number and its limit; ``page`` counts from 1."""
    checks = (
        _resolution(seen, profile),
        _colour(seen, profile),
        _blur(seen, ink),
        _contrast(seen),
        _limit("page_skewed", abs(seen.skew), MOST_SKEW),
        _limit("black_border", seen.border, MOST_BORDER),
        _cut(seen, ink),
    )
    return tuple(check.model_copy(update={"page": page}) for check in checks if check)


def contrast(flat: Pixels, strokes: Mask) -> float:
    """Share of the brightness of even paper that its ink takes away, 0 to 1; 1 without ink."""
    return 1 - float(np.median(flat[strokes])) / 255 if strokes.any() else 1.0


def in_colour(pixels: Pixels) -> bool:
    """Whether the channels of ``pixels`` differ by more than JPEG makes them differ on a grey page."""
    if pixels.ndim != IN_COLOUR:
        return False
    sample = np.ascontiguousarray(
        pixels[:: max(1, pixels.shape[0] // 400), :: max(1, pixels.shape[1] // 400)]
    )
    return bool((cv2.subtract(brightest(sample), darkest(sample)) > 12).mean() > 0.001)  # noqa: PLR2004


def edge_width(ink: Pixels, x_height: float) -> float:
    """The usual width of the edges of print in parts of its ``x_height`` (pixels); 0 where there is hardly any print."""
    tile = max(8, round(TILE * x_height))
    height, width = (side // tile * tile for side in ink.shape)
    if not height or not width:
        return 0.0
    # Two rows of tiles in five give the same result in half the time; lines of print have another distance.
    bands = ink[:height, :width].reshape(-1, tile, width)
    looked_at = np.isin(np.arange(len(bands)) % 5, (0, 2)) | (len(bands) < FEW_BANDS)
    plane = bands[looked_at].reshape(-1, width)
    slope = np.abs(cv2.Sobel(plane, cv2.CV_16S, 1, 0, ksize=1))
    kernel = np.ones((tile, tile), np.uint8)
    middle = np.s_[tile // 2 :: tile, tile // 2 :: tile]
    dark = cv2.erode(plane, kernel)[middle].astype(np.float64)
    light = cv2.dilate(plane, kernel)[middle].astype(np.float64)
    steepest = cv2.dilate(slope, kernel)[middle] / 2
    deep = (light - dark >= DEEP) & (steepest > 0)
    if deep.sum() < LEAST_TILES * looked_at.mean():
        return 0.0
    return float(np.median((light - dark)[deep] / steepest[deep])) / x_height


def _resolution(seen: Seen, profile: QualityProfile) -> Finding | None:
    if not seen.dpi or seen.dpi >= TOLERANCE * profile.dpi:
        return None
    severity: Severity = "info" if seen.dpi >= TOLERANCE * profile.least_dpi else "review"
    return _finding("resolution_low", round(seen.dpi), profile.dpi, severity)


def _colour(seen: Seen, profile: QualityProfile) -> Finding | None:
    missing = profile.colour and not seen.colour
    return (
        Finding(code="colour_missing", severity="info", data={"profile": profile.name}) if missing else None
    )


def _blur(seen: Seen, ink: Pixels) -> Finding | None:
    width = edge_width(ink, seen.x_height) if seen.x_height else 0.0
    return _finding("page_blurred", round(width, 2), MOST_BLUR, "review") if width > MOST_BLUR else None


def _contrast(seen: Seen) -> Finding | None:
    low = seen.contrast < LEAST_CONTRAST
    return _finding("contrast_low", round(seen.contrast, 2), LEAST_CONTRAST, "review") if low else None


def _cut(seen: Seen, ink: Pixels) -> Finding | None:
    """A finding if letters touch an edge of the page: the text probably goes on beyond the scan."""
    if not seen.x_height:
        return None
    most = max(_letters_at_top(np.rot90(ink, side), seen.x_height) for side in range(4))
    return _finding("text_cut_off", most, MOST_CUT, "review") if most > MOST_CUT else None


def _letters_at_top(ink: Pixels, x_height: float) -> int:
    """How many pieces of letter size touch the first row."""
    small, large = 0.4 * x_height, 2.5 * x_height
    _, rows = pieces(np.ascontiguousarray(ink[: round(large) + 2]) < DARK)
    _, top, width, height, _ = rows[1:].T
    letter = (
        (np.maximum(width, height) >= small)
        & (height <= large)
        & (width <= large)
        & (np.minimum(width, height) >= STROKE)
    )
    return int((letter & (top <= 0)).sum())


def _limit(code: str, measured: float, limit: float) -> Finding | None:
    return _finding(code, round(measured, 2), limit, "info") if measured > limit else None


def _finding(code: str, measured: float, limit: float, severity: Severity) -> Finding:
    return Finding(code=code, severity=severity, data={"measured": measured, "limit": limit})
