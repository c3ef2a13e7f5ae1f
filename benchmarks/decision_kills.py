"""Kill programs that keep decisions, again and again, and look whether any decision that was told as kept is lost.

    python -m benchmarks.decision_kills                 30 kills, half of a loop that adds decisions, half of a workbook

A program that adds decisions prints the number of each one when it is on the disk. It is killed (SIGKILL) at a random
moment. Then every number that it printed has to be there, every decision whole, and the chain unbroken. A program that
takes in a workbook is killed in the same way; run once more, it has to leave each decision once, and results that verify.
Exit code 1 where anything was lost, half, or there twice.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

from digitize.decisions.decision import Decision, Paper, moments
from digitize.decisions.kept import deciding, decisions_broken_at, decisions_in
from export.tables.asked import COLUMNS

SAMPLES = Path(__file__).parents[1] / "samples" / "dossiers"
PAPERS = ("quyet-dinh-01.jpg", "cong-van-01.jpg")
LONGEST = 600  # seconds that a program may take


def add_for_ever(out: Path) -> None:
    """Add decisions until somebody ends it, and print the number of each one that is kept."""
    paper = Paper(sha256="ab" * 32, pages=(1,))
    with deciding(out) as ours:
        while True:
            one = Decision(paper=paper, key="ho_ten", outcome="corrected", value="Lê", by="Lan", **moments())
            print(ours.add(one)[0].number, flush=True)


def killed_loop(out: Path, dice: random.Random) -> list[str]:
    """Kill a loop that adds decisions; what is wrong afterwards."""
    command = [sys.executable, "-m", "benchmarks.decision_kills", "--add", str(out)]
    before = len(decisions_in(out))
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    if program.stdout is None:
        raise RuntimeError
    told = [int(program.stdout.readline())]
    time.sleep(dice.random() / 2)
    program.send_signal(signal.SIGKILL)
    told += [int(line) for line in program.stdout.read().split("\n")[:-1]]
    program.wait(LONGEST)
    kept = [one.number for one in decisions_in(out)]
    flaws = [f"lost: {number}" for number in told if number not in kept[before:]]
    flaws += [] if kept == list(range(1, len(kept) + 1)) else ["numbers are not in order"]
    broken = decisions_broken_at(out)
    print(f"| loop | {len(told)} | {len(kept) - before} | {len(flaws)} |", flush=True)
    return flaws + ([f"chain broken at {broken}"] if broken is not None else [])


def results_and_workbook(top: Path) -> tuple[Path, Path, int]:
    """Results of a few papers, their workbook with every right value typed in, and how many these are."""
    (top / "in").mkdir()
    for name in PAPERS:
        shutil.copy(SAMPLES / name, top / "in" / name)
    subprocess.run(digitize("run", top / "in", "-o", top / "read", "--progress", "none"), check=True)
    book = openpyxl.load_workbook(top / "read" / "records.xlsx")
    sheet = next(one for one in book if COLUMNS[-1] in [cell.value for cell in one[1]])
    rows = list(sheet.iter_rows(min_row=2))
    for row in rows:
        row[COLUMNS.index("right_value")].value = "?"
    book.save(top / "back.xlsx")
    return top / "read", top / "back.xlsx", len(rows)


def digitize(*arguments: object) -> list[str]:
    """A command line."""
    return [sys.executable, "-m", "digitize", *map(str, arguments)]


def killed_workbook(
    read: Path, back: Path, typed: int, longest: float, dice: random.Random
) -> tuple[list[str], float]:
    """Kill a program that takes in a workbook, run it once more; what is wrong afterwards, and how long that took."""
    out = Path(shutil.copytree(read, read.parent / f"out-{dice.random()}"))
    command = digitize("review", out, "--from", back, "--by", "Lan")
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(dice.random() * longest)
    program.send_signal(signal.SIGKILL)
    program.wait(LONGEST)
    after_kill = len(decisions_in(out))
    begun = time.perf_counter()
    code = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
    seconds = time.perf_counter() - begun
    flaws = [f"exit code {code}"] if code else []
    flaws += [f"half: {after_kill} of {typed}"] if after_kill not in {0, typed} else []
    flaws += [f"there are {len(decisions_in(out))} of {typed}"] if len(decisions_in(out)) != typed else []
    sound = subprocess.run(
        digitize("verify", out, "--sample", 0), stdout=subprocess.DEVNULL, check=False
    ).returncode
    flaws += [f"verify ends with {sound}"] if sound else []
    print(f"| workbook | {after_kill} | {len(decisions_in(out))} | {len(flaws)} |", flush=True)
    shutil.rmtree(out)
    return flaws, seconds


def main() -> None:
    """Kill, compare, print; exit code 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--add", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.add:
        add_for_ever(arguments.add)
    dice = random.Random(arguments.seed)  # noqa: S311  (seeded moments, nothing secret)
    flaws = []
    with tempfile.TemporaryDirectory(prefix="decision-kills-") as name:
        top = Path(name)
        print("| what was killed | told as kept | there | flaws |\n|---|---|---|---|", flush=True)
        (top / "loop").mkdir()
        for _ in range(arguments.kills // 2):
            flaws += killed_loop(top / "loop", dice)
        read, back, typed = results_and_workbook(top)
        longest = 10.0
        for _ in range(arguments.kills - arguments.kills // 2):
            found, longest = killed_workbook(read, back, typed, longest, dice)
            flaws += found
    print("\n".join(f"- {flaw}" for flaw in flaws))
    sys.exit(bool(flaws))


if __name__ == "__main__":
    main()
