"""Draws lines for training a reader: ``python -m samples.lines --out DIR --count N --seed S``.

Each is a piece of a scanned page: the line with room around it, parts of its neighbours, rules, dotted lines and
stamps, worn by printer, copier and scanner, with the text and the place of its ink. They are written into ``.npz``
files, a thousand in each: ``pixels`` one after the other, ``shapes`` (n, 2), ``boxes`` (n, 4: left, top, right,
bottom of the line from its highest ink to its lowest, as in the targets of the finder), ``texts``.
"""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from samples.draw import fonts
from samples.lines.fonts import Face, draw_face, sibling
from samples.lines.text import Texts, read_phrases
from samples.lines.typesetting import Manner, draw_manner, set_text
from samples.lines.wear import Pixels, Placing, worn

SHARD = 1000
SIZES = (6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 12.5, 13.0, 13.0, 13.5, 14.0, 14.0, 16.0)  # points
RESOLUTIONS = (75, 90, 100, 120, 150, 150, 200, 200, 200, 200, 250, 300, 300)
SMALLEST, LARGEST = 9, 64  # pixels of an em
COARSE, FINER = 20, 2  # em below which print is drawn larger by this factor: scans show no font hinting
WIDEST = 2600  # pixels of a line
ROOM, BESIDE = 0.75, 1.0  # heights kept above and below the line, and beside it
LEAST_BELOW = 0.25  # of the height above the baseline, as in the targets of the finder

Drawing = ImageDraw.ImageDraw
Font = ImageFont.FreeTypeFont


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """A grey piece of a page, the box of its line in it (left, top, right, bottom), and the text of the line."""

    pixels: Pixels
    box: tuple[float, float, float, float]
    text: str


@dataclass(frozen=True, slots=True)
class _Set:
    """A line to draw: stretches of text with their faces; the em is ``pixels``, ``finer`` times that of the scan."""

    runs: tuple[tuple[str, Face], ...]
    pixels: int
    manner: Manner
    finer: int

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)


def draw_line(rng: random.Random, texts: Texts) -> TrainingLine | None:
    """One random line; None if it became too wide or empty."""
    line = _set(rng, texts())
    hand = rng.random() < 0.03
    mask, box, base = _hand(rng, line) if hand else _printed(line)
    if mask is None or not 0 < box[2] - box[0] < WIDEST:
        return None
    squeezed = rng.uniform(0.78, 1.15) if rng.random() < 0.2 else 1.0
    return _on_paper(rng, texts, line, _Inked(mask, box, base, squeezed, 1 / line.finer))


@dataclass(frozen=True, slots=True)
class _Inked:
    """The ink of a line (255 is ink), its box and baseline in pixels, and the factors for its width and its size."""

    mask: Pixels
    box: tuple[int, int, int, int]
    base: int
    squeezed: float
    shrunk: float


def _set(rng: random.Random, text: str) -> _Set:
    face = draw_face(rng, text)
    em = round(rng.choice(SIZES) * rng.choice(RESOLUTIONS) / 72 * rng.uniform(0.92, 1.08))
    em = min(LARGEST, max(SMALLEST, em))
    finer = FINER if em < COARSE else 1
    em *= finer
    manner = draw_manner(rng)
    head, colon, tail = text.partition(": ")
    words = text.split(" ")
    if not colon and len(words) > 2 and rng.random() < 0.15:
        cut = rng.randrange(1, len(words))
        head, colon, tail = " ".join(words[:cut]), " ", " ".join(words[cut:])
    if tail and rng.random() < 0.6:
        return _Set(((head + colon, face), (tail, sibling(rng, face, tail))), em, manner, finer)
    return _Set(((text, face),), em, manner, finer)


def _printed(line: _Set) -> tuple[Pixels | None, tuple[int, int, int, int], int]:
    """The line's ink, its box, and its baseline."""
    em, manner = line.pixels, line.manner
    wide = sum(face.at(em).getlength(text) for text, face in line.runs)
    wide += em * (manner.spaced * len(line.text) + max(0.0, manner.apart) * line.text.count(" "))
    base, x = round(1.5 * em), float(em)
    image = Image.new("L", (round(wide) + 2 * em + 2, round(2.3 * em)))
    for text, face in line.runs:
        x = set_text(image, (x, base), text, face.at(em), manner)
    box = image.getbbox()
    return (np.asarray(image), box, base) if box else (None, (0, 0, 0, 0), base)


def _hand(rng: random.Random, line: _Set) -> tuple[Pixels | None, tuple[int, int, int, int], int]:
    """The same with one of the two handwriting faces; None for the ink if the face lacks a character."""
    name, em = rng.choice(fonts.HAND_FACES), round(1.25 * line.pixels)
    base = round(1.5 * em)
    image = Image.new("L", (round(len(line.text) * em) + 2 * em, round(2.3 * em)))
    draw, x = ImageDraw.Draw(image), float(em)
    for sign in line.text:
        if not (sign.isalnum() or sign in " .,-/:()@"):
            return None, (0, 0, 0, 0), base
        font = fonts.hand(name, "vietnamese" if ord(sign) > 0xFF or sign in "ĩũ" else "latin", em)
        lift = base + rng.uniform(-0.06, 0.06) * em
        draw.text((x, lift), sign, font=font, fill=255, anchor="ls", stroke_width=round(em / 40))
        x += font.getlength(sign) + 0.03 * em
    box = image.getbbox()
    return (np.asarray(image), box, base) if box else (None, (0, 0, 0, 0), base)


