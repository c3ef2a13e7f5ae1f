"""Whether anything is lost when commands that write are killed again and again: SIGKILL of the parent, of a worker, of Tesseract.

    python -m benchmarks.kills [--kills 30] [--pages 60] [--seed 1] [--commands run,scan,ocr,extract,export,watch,cluster]

Each command is first left in peace. Then it is killed at seeded random moments, by turns while a file is being
written, each kill is followed by the same command again, and a folder that is done gives way to a fresh one until all
kills are spent, dealt over the commands. Every finished folder is held against the one that was left in peace: the
same files with the same bytes, no half file, nothing in the temporary folder, no page read twice, a whole chain of
events. ``cluster`` is a run with two workers of a scheduler on this computer, where Dask is installed.
"""

import argparse
import hashlib
import importlib.util
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psutil

from benchmarks.short_pages import lay_inbox
from digitize.ledger.events import broken_at
from digitize.ledger.ledger import LEDGER, read_ledger
from digitize.results.half_written import SIGN
from ocr.problem import OutputProblem

TARGETS = ("parent", "worker", "writing", "tesseract")
COMMANDS = ("run", "scan", "ocr", "extract", "export", "watch", "cluster")
START_SECONDS = 1.5
PATIENCE = 20.0
RUNS_TO_THE_END = 5
LONGEST_RUN = 600
QUIET = 4.0
"""Seconds without a change after which a watch is done."""


@dataclass
class Tally:
    """What was killed, here and ``before``, how often a command was begun, and what was wrong at an end."""

    killed: Counter[str] = field(default_factory=Counter)
    before: int = 0
    runs: int = 0
    folders: int = 0
    flaws: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """A command that writes from ``source``; how long it takes in peace, and what it left."""

    command: str
    top: Path
    source: Path
    seconds: float = 0.0

    @property
    def targets(self) -> tuple[str, ...]:
        """What there is to kill while it goes on."""
        return TARGETS if self.command in {"run", "ocr", "watch"} else TARGETS[:3]

    @property
    def peace(self) -> Path:
        """What it wrote in peace."""
        return self.top / f"peace-{self.command}"

    def started(self, out: Path) -> "subprocess.Popen[bytes]":
        """The command, begun."""
        name = "run" if self.command == "cluster" else self.command
        given = [name, str(self.source), "-o", str(out)]
        given += ["--jobs", "2"] if name in {"run", "scan", "ocr", "watch"} else []
        given += ["--progress", "none"] if name in {"run", "scan", "ocr", "watch"} else []
        given += ["--still", "0.5"] if name == "watch" else []
        given += ["--insecure-cluster"] if self.command == "cluster" else []
        without = {
            name: value for name, value in os.environ.items() if not name.startswith("DIGITIZE_CLUSTER")
        }
        return subprocess.Popen(
            [sys.executable, "-m", "digitize", *given],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ if self.command == "cluster" else without,
        )

    def ended(self, out: Path) -> int:
        """The command, run to its end: its exit code; a watch is asked to stop once nothing changes any more."""
        program = self.started(out)
        if self.command != "watch":
            return program.wait(LONGEST_RUN)
        self.wait_until_read(program, out)
        program.send_signal(signal.SIGTERM)
        return 0 if program.wait(LONGEST_RUN) == 130 else 1  # noqa: PLR2004  (interrupted, as asked)

    def wait_until_read(self, program: "subprocess.Popen[bytes]", out: Path) -> None:
        """Wait until the ledger of a watch knows every file as done, and nothing is written any more."""
        files, end = sum(path.is_file() for path in self.source.rglob("*")), time.monotonic() + LONGEST_RUN
        while program.poll() is None and time.monotonic() < end:
            if _done(out) >= files and not _has_a_sign(out) and _has_ended_a_run(program, out):
                break
            time.sleep(0.5)
        time.sleep(QUIET)


def _has_ended_a_run(program: "subprocess.Popen[bytes]", out: Path) -> bool:
    """Whether a watch has looked at its folder at least once: all may be read, and yet its first run is still to come."""
    try:
        begun = datetime.fromtimestamp(psutil.Process(program.pid).create_time(), tz=UTC)
        with closing(read_ledger(out)) as connection:
            row = connection.execute("SELECT at, what FROM event ORDER BY number DESC LIMIT 1").fetchone()
    except (psutil.Error, OutputProblem, sqlite3.Error):
        return False
    return (
        bool(row) and row[1] == "run_ended" and datetime.fromisoformat(row[0]) >= begun.replace(microsecond=0)
    )


def _has_a_sign(out: Path) -> bool:
    """Whether a run still has its sign there: the tables come after the last file."""
    return any(out.glob(f"{SIGN}*"))


