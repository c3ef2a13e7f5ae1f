"""What the line finder costs in characters: fresh drawn papers, read at the found lines and at the true ones.

    python -m benchmarks.lines --seed 9600000 --count 10 [--dpi 200] [--weights FILE]

``--count`` papers a condition are drawn and prepared as the product does it. One page of each is read by
Tesseract, once a line and without second looks, so that the difference between the two readings is the
finder's alone; then by the whole engine. Of the true lines it tells how many were missed, cut short, parted
or joined with another, of the found ones how many are none. Give seeds that neither the samples (below
100,000) nor the training pages (below 6,000,000) have.
"""

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from digitize.evaluate.characters import CharacterCount, count_characters
from digitize.evaluate.truth import Truth
from digitize.scan.clean.quality import PROFILES
from digitize.scan.prepare import prepare
from digitize.scan.raw import RawPage
from digitize.scan.upright import homography
from ocr.box import Box
from ocr.engines.registry import engine
from ocr.image import PageImage, Pixels
from ocr.lines import find
from ocr.lines.find import Coordinates, FoundLine, find_lines
from ocr.lines.strip import strip
from ocr.readers.tesseract_inside import TesserocrReader
from samples.degrade import CONDITIONS
from samples.draw.truth import Line, PageTruth
from samples.files import Scan
from samples.pages import draw_scan
from training.finder_targets import TrueLine, lines_of

SECONDS = 600.0
PLACES = 9  # along a line, where it is looked at
LEVEL = 0.5  # heights within which the middles of a true and a found line are at one
COVERED = 0.6  # share of a true line that found ones must reach
LACKING = 0.4  # heights that may lack at an end
NEAR = 0.8  # heights around a true line where a found one is none of its own
WRONG = ("missed", "short", "parted", "joined", "false")
HEADER = ("condition", "pages", "lines", *WRONG, "CER at true lines", "at found", "engine", "finder s a page")


@dataclass(frozen=True)
class Outcome:
    """One page: its true lines, what is wrong with the found ones, what was read three ways, processor seconds."""

    condition: str
    lines: int
    wrong: Counter[str]
    readings: tuple[CharacterCount, CharacterCount, CharacterCount]
    seconds: float


def outcomes(seed: int, count: int, dpi: int) -> Iterator[Outcome]:
    """``count`` papers under each condition, one page of each."""
    for number in range(count * len(CONDITIONS)):
        condition = CONDITIONS[number % len(CONDITIONS)]
        scanned = draw_scan(seed + number, condition=condition, dpi=dpi)
        chosen = random.Random(seed + number).randrange(len(scanned.pictures))  # noqa: S311  (nothing secret)
        yield _outcome(scanned, chosen, dpi)


def _outcome(scanned: Scan, chosen: int, dpi: int) -> Outcome:
    picture = scanned.pictures[chosen]
    pixels = np.asarray(picture.convert("L") if picture.mode == "1" else picture)
    page = prepare(RawPage(pixels, dpi, "0" * 64), PROFILES["nd30"])
    drawn = _moved(scanned.truths[chosen], page)
    asked = _lines(line for line in drawn.lines if not line.overlay)
    stamped = _lines(line for line in drawn.lines if line.overlay)
    start = time.process_time()
    found = find_lines(page.ink)
    seconds = time.process_time() - start
    wrong = Counter(_wrong(line, found, asked) for line in asked)
    wrong["false"] = sum(not any(_is_near(line, true) for true in (*asked, *stamped)) for line in found)
    truth = Truth(
        text=drawn.text,
        text_complete=True,
        overlay_text=drawn.overlay_text,
        handwritten=tuple(scanned.paper.handwritten),
    )
    whole = [line.text for line in engine("auto").read(page, seconds=SECONDS).kept]
    texts = _read(page.ink, asked), _read(page.ink, found), whole
    one, two, three = (count_characters(truth, text) for text in texts)
    return Outcome(scanned.condition, len(asked), wrong, (one, two, three), seconds)


def _moved(truth: PageTruth, page: PageImage) -> PageTruth:
    """The truth in pixels of the prepared page."""
    matrix = np.linalg.inv(np.array(page.geometry.to_original).reshape(3, 3))
    return truth.moved(
        lambda points: homography.through(matrix, points), page.geometry.width, page.geometry.height
    )


