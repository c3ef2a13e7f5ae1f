"""Measures how well marks are found: ``python -m training.evaluate_marks --pages DIR``.

The pages are drawn by ``samples.training --penned --unseen``. For each kind it prints how many marks were found and how
many found marks are true (boxes match if a third of their union is shared; signatures if they touch). For words, it
prints how many would be doubted if an engine were sure of them: of written words, of printed words crossed by writing,
and of other printed words.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from ocr.box import Box
from ocr.image import Pixels
from ocr.marks.handwriting import find_handwriting, is_written
from ocr.marks.maps import map_marks
from ocr.marks.seals import find_seals
from ocr.marks.stamps import stamp_patches
from ocr.page import Mark, Word
from ocr.pixels.ink import flat

SHARED = 1 / 3
A4_LONG_SIDE = 11.69  # inches
KINDS = ("seal", "stamp", "signature", "handwriting")


def _matches(kind: str, found: Box, true: Box) -> bool:
    shared = found.intersection(true).area
    if kind == "signature":
        return shared > 0
    return shared > SHARED * (found.area + true.area - shared)


def _evaluated(picture: Path, counts: Counter[str]) -> None:
    described = json.loads(picture.with_suffix(".json").read_text(encoding="utf-8"))
    colour = np.asarray(Image.open(picture).convert("RGB"))
    grey: Pixels = np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    maps, dpi = map_marks(colour), max(colour.shape) / A4_LONG_SIDE
    found: list[Mark] = [*find_seals(maps, dpi), *find_handwriting(maps, flat(grey), dpi)]
    found += [Mark(kind="stamp", box=patch.box) for patch in stamp_patches(maps, dpi)]
    words = [
        (text, _box(word[:8]), bool(word[12]))
        for line in described["lines"]
        for text, word in zip(line["text"].split(), line["words"], strict=True)
    ]
    true = {
        kind: [
            _box([value for point in mark["points"] for value in point])
            for mark in described["marks"]
            if mark["kind"] == kind
        ]
        for kind in KINDS
    }
    pen = [box for _, box, hand in words if hand]
    for kind in KINDS[:3]:
        boxes = [mark.box for mark in found if mark.kind == kind]
        counts[f"{kind} true"] += len(true[kind])
        counts[f"{kind} found"] += sum(any(_matches(kind, box, one) for box in boxes) for one in true[kind])
        counts[f"{kind} said"] += len(boxes)
        right = [*true[kind], *(pen if kind == "signature" else [])]
        counts[f"{kind} right"] += sum(any(_matches(kind, box, one) for one in right) for box in boxes)
    for text, box, hand in words:
        over = not hand and any(box.intersection(other).area for other in pen)
        name = "written" if hand else "crossed" if over else "printed"
        counts[name] += 1
        counts[f"{name} doubted"] += is_written(Word(text=text, box=box, confidence=1.0), maps)


def _box(numbers: list[float]) -> Box:
    xs, ys = numbers[0::2], numbers[1::2]
    return Box(round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys)))


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate_marks", description=__doc__)
    parser.add_argument("--pages", type=Path, required=True, help="folder of drawn pages")
    counts: Counter[str] = Counter()
    for picture in sorted(parser.parse_args().pages.glob("*.jpg")):
        _evaluated(picture, counts)
    for kind in KINDS[:3]:
        true, found, said, right = (counts[f"{kind} {what}"] for what in ("true", "found", "said", "right"))
        sys.stdout.write(
            f"{kind}: {found} of {true} found ({found / max(1, true):.3f}), {right} of {said} true ({right / max(1, said):.3f})\n"
        )
    for kind in ("written", "crossed", "printed"):
        doubted, words = counts[f"{kind} doubted"], counts[kind]
        sys.stdout.write(f"{kind} words doubted: {doubted} of {words} ({doubted / max(1, words):.4f})\n")


if __name__ == "__main__":
    main()
