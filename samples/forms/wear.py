"""How a filled form comes to the reader: at which resolution, under which condition, with which damage beyond it."""

import random

import cv2
import numpy as np
from PIL import Image

from samples.degrade import Pixels, degrade
from samples.draw.truth import PageTruth

RESOLUTIONS = (80, 100, 120, 150, 200, 200, 200, 300)
CONDITIONS = ("clean", "office", "office", "copy", "photo")


def worn(
    picture: Image.Image, truth: PageTruth, condition: str, rng: random.Random, device: int
) -> tuple[Image.Image, PageTruth]:
    """The page under a condition; a third of the office scans are faint, or lit from one side, or stored small."""
    pixels = np.asarray(picture)
    if condition == "office":
        pixels = rng.choice((_same, _same, _faint, _shaded, _small))(pixels, random.Random(device))
    spoilt, moved = degrade(pixels, truth, condition, rng, device)
    return Image.fromarray(spoilt), moved


def _same(pixels: Pixels, _rng: random.Random) -> Pixels:
    return pixels


def _faint(pixels: Pixels, rng: random.Random) -> Pixels:
    """An empty ribbon: black becomes grey."""
    low = rng.uniform(70, 120)
    return np.asarray(np.clip(low + pixels * ((255 - low) / 255), 0, 255)).astype(np.uint8)


def _shaded(pixels: Pixels, rng: random.Random) -> Pixels:
    """Light that falls off towards one side."""
    light = np.linspace(1.0, rng.uniform(0.55, 0.8), pixels.shape[1], dtype=np.float32)
    return np.asarray(np.clip(pixels * light[None, :, None], 0, 255)).astype(np.uint8)


def _small(pixels: Pixels, rng: random.Random) -> Pixels:
    """A picture that was made small for sending."""
    quality = [cv2.IMWRITE_JPEG_QUALITY, rng.randrange(28, 50)]
    _, packed = cv2.imencode(".jpg", pixels, quality)
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_UNCHANGED)).astype(np.uint8)