def _on_paper(rng: random.Random, texts: Texts, line: _Set, ink: _Inked) -> TrainingLine:
    """The line in a piece of a page with its surroundings, worn."""
    left, top, right, bottom = ink.box
    above = ink.base - top
    below = max(bottom - ink.base, round(LEAST_BELOW * above), 1)
    tall = max(above, 4) + below
    up, side = round(ROOM * tall), round(BESIDE * tall)
    piece = ink.mask[
        max(0, ink.base - above - up) : ink.base + below + up, max(0, left - side) : right + side
    ]
    lack = up + above - min(ink.base, above + up), max(0, side - left)
    high, wide = above + below + 2 * up, right - left + 2 * side
    paper = np.zeros((high, wide), np.uint8)
    piece = piece[: high - lack[0], : wide - lack[1]]
    paper[lack[0] : lack[0] + piece.shape[0], lack[1] : lack[1] + piece.shape[1]] = piece
    _surround(rng, texts, line, paper, (side, up, side + right - left, up + tall, up + above))
    by, down = ink.squeezed * ink.shrunk, ink.shrunk
    if by != 1 or down != 1:
        paper = cv2.resize(paper, None, fx=by, fy=down, interpolation=cv2.INTER_AREA).astype(np.uint8)
    by, down = paper.shape[1] / wide, paper.shape[0] / high
    box = (side * by, up * down, (side + right - left) * by, (up + tall) * down)
    placed: Placing = worn(rng, paper, box)
    return TrainingLine(placed.pixels, placed.box, line.text)


def _surround(
    rng: random.Random, texts: Texts, line: _Set, paper: Pixels, place: tuple[int, int, int, int, int]
) -> None:
    """Draw neighbours above and below, rules and dotted lines into the ink."""
    left, top, right, bottom, base = place
    picture = Image.fromarray(paper)
    draw = ImageDraw.Draw(picture)
    tall, thick = bottom - top, max(1, round(line.pixels / rng.choice((12, 18, 25))))
    for way in (-1, 1):
        if rng.random() < 0.55:
            pitch = way * line.pixels * rng.uniform(1.08, 1.7)
            text = texts.recent(rng)
            font = line.runs[0][1].at(line.pixels)
            draw.text((rng.uniform(-2, 1) * tall, base + pitch), text, font=font, fill=255, anchor="ls")
    if rng.random() < 0.10:
        _leader(rng, draw, (left, right), base, line.pixels)
    if rng.random() < 0.10:
        y = base + rng.uniform(0.06, 0.35) * line.pixels
        start = rng.uniform(left, right) if rng.random() < 0.5 else 0
        draw.line((start, y, rng.uniform(start, paper.shape[1]), y), fill=255, width=thick)
    if rng.random() < 0.12:
        for y in rng.sample(
            (top - rng.uniform(0, 0.4) * tall, bottom + rng.uniform(-0.02, 0.4) * tall), rng.choice((1, 2))
        ):
            draw.line((0, y, paper.shape[1], y), fill=255, width=thick)
    if rng.random() < 0.10:
        for x in rng.sample(
            (left - rng.uniform(0.05, 0.9) * tall, right + rng.uniform(0.05, 0.9) * tall), rng.choice((1, 2))
        ):
            draw.line((x, 0, x, paper.shape[0]), fill=255, width=thick)
    np.copyto(paper, np.asarray(picture))


def _leader(rng: random.Random, draw: Drawing, sides: tuple[int, int], base: int, em: int) -> None:
    """Draw dots below the line, as on a form that was filled in."""
    y, step, radius = (
        base + rng.uniform(0.0, 0.14) * em,
        max(2.0, em * rng.uniform(0.12, 0.3)),
        max(0.5, em / 26),
    )
    x = rng.uniform(*sides) if rng.random() < 0.5 else sides[0]
    while x < sides[1]:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        x += step


def write_shard(
    target: Path, seed: int, phrases: tuple[str, ...], words: tuple[str, ...] = (), count: int = SHARD
) -> None:
    """Draw ``count`` lines of a seed into one file; the file is written completely or not at all."""
    rng = random.Random(seed)
    texts, lines = Texts(rng, phrases, words), list[TrainingLine]()
    while len(lines) < count:
        line = draw_line(rng, texts)
        if line:
            lines.append(line)
    part = target.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(
            file,
            pixels=np.concatenate([line.pixels.ravel() for line in lines]),
            shapes=np.array([line.pixels.shape for line in lines], np.int32),
            boxes=np.array([line.box for line in lines], np.float32),
            texts=np.array([line.text for line in lines]),
        )
    part.rename(target)


def main() -> None:
    """Draw the files that do not exist yet."""
    parser = argparse.ArgumentParser(prog="python -m samples.lines", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to draw into")
    parser.add_argument("--count", type=int, default=10_000, help="how many lines")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first file; the next ones count up")
    parser.add_argument(
        "--phrases", type=Path, nargs="*", default=[], help="text files whose lines may be drawn"
    )
    parser.add_argument("--words", type=Path, nargs="*", default=[], help="text files of words, one a line")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    phrases, words = read_phrases(options.phrases), read_phrases(options.words)
    for seed in range(options.seed, options.seed + -(-options.count // SHARD)):
        target = options.out / f"{seed:07d}.npz"
        if not target.exists():
            write_shard(target, seed, phrases, words)
    print(f"{options.count} lines in {options.out}")
