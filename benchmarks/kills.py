"""Whether anything is lost when a run is killed again and again: SIGKILL of the parent, of a worker, of Tesseract.

    python -m benchmarks.kills [--kills 30] [--pages 60] [--seed 1]

A run over drawn pages is killed at seeded random moments, each kill is followed by running again, and a
folder that is done gives way to a fresh one until all kills are spent. Every finished folder is held against
one that was left in peace: the same files with the same bytes, no half file, no page read twice, a whole
chain of events. What was killed is drawn by turns; where no Tesseract is running, it is waited for.
"""

import argparse
import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.short_pages import lay_inbox
from digitize.ledger.events import broken_at
from digitize.ledger.ledger import read_ledger

TARGETS = ("parent", "worker", "tesseract")
START_SECONDS = 1.5
PATIENCE = 20.0
RUNS_TO_THE_END = 5
LONGEST_RUN = 600


@dataclass
class Tally:
    """What was killed, how often a run was begun, and what was wrong at an end."""

    killed: Counter[str] = field(default_factory=Counter)
    runs: int = 0
    folders: int = 0
    flaws: list[str] = field(default_factory=list)


def main() -> None:
    """Kill, compare, print; exit code 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)  # noqa: S311  (seeded moments, nothing secret)
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        top = Path(name)
        os.environ |= {"TMPDIR": str(top / "tmp"), "DIGITIZE_ENGINE": "tesseract", "OMP_THREAD_LIMIT": "1"}
        (top / "tmp").mkdir()
        files = lay_inbox(top / "in", arguments.pages, arguments.seed)
        begun = time.perf_counter()
        code = _started(top, "peace").wait(LONGEST_RUN)
        seconds = time.perf_counter() - begun
        tally = Tally()
        while tally.killed.total() < arguments.kills and tally.folders < arguments.kills:
            _folder_of_kills(top, dice, seconds, arguments.kills, tally)
        left = [path.name for path in (top / "tmp").iterdir()]
    tally.flaws += [f"undisturbed run: exit code {code}"] * (code != 0) + [
        f"left in TMPDIR: {one}" for one in left
    ]
    print(f"{arguments.pages} pages in {files} files, undisturbed in {seconds:.0f} s with 2 workers\n")
    print("| killed | runs begun | folders finished | lost, doubled or half |\n|---|---|---|---|")
    killed = ", ".join(f"{tally.killed[target]} {target}" for target in TARGETS)
    print(f"| {killed} | {tally.runs} | {tally.folders} | {len(tally.flaws)} |")
    for flaw in tally.flaws:
        print(f"- {flaw}")
    sys.exit(bool(tally.flaws))


def _folder_of_kills(top: Path, dice: random.Random, seconds: float, kills: int, tally: Tally) -> None:
    """Kill runs into one fresh folder until one of them reaches its end, then look at what it left."""
    name = f"out-{tally.folders}"
    while tally.killed.total() < kills:
        program = _started(top, name)
        tally.runs += 1
        target = TARGETS[tally.killed.total() % len(TARGETS)]
        time.sleep(START_SECONDS + dice.random() * seconds / 3)
        if not _kill(program, target):
            program.wait(LONGEST_RUN)
            break
        tally.killed[target] += 1
        if target == "parent":
            program.wait(LONGEST_RUN)
            continue
        # The run goes on without it; sometimes it is let alone to its end, sometimes killed a second time.
        if dice.random() < 1 / 2 and tally.killed.total() < kills:
            time.sleep(dice.random() * seconds / 3)
            if _kill(program, "parent"):
                tally.killed["parent"] += 1
        program.wait(LONGEST_RUN)
    code = 1
    for _ in range(RUNS_TO_THE_END):
        code = _started(top, name).wait(LONGEST_RUN)
        tally.runs += 1
        if code == 0:
            break
    tally.folders += 1
    tally.flaws += [f"{name}: {flaw}" for flaw in _flaws(top / "peace", top / name, code)]


def _started(top: Path, name: str) -> subprocess.Popen[bytes]:
    command = ["run", str(top / "in"), "-o", str(top / name), "--jobs", "2", "--progress", "none"]
    return subprocess.Popen(
        [sys.executable, "-m", "digitize", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _kill(program: subprocess.Popen[bytes], target: str) -> bool:
    """Kill the parent, one of its workers, or a Tesseract of theirs; False where the run ended before."""
    end = time.monotonic() + PATIENCE
    while program.poll() is None and time.monotonic() < end:
        for process in _of_kind(program.pid, target):
            try:
                process.send_signal(signal.SIGKILL)
            except psutil.Error:
                continue
            return True
    return False


def _of_kind(number: int, target: str) -> list[psutil.Process]:
    try:
        parent = psutil.Process(number)
        if target == "parent":
            return [parent]
        below = parent.children(recursive=True)
        if target == "tesseract":
            return [one for one in below if one.name() == "tesseract"]
        return [one for one in below if "spawn_main" in " ".join(one.cmdline())]
    except psutil.Error:
        return []


def _flaws(peace: Path, out: Path, code: int) -> list[str]:
    """What differs from the folder that was left in peace, and what the ledger says twice."""
    found = [] if code == 0 else [f"exit code {code} in the end"]
    expected, reached = _snapshot(peace), _snapshot(out)
    found += [f"missing: {path}" for path in expected.keys() - reached.keys()]
    found += [f"surplus: {path}" for path in reached.keys() - expected.keys()]
    found += [
        f"differs: {path}" for path in expected.keys() & reached.keys() if expected[path] != reached[path]
    ]
    with closing(read_ledger(out)) as connection:
        broken = broken_at(connection)
        found += [f"chain broken at {broken}"] * (broken is not None)
        found += [f"page read twice: {row}" for row in _twice(connection)]
        found += [
            f"not done: {row}"
            for table in ("file", "page")
            for row in connection.execute(f"SELECT sha256, state FROM {table} WHERE state != 'done'")  # noqa: S608  (two names of tables)
        ]
    return found


def _twice(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT data, count(*) FROM event WHERE what = 'page_read' GROUP BY data")
    return [data for data, count in rows if count > 1]


def _snapshot(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "ledger" not in path.name
    }


if __name__ == "__main__":
    main()
