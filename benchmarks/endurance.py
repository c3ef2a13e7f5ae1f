"""A long run: whether memory stays flat, what the ledger costs, how two workers do, how fast finished work is seen.

    python -m benchmarks.endurance [--pages 1000] [--whole 24] [--jobs 2]

The long run is over short pages (the heads of drawn letters), so that a thousand of them pass in minutes; the
share of the ledger is the larger for it. Two workers are held against one over whole pages. Memory is the
resident memory of the process that hands out pages and writes results.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from benchmarks.short_pages import encoded, heads, lay_inbox

MIB = 1024 * 1024
HEIGHT = 0.06
EVERY = 0.2
FROM_PAGE = 100
LEDGER_CALLS = (
    "begin",
    "end",
    "sighted",
    "queue",
    "pages",
    "outcome",
    "commit_page",
    "commit_file",
    "commit_changed",
    "file",
    "artifacts",
)


@dataclass
class Timed:
    """A run: its exit code, wall seconds, seconds within the ledger, and (pages done, bytes) of its memory."""

    code: int = 0
    seconds: float = 0.0
    ledger: float = 0.0
    memory: list[tuple[int, int]] = field(default_factory=list)

    @property
    def growth(self) -> int:
        """Bytes by which the memory rose above what it was at the hundredth page, at most."""
        late = [size for pages, size in self.memory if pages >= FROM_PAGE]
        return max(late) - late[0] if late else 0


def run(inputs: Path, out: Path, jobs: int) -> Timed:
    """One run in a process of its own, watched."""
    command = [sys.executable, "-m", "benchmarks.endurance", "--inside", str(inputs), str(out), str(jobs)]
    timed, done = Timed(), [0]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        watch = threading.Thread(target=_follow, args=(program, done))
        watch.start()
        parent = psutil.Process(program.pid)
        while program.poll() is None:
            timed.memory.append((done[0], _resident(parent)))
            time.sleep(EVERY)
        timed.seconds = time.perf_counter() - begun
        watch.join()
        timed.ledger = float((program.stdout.read() if program.stdout else "").splitlines()[-1])
    timed.code = program.returncode
    return timed


def _follow(program: "subprocess.Popen[str]", done: list[int]) -> None:
    for line in program.stderr or ():
        found = re.search(r'"done": (\d+)', line)
        done[0] = int(found[1]) if found else done[0]


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def inside(inputs: str, out: str, jobs: str) -> int:
    """The run itself, with a stopwatch on every call of the ledger; its seconds are the last line printed."""
    from digitize import progress  # noqa: PLC0415  (only in the process that is measured)
    from digitize.__main__ import run as digitize  # noqa: PLC0415  (as above)
    from digitize.ledger.ledger import Ledger  # noqa: PLC0415  (as above)

    progress.SECONDS_BETWEEN_LINES = 0.2
    spent = [0.0]
    for name in LEDGER_CALLS:
        setattr(Ledger, name, _stopped(getattr(Ledger, name), spent))
    code = digitize(["run", inputs, "-o", out, "--jobs", jobs, "--progress", "json"])
    print(spent[0] + _hashing(Path(out)), flush=True)
    return code


def _hashing(out: Path) -> float:
    """Seconds that the hashes of all results take: workers make them for the ledger, so they are part of its cost."""
    from export.original import file_sha256  # noqa: PLC0415  (as above)

    begun = time.perf_counter()
    for path in out.rglob("*"):
        if path.is_file():
            file_sha256(path)
    return time.perf_counter() - begun


def _stopped(call: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:  # noqa: ANN401  (any call)
        begun = time.perf_counter()
        try:
            return call(*given, **named)
        finally:
            spent[0] += time.perf_counter() - begun

    return timed


def main() -> None:
    """Run, print a table; exit code 1 where a run did not end well."""
    if sys.argv[1:2] == ["--inside"]:
        sys.exit(inside(*sys.argv[2:]))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--whole", type=int, default=24)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    rows: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory(prefix="endurance-") as name:
        top = Path(name)
        files = lay_inbox(top / "long", arguments.pages, 1, HEIGHT)
        before = os.getloadavg()[0]
        long = run(top / "long", top / "out", arguments.jobs)
        again = run(top / "long", top / "out", arguments.jobs)
        (top / "whole").mkdir()
        for number, page in enumerate(heads(arguments.whole, 2, 1.0)):
            (top / "whole" / f"{number:03d}.jpg").write_bytes(encoded(page, quality=80))
        one, two = (run(top / "whole", top / f"whole-{jobs}", jobs) for jobs in (1, 2))
    rate = arguments.pages / long.seconds
    rows = [
        ("pages, files", f"{arguments.pages}, {files}"),
        ("whole run", f"{long.seconds:.0f} s, {rate:.1f} pages/s, {arguments.jobs} workers"),
        ("parent's memory, highest", f"{max(size for _, size in long.memory) // MIB} MiB"),
        (f"its rise after page {FROM_PAGE}", f"{long.growth / MIB:.0f} MiB"),
        ("time in the ledger", f"{long.ledger:.1f} s, {long.ledger / long.seconds:.2%} of the run"),
        ("second run over finished work", f"{again.seconds:.1f} s"),
        (
            "two workers against one, whole pages",
            f"{one.seconds / two.seconds:.2f} ({arguments.whole} pages: {one.seconds:.0f} s, {two.seconds:.0f} s)",
        ),
        (
            "load of the computer before and after",
            f"{before:.1f}, {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
        ),
    ]
    print("| what | figure |\n|---|---|")
    print("\n".join(f"| {what} | {figure} |" for what, figure in rows))
    codes = [timed.code for timed in (long, again, one, two)]
    print(json.dumps({"exit codes": codes}))
    sys.exit(any(codes))


if __name__ == "__main__":
    main()
