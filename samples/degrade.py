"""Damage to pages as in real scans: four conditions, each with a seed, each moving the truth in the same way.

clean: as drawn. office: a flatbed scanner, a little skew, noise, JPEG. copy: a poor photocopy. photo: a picture by a
telephone held above a desk.
"""

import math
import random
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.draw.truth import PageTruth, Points, Warp

Pixels = NDArray[np.uint8]
CONDITIONS = ("clean", "office", "copy", "photo")


def degrade(
    pixels: Pixels, truth: PageTruth, condition: str, rng: random.Random, device: int = 0
) -> tuple[Pixels, PageTruth]:
    """The page (RGB, height by width by 3) under one of CONDITIONS, and its truth moved in the same way.

    ``device`` is the seed for everything that all pages of one paper share: toner, threshold, lamp and quality.
    """
    worn, warp = _BY_NAME[condition](pixels, rng, random.Random(device))
    return worn, truth.moved(warp, worn.shape[1], worn.shape[0])


def _still(points: Points) -> Points:
    return points


def _clean(pixels: Pixels, _rng: random.Random, _device: random.Random) -> tuple[Pixels, Warp]:
    return pixels, _still


def _office(pixels: Pixels, rng: random.Random, device: random.Random) -> tuple[Pixels, Warp]:
    skewed, warp = _skewed(pixels, rng.uniform(-2, 2), (255, 255, 255))
    blurred = _uint8(cv2.GaussianBlur(skewed, (0, 0), rng.uniform(0.35, 0.7)))
    faded = _levels(blurred, device.uniform(8, 45), device.uniform(243, 255))
    return _jpeg(_noisy(faded, device.uniform(1.5, 4), rng), device.randrange(70, 90)), warp


def _skewed(pixels: Pixels, degrees: float, fill: tuple[int, int, int]) -> tuple[Pixels, Warp]:
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=fill)
    return _uint8(turned), lambda points: points @ matrix[:, :2].T + matrix[:, 2]


def _levels(pixels: Pixels, black: float, white: float) -> Pixels:
    """Map 0..255 to ``black``..``white``: toner is never fully black, a scanned sheet never fully white."""
    table = np.linspace(black, white, 256).astype(np.uint8)
    return _uint8(cv2.LUT(pixels, table))


def _noisy(pixels: Pixels, spread: float, rng: random.Random) -> Pixels:
    noise = (
        np.random.default_rng(rng.getrandbits(32)).standard_normal(pixels.shape[:2], dtype=np.float32)
        * spread
    )
    noisy = pixels + (noise if pixels.ndim == 2 else noise[..., None])
    return _uint8(np.clip(noisy, 0, 255))


def _jpeg(pixels: Pixels, quality: int) -> Pixels:
    """The page after JPEG compression."""
    _, coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return _uint8(cv2.imdecode(coded, cv2.IMREAD_UNCHANGED))


def _uint8(pixels: object) -> Pixels:
    return np.asarray(pixels).astype(np.uint8, copy=False)


