"""This project beside public tools, on the same pages, in turn, one thread each.

    python benchmarks/compare.py samples/dossiers [FOLDER...] [--write benchmarks/RESULTS.md]

Every reader is a program that is started anew for each page, so seconds and memory are those of its
whole process tree, start-up included; the time it needs for an empty page is shown beside.
"""

import argparse
import contextlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil
from PIL import Image

from digitize.evaluate.characters import CharacterCount, count_characters
from digitize.evaluate.rates import error_rate
from digitize.evaluate.truth import Truth, find_pairs

SUFFIXES = {".jpg", ".jpeg", ".png"}
MIB = 1024 * 1024
HEADER = (
    "reader", "condition", "pages", "CER (95 %)", "no diacritics", "word F1", "extra", "s a page", "s empty", "MiB", "failed",
)  # fmt: skip
_PYTESSERACT = """
import sys, pytesseract
from PIL import Image
sys.stdout.reconfigure(encoding="utf-8")
print(pytesseract.image_to_string(Image.open(sys.argv[1]), lang="vie"))
"""


@dataclass(frozen=True)
class Reader:
    """A program: its name with version, its command for a page, and where the text is if not on stdout."""

    name: str
    command: Callable[[Path, Path], list[str]]
    sidecar: bool = False


@dataclass(frozen=True)
class Reading:
    """What one reader made of one page; ``peak`` in bytes of resident memory."""

    lines: list[str]
    seconds: float
    peak: int
    failed: bool


@dataclass(frozen=True)
class Scored:
    """A reading, counted against the truth."""

    condition: str
    count: CharacterCount
    reading: Reading


def readers() -> list[Reader]:
    """Those installed here; the others are named on stderr."""
    digitize, ocrmypdf = _program("digitize"), _program("ocrmypdf")
    known = [
        ("digitize", digitize, Reader(_named("hoso-digitize", "digitize"), _digitize)),
        ("pytesseract", sys.executable, Reader(_named("pytesseract"), _pytesseract)),
        ("ocrmypdf", ocrmypdf, Reader(_named("ocrmypdf"), _ocrmypdf, sidecar=True)),
    ]
    for name, program, _ in known:
        if not program:
            print(f"{name}: not installed, left out", file=sys.stderr)
    return [reader for _, program, reader in known if program]


def _digitize(page: Path, _: Path) -> list[str]:
    return [_program("digitize"), "ocr", str(page), "--to", "text", "--jobs", "1", "--progress", "none"]


def _pytesseract(page: Path, _: Path) -> list[str]:
    return [sys.executable, "-c", _PYTESSERACT, str(page)]


def _ocrmypdf(page: Path, folder: Path) -> list[str]:
    options = [
        "-l",
        "vie",
        "--deskew",
        "--rotate-pages",
        "--jobs",
        "1",
        "--image-dpi",
        "200",
        "--output-type",
        "pdf",
        "-q",
    ]
    return [
        _program("ocrmypdf"),
        *options,
        "--sidecar",
        str(folder / "text"),
        str(page),
        str(folder / "out.pdf"),
    ]


def _program(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name) or ""


def _named(distribution: str, name: str = "") -> str:
    try:
        return f"{name or distribution} {version(distribution)}"
    except PackageNotFoundError:
        return name or distribution


def read(reader: Reader, page: Path) -> Reading:
    """Run ``reader`` on ``page``; what fails has read nothing."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        process = subprocess.Popen(
            reader.command(page, Path(folder)), stdout=output, stderr=subprocess.DEVNULL, env=environment
        )
        peak = _Peak(process.pid)
        peak.start()
        failed = process.wait() != 0
        seconds = time.perf_counter() - start
        peak.join()
        output.seek(0)
        sidecar = Path(folder, "text")
        text = sidecar.read_bytes() if reader.sidecar and sidecar.exists() else output.read()
    return Reading(text.decode("utf-8", "replace").splitlines(), seconds, peak.bytes, failed)


class _Peak(threading.Thread):
    """Watches the resident memory of a process and all below it until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.root, self.bytes = psutil.Process(pid), 0

    def run(self) -> None:
        while total := self._now():
            self.bytes = max(self.bytes, total)
            time.sleep(0.02)

    def _now(self) -> int:
        """Bytes now; 0 when the process has ended. A child may end between being seen and being measured."""
        total = 0
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            for process in [self.root, *self.root.children(recursive=True)]:
                total += process.memory_info().rss
        return total


def pages_of(folder: Path) -> list[tuple[Path, Truth]]:
    """Images with a complete text; plain Tesseract reads no PDF."""
    return [
        (path, truth)
        for path, truth in find_pairs(folder)
        if truth.text_complete and path.suffix.lower() in SUFFIXES
    ]


def compare(folders: Sequence[Path], chosen: Sequence[Reader]) -> dict[str, list[Scored]]:
    """Every page by every reader, page by page, so that a busy machine is busy for all of them."""
    scored = defaultdict(list)
    for folder in folders:
        for path, truth in pages_of(folder):
            for reader in chosen:
                reading = read(reader, path)
                scored[reader.name].append(
                    Scored(truth.condition or folder.name, count_characters(truth, reading.lines), reading)
                )
            print(path.name, file=sys.stderr)
    return scored


def rows(name: str, scored: Sequence[Scored], empty: float) -> list[tuple[str, ...]]:
    """One row a condition, and one for all."""
    conditions = sorted({score.condition for score in scored})
    groups = {condition: [s for s in scored if s.condition == condition] for condition in conditions}
    if len(groups) > 1:
        groups["all"] = list(scored)
    return [
        (name, condition, *_figures(group), f"{empty:.1f}", *_costs(group))
        for condition, group in groups.items()
    ]


def _figures(group: Sequence[Scored]) -> tuple[str, ...]:
    counts = [score.count for score in group]
    characters = [count.characters for count in counts]
    cer = error_rate([count.errors for count in counts], characters)
    right, both = sum(c.right_words for c in counts), sum(c.true_words + c.read_words for c in counts)
    interval = "" if cer.low is None or cer.high is None else f" ({cer.low:.1%}–{cer.high:.1%})"
    return (
        str(len(group)),
        f"{cer.value or 0:.2%}{interval}",
        f"{sum(count.folded_errors for count in counts) / sum(characters):.2%}",
        f"{2 * right / both:.3f}",
        f"{sum(count.extra for count in counts) / sum(characters):.1%}",
        f"{sum(score.reading.seconds for score in group) / len(group):.1f}",
    )


def _costs(group: Sequence[Scored]) -> tuple[str, str]:
    peak = max(score.reading.peak for score in group)
    return f"{peak / MIB:.0f}", str(sum(score.reading.failed for score in group))


def seconds_for_nothing(reader: Reader) -> float:
    """How long it takes over an empty page."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "empty.png")
        Image.new("L", (850, 1100), 255).save(page, dpi=(100, 100))
        return read(reader, page).seconds


def markdown(table: Sequence[tuple[str, ...]]) -> str:
    """The table with the machine and the day."""
    lines = ["| " + " | ".join(cells) + " |" for cells in (HEADER, ("---",) * len(HEADER), *table)]
    return "\n".join(
        ["# How well, how fast", "", f"{datetime.now(UTC):%Y-%m-%d}, {machine()}", "", *lines, ""]
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
    empty = {reader.name: seconds_for_nothing(reader) for reader in chosen}
    scored = compare(arguments.folders, chosen)
    text = markdown([row for name, scores in scored.items() for row in rows(name, scores, empty[name])])
    print(text)
    if arguments.write:
        arguments.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
