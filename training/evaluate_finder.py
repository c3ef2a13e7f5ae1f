"""Measures how many lines are found: ``python -m training.evaluate_finder --pages DIR``, pages of another seed.

A true line counts as found if one found line, used for no other true line, matches it: the intersection of the boxes
over their union is at least ``MATCHED``. The lines of each page are paired in order of this ratio, the best pair first.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ocr.box import Box
from ocr.lines.find import find_lines
from training.finder_pages import load
from training.finder_targets import SMALLEST, lines_of

MATCHED = 0.5


def matched(true: Sequence[Box], found: Sequence[Box]) -> int:
    """The number of pairs of matching boxes, each box in at most one pair."""
    pairs = [(_overlap(one, other), i, j) for i, one in enumerate(true) for j, other in enumerate(found)]
    left, right = set[int](), set[int]()
    for share, i, j in sorted(pairs, reverse=True):
        if share >= MATCHED and i not in left and j not in right:
            left.add(i)
            right.add(j)
    return len(left)


def _overlap(one: Box, other: Box) -> float:
    shared = one.intersection(other).area
    return shared / (one.area + other.area - shared) if shared else 0.0


def main() -> None:
    """Print recall and precision over all pages of a folder."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate_finder", description=__doc__)
    parser.add_argument("--pages", type=Path, required=True, help="folder of drawn pages")
    options = parser.parse_args()
    counts = np.zeros(3, dtype=int)
    for number, picture in enumerate(sorted(options.pages.glob("*.jpg"))):
        page = load(picture, np.random.default_rng(number))
        lines = [line for words in page.lines for line in lines_of(words) if line.height >= SMALLEST]
        true = [Box(*map(round, line.box)) for line in lines]
        found = [line.box for line in find_lines(page.pixels)]
        counts += len(true), len(found), matched(true, found)
    recall, precision = counts[2] / counts[:2]
    sys.stdout.write(
        f"lines {counts[0]}, recall {recall:.4f}, precision {precision:.4f} (boxes match from {MATCHED})\n"
    )


if __name__ == "__main__":
    main()
