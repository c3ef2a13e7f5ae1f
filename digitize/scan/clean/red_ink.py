"""Red seals separated from the black print under them; red print stays.

Seals of offices are red and round, 20 to 42 mm across (Thông tư 22/2024/TT-BCA, mẫu dấu), with a ring that
can be seen even where a signature crosses it; electronic ones are printed smaller. Inside a seal the
red channel is read, in which red ink is as light as paper. Everywhere else brightness is read, in which
red titles, card labels and HỎA TỐC are as dark as they look.
"""

import cv2
import numpy as np
import numpy.typing as npt

from digitize.scan.clean.plane import IN_COLOUR, Mask, grey
from ocr.box import Box
from ocr.image import Pixels
from ocr.page import Mark
from ocr.pixels.ink import RED, redness
from ocr.pixels.pieces import pieces
from ocr.pixels.shrink import shrunk

LOOKED_AT_DPI = 75.0  # dots an inch of the copy on which seals are looked for
SMALLEST, LARGEST = 11.0, 46.0  # millimetres across
WIDEST_PATCH = 120.0  # millimetres: a seal with the print that touches it
RING = 0.66  # share of the ring that has to be visible
MOST_RED = 0.25  # share of a page; above it the paper or the lamp is red, not the ink
SECTORS = 72  # directions from the middle in which the ring is looked for, 5 degrees each
LIFT = 0.9  # how much of the redness is added, so that a strong seal leaves no ghost
SQUARE_ASPECT, SQUARE_EDGE = 1.25, 0.6  # long over short side at most; share of each side that is red

Circle = tuple[float, float, float]
Coordinates = npt.NDArray[np.float64]


def seals(flat: Pixels, dpi: float) -> tuple[Mark, ...]:
    """Marks for the red seals on a page in colour on even ground (RGB; none are found in grey)."""
    if flat.ndim != IN_COLOUR:
        return ()
    step = max(1.0, dpi / LOOKED_AT_DPI)
    size = (max(1, round(flat.shape[1] / step)), max(1, round(flat.shape[0] / step)))
    red = redness(shrunk(flat, size)) > RED
    if red.mean() > MOST_RED:
        return ()
    millimetre = dpi / step / 25.4
    found = [mark for patch in _patches(red, millimetre) if (mark := _seal(red, patch, millimetre, step))]
    return tuple(
        mark.model_copy(update={"box": mark.box.clipped(flat.shape[1], flat.shape[0])}) for mark in found
    )


