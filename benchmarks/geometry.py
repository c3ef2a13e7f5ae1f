"""How straight and how upright pages come out of ``prepare``: drawn pages, turned and skewed by known angles.

    python -m benchmarks.geometry --seed 500000 --count 60 [--dpi 200]

Every drawn page is laid on its side, upside down or as it is, and skewed by a chance angle on top of what
its condition does. The ends of its true baselines are followed through the preparation: what is left of
their slope is the skew error, which way they run is the turn. Pages of the samples have other seeds.
"""

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digitize.scan.clean.quality import PROFILES
from digitize.scan.prepare import prepare
from digitize.scan.raw import RawPage
from digitize.scan.upright import homography
from ocr.page import Geometry
from samples.draw.truth import PageTruth
from samples.pages import draw_scan

WIDEST = 6.0  # degrees of skew laid on top
QUARTERS = (0, 90, 180, 270)
SHORTEST = 4  # heights of a baseline that tells an angle
HEADER = ("condition", "pages", "turned right", "skew left: median", "95 %", "worst", "s a page")


@dataclass(frozen=True)
class Outcome:
    """One page: what is wrong with its turn (degrees, 0 is right), its remaining skew, the seconds it took."""

    name: str
    condition: str
    wrong_turn: int
    skew: float
    seconds: float


def outcomes(seeds: Sequence[int], dpi: int) -> Iterator[Outcome]:
    """Every page of every drawn paper, turned and skewed."""
    for seed in seeds:
        drawn = draw_scan(seed, dpi=dpi)
        for number, (picture, truth) in enumerate(zip(drawn.pictures, drawn.truths, strict=True), 1):
            dice = random.Random(f"{seed} {number}")  # noqa: S311  (drawing, nothing secret)
            pixels = np.asarray(picture.convert("L") if picture.mode == "1" else picture)
            laid, matrix = _laid(pixels, dice.choice(QUARTERS), dice.uniform(-WIDEST, WIDEST))
            start = time.process_time()
            page = prepare(RawPage(laid, dpi, "0" * 64), PROFILES["nd30"])
            seconds = time.process_time() - start
            name = f"{seed} {drawn.paper.doc_type} {number}"
            if angles := _angles(truth, matrix, page.geometry):
                yield Outcome(name, drawn.condition, *_told(angles), seconds)


def _laid(
    pixels: npt.NDArray[np.uint8], quarter: int, skew: float
) -> tuple[npt.NDArray[np.uint8], homography.Matrix]:
    """The page as it might lie on the glass, and the matrix from the drawn page to it."""
    height, width = pixels.shape[:2]
    turn, size = homography.quarter(quarter, (width, height))
    lean, size = homography.straight(skew, size)
    to_drawn = turn @ lean
    ground = tuple(
        int(value) for value in np.atleast_1d(np.median(pixels[:40].reshape(-1, *pixels.shape[2:]), axis=0))
    )
    return homography.placed(pixels, to_drawn, size, ground), np.asarray(
        np.linalg.inv(to_drawn), dtype=np.float64
    )


def _angles(truth: PageTruth, laid: homography.Matrix, geometry: Geometry) -> list[float]:
    """Degrees clockwise of the true baselines on the prepared page."""
    matrix = np.linalg.inv(np.array(geometry.to_original).reshape(3, 3)) @ laid
    angles = []
    for line in truth.lines:
        if line.overlay or not line.words:
            continue
        left, top, right, bottom = line.box
        if right - left < SHORTEST * (bottom - top):
            continue
        ends = np.array([line.words[0].baseline[0], line.words[-1].baseline[1]], dtype=np.float64)
        (x0, y0), (x1, y1) = homography.through(matrix, ends)
        angles.append(float(np.degrees(np.arctan2(y1 - y0, x1 - x0))))
    return angles


def _told(angles: Sequence[float]) -> tuple[int, float]:
    """The turn that most lines show, and the skew that is left of it."""
    turns = [round(angle / 90) * 90 % 360 for angle in angles]
    turn = max(set(turns), key=turns.count)
    return turn, float(np.median([(angle - turn + 180) % 360 - 180 for angle in angles]))


def rows(found: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """One row a condition, and one for all."""
    groups = defaultdict(list)
    for outcome in found:
        groups[outcome.condition].append(outcome)
    groups["all"] = list(found)
    return [(name, *_figures(group)) for name, group in groups.items()]


def _figures(group: Sequence[Outcome]) -> tuple[str, ...]:
    right = [outcome for outcome in group if not outcome.wrong_turn]
    left = np.abs([outcome.skew for outcome in right] or [0.0])
    return (
        str(len(group)),
        f"{len(right)} of {len(group)}",
        *(f"{value:.2f}°" for value in (np.median(left), np.percentile(left, 95), left.max())),
        f"{sum(outcome.seconds for outcome in group) / len(group):.2f}",
    )


def main() -> None:
    """Draw, prepare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=500_000)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--dpi", type=int, default=200)
    arguments = parser.parse_args()
    found = []
    for outcome in outcomes(range(arguments.seed, arguments.seed + arguments.count), arguments.dpi):
        found.append(outcome)
        if outcome.wrong_turn or abs(outcome.skew) > 1:
            print(
                f"{outcome.name}, {outcome.condition}: turn {outcome.wrong_turn}, skew {outcome.skew:.2f}",
                file=sys.stderr,
            )
    for cells in (HEADER, ("---",) * len(HEADER), *rows(found)):
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
