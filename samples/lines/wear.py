"""The damage that printer, copier, scanner and cleaning do to one line, applied to a small picture of it.

The steps have the order of a real scan: ink spreads or is lost, the sheet lies a little askew and its other side shines
through, lamp and sensor add shade and noise, then a threshold or JPEG; at last the page is straightened and its
background made white. Or a telephone takes a picture, which is made small and compressed again when it is sent, and is
enlarged before it is read.
"""

import math
import random
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]
Box = tuple[float, float, float, float]
CLEAN, SENT = 0.12, 0.16  # shares of lines that stay nearly as drawn, and that were sent by a telephone
SMALL, ENLARGED = (
    (9.0, 24.0),
    (22.0, 34.0),
)  # pixels from the baseline to the highest ink: in the picture as sent, and as it is read


@dataclass(frozen=True, slots=True)
class Placing:
    """A piece of a page (255 is paper) and the box of its line in it."""

    pixels: Pixels
    box: Box


def worn(rng: random.Random, ink: Pixels, box: Box) -> Placing:
    """The piece of a page with ``ink`` (255 is ink) after all the damage."""
    if rng.random() < CLEAN:
        return Placing(255 - ink, box)
    if rng.random() < SENT:
        return _sent(rng, np.random.default_rng(rng.getrandbits(32)), ink, box)
    dice = np.random.default_rng(rng.getrandbits(32))
    hard = rng.random()
    placed = _scaled(rng, _pressed(rng, dice, ink, hard), box)
    turned = _turned(rng, placed.pixels, placed.box)
    work: Floats = turned.pixels.astype(np.float32)
    tall = turned.box[3] - turned.box[1]
    if rng.random() < 0.08:
        _seal(rng, work, tall)
    if rng.random() < 0.12:
        work = _shone_through(rng, work)
    work = 255 - work * rng.uniform(1 - 0.55 * hard, 1.0)
    if rng.random() < 0.65:
        work = _blurred(work, rng.uniform(0.3, 0.45 + 0.9 * hard * min(1.0, tall / 30)))
    work = _shaded(rng, dice, work, hard)
    return Placing(_recorded(rng, dice, work, hard), turned.box)


def _sent(rng: random.Random, dice: np.random.Generator, ink: Pixels, box: Box) -> Placing:
    """The line in a picture sent by a telephone: small, blurred or shaken, sharpened, compressed once or twice."""
    turned = _turned(rng, ink, box)
    tall = max(6.0, turned.box[3] - turned.box[1])
    by = min(1.0, rng.triangular(*SMALL, 12.0) / tall)
    small = _resized(turned, by, cv2.INTER_AREA)
    tall = small.box[3] - small.box[1]
    paper, dark = rng.uniform(150, 250), rng.uniform(0.35, 0.95)
    work: Floats = np.asarray(paper * (1 - dark * small.pixels.astype(np.float32) / 255), np.float32)
    work = _blurred(work, max(0.2, rng.uniform(0.02, 0.075) * tall))
    if rng.random() < 0.35:
        work = _shaken(rng, work, rng.uniform(0.05, 0.16) * tall)
    work = _shaded(rng, dice, work, rng.random())
    work = work + dice.standard_normal(work.shape, dtype=np.float32) * rng.uniform(0.3, 4)
    if rng.random() < 0.5:
        work = work + (work - _blurred(work, rng.uniform(0.6, 1.5))) * rng.uniform(0.3, 1.5)
    for _ in range(rng.choice((1, 1, 2))):
        coded = cv2.imencode(".jpg", _uint8(work), [cv2.IMWRITE_JPEG_QUALITY, rng.randrange(35, 90)])[1]
        work = np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), dtype=np.float32)
    flat = Placing(
        _uint8(work * (255 / max(60.0, float(np.percentile(work, rng.uniform(70, 95)))))), small.box
    )
    by = max(1.0, rng.uniform(*ENLARGED) / tall)
    return _resized(flat, by, rng.choice((cv2.INTER_CUBIC, cv2.INTER_LANCZOS4, cv2.INTER_LINEAR)))


