"""Training pages from disk as crops, in the colour planes of a cleaned page, with remains of damage after cleaning."""

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from ocr.image import Pixels
from ocr.pixels.ink import flat
from training.finder_targets import Floats, Maps, Points, TrueLine, lines_of, maps

CROP = 640
USUAL = (850.0, 1150.0)  # long side of a page in pixels, as the finder gets it
OTHER = (0.6, 1.9)  # range of other factors, for large and small print


@dataclass(frozen=True, slots=True)
class TrainingPage:
    """A grey page and its words by line, each of shape (n, 6, 2)."""

    pixels: Pixels
    lines: tuple[Points, ...]


def load(picture: Path, rng: np.random.Generator) -> TrainingPage:
    """The page of a picture with a JSON file beside it (written by ``samples.training``), in a random colour plane."""
    described = json.loads(picture.with_suffix(".json").read_text(encoding="utf-8"))
    lines = tuple(
        np.array([word[:12] for word in line["words"]], dtype=np.float64).reshape(-1, 6, 2)
        for line in described["lines"]
        if line["words"]
    )
    return TrainingPage(_plane(np.asarray(Image.open(picture).convert("RGB")), rng), lines)


def _chance(rng: np.random.Generator, share: float) -> bool:
    return bool(rng.random() < share)


def _plane(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Grey, or without red; as it is, or with a white background: mostly like a cleaned page."""
    plane = pixels.max(axis=2) if _chance(rng, 0.5) else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    if _chance(rng, 0.3):
        return np.ascontiguousarray(plane, dtype=np.uint8)
    return flat(np.ascontiguousarray(plane))


def crop(page: TrainingPage, rng: np.random.Generator) -> tuple[Pixels, Maps]:
    """A square of the page, scaled, turned and damaged at random, and its targets."""
    matrix = _placing(page, rng)
    fill = 255 if _chance(rng, 0.7) else int(np.median(page.pixels[::16, ::16]))
    pixels = cv2.warpAffine(page.pixels, matrix, (CROP, CROP), flags=cv2.INTER_LINEAR, borderValue=fill)
    return _spoilt(pixels.astype(np.uint8), rng), maps(_moved(page, matrix), CROP, CROP)


def _placing(page: TrainingPage, rng: np.random.Generator) -> Points:
    """The affine map from the page into the crop, which mostly is around one of the page's words."""
    height, width = page.pixels.shape
    if _chance(rng, 0.65):
        scale = rng.uniform(*USUAL) / max(height, width)
    else:
        scale = np.exp(rng.uniform(*np.log(OTHER)))
    angle = rng.normal(0, 0.6) if _chance(rng, 0.6) else 0.0
    if page.lines and _chance(rng, 0.8):
        x, y = page.lines[rng.integers(len(page.lines))][0].mean(axis=0)
    else:
        x, y = rng.uniform(0, width), rng.uniform(0, height)
    matrix = cv2.getRotationMatrix2D((float(x), float(y)), float(angle), float(scale))
    matrix[:, 2] += rng.uniform(0.15, 0.85, 2) * CROP - (x, y)
    return np.asarray(matrix, dtype=np.float64)


def _moved(page: TrainingPage, matrix: Points) -> list[TrueLine]:
    moved = [words @ matrix[:, :2].T + matrix[:, 2] for words in page.lines]
    near = [
        words for words in moved if (words.max((0, 1)) > -CROP).all() and (words.min((0, 1)) < 2 * CROP).all()
    ]
    return [line for words in near for line in lines_of(words)]


def _spoilt(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Random damage: contrast, blur, grain, one bit, a dark edge."""
    work: Floats = pixels.astype(np.float32)
    if _chance(rng, 0.25):
        work = np.asarray(cv2.GaussianBlur(work, (0, 0), rng.uniform(0.4, 1.2)), dtype=np.float32)
    if _chance(rng, 0.4):
        work = 255 - (255 - work) * rng.uniform(0.35, 1.2)
    if _chance(rng, 0.3):
        work += rng.standard_normal(work.shape, dtype=np.float32) * rng.uniform(2, 14)
    if _chance(rng, 0.06):
        work = np.where(work > rng.uniform(130, 210), 255, 0).astype(np.float32)
    if _chance(rng, 0.06):
        side = np.rot90(work, int(rng.integers(4)))
        side[:, : rng.integers(4, 60)] = rng.uniform(0, 120)
    return np.clip(work, 0, 255).astype(np.uint8)
