"""What `digitize run` does with damaged files: PDF, TIFF, JPEG and ZIP with seeded damage, each in a run of its own.

    python -m benchmarks.damage [--inputs 300] [--seed 1] [--jobs 2] [--keep FOLDER]

A run must end by itself before its deadline, below its memory ceiling, with the exit code that its account
asks for, without a bug, a trace or a process that died. Where damage went unnoticed the page is read: bytes
that change nothing, or only some pixels.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import img2pdf
import pikepdf

from benchmarks.short_pages import encoded, heads
from benchmarks.tree import peak_of
from digitize.exit_codes import ExitCode

MIB = 1024 * 1024
KINDS = ("pdf", "tiff", "jpeg", "zip")
PAGE_SECONDS, CEILING = 30, 1024 * MIB
GRACE = 40
"""Seconds beyond the deadline of a page: starting, unpacking, writing, on a busy computer."""
ASKED = {"input": ExitCode.NO_INPUT, "limit": ExitCode.LIMIT_EXCEEDED}


@dataclass(frozen=True)
class Verdict:
    """How a run over one damaged file ended, and what is wrong with that."""

    kind: str
    outcome: str
    seconds: float
    memory: int
    wrong: str


def whole_files(seed: int) -> dict[str, bytes]:
    """One valid file of each kind, all of a few short pages."""
    pages = heads(5, seed, height=0.2)
    jpegs = [encoded(page, quality=75) for page in pages]
    with tempfile.TemporaryDirectory() as name:
        pdf, packed = Path(name, "a.pdf"), Path(name, "a.zip")
        pdf.write_bytes(img2pdf.convert(jpegs[:2]))
        with pikepdf.open(pdf, allow_overwriting_input=True) as document:
            document.save(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("ho-so/1.jpg", jpegs[2])
            archive.writestr("ho-so/2.pdf", img2pdf.convert(jpegs[3]))
        return {
            "pdf": pdf.read_bytes(),
            "tiff": encoded(
                pages[0], "TIFF", compression="tiff_lzw", save_all=True, append_images=pages[1:2]
            ),
            "jpeg": jpegs[4],
            "zip": packed.read_bytes(),
        }


def damaged(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """``count`` damaged files, the kinds by turns; the same seed gives the same bytes."""
    dice = random.Random(seed)  # noqa: S311  (seeded damage, nothing secret)
    whole = whole_files(seed)
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        data = bytearray(whole[kind])
        for _ in range(dice.choice((1, 1, 2, 5))):
            _damage(data, dice)
        yield kind, bytes(data)


def _damage(data: bytearray, dice: random.Random) -> None:
    """One wound: cut off, cut out, blanked, doubled, numbers made huge, scattered, or another's bytes put in."""
    if not data:
        return
    # Headers, directories and trailers are where programs stumble; most bytes are pixels.
    at = dice.choice(
        (
            dice.randrange(len(data)),
            dice.randrange(min(600, len(data))),
            max(0, len(data) - dice.randrange(1, 900)),
        )
    )
    length = dice.choice((1, 2, 4, 16, 64, 1024))
    match dice.randrange(7):
        case 0:
            del data[at + 1 :]
        case 1:
            del data[at : at + length]
        case 2:
            data[at : at + length] = bytes(length)
        case 3:
            data[at : at + length] = b"\xff" * length
        case 4:
            data[at:at] = data[at : at + length] * dice.choice((1, 50))
        case 5:
            data[at : at + 8] = b"99999999"
        case _:
            for _ in range(length):
                data[dice.randrange(len(data))] = dice.randrange(256)


def verdict(kind: str, data: bytes, folder: Path) -> Verdict:
    """Run over one damaged file, in ``folder``, and judge how it ended."""
    folder.mkdir()
    (folder / "tmp").mkdir()
    (folder / f"in.{kind}").write_bytes(data)
    environment = os.environ | {
        "TMPDIR": str(folder / "tmp"),
        "DIGITIZE_LIMITS__PAGE_SECONDS": str(PAGE_SECONDS),
        "DIGITIZE_LIMITS__PAGE_MEMORY": str(CEILING),
        "DIGITIZE_LANG": "en",
        "OMP_THREAD_LIMIT": "1",
    }
    command = ["run", f"in.{kind}", "-o", "out", "--jobs", "1", "--json", "--progress", "none"]
    begun = time.perf_counter()
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        program = subprocess.Popen(
            [sys.executable, "-m", "digitize", *command], stdout=out, stderr=err, cwd=folder, env=environment
        )
        memory = _bounded(program)
    seconds = time.perf_counter() - begun
    account = (folder / "stdout").read_text(encoding="utf-8")
    told = (folder / "stderr").read_text(encoding="utf-8")
    outcome, wrong = _judged(program.returncode, account, told)
    if memory > CEILING:
        wrong = wrong or f"{memory // MIB} MiB"
    if list((folder / "tmp").iterdir()):
        wrong = wrong or "temporary files left"
    return Verdict(kind, outcome, seconds, memory, wrong)