def _resized(placed: Placing, by: float, way: int) -> Placing:
    high, wide = (max(8, round(side * by)) for side in placed.pixels.shape)
    made = cv2.resize(placed.pixels, (wide, high), interpolation=way).astype(np.uint8)
    fx, fy = wide / placed.pixels.shape[1], high / placed.pixels.shape[0]
    left, top, right, bottom = placed.box
    return Placing(made, (left * fx, top * fy, right * fx, bottom * fy))


def _shaken(rng: random.Random, work: Floats, length: float) -> Floats:
    """The picture taken by a hand that moved by ``length`` pixels."""
    side = 2 * max(1, math.ceil(length / 2)) + 1
    kernel = np.zeros((side, side), np.float32)
    way, middle = rng.uniform(0, math.pi), side // 2
    for step in np.linspace(-length / 2, length / 2, 4 * side):
        x, y = middle + step * math.cos(way), middle + step * math.sin(way)
        kernel[min(side - 1, round(y)), min(side - 1, round(x))] += 1
    return np.asarray(
        cv2.filter2D(work, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE), np.float32
    )


def _blurred(work: Floats, spread: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(work, (0, 0), spread), dtype=np.float32)


def _uint8(values: NDArray[Any]) -> Pixels:
    return np.asarray(np.clip(values, 0, 255)).astype(np.uint8)


def _pressed(rng: random.Random, dice: np.random.Generator, ink: Pixels, hard: float) -> Pixels:
    """Ink that spread, or that is missing in places."""
    chance = rng.random()
    if chance < 0.22:
        soft = _blurred(ink.astype(np.float32), rng.uniform(0.5, 0.9))
        gain = rng.uniform(1.2, 1.2 + 1.2 * hard)
        return _uint8(soft * gain)
    if chance < 0.42:
        soft = _blurred(ink.astype(np.float32), rng.uniform(0.5, 0.9))
        return _uint8((soft - 255 * rng.uniform(0.05, 0.15 + 0.2 * hard)) * rng.uniform(1.1, 1.5))
    if chance < 0.55:
        rough = dice.standard_normal(ink.shape, dtype=np.float32)
        lost = _blurred(rough, rng.uniform(0.6, 2.0))
        keep = 1 - hard * rng.uniform(0.3, 1.0) * (lost > lost.std() * rng.uniform(1.2, 2.2))
        return _uint8(ink * keep)
    return ink


def _scaled(rng: random.Random, ink: Pixels, box: Box) -> Placing:
    """The line at a random scale, because print and scan never have the same grid of pixels."""
    if rng.random() < 0.5:
        return Placing(ink, box)
    by = rng.uniform(0.75, 1.25)
    return _resized(Placing(ink, box), by, cv2.INTER_AREA if by < 1 else cv2.INTER_LINEAR)


def _turned(rng: random.Random, ink: Pixels, box: Box) -> Placing:
    """A small slant, a long wave, a shear: what is left after straightening."""
    if rng.random() < 0.4:
        return Placing(ink, box)
    high, wide = ink.shape
    tall = box[3] - box[1]
    slope = max(-0.12 * tall / wide, min(0.12 * tall / wide, rng.gauss(0, 0.004)))
    shear = rng.gauss(0, 0.03) if rng.random() < 0.3 else 0.0
    wave, phase = (rng.uniform(0, 0.05) * tall if rng.random() < 0.25 else 0.0), rng.uniform(0, 6.3)
    x = np.arange(wide, dtype=np.float32)
    lift = slope * (x - wide / 2) + wave * np.sin(
        x * (rng.uniform(0.5, 2.0) * math.pi / max(wide, 12 * tall)) + phase
    )
    y = np.arange(high, dtype=np.float32)[:, None]
    map_y = (y + lift[None] + rng.uniform(-0.5, 0.5)).astype(np.float32)
    map_x = (x[None] + shear * (y - high / 2) + rng.uniform(-0.5, 0.5)).astype(np.float32)
    way = rng.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC))
    return Placing(cv2.remap(ink, map_x, map_y, way).astype(np.uint8), box)


