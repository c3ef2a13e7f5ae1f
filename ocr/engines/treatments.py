"""Strips changed for a second reading: worn, smeared and one-bit letters are then read better."""

import cv2
import numpy as np

from ocr.image import Pixels

EDGE, STRENGTH = 1.5, 0.8  # pixels of a strip that count as an edge; how much it is raised


def thinned(pixels: Pixels) -> Pixels:
    """Strokes a pixel thinner, as before ink or toner spread."""
    return np.asarray(cv2.dilate(pixels, np.ones((2, 2), np.uint8))).astype(np.uint8)


def sharpened(pixels: Pixels) -> Pixels:
    """Edges raised, as before blur."""
    soft = cv2.GaussianBlur(pixels.astype(np.float32), (0, 0), EDGE)
    return np.clip(pixels + STRENGTH * (pixels - soft), 0, 255).astype(np.uint8)


def untouched(pixels: Pixels) -> Pixels:
    """The strip as it is, for another reader."""
    return pixels
