"""This project beside public tools: the same pages, in turn in one run, one thread each.

    pip install 'ocrmypdf>=17'          # for the bench only; with unpaper and ghostscript of the system
    python -m benchmarks.compare samples/dossiers [FOLDER...] [--write benchmarks/RESULTS.md]

Pages of one folder and one scan condition are a batch. Every reader is started once a batch and reads
it in one run on one worker, the batch going from reader to reader, so that a busy machine is busy for all
of them. Preparing (turning, deskewing) is timed where the reader does it: this project always does,
OCRmyPDF is asked to, plain Tesseract cannot. OCRmyPDF gets the pictures as they are, wrapped in one PDF
beforehand, and is spared PDF/A and optimising. Processor seconds and memory are those of the whole
process tree, start-up included; what the start costs is shown beside.
"""

import argparse
import contextlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import img2pdf
import pikepdf
import psutil
from PIL import Image

from benchmarks.tree import peak_of
from digitize.evaluate.characters import CharacterCount, count_characters
from digitize.evaluate.rates import error_rate
from digitize.evaluate.truth import Truth, find_pairs
from ocr.formats import from_json

SUFFIXES = {".jpg", ".jpeg", ".png"}
MIB = 1024 * 1024
SCREEN, USUAL = 100, 200  # dots per inch: up to the first a file says nothing, then the second is assumed
HEADER = (
    "reader", "condition", "pages", "CER (95 %)", "no diacritics", "word F1", "extra", "s a page", "CPU s a page", "MiB", "failed",
)  # fmt: skip
_PYTESSERACT = """
import sys, pytesseract
from PIL import Image
sys.stdout.reconfigure(encoding="utf-8")
print("\\f".join(pytesseract.image_to_string(Image.open(page), lang="vie").rstrip("\\f") for page in sys.argv[1:]))
"""
_OCRMYPDF = (
    *("-l", "vie", "--deskew", "--rotate-pages", "--jobs", "1"),
    *("--output-type", "pdf", "--optimize", "0", "--quiet"),
)

Lines = list[str]


@dataclass(frozen=True)
class Reader:
    """A program that reads pictures in one run.

    Attributes:
        name: with its version.
        command: from the pages and a folder of its own to what is started.
        lines: from the pages, stdout and the folder to the lines of each page, None where it gave nothing.
        ready: makes in the folder what the command needs; not timed.
    """

    name: str
    command: Callable[[Sequence[Path], Path], list[str]]
    lines: Callable[[Sequence[Path], str, Path], list[Lines | None]]
    ready: Callable[[Sequence[Path], Path], None] = lambda _pages, _folder: None


@dataclass(frozen=True)
class Run:
    """One run over a batch; ``peak`` in bytes of resident memory, seconds of the clock and of the processor."""

    lines: list[Lines | None]
    seconds: float
    processor: float
    peak: int


@dataclass(frozen=True)
class Batch:
    """Pages of one condition."""

    condition: str
    pages: tuple[tuple[Path, Truth], ...]

    @property
    def paths(self) -> list[Path]:
        """Where they lie."""
        return [path for path, _ in self.pages]


@dataclass(frozen=True)
class Scored:
    """A run, counted against the truth."""

    condition: str
    counts: list[CharacterCount]
    run: Run


def readers() -> list[Reader]:
    """Those installed here; the others are named on stderr."""
    known = [
        (_program("digitize"), Reader(_named("hoso-digitize", "digitize"), _digitize, _lines_of_json)),
        (sys.executable, Reader(_named("pytesseract"), _pytesseract, _lines_of_stdout)),
        (
            _program("ocrmypdf"),
            Reader(_named("ocrmypdf"), _ocrmypdf, _lines_of_sidecar, _wrap),
        ),
    ]
    for program, reader in known:
        if not program:
            print(f"{reader.name}: not installed, left out", file=sys.stderr)
    return [reader for program, reader in known if program]


def _digitize(pages: Sequence[Path], _: Path) -> list[str]:
    options = ["--to", "json", "--jobs", "1", "--progress", "none"]
    return [_program("digitize"), "ocr", *map(str, pages), *options]