def _bounded(program: subprocess.Popen[bytes]) -> int:
    """The most memory that the program and what it started held; killed where it hangs."""
    with ThreadPoolExecutor(1) as watch:
        peak = watch.submit(peak_of, program)
        try:
            # Two pages at most in a file, and a ZIP of two files.
            program.wait(2 * PAGE_SECONDS + GRACE)
        except subprocess.TimeoutExpired:
            program.kill()
        return peak.result().together


def _judged(code: int, account: str, told: str) -> tuple[str, str]:
    """What became of the file in a word, and what is wrong with how it was told."""
    if code < 0:
        return "hung or killed", f"signal {-code}"
    if "Traceback" in told or code == ExitCode.BUG:
        return "bug", told.strip().splitlines()[-1]
    try:
        files: list[dict[str, Any]] = json.loads(account)["files"]
    except (ValueError, KeyError):
        return "no account", told.strip()
    codes = sorted({str(one.get("code")) for one in files if one["state"] == "failed"} | _of_pages(files))
    for bad in ("page_bug", "page_process_died", "page_too_slow", "out_of_memory"):
        if bad in codes:
            return bad, f"{bad}: {told.strip()}"
    asked = _asked(files)
    wrong = "" if code == asked else f"exit code {code} where {asked} is right: {', '.join(codes)}"
    return (
        "read" if code == 0 else ", ".join(code for code in codes if code != "None") or f"exit code {code}"
    ), wrong


def _of_pages(files: list[dict[str, Any]]) -> set[str]:
    return {str(page["code"]) for one in files for page in one.get("failed_pages", ())}


def _asked(files: list[dict[str, Any]]) -> int:
    """The exit code that the account asks for, told from its states alone."""
    states = Counter(one["state"] for one in files)
    if not states["failed"]:
        return ExitCode.DONE if states["done"] or states["duplicate"] else ExitCode.NO_INPUT
    if states["done"] or states["duplicate"]:
        return ExitCode.SOME_FAILED
    faults = {one["fault"] for one in files if one["state"] == "failed"}
    return ASKED.get(faults.pop(), ExitCode.NO_INPUT) if len(faults) == 1 else ExitCode.NO_INPUT


def main() -> None:
    """Damage, run, judge, print; exit code 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=None, help="leave inputs and outputs here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="damage-") as name, ThreadPoolExecutor(arguments.jobs) as threads:
        top = arguments.keep or Path(name)
        top.mkdir(exist_ok=True)
        files = enumerate(damaged(arguments.inputs, arguments.seed))
        verdicts = list(threads.map(lambda one: verdict(*one[1], top / f"{one[0]:04d}"), files))
    print("| kind | files | read | refused or told by page | slowest, s | most memory, MiB | wrong |")
    print("|---|---|---|---|---|---|---|")
    for kind in (*KINDS, "all"):
        own = [one for one in verdicts if kind in {one.kind, "all"}]
        read, wrong = sum(one.outcome == "read" for one in own), sum(bool(one.wrong) for one in own)
        slowest, most = max(one.seconds for one in own), max(one.memory for one in own) // MIB
        print(
            f"| {kind} | {len(own)} | {read} | {len(own) - read - wrong} | {slowest:.1f} | {most} | {wrong} |"
        )
    print(
        "\n"
        + ", ".join(
            f"{count} {name}" for name, count in Counter(one.outcome for one in verdicts).most_common()
        )
    )
    for number, one in enumerate(verdicts):
        if one.wrong:
            print(f"- {number:04d}, {one.kind}: {one.wrong}")
    sys.exit(any(one.wrong for one in verdicts))


if __name__ == "__main__":
    main()