def _lines(drawn: Iterable[Line]) -> list[FoundLine]:
    """The lines as the finder ought to find them."""
    return [_ideal(true) for line in drawn for true in lines_of(_corners(line))]


def _corners(line: Line) -> Coordinates:
    points = [(*word.corners, *word.baseline) for word in line.words]
    return np.array(points, dtype=np.float64).reshape(-1, 6, 2)


def _ideal(true: TrueLine) -> FoundLine:
    left, _, right, _ = true.box
    first = max(0, int(left))
    x, y = true.baseline[:, 0] - first, true.baseline[:, 1] + (true.below - true.above) / 2
    length = (right - left) / true.height
    degree = 2 if length >= find.BENT else 1 if length >= find.SLANTED else 0
    a, b, c = (*np.polyfit(x, y, degree)[::-1].tolist(), 0.0, 0.0)[:3]
    middle = np.polyval((c, b, a), np.linspace(0, right - first, PLACES))
    top, bottom = max(0.0, middle.min() - true.height / 2), middle.max() + true.height / 2
    return FoundLine(Box(first, int(top), int(np.ceil(right)), int(bottom)), true.height, (a, b, c), 1.0)


def _read(ink: Pixels, lines: Sequence[FoundLine]) -> list[str]:
    strips = [strip(ink, line, lines).pixels for line in lines]
    read = TesserocrReader().read(strips, seconds=SECONDS)
    return [" ".join(word.text for word in words) for words in read if words]


def _places(line: FoundLine) -> Coordinates:
    return np.linspace(line.box.left, line.box.right, PLACES + 2)[1:-1]


def _reached(line: FoundLine, other: FoundLine) -> float:
    """The share of the places along ``line`` at which ``other`` runs at its height."""
    x = _places(line)
    inside = (other.box.left <= x) & (x <= other.box.right)
    return float((inside & (abs(other.middle(x) - line.middle(x)) < LEVEL * line.height)).mean())


def _wrong(true: FoundLine, found: Sequence[FoundLine], asked: Sequence[FoundLine]) -> str:
    """What happened to a true line: one of WRONG, or nothing."""
    hits = {line: share for line in found if (share := _reached(true, line)) > 0}
    if not hits:
        return "missed"
    if len(hits) > 1:
        return "parted"
    (line, share), most = next(iter(hits.items())), LACKING * true.height
    if any(other is not true and _reached(other, line) > LEVEL for other in asked):
        return "joined"
    lacks = line.box.left > true.box.left + most or line.box.right < true.box.right - most
    return "short" if lacks or share < COVERED else ""


def _is_near(line: FoundLine, true: FoundLine) -> bool:
    x, y = line.box.center
    level = abs(float(true.middle(np.array([x]))[0]) - y) < NEAR * true.height
    return level and true.box.left <= x <= true.box.right


def rows(found: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """One row a condition, and one for all."""
    groups = defaultdict(list)
    for outcome in found:
        groups[outcome.condition].append(outcome)
    groups["all"] = list(found)
    return [(name, *_figures(group)) for name, group in groups.items()]


def _figures(group: Sequence[Outcome]) -> tuple[str, ...]:
    wrong = sum((outcome.wrong for outcome in group), Counter[str]())
    readings = list(zip(*(outcome.readings for outcome in group), strict=True))
    errors = [
        sum(count.errors for count in counts) / sum(c.characters for c in counts) for counts in readings
    ]
    return (
        str(len(group)),
        str(sum(outcome.lines for outcome in group)),
        *(str(wrong[name]) for name in WRONG),
        *(f"{error:.2%}" for error in errors),
        f"{sum(outcome.seconds for outcome in group) / len(group):.3f}",
    )


def main() -> None:
    """Draw, prepare, find, read, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=9_600_000)
    parser.add_argument("--count", type=int, default=10, help="papers a condition")
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--weights", type=Path, default=find.WEIGHTS, help="of another finder")
    arguments = parser.parse_args()
    find.WEIGHTS = arguments.weights
    found = []
    for outcome in outcomes(arguments.seed, arguments.count, arguments.dpi):
        found.append(outcome)
        print(len(found), file=sys.stderr)
    for row in (HEADER, ("---",) * len(HEADER), *rows(found)):
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