def _copy(pixels: Pixels, rng: random.Random, device: random.Random) -> tuple[Pixels, Warp]:
    """A copy of a copy: grey, thin toner, the other side shining through, dirt, dark edges, often 1 bit."""
    height, width = pixels.shape[:2]
    grey, warp = _skewed(
        _uint8(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)), rng.uniform(-1.6, 1.6), (255, 255, 255)
    )
    back = _soft(grey[:, ::-1], width / 900)
    faint = 255 - (255 - _soft(grey, device.uniform(0.5, 0.9))) * device.uniform(0.7, 0.95)
    dice = np.random.default_rng(rng.getrandbits(32))
    toner = cv2.resize(
        dice.standard_normal((12, 9), dtype=np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    grain = dice.standard_normal(grey.shape, dtype=np.float32) * rng.uniform(4, 12)
    shade = np.asarray(
        faint - (255 - back) * rng.uniform(0, 0.12) + 6 * np.asarray(toner) + grain, dtype=np.float32
    )
    _dirty(shade, dice, rng)
    if device.random() < 0.5:
        return _uint8(np.where(shade > device.uniform(165, 205), 255, 0)), warp
    return _jpeg(_uint8(np.clip(shade, 0, 255)), device.randrange(50, 75)), warp


def _soft(pixels: NDArray[Any], spread: float) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(pixels.astype(np.float32), (0, 0), spread), dtype=np.float32)


def _dirty(shade: NDArray[np.float32], dice: np.random.Generator, rng: random.Random) -> None:
    """Add specks of toner everywhere, and the dark edge of an open lid on one or two sides."""
    height, width = shade.shape
    for _ in range(rng.randrange(60, 260)):
        x, y, radius = (
            int(dice.integers(width)),
            int(dice.integers(height)),
            int(dice.integers(1, max(2, width // 700))),
        )
        cv2.circle(shade, (x, y), radius, float(dice.uniform(10, 130)), -1)
    for turns in rng.sample(range(4), rng.randrange(3)):
        side = np.rot90(shade, turns)
        reach = int(side.shape[1] * rng.uniform(0.006, 0.02))
        edge = np.linspace(rng.uniform(20, 90), 255, reach, dtype=np.float32)
        side[:, :reach] = np.minimum(side[:, :reach], edge)


def _photo(pixels: Pixels, rng: random.Random, device: random.Random) -> tuple[Pixels, Warp]:
    """A sheet on a desk, photographed by a telephone: bent a little, in perspective, under uneven light."""
    height, width = pixels.shape[:2]
    bent, bend = _bent(pixels, rng)
    margin = rng.uniform(0.03, 0.09)
    size = (round(width * (1 + 2 * margin)), round(height * (1 + 2 * margin)))
    matrix = _perspective(width, height, size, rng)
    desk = _desk(size, device)
    seen = cv2.warpPerspective(bent, matrix, size, flags=cv2.INTER_LINEAR)
    cover = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size, flags=cv2.INTER_LINEAR)
    share = cover[..., None].astype(np.float32) / 255
    scene = _soft((desk * (1 - share) + seen * share) * _light(size, rng, device), device.uniform(0.6, 1.25))
    shot = _noisy(_uint8(np.clip(scene, 0, 255)), rng.uniform(3, 7), rng)
    return _jpeg(shot, device.randrange(60, 85)), lambda points: _through(matrix, bend(points))


def _bent(pixels: Pixels, rng: random.Random) -> tuple[Pixels, Warp]:
    """Bend the sheet in a long wave: every column moves up or down by a sine."""
    height, width = pixels.shape[:2]
    reach, waves, phase = (
        rng.uniform(0, 0.006) * height,
        rng.uniform(0.6, 1.3) * math.pi / width,
        rng.uniform(0, 3),
    )
    x = np.arange(width, dtype=np.float32)
    shift = (reach * np.sin(waves * x + phase)).astype(np.float32)
    map_x = np.repeat(x[None], height, axis=0)
    map_y = np.arange(height, dtype=np.float32)[:, None] - shift[None]
    bent = cv2.remap(pixels, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

    def warp(points: Points) -> Points:
        moved = points.copy()
        moved[:, 1] += reach * np.sin(waves * points[:, 0] + phase)
        return moved

    return _uint8(bent), warp


def _perspective(width: int, height: int, size: tuple[int, int], rng: random.Random) -> NDArray[np.float64]:
    """The homography that puts the sheet's corners near, but not at, the corners of the picture."""
    slack_x, slack_y = (size[0] - width) / 2, (size[1] - height) / 2
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    jitter = [[rng.uniform(-0.8, 0.9) * slack_x, rng.uniform(-0.8, 0.9) * slack_y] for _ in range(4)]
    outward = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], dtype=np.float32)
    target = corners + np.array([slack_x, slack_y]) + outward * np.array(jitter)
    return np.asarray(cv2.getPerspectiveTransform(corners, target.astype(np.float32)), dtype=np.float64)


def _through(matrix: NDArray[np.float64], points: Points) -> Points:
    flat: Points = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    moved: Points = np.divide(flat[:, :2], flat[:, 2:])
    return moved


def _desk(size: tuple[int, int], rng: random.Random) -> NDArray[np.float32]:
    """A table top with a grain."""
    width, height = size
    dice = np.random.default_rng(rng.getrandbits(32))
    colour = np.array(
        rng.choice(((120, 84, 54), (70, 66, 64), (168, 140, 104), (46, 60, 74))), dtype=np.float32
    )
    grain = cv2.resize(
        dice.standard_normal((height // 60 + 2, 6), dtype=np.float32),
        (width, height),
        interpolation=cv2.INTER_CUBIC,
    )
    return np.asarray(colour + 9 * grain[..., None], dtype=np.float32)


def _light(size: tuple[int, int], rng: random.Random, device: random.Random) -> NDArray[np.float32]:
    """Light that gets weaker to one side, the shadow of a hand, the colour of the lamp; made small, as it is smooth."""
    x, y = np.meshgrid(np.linspace(-1, 1, 160, dtype=np.float32), np.linspace(-1, 1, 226, dtype=np.float32))
    turn = rng.uniform(0, 2 * math.pi)
    light = 0.86 + rng.uniform(0.03, 0.16) * (x * math.cos(turn) + y * math.sin(turn))
    edge = rng.uniform(0.1, 1.0)
    side = x * math.cos(turn + 1) + y * math.sin(turn + 1)
    shadow = 1 / (1 + np.exp(-(edge - side) * rng.uniform(8, 30)))
    light *= 1 - rng.uniform(0.05, 0.35) * (1 - shadow)
    warmth = device.uniform(-0.05, 0.16)
    lamp = np.array([1 + min(0, warmth), 1 - 0.3 * abs(warmth), 1 - max(0, warmth)], dtype=np.float32)
    return np.asarray(
        cv2.resize(light[..., None] * lamp, size, interpolation=cv2.INTER_LINEAR), dtype=np.float32
    )


_BY_NAME: dict[str, Callable[[Pixels, random.Random, random.Random], tuple[Pixels, Warp]]] = {
    "clean": _clean,
    "office": _office,
    "copy": _copy,
    "photo": _photo,
}
