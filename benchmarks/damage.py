"""Whether damaged and hostile files end in an account, and whether anything of them is accepted wrongly.

    python -m benchmarks.damage [--from 0] [--count 2000] [--seed 1] [--jobs 2] [--folder build/damage]

The files are made by seed and number: whole papers with wounds, bombs, names that look like results, ZIPs. They
are read in batches, each by a run of its own; what became of a batch stands in verdicts.jsonl of the folder, and
a batch that stands there is not run again. A batch is wrong if the run crashed, hung or met a bug, if a file
is missing in its account, its exit code is not that of the table, if something stays in the temporary folder, or if
a value is accepted from a damaged paper that differs from what the whole paper says.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.hostile_files import bombs, hostile_names
from benchmarks.tree import peak_of
from benchmarks.wounds import whole_files, wounded
from digitize.exit_codes import ExitCode
from digitize.scan.inputs.names import shown_name

MIB = 1024 * 1024
PAGE_SECONDS, CEILING = 30, 1024 * MIB
BESIDE = 256 * MIB  # bytes for the program that hands out the pages, and for what is taken between two looks
BATCH = 20
GRACE = 60
"""Seconds beyond the deadlines of its pages that a batch may take: starting, unpacking, writing, on a busy computer."""
WHOLE_PAGES = 2  # pages of a file at most, beside those of ZIPs
ASKED = {"limit": ExitCode.LIMIT_EXCEEDED, "machine": ExitCode.DEPENDENCY_MISSING}
BUGS = {"page_bug", "page_process_died", "page_too_slow", "out_of_memory", "memory_short"}
Values = dict[str, Any]


@dataclass(frozen=True)
class Damaged:
    """A file of a batch; ``whole`` names the whole file that it was made from."""

    name: str
    data: bytes
    whole: str | None = None


@dataclass(frozen=True)
class Verdict:
    """How a batch ended: what became of its files, by code, and what is wrong with that."""

    first: int
    files: int
    outcomes: dict[str, int]
    accepted: int
    seconds: float
    memory: int
    wrong: list[str]


def damaged(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """``count`` wounded files with their suffixes; the same seed gives the same bytes."""
    whole = whole_files(seed)
    for number in range(count):
        form = tuple(whole)[number % len(whole)]
        yield form, wounded(whole[form], form, _dice(seed, number))


def _dice(seed: int, number: int) -> random.Random:
    return random.Random(f"{seed}/{number}")  # noqa: S311  (seeded damage, nothing secret)


def made(number: int, seed: int, whole: dict[str, bytes]) -> Damaged:
    """The ``number``-th file: of ten, seven are wounded, two are hostile, and one is whole under a hostile name."""
    dice = _dice(seed, number)
    match number % 10:
        case 3 | 6:
            suffix, data = bombs(dice)
            return Damaged(f"{number:05d}.{suffix}", data)
        case 9:
            # A comment makes it a file of its own.
            data = whole["jpg"][:2] + b"\xff\xfe\0\x0a%08d" % number + whole["jpg"][2:]
            return Damaged(hostile_names(number), data, "jpg")
        case _:
            form = dice.choice(tuple(whole))
            name = f"{number:05d}.{form}"
            return Damaged(name, wounded(whole[form], form, dice), form)


def values_of(record: dict[str, Any]) -> Values:
    """What a record says, by field."""
    return {name: field["value"] for name, field in record["fields"].items()}


def read_whole(folder: Path, whole: dict[str, bytes]) -> dict[str, list[Values]]:
    """What the whole files say, one list of values for each form."""
    (folder / "in").mkdir(parents=True)
    for form, data in whole.items():
        (folder / "in" / f"whole.{form}").write_bytes(data)
    _run(folder)
    said: dict[str, list[Values]] = {form: [] for form in whole}
    for record in _records(folder):
        name = record["source"].split("/")
        form = (
            next(part for part in name if part.startswith("whole.")) if "whole." in record["source"] else ""
        )
        said[form.removeprefix("whole.") or "zip"].append(values_of(record))
    return said


def _run(folder: Path) -> tuple[int, int]:
    """A run over the folder ``in``: its exit code and the most memory that it held; killed where it hangs."""
    (folder / "tmp").mkdir(exist_ok=True)
    environment = os.environ | {
        "TMPDIR": str(folder / "tmp"),
        "DIGITIZE_LIMITS__PAGE_SECONDS": str(PAGE_SECONDS),
        "DIGITIZE_LIMITS__PAGE_MEMORY": str(CEILING),
        "DIGITIZE_LIMITS__STREAM_BYTES": str(256 * MIB),
        "DIGITIZE_FAILED_SHARE": "1",
        "DIGITIZE_LANG": "en",
        "OMP_THREAD_LIMIT": "1",
    }
    command = ["run", "in", "-o", "out", "--jobs", "1", "--json", "--progress", "none"]
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        program = subprocess.Popen(
            [sys.executable, "-m", "digitize", *command], stdout=out, stderr=err, cwd=folder, env=environment
        )
        with ThreadPoolExecutor(1) as watch:
            peak = watch.submit(peak_of, program)
            try:
                program.wait(BATCH * WHOLE_PAGES * PAGE_SECONDS + GRACE)
            except subprocess.TimeoutExpired:
                program.kill()
            return program.wait(), peak.result().together


def _records(folder: Path) -> list[dict[str, Any]]:
    path = folder / "out" / "records.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def verdict(first: int, files: list[Damaged], folder: Path, said: dict[str, list[Values]]) -> Verdict:
    """Read a batch in ``folder``, and judge how it ended."""
    (folder / "in").mkdir(parents=True)
    for one in files:
        (folder / "in" / one.name).write_bytes(one.data)
    begun = time.perf_counter()
    code, memory = _run(folder)
    seconds = time.perf_counter() - begun
    told = (folder / "stderr").read_text("utf-8", "replace")
    accounts, wrong = _accounts(folder, code, told)
    outcomes = Counter(state for account in accounts for state in _states(account))
    wrong += [f"{bug}: {_named(accounts, bug)}" for bug in sorted(BUGS & outcomes.keys())]
    wrong += [f"not accounted for: {one.name!r}" for one in files if not _is_accounted_for(one, accounts)]
    wrong += [f"{memory // MIB} MiB"] * (memory > CEILING + BESIDE)
    wrong += [f"left: {path.name}" for path in (folder / "tmp").iterdir()]
    wrong += [f"left: {path}" for path in (folder / "out").rglob("*.part")]
    accepted, differing = _accepted(files, _records(folder), said)
    return Verdict(first, len(files), dict(outcomes), accepted, seconds, memory, wrong + differing)


def _accounts(folder: Path, code: int, told: str) -> tuple[list[dict[str, Any]], list[str]]:
    if code < 0:
        return [], [f"hung or killed: {code}"]
    if "Traceback" in told or code == ExitCode.BUG:
        return [], [f"bug: {told.strip()[-300:]}"]
    try:
        files: list[dict[str, Any]] = json.loads((folder / "stdout").read_text("utf-8"))["files"]
    except (ValueError, KeyError):
        return [], [f"no account: {told.strip()[-300:]}"]
    asked = _asked(files)
    return files, [] if code == asked else [f"exit code {code} where {asked} is right"]


def _asked(files: list[dict[str, Any]]) -> int:
    """The exit code that the account asks for, told from its states alone."""
    states = Counter(one["state"] for one in files)
    if not states["failed"]:
        return ExitCode.DONE if states["done"] or states["duplicate"] else ExitCode.NO_INPUT
    if states["done"]:
        return ExitCode.SOME_FAILED
    faults = {one["fault"] for one in files if one["state"] == "failed"}
    return ASKED.get(faults.pop(), ExitCode.NO_INPUT) if len(faults) == 1 else ExitCode.NO_INPUT


def _states(account: dict[str, Any]) -> set[str]:
    codes = {str(page["code"]) for page in account.get("failed_pages", ())} | {str(account.get("code"))}
    return codes - {"None"} or {str(account["state"])}


def _named(accounts: list[dict[str, Any]], code: str) -> str:
    return ", ".join(repr(one["name"]) for one in accounts if code in _states(one))


def _is_accounted_for(one: Damaged, accounts: list[dict[str, Any]]) -> bool:
    name = shown_name(one.name)
    stem = name.removesuffix(".zip")
    return any(a["name"] == name or a["name"].startswith((f"{name}/", f"{stem}/")) for a in accounts)


def _accepted(
    files: list[Damaged], records: list[dict[str, Any]], said: dict[str, list[Values]]
) -> tuple[int, list[str]]:
    """How many values are accepted, and those that no document of the whole file says."""
    by_name = {shown_name(one.name): one.whole for one in files}
    accepted, differing = 0, []
    for record in records:
        form = by_name.get(record["source"].split("/")[0])
        if form is None:
            continue
        for name, field in record["fields"].items():
            if field["status"] == "accepted":
                accepted += 1
                if all(whole.get(name) != field["value"] for whole in said[form]):
                    differing.append(f"accepted wrongly: {record['source']!r}, {name} = {field['value']!r}")
    return accepted, differing


def main() -> None:
    """Damage, run, judge, print; exit code 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=None, help="keep verdicts, inputs and outputs here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="damage-") as name:
        verdicts = _judged(arguments, arguments.folder or Path(name))
    print(
        "| batches | files | accepted values | slowest batch, s | most memory, MiB | wrong |\n|---|---|---|---|---|---|"
    )
    wrong = [f"{one.first}: {said}" for one in verdicts for said in one.wrong]
    files, accepted = sum(one.files for one in verdicts), sum(one.accepted for one in verdicts)
    slowest, most = max(one.seconds for one in verdicts), max(one.memory for one in verdicts) // MIB
    print(f"| {len(verdicts)} | {files} | {accepted} | {slowest:.0f} | {most} | {len(wrong)} |\n")
    outcomes = sum((Counter(one.outcomes) for one in verdicts), Counter[str]())
    print(", ".join(f"{count} {code}" for code, count in outcomes.most_common()))
    print("\n".join(f"- {one}" for one in wrong))
    sys.exit(bool(wrong))