def _lines_of_json(pages: Sequence[Path], output: str, _: Path) -> list[Lines | None]:
    with contextlib.suppress(json.JSONDecodeError):
        read = {page.sha256: page.text.splitlines() for page in from_json(output)}
        return [read.get(sha256(page.read_bytes()).hexdigest()) for page in pages]
    return [None] * len(pages)


def _pytesseract(pages: Sequence[Path], _: Path) -> list[str]:
    return [sys.executable, "-c", _PYTESSERACT, *map(str, pages)]


def _lines_of_stdout(pages: Sequence[Path], output: str, _: Path) -> list[Lines | None]:
    read: list[Lines | None] = [page.splitlines() for page in output.split("\f")]
    return read if len(read) == len(pages) else [None] * len(pages)


def _wrap(pages: Sequence[Path], folder: Path) -> None:
    """The pictures in one PDF, as they are."""
    with pikepdf.new() as pdf:
        for number, page in enumerate(pages):
            one = folder / f"{number}.pdf"
            one.write_bytes(img2pdf.convert(str(page), layout_fun=_layout(page)))
            with pikepdf.open(one) as single:
                pdf.pages.extend(single.pages)
        pdf.save(folder / "in.pdf")


def _layout(page: Path) -> Callable[..., object]:
    with Image.open(page) as image:
        told = float(image.info.get("dpi", (0, 0))[0])
    dpi = told if told > SCREEN else USUAL
    layout: Callable[..., object] = img2pdf.get_fixed_dpi_layout_fun((dpi, dpi))
    return layout


def _ocrmypdf(_: Sequence[Path], folder: Path) -> list[str]:
    files = ("--sidecar", str(folder / "text"), str(folder / "in.pdf"), str(folder / "out.pdf"))
    return [_program("ocrmypdf"), *_OCRMYPDF, *files]


def _lines_of_sidecar(pages: Sequence[Path], _: str, folder: Path) -> list[Lines | None]:
    sidecar = folder / "text"
    return _lines_of_stdout(pages, sidecar.read_text(encoding="utf-8") if sidecar.exists() else "", folder)


def _program(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name) or ""


def _named(distribution: str, name: str = "") -> str:
    try:
        return f"{name or distribution} {version(distribution)}"
    except PackageNotFoundError:
        return name or distribution


