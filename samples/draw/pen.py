"""Handwriting that varies as that of real people: many typefaces, slanted, thick or thin, off the line, shaky.

It is for pages from which a net learns what handwriting looks like. Two typefaces are not used for training,
so that the net can be measured on handwriting that it never saw.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.draw import fonts
from samples.draw.marks import press
from samples.draw.sheet import Colour, Sheet
from samples.draw.truth import Word

FACES = (
    *fonts.HAND_FACES,
    "sriracha",
    "dancing-script",
    "oooh-baby",
    "cedarville-cursive",
    "indie-flower",
    "covered-by-your-grace",
    "the-girl-next-door",
    "reenie-beanie",
    "nanum-pen-script",
    "gochi-hand",
)
UNSEEN_FACES = ("kalam", "mansalva")
"""Never used for training, only for measuring."""
VIETNAMESE = (*fonts.HAND_FACES, "sriracha", "dancing-script", "oooh-baby", "mansalva")
"""The faces with every Vietnamese letter; the others have digits and the letters of English."""
INKS: tuple[Colour, ...] = (
    (28, 38, 110),
    (28, 38, 110),
    (40, 60, 170),
    (20, 20, 24),
    (20, 20, 24),
    (20, 20, 24),
    (70, 70, 76),
    (90, 40, 130),
    (180, 30, 40),
)

Picture = NDArray[np.uint8]
Figures = Mapping[str, Sequence[Picture]]
"""Pictures of handwritten digits, ink 255 on 0, for every character from 0 to 9."""


def hand_of(rng: random.Random, text: str, faces: Sequence[str] = FACES) -> str:
    """A random face that has all letters of ``text``."""
    plain = all(ord(char) < 0x80 for char in text)
    return rng.choice([face for face in faces if plain or face in VIETNAMESE])


def written(
    rng: random.Random, text: str, face: str, pixels: float, figures: Figures | None = None
) -> Picture:
    """``text`` (at least one character with ink) in one person's writing: grey, 0 is ink, cut to its ink.

    ``pixels`` is about the height of a digit. ``figures``, if given, replace the digits of the face.
    """
    tall = max(8, round(2 * pixels))
    canvas = np.zeros((3 * tall, round(tall * (0.9 * len(text) + 2))), np.uint8)
    x, drift = tall * 0.7, rng.uniform(-0.03, 0.03)
    for char in text:
        glyph = (
            _figure(rng, figures[char], tall)
            if figures and char in figures
            else _glyph(rng, char, face, tall)
        )
        y = round(1.9 * tall - glyph.shape[0] + _below(char, glyph) + rng.gauss(0, 0.04) * tall + drift * x)
        left = round(x)
        space = canvas[y : y + glyph.shape[0], left : left + glyph.shape[1]]
        np.maximum(space, glyph[: space.shape[0], : space.shape[1]], out=space)
        x += glyph.shape[1] + tall * rng.uniform(-0.02, 0.12) if char != " " else tall * 0.35
    shaken = _shaken(rng, canvas, tall)
    rows, columns = np.flatnonzero(shaken.max(1) > 60), np.flatnonzero(shaken.max(0) > 60)
    if not len(rows):
        return np.zeros((max(2, round(pixels / 8)), max(4, round(pixels / 3))), np.uint8)
    cut = shaken[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    size = (max(1, cut.shape[1] // 2), max(1, cut.shape[0] // 2))
    return np.asarray(255 - cv2.resize(cut, size, interpolation=cv2.INTER_AREA)).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Hand:
    """How one person writes: face, ink and height in pixels; ``figures`` replace the digits of the face."""

    face: str
    ink: Colour
    pixels: float
    figures: Figures | None = None


def write(sheet: Sheet, text: str, at: tuple[float, float], hand: Hand) -> Word:
    """Write ``text`` with the left end and foot of its ink ``at`` a pixel of the sheet; gives its word of the truth."""
    picture = written(sheet.rng, text, hand.face, hand.pixels, hand.figures)
    tall, wide = picture.shape
    left, top = at[0], at[1] - tall
    centre = ((left + wide / 2) * 25.4 / sheet.dpi, (top + tall / 2) * 25.4 / sheet.dpi)
    press(sheet, Image.fromarray(picture), centre, hand.ink, sheet.rng.uniform(0.75, 1.0))
    corners = ((left, top), (left + wide, top), (left + wide, at[1]), (left, at[1]))
    return Word(text, corners, (corners[3], corners[2]), hand=True)


def _glyph(rng: random.Random, char: str, face: str, tall: int) -> Picture:
    """One letter of a face whose digits are about ``tall`` pixels high: ink 255, cut to its ink."""
    if char == " ":
        return np.zeros((1, max(1, tall // 3)), np.uint8)
    script = "vietnamese" if ord(char) > 0xFF else "latin"
    font = fonts.hand(face, script, round(tall * 1.45 * rng.uniform(0.9, 1.1)))
    return _cut(char, font)


def _cut(char: str, font: ImageFont.FreeTypeFont) -> Picture:
    left, top, right, bottom = (round(side) for side in font.getbbox(char, anchor="ls"))
    image = Image.new("L", (max(1, right - left), max(1, bottom - top)), 0)
    ImageDraw.Draw(image).text((-left, -top), char, font=font, fill=255, anchor="ls")
    return np.asarray(image)


def _figure(rng: random.Random, pictures: Sequence[Picture], tall: int) -> Picture:
    picture = rng.choice(pictures)
    rows, columns = np.flatnonzero(picture.max(1)), np.flatnonzero(picture.max(0))
    cut = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    by = tall * rng.uniform(0.85, 1.1) / cut.shape[0]
    size = (max(2, round(cut.shape[1] * by)), max(2, round(cut.shape[0] * by)))
    large = cv2.GaussianBlur(cv2.resize(cut, size, interpolation=cv2.INTER_CUBIC), (0, 0), tall / 40)
    return np.where(large > rng.uniform(70, 150), 255, 0).astype(np.uint8)


def _below(char: str, glyph: Picture) -> int:
    """Pixels by which a letter reaches below the baseline."""
    if char in "-–":
        return -round(2.2 * len(glyph)) - 4
    return round(0.3 * len(glyph)) if char in "gjpqy/,;" else 0


def _shaken(rng: random.Random, ink: Picture, tall: int) -> Picture:
    """The writing slanted, bent a little and made thicker or thinner."""
    height, width = ink.shape
    slant = rng.uniform(-0.15, 0.35)
    matrix = np.array(
        [[rng.uniform(0.8, 1.15), -slant, slant * height * 0.6], [rng.uniform(-0.05, 0.05), 1, 0]]
    )
    dice = np.random.default_rng(rng.getrandbits(32))
    size = (max(2, 2 * width // tall), 3)
    waves = [
        cv2.resize(
            dice.standard_normal(size[::-1], dtype=np.float32), (width, height), interpolation=cv2.INTER_CUBIC
        )
        * np.float32(tall * 0.03)
        for _ in range(2)
    ]
    moved = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    bent = cv2.remap(moved, x + waves[0], y + waves[1], cv2.INTER_LINEAR)
    thick = rng.uniform(-0.3, 0.8) * tall / 14
    if thick > 0:
        reach = round(2 * thick) | 1
        return np.asarray(
            cv2.dilate(bent, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
        ).astype(np.uint8)
    return np.asarray(bent).astype(np.uint8)