def _judged(arguments: argparse.Namespace, top: Path) -> list[Verdict]:
    top.mkdir(parents=True, exist_ok=True)
    whole = whole_files(arguments.seed)
    kept = top / f"said-{arguments.seed}.json"
    if not kept.exists():
        kept.write_text(json.dumps(read_whole(top / f"whole-{arguments.seed}", whole)), "utf-8")
    said = json.loads(kept.read_text("utf-8"))
    book = top / f"verdicts-{arguments.seed}.jsonl"
    before = (
        [Verdict(**json.loads(line)) for line in book.read_text("utf-8").splitlines()]
        if book.exists()
        else []
    )
    known = {(one.first, one.files) for one in before}

    def judge(first: int) -> Verdict | None:
        last = min(first + BATCH, arguments.first + arguments.count)
        if (first, last - first) in known:
            return None
        files = [made(number, arguments.seed, whole) for number in range(first, last)]
        return verdict(first, files, top / f"{arguments.seed}-{first:05d}-{time.monotonic_ns()}", said)

    batches = range(arguments.first, arguments.first + arguments.count, BATCH)
    with ThreadPoolExecutor(arguments.jobs) as threads, book.open("a", encoding="utf-8") as written:
        for one in threads.map(judge, batches):
            if one:
                written.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
                written.flush()
                before.append(one)
    return before


if __name__ == "__main__":
    main()
