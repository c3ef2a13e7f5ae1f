"""Pages with marks from disk as crops in colour, and the targets of the mark finder for them."""

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from ocr.image import Pixels
from ocr.marks.maps import KINDS, STEP
from ocr.pixels.ink import flat
from training.finder_targets import Floats, Points

CROP = 448
USUAL = (1050.0, 1450.0)  # long side of a page in pixels
PEN = 3.0  # thousandths of the page's long side: width of the target around the path of a signature

Outline = tuple[int, Points]
"""A kind, as its index in KINDS, and points of shape (n, 2)."""


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page (RGB) and the outlines of its marks; for a signature, the path of the pen."""

    pixels: Pixels
    outlines: tuple[Outline, ...]


def load(picture: Path, rng: np.random.Generator) -> MarkedPage:
    """The page of a picture and its JSON file (``samples.training --penned``), mostly with a white background."""
    described = json.loads(picture.with_suffix(".json").read_text(encoding="utf-8"))
    words = (word for line in described["lines"] for word in line["words"] if word[12])
    outlines = [(0, np.array(word[:8], dtype=np.float64).reshape(4, 2)) for word in words]
    outlines += [(KINDS.index(mark["kind"]), np.array(mark["points"])) for mark in described["marks"]]
    pixels = np.asarray(Image.open(picture).convert("RGB"))
    if rng.random() < 0.8:  # noqa: PLR2004  (share of the pages)
        pixels = np.dstack([flat(np.ascontiguousarray(pixels[..., channel])) for channel in range(3)])
    return MarkedPage(pixels, tuple(outlines))


def crop(page: MarkedPage, rng: np.random.Generator) -> tuple[Pixels, Floats]:
    """A square of the page, scaled, turned and damaged at random, and the kinds of marks in it at 1/4 of its size."""
    matrix, scale = _placing(page, rng)
    pixels = cv2.warpAffine(
        page.pixels, matrix, (CROP, CROP), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255)
    )
    wanted = np.zeros((len(KINDS), CROP // STEP, CROP // STEP), np.float32)
    wide = max(1, round(PEN / 1000 * max(page.pixels.shape) * scale / STEP))
    for kind, points in page.outlines:
        places = np.round((points @ matrix[:, :2].T + matrix[:, 2]) / STEP - 0.5).astype(np.int32)
        if kind == KINDS.index("signature"):
            cv2.polylines(wanted[kind], [places], isClosed=False, color=1.0, thickness=wide)
        else:
            cv2.fillPoly(wanted[kind], [places], 1.0)
    return _spoilt(pixels.astype(np.uint8), rng), wanted


def _placing(page: MarkedPage, rng: np.random.Generator) -> tuple[Points, float]:
    """The affine map from the page into the crop, which mostly is around one of the page's marks, and its scale."""
    height, width = page.pixels.shape[:2]
    scale = rng.uniform(*USUAL) / max(height, width) * (1 if rng.random() < 0.7 else rng.uniform(0.7, 1.7))  # noqa: PLR2004  (share of the crops)
    if page.outlines and rng.random() < 0.6:  # noqa: PLR2004  (as above)
        x, y = page.outlines[rng.integers(len(page.outlines))][1].mean(axis=0)
    else:
        x, y = rng.uniform(0, width), rng.uniform(0, height)
    matrix = cv2.getRotationMatrix2D((float(x), float(y)), float(rng.normal(0, 0.8)), float(scale))
    matrix[:, 2] += rng.uniform(0.15, 0.85, 2) * CROP - (x, y)
    return np.asarray(matrix, dtype=np.float64), float(scale)


def _spoilt(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Random damage: grey, other colours, contrast, blur, grain, one bit."""
    work: Floats = pixels.astype(np.float32)
    chance = rng.random(6)
    if chance[0] < 0.45:  # noqa: PLR2004  (shares of the crops, here and below)
        weights = rng.dirichlet((2, 2, 2)) if chance[1] < 0.5 else np.array([0.3, 0.59, 0.11])  # noqa: PLR2004
        work = np.repeat((work @ weights.astype(np.float32))[..., None], 3, axis=2)
    else:
        work = work * rng.uniform(0.92, 1.04, 3).astype(np.float32)
    if chance[2] < 0.3:  # noqa: PLR2004
        work = np.asarray(cv2.GaussianBlur(work, (0, 0), rng.uniform(0.4, 1.2)), dtype=np.float32)
    if chance[3] < 0.4:  # noqa: PLR2004
        work = 255 - (255 - work) * np.float32(rng.uniform(0.5, 1.4))
    if chance[4] < 0.3:  # noqa: PLR2004
        work = work + rng.standard_normal((CROP, CROP, 1), dtype=np.float32) * np.float32(rng.uniform(2, 14))
    if chance[5] < 0.12:  # noqa: PLR2004
        work = np.where(work.mean(axis=2, keepdims=True) > rng.uniform(130, 215), 255, 0) + 0 * work
    return np.clip(work, 0, 255).astype(np.uint8)
