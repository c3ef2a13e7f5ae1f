"""What the whole chain makes of pages that are hardly pages: an answer in time, in little memory, and the text where there is one.

    python -m benchmarks.rough [--seed 600000] [--only NAME...]

Each page goes through ``digitize run`` in a process of its own. Pages that hold print (upside down, on
their side, negative, a receipt) are drawn from papers with a known text, so that reading them is measured,
not only surviving them.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from benchmarks.tree import peak_of
from digitize.evaluate.characters import count_characters
from digitize.evaluate.truth import Truth
from samples.pages import draw_scan

MIB = 1024 * 1024
A4 = (2339, 1654)  # at 200 dpi
HEADER = ("page", "pixels", "exit", "s", "MiB", "read as", "findings", "CER")

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Rough:
    """A page, and its text where there is something to read."""

    pixels: Pixels
    text: str = ""


def drawn(seed: int) -> tuple[Pixels, str]:
    """A clean page and its text, the overlay left out."""
    scan = draw_scan(seed, "văn bản hành chính", "clean")
    return np.asarray(scan.pictures[0].convert("RGB")), scan.truths[0].text


def _specks(seed: int) -> Rough:
    dice = np.random.default_rng(seed)
    page = np.full(A4, 250, np.uint8)
    for x, y, radius in dice.integers((0, 0, 1), (A4[1], A4[0], 5), size=(20_000, 3)).tolist():
        cv2.circle(page, (x, y), radius, 30, -1)
    return Rough(page)


def _noise(seed: int) -> Rough:
    return Rough(np.random.default_rng(seed).integers(0, 256, (*A4, 3)).astype(np.uint8))


def _one_bit_noise(seed: int) -> Rough:
    return Rough(np.where(np.random.default_rng(seed).random(A4) < 0.3, 0, 255).astype(np.uint8))  # noqa: PLR2004  (a third black)


def _halftone(seed: int) -> Rough:
    """A photograph over the whole page, screened as newspapers do."""
    dice = np.random.default_rng(seed)
    tone = cv2.resize(dice.random((9, 7), dtype=np.float32), A4[::-1], interpolation=cv2.INTER_CUBIC)
    y, x = np.mgrid[: A4[0], : A4[1]].astype(np.float32)
    screen = (np.sin((x + y) * np.pi / 6) * np.sin((x - y) * np.pi / 6) + 1) / 2
    return Rough(np.where(np.clip(tone, 0.05, 0.95) > screen, 255, 0).astype(np.uint8))


def _photograph(seed: int) -> Rough:
    dice = np.random.default_rng(seed)
    coarse = dice.uniform(20, 230, (40, 28, 3)).astype(np.float32)
    return Rough(
        np.clip(cv2.resize(coarse, A4[::-1], interpolation=cv2.INTER_CUBIC), 0, 255).astype(np.uint8)
    )


def _letter(_: int) -> Rough:
    page = np.full(A4, 252, np.uint8)
    cv2.putText(page, "A", (150, 1900), cv2.FONT_HERSHEY_SIMPLEX, 62, 20, 150)
    return Rough(page)


def _turned(quarters: int) -> Callable[[int], Rough]:
    def make(seed: int) -> Rough:
        pixels, text = drawn(seed)
        return Rough(np.ascontiguousarray(np.rot90(pixels, quarters)), text)

    return make


def _negative(seed: int) -> Rough:
    pixels, text = drawn(seed)
    return Rough(255 - pixels, text)


def _negative_upside_down(seed: int) -> Rough:
    pixels, text = drawn(seed)
    return Rough(np.ascontiguousarray(255 - pixels[::-1, ::-1]), text)


def _receipt(seed: int) -> Rough:
    """A paper repeated to a length of 20,000 pixels."""
    pixels, text = drawn(seed)
    narrow = cv2.resize(pixels, None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)
    times = 20_000 // narrow.shape[0]
    long = np.concatenate([narrow] * times)
    rest = np.full((20_000 - long.shape[0], *long.shape[1:]), 255, np.uint8)
    return Rough(np.concatenate([long, rest]).astype(np.uint8), "\n".join([text] * times))


def _strip(seed: int) -> Rough:
    """The line of a paper that is nearest to 30 pixels high, cut out to just that."""
    scan = draw_scan(seed, "văn bản hành chính", "clean")
    line = max((line for line in scan.truths[0].lines if not line.overlay), key=lambda line: len(line.text))
    middle = round((line.box[1] + line.box[3]) / 2)
    return Rough(
        np.ascontiguousarray(np.asarray(scan.pictures[0].convert("RGB"))[middle - 15 : middle + 15]),
        line.text,
    )


def _even(shade: int) -> Callable[[int], Rough]:
    return lambda _: Rough(np.full((*A4, 3), shade, np.uint8))


def _black_with_grain(seed: int) -> Rough:
    grain = np.random.default_rng(seed).normal(12, 6, A4)
    return Rough(np.clip(grain, 0, 255).astype(np.uint8))


PAGES: dict[str, Callable[[int], Rough]] = {
    "specks": _specks,
    "noise": _noise,
    "noise of one bit": _one_bit_noise,
    "halftone": _halftone,
    "photograph": _photograph,
    "white": _even(255),
    "black": _even(0),
    "black with grain": _black_with_grain,
    "upside down": _turned(2),
    "on its side": _turned(1),
    "negative": _negative,
    "negative upside down": _negative_upside_down,
    "strip of 30 pixels": _strip,
    "receipt of 20,000 pixels": _receipt,
    "huge letter": _letter,
    "one pixel": lambda _: Rough(np.full((1, 1), 255, np.uint8)),
    "a row of pixels": lambda _: Rough(np.zeros((1, 3000), np.uint8)),
}


def row(name: str, rough: Rough, folder: Path) -> tuple[str, ...]:
    """One page through the chain."""
    page, out = folder / "page.png", folder / "out"
    Image.fromarray(rough.pixels).save(page, dpi=(200, 200))
    command = ["run", str(page), "-o", str(out), "--jobs", "1", "--progress", "none"]
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "digitize", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = peak_of(process)
    seconds = time.perf_counter() - start
    size = "×".join(map(str, rough.pixels.shape[1::-1]))
    return (
        name, size, str(process.returncode), f"{seconds:.1f}", f"{peak.worker / MIB:.0f}", *_read(out, rough),
    )  # fmt: skip


def _read(out: Path, rough: Rough) -> tuple[str, str, str]:
    texts = list(out.rglob("text.json"))
    if not texts:
        return "–", "–", "–"
    read = json.loads(texts[0].read_text(encoding="utf-8"))
    if not read["pages"]:
        return "failed", ", ".join(page["code"] for page in read["failed"]), "–"
    (page,) = read["pages"]
    lines = [" ".join(word["text"] for word in line["words"]) for line in page["lines"]]
    findings = ", ".join(finding["code"] for finding in page["findings"]) or "–"
    if not rough.text:
        return f"{page['decision']['use']}, {len(lines)} lines", findings, "–"
    count = count_characters(Truth(text=rough.text), lines)
    return page["decision"]["use"], findings, f"{count.errors / count.characters:.2%}"


def main() -> None:
    """Run every page, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=600_000)
    parser.add_argument("--only", nargs="*", choices=list(PAGES), default=list(PAGES))
    arguments = parser.parse_args()
    for cells in (HEADER, ("---",) * len(HEADER)):
        print("| " + " | ".join(cells) + " |")
    for name in arguments.only:
        with tempfile.TemporaryDirectory() as folder:
            cells = row(name, PAGES[name](arguments.seed), Path(folder))
            print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