def read(reader: Reader, pages: Sequence[Path]) -> Run:
    """Run ``reader`` on ``pages``; what fails has read nothing."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryFile() as output:
        folder = Path(name)
        reader.ready(pages, folder)
        start, before = time.perf_counter(), os.times()
        process = subprocess.Popen(
            reader.command(pages, folder),
            stdout=output,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
        peak = peak_of(process)
        seconds, after = time.perf_counter() - start, os.times()
        output.seek(0)
        lines = reader.lines(pages, output.read().decode("utf-8", "replace"), folder)
    processor = sum(after[2:4]) - sum(before[2:4])  # of ended children and theirs
    return Run(lines, seconds, processor, peak.together)


def batches(folders: Sequence[Path]) -> list[Batch]:
    """Pictures with a complete text, by folder and condition; plain Tesseract reads no PDF."""
    found = []
    for folder in folders:
        pages = [(path, truth) for path, truth in find_pairs(folder) if _is_fit(path, truth)]
        for condition in sorted({truth.condition or folder.name for _, truth in pages}):
            chosen = tuple(pair for pair in pages if (pair[1].condition or folder.name) == condition)
            found.append(Batch(condition, chosen))
    return found


def _is_fit(path: Path, truth: Truth) -> bool:
    return truth.text_complete and path.suffix.lower() in SUFFIXES


def compare(folders: Sequence[Path], chosen: Sequence[Reader]) -> dict[str, list[Scored]]:
    """Every batch by every reader."""
    scored = defaultdict(list)
    for batch in batches(folders):
        for reader in chosen:
            print(f"{reader.name}: {batch.condition}, {len(batch.pages)} pages", file=sys.stderr)
            run = read(reader, batch.paths)
            counts = [
                count_characters(truth, lines or [])
                for (_, truth), lines in zip(batch.pages, run.lines, strict=True)
            ]
            scored[reader.name].append(Scored(batch.condition, counts, run))
    return scored


def rows(name: str, scored: Sequence[Scored]) -> list[tuple[str, ...]]:
    """One row a condition, and one for all."""
    conditions = list(dict.fromkeys(score.condition for score in scored))
    groups = {condition: [s for s in scored if s.condition == condition] for condition in conditions}
    if len(groups) > 1:
        groups["all"] = list(scored)
    return [(name, condition, *_accuracy(group), *_costs(group)) for condition, group in groups.items()]


def _accuracy(group: Sequence[Scored]) -> tuple[str, ...]:
    counts = [count for score in group for count in score.counts]
    characters = [count.characters for count in counts]
    cer = error_rate([count.errors for count in counts], characters)
    right, both = sum(c.right_words for c in counts), sum(c.true_words + c.read_words for c in counts)
    interval = "" if cer.low is None or cer.high is None else f" ({cer.low:.1%}–{cer.high:.1%})"
    return (
        str(len(counts)),
        f"{cer.value or 0:.2%}{interval}",
        f"{sum(count.folded_errors for count in counts) / sum(characters):.2%}",
        f"{2 * right / both:.3f}",
        f"{sum(count.extra for count in counts) / sum(characters):.1%}",
    )


def _costs(group: Sequence[Scored]) -> tuple[str, ...]:
    pages = sum(len(score.counts) for score in group)
    return (
        f"{sum(score.run.seconds for score in group) / pages:.2f}",
        f"{sum(score.run.processor for score in group) / pages:.2f}",
        f"{max(score.run.peak for score in group) / MIB:.0f}",
        str(sum(lines is None for score in group for lines in score.run.lines)),
    )


def times(scored: dict[str, list[Scored]], start: dict[str, Run]) -> list[str]:
    """What a page costs against this project, and what the start of each program costs."""
    sums = {
        name: (sum(s.run.seconds for s in scores), sum(s.run.processor for s in scores))
        for name, scores in scored.items()
    }
    own = next(iter(sums.values()))
    return [
        f"- {name}: {clock / own[0]:.1f} times the time of {next(iter(sums))}, {processor / own[1]:.1f} times"
        f" its processor time; an empty page alone takes {start[name].seconds:.1f} s"
        for name, (clock, processor) in sums.items()
    ]


def start_of(reader: Reader) -> Run:
    """One run over an empty page: what starting the program costs."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "empty.png")
        Image.new("L", (850, 1100), 255).save(page, dpi=(100, 100))
        return read(reader, [page])


def markdown(table: Sequence[tuple[str, ...]], notes: Sequence[str]) -> str:
    """The table with the machine and the day."""
    lines = ["| " + " | ".join(cells) + " |" for cells in (HEADER, ("---",) * len(HEADER), *table)]
    day = f"{datetime.now(UTC):%Y-%m-%d}, {machine()}"
    return "\n".join(
        ["# How well, how fast", "", f"By `benchmarks/compare.py`, {day}.", "", *lines, "", *notes, ""]
    )


def machine() -> str:
    """Processor, cores and memory, without the computer's name."""
    cpuinfo = Path("/proc/cpuinfo")
    text = cpuinfo.read_text(encoding="utf-8") if cpuinfo.exists() else ""
    models = [line.partition(": ")[2] for line in text.splitlines() if line.startswith("model name")]
    memory = psutil.virtual_memory().total / 1024**3
    processor = models[0] if models else platform.machine()
    return f"{platform.system()}, {processor}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def main() -> None:
    """Compare, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    chosen = readers()
    start = {reader.name: start_of(reader) for reader in chosen}
    scored = compare(arguments.folders, chosen)
    text = markdown(
        [row for name, scores in scored.items() for row in rows(name, scores)], times(scored, start)
    )
    print(text)
    if arguments.write:
        arguments.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
