"""What is accepted of values that are partly covered: ``python -m benchmarks.covered_pages FOLDER --kept KEPT``.

FOLDER holds drawn papers as JPEG with truth (``python -m samples.forms``). They are read once; then a finger, a note, fluid,
grey or dark ground is laid over the end of some of the values that were accepted and right, and the pages are read again. What is then
accepted of such a value is what was left of it.
"""

import argparse
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from benchmarks.strange_pages import verdicts
from digitize.evaluate.field_comparison import pair_records
from extract.extraction import extract
from extract.record import Evidence
from extract.rules.doctype import DocumentTypes
from extract.rules.loader import load_types
from ocr.box import Box
from ocr.image import Pixels
from training.fields.papers import Paper, read

COLOURS = {
    "finger": (224, 178, 150),
    "note": (250, 235, 130),
    "lid": (205, 205, 208),
    "dark": (25, 25, 25),
    "fluid": None,  # that of the paper
}
MOST = 5  # covers on a page
APART = 3  # heights between two covers
HIDDEN = (0.15, 0.6)  # share of a value that is hidden
BEYOND = (0.3, 2.0)  # heights by which a cover reaches beyond the end of the value
QUALITY = 88  # of the JPEG


class Cover(NamedTuple):
    """What was laid over which value."""

    field: str
    kind: str


def covered(paper: Paper, folder: Path, into: Path, types: DocumentTypes, rng: random.Random) -> list[Cover]:
    """The covers laid over the first page of ``paper``, written to ``into`` with its truth; none where nothing fits."""
    source = folder / paper.name
    if source.suffix != ".jpg" or len(paper.pages) != 1:
        return []
    pixels = np.asarray(Image.open(source).convert("RGB")).copy()
    laid: list[Cover] = []
    taken: list[float] = []
    for field, evidence in _values(paper, types):
        box = evidence.box
        if box is None or any(abs(box.center[1] - y) < APART * box.height for y in taken):
            continue
        taken.append(box.center[1])
        kind = rng.choice(sorted(COLOURS))
        hidden = _hidden(box, rng)
        points = np.array(paper.pages[0].geometry.original_points(hidden), dtype=np.int32)
        _lay(pixels, points, COLOURS[kind])
        laid.append(Cover(field, kind))
        if len(laid) == MOST:
            break
    if laid:
        Image.fromarray(pixels).save(
            into / paper.name, quality=QUALITY, dpi=Image.open(source).info.get("dpi")
        )
        shutil.copy(source.with_suffix(".json"), into)
    return laid


def _values(paper: Paper, types: DocumentTypes) -> Iterator[tuple[str, Evidence]]:
    """Where each value stands that was accepted and is right."""
    right = {one.name for one in verdicts(paper, types) if one.accepted and one.is_right}
    documents = paper.truth.documents
    found = [one.record for one in extract(paper.pages, types, source=documents[0].file or paper.name)]
    (record,) = pair_records(documents, found)
    for name, field in record.fields.items() if record else ():
        if name in right and len(field.evidence) == 1 and field.evidence[0].source == "print":
            yield name, field.evidence[0]


def _hidden(box: Box, rng: random.Random) -> Box:
    left = box.right - round(rng.uniform(*HIDDEN) * box.width)
    reach = round(rng.uniform(*BEYOND) * box.height)
    return Box(left, box.top - box.height // 4, box.right + reach, box.bottom + box.height // 4)


def _lay(pixels: Pixels, points: np.ndarray, colour: tuple[int, int, int] | None) -> None:
    mask = np.zeros(pixels.shape[:2], np.uint8)
    cv2.fillPoly(mask, [points], 255)
    if not mask.any():
        return
    paper = np.percentile(pixels[mask > 0], 75, axis=0)
    share = cv2.GaussianBlur(mask, (0, 0), 1.0)[..., None] / 255
    pixels[:] = (pixels * (1 - share) + np.array(paper if colour is None else colour) * share).astype(
        np.uint8
    )


def rows(counts: Counter[tuple[str, str]]) -> Iterator[str]:
    """The table in Markdown, by what lay over the values."""
    yield "| covered by | values | accepted and wrong |\n|---|---|---|"
    for kind in sorted({kind for kind, _ in counts}):
        total = counts[kind, "values"]
        yield f"| {kind} | {total} | {counts[kind, 'wrong']} ({counts[kind, 'wrong'] / total:.1%}) |"


def main() -> None:
    """Read, cover, read again, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="papers with truth")
    parser.add_argument(
        "--kept", type=Path, required=True, help="where pages, covered pages and readings are kept"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    types, into = load_types(), options.kept / f"covered-{options.seed}"
    into.mkdir(parents=True, exist_ok=True)
    rng = random.Random(options.seed)  # noqa: S311  (draws covers, keeps no secret)
    papers = list(read(options.folder, options.kept / "whole", types))
    laid = {paper.name: covered(paper, options.folder, into, types, rng) for paper in papers}
    counts: Counter[tuple[str, str]] = Counter()
    for paper in read(into, options.kept / f"read-{options.seed}", types):
        wrong = {one.name for one in verdicts(paper, types) if one.accepted and not one.is_right}
        for cover in laid[paper.name]:
            counts[cover.kind, "values"] += 1
            counts[cover.kind, "wrong"] += cover.field in wrong
    print("\n".join(rows(counts)))


if __name__ == "__main__":
    main()