def main() -> None:
    """Kill, compare, print; exit code 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--commands", default=",".join(COMMANDS))
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)  # noqa: S311  (seeded moments, nothing secret)
    commands = [one for one in arguments.commands.split(",") if one != "cluster" or _has_dask()]
    print("| command | undisturbed, s | killed | begun | folders finished | lost, doubled, half or left |")
    print("|---|---|---|---|---|---|", flush=True)
    flaws = []
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        top = Path(name)
        os.environ |= {"TMPDIR": str(top / "tmp"), "DIGITIZE_ENGINE": "tesseract", "OMP_THREAD_LIMIT": "1"}
        (top / "tmp").mkdir()
        lay_inbox(top / "in", arguments.pages, arguments.seed)
        for place, command in enumerate(commands):
            before = arguments.kills * place // len(commands)
            kills = arguments.kills * (place + 1) // len(commands) - before
            tally = _killed(command, top, dice, kills, before)
            flaws += [f"{command}: {flaw}" for flaw in tally.flaws]
    print("\n".join(f"- {flaw}" for flaw in flaws))
    sys.exit(bool(flaws))


def _has_dask() -> bool:
    return importlib.util.find_spec("distributed") is not None


def _killed(command: str, top: Path, dice: random.Random, kills: int, before: int) -> Tally:
    """Spend ``kills`` on a command, and print what came of it."""
    tally = Tally(before=before)
    with _cluster(top) if command == "cluster" else _nothing():
        case = _in_peace(command, top, tally)
        while tally.killed.total() < kills and tally.folders < kills:
            _folder_of_kills(case, dice, kills, tally)
        tally.flaws += [f"left in TMPDIR: {path.name}" for path in _left(top / "tmp")]
    if command == "cluster":
        tally.flaws += [f"left in the shared place: {path.name}" for path in (top / "shared").iterdir()]
    killed = ", ".join(f"{tally.killed[target]} {target}" for target in TARGETS)
    row = (command, f"{case.seconds:.0f}", killed, tally.runs, tally.folders, len(tally.flaws))
    print("| " + " | ".join(map(str, row)) + " |", flush=True)
    return tally


def _left(folder: Path) -> list[Path]:
    """What lies in the temporary folder; the desks of living cluster workers may, but no page on them."""
    apart = ("digitize-cluster-", "dask-scratch-space")
    found = [path for path in folder.iterdir() if not path.name.startswith(apart)]
    return found + [path for path in folder.glob("digitize-cluster-*/*/*") if path.is_file()]


def _in_peace(command: str, top: Path, tally: Tally) -> Case:
    """The command with what it needs from the stage before, run once undisturbed."""
    before = {"ocr": "scan", "extract": "ocr", "export": "extract"}.get(command)
    source = top / f"peace-{before}" if before else top / "in"
    if before and not source.exists():
        _in_peace(before, top, tally)
    case = Case(command, top, source)
    begun = time.perf_counter()
    code = case.ended(case.peace)
    tally.flaws += [f"undisturbed: exit code {code}"] * (code != 0)
    return Case(command, top, source, time.perf_counter() - begun)


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@contextmanager
def _cluster(top: Path) -> Iterator[None]:
    """A scheduler and two workers on this computer, told of in the environment."""
    (top / "shared").mkdir(exist_ok=True)
    address = f"tcp://127.0.0.1:{random.randrange(20_000, 30_000)}"  # noqa: S311  (any free port)
    port = address.rpartition(":")[2]
    worker = (
        "worker",
        address,
        "--no-nanny",
        "--no-dashboard",
        "--nthreads",
        "1",
        "--local-directory",
        str(top),
    )
    parts = [
        subprocess.Popen(
            [sys.executable, "-m", "dask", *given], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for given in (("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"), worker, worker)
    ]
    os.environ |= {"DIGITIZE_CLUSTER__ADDRESS": address, "DIGITIZE_CLUSTER__SHARED": str(top / "shared")}
    try:
        yield
    finally:
        for part in parts:
            part.terminate()
            part.wait(LONGEST_RUN)


def _folder_of_kills(case: Case, dice: random.Random, kills: int, tally: Tally) -> None:
    """Kill the command into one fresh folder until it reaches its end, then look at what it left."""
    out = case.top / f"out-{case.command}-{tally.folders}"
    while tally.killed.total() < kills:
        program = case.started(out)
        tally.runs += 1
        target = case.targets[(tally.before + tally.killed.total()) % len(case.targets)]
        time.sleep(START_SECONDS + dice.random() * max(0.0, case.seconds - START_SECONDS) * 0.8)
        if not _kill(program, target, out):
            break
        tally.killed[target] += 1
        if target in {"parent", "writing"}:
            program.wait(LONGEST_RUN)
            continue
        # It goes on without it, to its end or to a second kill.
        if dice.random() < 1 / 2 and tally.killed.total() < kills:
            time.sleep(dice.random() * case.seconds / 3)
            tally.killed["parent"] += _kill(program, "parent", out)
        if case.command == "watch" and program.poll() is None:
            case.wait_until_read(program, out)
            program.send_signal(signal.SIGTERM)
        program.wait(LONGEST_RUN)
    if program.poll() is None:
        program.send_signal(signal.SIGTERM)
        program.wait(LONGEST_RUN)
    code = 1
    for _ in range(RUNS_TO_THE_END):
        code = case.ended(out)
        tally.runs += 1
        if code == 0:
            break
    tally.folders += 1
    tally.flaws += [f"{out.name}: {flaw}" for flaw in _flaws(case.peace, out, code)]


def _done(out: Path) -> int:
    """Files that the ledger in ``out`` knows as done."""
    try:
        with closing(read_ledger(out)) as connection:
            return int(connection.execute("SELECT count(*) FROM file WHERE state = 'done'").fetchone()[0])
    except (OutputProblem, sqlite3.Error):
        return 0


def _kill(program: "subprocess.Popen[bytes]", target: str, out: Path) -> bool:
    """Kill the parent (``writing``: while a file is half written), a worker, or a Tesseract; False where it ended before."""
    end = time.monotonic() + PATIENCE
    while program.poll() is None and time.monotonic() < end:
        if target == "writing" and not _is_writing(out):
            time.sleep(0.01)
            continue
        for process in _of_kind(program.pid, target):
            try:
                process.send_signal(signal.SIGKILL)
            except psutil.Error:
                continue
            return True
    return False


def _is_writing(out: Path) -> bool:
    try:
        return any(out.rglob("*.part"))
    except OSError:  # a folder that vanished meanwhile
        return False


def _of_kind(number: int, target: str) -> list[psutil.Process]:
    try:
        parent = psutil.Process(number)
        if target in {"parent", "writing"}:
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
    found += [f"half written: {path}" for path in out.rglob("*.part")]
    if not (out / LEDGER).exists():
        return found
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