def _seal(rng: random.Random, work: Floats, tall: float) -> None:
    """The remains of a seal after its red was removed, or a stroke of a pen."""
    high, wide = work.shape
    over = np.zeros_like(work)
    for _ in range(rng.choice((1, 2, 3))):
        radius = round(rng.uniform(1.5, 6) * tall)
        centre = (round(rng.uniform(0, wide)), round(rng.uniform(-4 * tall, high + 4 * tall)))
        cv2.circle(over, centre, radius, 255.0, max(1, round(tall * rng.uniform(0.03, 0.2))), cv2.LINE_AA)
    np.maximum(work, over * rng.choice((0.15, 0.3, 0.5, 0.8)), out=work)


def _shone_through(rng: random.Random, work: Floats) -> Floats:
    """The other side of the sheet, faint, soft and mirrored."""
    back = np.roll(
        _blurred(np.ascontiguousarray(work[:, ::-1]), rng.uniform(1.0, 2.5)),
        rng.randrange(1, work.shape[0]),
        0,
    )
    return np.asarray(np.maximum(work, back * rng.uniform(0.05, 0.3)), dtype=np.float32)


def _shaded(rng: random.Random, dice: np.random.Generator, work: Floats, hard: float) -> Floats:
    """Uneven light, and specks."""
    if rng.random() < 0.35:
        coarse = dice.standard_normal((2, 6), dtype=np.float32) * rng.uniform(2, 6 + 10 * hard)
        work = work + cv2.resize(coarse, work.shape[::-1], interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.2 * hard + 0.05:
        for _ in range(rng.randrange(1, 14)):
            at = (int(dice.integers(work.shape[1])), int(dice.integers(work.shape[0])))
            cv2.circle(work, at, int(dice.integers(1, 3)), float(dice.uniform(10, 150)), -1)
    return np.asarray(work, dtype=np.float32)


def _recorded(rng: random.Random, dice: np.random.Generator, work: Floats, hard: float) -> Pixels:
    """Noise of the sensor, then one bit, JPEG or neither, then the effects of cleaning."""
    if rng.random() < 0.8:
        work = work + dice.standard_normal(work.shape, dtype=np.float32) * rng.uniform(0.5, 3 + 9 * hard)
    chance = rng.random()
    if chance < 0.16:
        work = _one_bit(rng, work, hard)
    elif chance < 0.62:
        coded = cv2.imencode(
            ".jpg",
            _uint8(work),
            [cv2.IMWRITE_JPEG_QUALITY, rng.randrange(38 if hard > 0.5 else 70, 93)],
        )[1]
        work = np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), dtype=np.float32)
    if rng.random() < 0.4:
        ground = float(np.percentile(work, rng.uniform(70, 97)))
        work = work * (255 / max(60.0, ground))
    return _uint8(work)


def _one_bit(rng: random.Random, work: Floats, hard: float) -> Floats:
    """Black and white, sometimes with grey edges again, as straightening the page makes them."""
    paper, ink = np.percentile(work, (80, 2))
    level = ink + (paper - ink) * rng.uniform(0.55 - 0.2 * hard, 0.6 + 0.22 * hard)
    bits = np.where(work > level, 255, 0).astype(np.float32)
    if rng.random() < 0.6:
        return bits
    shift = np.array([[1, 0, rng.uniform(-0.5, 0.5)], [0, 1, rng.uniform(-0.5, 0.5)]], np.float32)
    return np.asarray(
        cv2.warpAffine(bits, shift, bits.shape[::-1], borderMode=cv2.BORDER_REPLICATE), dtype=np.float32
    )
