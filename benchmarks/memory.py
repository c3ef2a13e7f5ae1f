"""How much memory reading takes: one A4 page of 300 dpi in colour, and whether a long PDF takes more than a short one.

    python -m benchmarks.memory [--short 5] [--long 500]

Resident memory of the program that hands out the pages (parent) and of the worker that reads them, at
their highest. The PDFs repeat a few drawn pages, scanned at 100 dpi to be quick; what counts is that memory
does not grow with their number.
"""

import argparse
import io
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import img2pdf
import pikepdf
from PIL import Image

from benchmarks.tree import Peak, peak_of
from samples.pages import draw_scan

MIB = 1024 * 1024
HEADER = ("what", "pages", "parent, MiB", "worker, MiB", "together, MiB", "s a page")
A4_AT_300 = (2480, 3508)


def pages(seed: int, count: int, dpi: int) -> list[Image.Image]:
    """Colour scans of drawn papers."""
    return [draw_scan(seed + at, "văn bản hành chính", "office", dpi).pictures[0] for at in range(count)]


def make_pdf(pictures: list[Image.Image], count: int, path: Path) -> None:
    """A PDF of ``count`` pages that repeats ``pictures``, each page with its own image stream."""
    singles = []
    for picture in pictures:
        coded = io.BytesIO()
        picture.convert("RGB").save(coded, "JPEG", quality=75, dpi=(picture.info.get("dpi") or (200, 200)))
        singles.append(img2pdf.convert(coded.getvalue()))
    with pikepdf.new() as pdf:
        for number in range(count):
            with pikepdf.open(io.BytesIO(singles[number % len(singles)])) as single:
                pdf.pages.extend(single.pages)
        pdf.save(path)


def measured(file: Path, folder: Path) -> tuple[Peak, float]:
    """One run over ``file`` with one worker."""
    command = ["run", str(file), "-o", str(folder / "out"), "--jobs", "1", "--progress", "none"]
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "digitize", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = peak_of(process)
    if process.returncode:
        print(f"{file.name}: exit code {process.returncode}", file=sys.stderr)
    return peak, time.perf_counter() - start


def row(what: str, count: int, pictures: list[Image.Image]) -> tuple[str, ...]:
    """A PDF of so many pages, read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_pdf(pictures, count, folder / "pages.pdf")
        peak, seconds = measured(folder / "pages.pdf", folder)
    sizes = (f"{value / MIB:.0f}" for value in (peak.parent, peak.worker, peak.together))
    return (what, str(count), *sizes, f"{seconds / count:.2f}")


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=700_000)
    parser.add_argument("--short", type=int, default=5)
    parser.add_argument("--long", type=int, default=500)
    arguments = parser.parse_args()
    (large,) = pages(arguments.seed, 1, 300)
    usual = pages(arguments.seed, 3, 100)
    for cells in (HEADER, ("---",) * len(HEADER)):
        print("| " + " | ".join(cells) + " |")
    for what, count, pictures in (
        ("A4, 300 dpi, colour", 1, [large.resize(A4_AT_300)]),
        ("a short PDF", arguments.short, usual),
        ("a long PDF", arguments.long, usual),
    ):
        print("| " + " | ".join(row(what, count, pictures)) + " |", flush=True)


if __name__ == "__main__":
    main()