def ink(flat: Pixels, seals: tuple[Mark, ...]) -> Pixels:
    """The brightness of a page in colour on even ground, with the red of its ``seals`` removed."""
    plane = grey(flat)
    if not seals:
        return plane
    plane = plane.copy()
    for mark in seals:
        box = mark.box.grown(max(2, mark.box.width // 25)).clipped(flat.shape[1], flat.shape[0])
        area = np.s_[box.top : box.bottom, box.left : box.right]
        within = flat[area]
        lifted = within[..., 0] + LIFT * np.maximum(0, redness(within) - RED / 3)
        plane[area] = np.maximum(plane[area], np.clip(lifted, 0, 255).astype(np.uint8))
    return plane


def _patches(red: Mask, millimetre: float) -> list[Box]:
    """Areas in which red strokes lie close together and may be a seal, in pixels of the small copy."""
    reach = max(1, round(1.2 * millimetre)) * 2 + 1
    joined = cv2.morphologyEx(red.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, rows = pieces(np.asarray(joined) > 0)
    boxes = [Box(x, y, x + w, y + h) for x, y, w, h, _ in rows[1:].tolist()]
    return [box for box in boxes if max(box.width, box.height) >= SMALLEST * millimetre]


def _seal(red: Mask, patch: Box, millimetre: float, step: float) -> Mark | None:
    circle, share = _best_circle(red, patch, millimetre)
    if share >= RING:
        x, y, radius = (value * step for value in circle)
        box = Box(round(x - radius), round(y - radius), round(x + radius), round(y + radius))
        return Mark(kind="seal", box=box, confidence=round(share, 2), shape="round")
    share = _square_frame(red[patch.top : patch.bottom, patch.left : patch.right], millimetre)
    if share >= SQUARE_EDGE:
        sides = (round(value * step) for value in patch)
        return Mark(kind="seal", box=Box(*sides), confidence=round(share, 2), shape="square")
    return None


def _best_circle(red: Mask, patch: Box, millimetre: float) -> tuple[Circle, float]:
    """The circle whose ring is most complete, and how complete it is, 0 to 1."""
    y, x = np.nonzero(red[patch.top : patch.bottom, patch.left : patch.right])
    spots = np.stack([x + patch.left + 0.5, y + patch.top + 0.5], axis=1)
    trials = [(*patch.center, max(patch.width, patch.height) / 2)]
    if max(patch.width, patch.height) <= WIDEST_PATCH * millimetre:
        trials += _voted_circles(red, patch, millimetre)
    low, high = SMALLEST / 2 * millimetre, LARGEST / 2 * millimetre
    rated = [(circle, _ring_share(spots, circle, red.shape)) for circle in trials if low <= circle[2] <= high]
    return max(rated, key=lambda pair: pair[1], default=((0.0, 0.0, 0.0), 0.0))


def _voted_circles(red: Mask, patch: Box, millimetre: float) -> list[Circle]:
    """Circles by Hough's vote, for seals that touch other red ink or the edge of the page."""
    margin = round(4 * millimetre)
    area = patch.grown(margin)
    canvas = np.zeros((area.height, area.width), np.uint8)
    inner = red[patch.top : patch.bottom, patch.left : patch.right]
    canvas[margin : margin + patch.height, margin : margin + patch.width] = inner.astype(np.uint8) * 255
    found = cv2.HoughCircles(
        cv2.GaussianBlur(canvas, (0, 0), 1.0),
        cv2.HOUGH_GRADIENT,
        dp=1.5,
        minDist=5 * millimetre,
        param1=120,
        param2=25,
        minRadius=round(SMALLEST / 2 * millimetre),
        maxRadius=round(LARGEST / 2 * millimetre),
    )
    if found is None:
        return []
    return [(float(x) + area.left, float(y) + area.top, float(r)) for x, y, r in found[0][:6]]


def _ring_share(spots: Coordinates, circle: Circle, shape: tuple[int, ...]) -> float:
    """Share of the directions from the middle in which red lies on the ring and none just outside of it.

    Directions in which the ring leaves the page do not count; half of it has to be there.
    """
    x, y, radius = circle
    away = spots - (x, y)
    far = np.hypot(away[:, 0], away[:, 1]) / radius
    sector = ((np.arctan2(away[:, 1], away[:, 0]) / (2 * np.pi) + 0.5) * SECTORS).astype(int) % SECTORS
    on = np.zeros(SECTORS, bool)
    on[sector[(far > 0.9) & (far < 1.05)]] = True  # noqa: PLR2004  (the width of a ring)
    beyond = np.zeros(SECTORS, bool)
    beyond[sector[(far > 1.08) & (far < 1.3)]] = True  # noqa: PLR2004
    turn = ((np.arange(SECTORS) + 0.5) / SECTORS - 0.5) * 2 * np.pi
    ring_x, ring_y = x + radius * np.cos(turn), y + radius * np.sin(turn)
    inside = (ring_x > 0) & (ring_x < shape[1]) & (ring_y > 0) & (ring_y < shape[0])
    return float((on[inside] - 0.5 * beyond[inside]).mean()) if inside.mean() >= 0.5 else 0.0  # noqa: PLR2004


def _square_frame(patch: Mask, millimetre: float) -> float:
    """How complete the frame of a square stamp is, 0 where the patch is not one."""
    height, width = patch.shape
    aspect = max(width, height) / min(width, height)
    if aspect > SQUARE_ASPECT or not SMALLEST * millimetre <= max(width, height) <= LARGEST * millimetre:
        return 0.0
    reach = max(2, round(1.2 * millimetre))
    sides = (patch[:reach].any(0), patch[-reach:].any(0), patch[:, :reach].any(1), patch[:, -reach:].any(1))
    return min(float(side.mean()) for side in sides)
