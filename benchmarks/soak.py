"""A soak of ``watch``: for minutes or hours files come, grow, are replaced, renamed, damaged and taken away.

    python -m benchmarks.soak [--minutes 180] [--seed 1] [--every 2.0] [--pages 40]

At the end nothing more happens, and the watch is asked to stop once it is quiet. Then an undisturbed run over what
lies in the folder says what should be there: wrong is a document whose fields differ, lost a file of the folder that
the watch has no result of, left behind anything in the temporary folder or half written. The memory of the watch is
sampled all the time; it is flat where its last quarter is not higher than its second one.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from benchmarks.short_pages import encoded, heads

MIB = 1024 * 1024
STILL = 1.0
QUIET = 30.0
"""Seconds without a change of the results after which the watch has read all that there is."""
LONGEST_REST = 900.0
SAMPLE = 2.0  # seconds
RISE = 1.15  # times the memory of the second quarter that the last one may take
SLACK = 24 * MIB
MOST_FILES = 40
"""Files in the folder at a time; of more, one is taken away for each that comes."""


@dataclass
class Inbox:
    """The watched folder and what happens in it; ``pages`` are the bytes of whole pages."""

    folder: Path
    pages: list[bytes]
    dice: random.Random
    number: int = 0
    growing: list[tuple[Path, bytes]] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)

    def happen(self) -> None:
        """One thing happens."""
        for path, rest in self.growing:
            with path.open("ab") as stream:
                stream.write(rest)
        self.growing.clear()
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        events = (self.comes, self.comes, self.grows, self.comes_in_a_folder, self.is_damaged)
        others = (self.is_replaced, self.is_renamed, self.goes)
        event = (
            self.goes if len(files) > MOST_FILES else self.dice.choice((*events, *(others if files else ())))
        )
        self.happened[event.__name__] += 1
        event()

    def page(self) -> bytes:
        """A page of its own: a comment tells it apart."""
        self.number += 1
        data = self.dice.choice(self.pages)
        return data[:2] + b"\xff\xfe\0\x0a%08d" % self.number + data[2:]

    def name(self) -> str:
        """A new name, in one of the forms of Unicode."""
        form = self.dice.choice(("NFC", "NFD"))
        return unicodedata.normalize(form, f"Giấy tờ {self.number:05d}.jpg")

    def any_file(self) -> Path:
        """One of the files that lie there."""
        return self.dice.choice(sorted(path for path in self.folder.rglob("*") if path.is_file()))

    def comes(self) -> None:
        """A file comes in one step."""
        data = self.page()
        hidden = self.folder / ".coming"
        hidden.write_bytes(data)
        hidden.rename(self.folder / self.name())

    def grows(self) -> None:
        """A file comes in two pieces."""
        data, path = self.page(), self.folder / self.name()
        half = len(data) // 2
        path.write_bytes(data[:half])
        self.growing.append((path, data[half:]))

    def comes_in_a_folder(self) -> None:
        """A folder of two files comes."""
        folder = self.folder / f"ho-so-{self.number}"
        folder.mkdir(exist_ok=True)
        for _ in range(2):
            data = self.page()
            (folder / self.name()).write_bytes(data)

    def is_damaged(self) -> None:
        """Half a file comes, and stays."""
        data = self.page()
        (self.folder / self.name()).write_bytes(data[: len(data) // 2])

    def is_replaced(self) -> None:
        """Other bytes come under a name that was there."""
        self.any_file().write_bytes(self.page())

    def is_renamed(self) -> None:
        """A file gets another name."""
        self.number += 1
        path = self.any_file()
        path.rename(path.with_name(self.name()))

    def goes(self) -> None:
        """A file is taken away, perhaps while it is read."""
        self.any_file().unlink()


def main() -> None:
    """Soak, compare, print; exit code 1 where anything is wrong, lost or left, or the memory grew."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=180.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=float, default=2.0, help="seconds between two events")
    parser.add_argument("--pages", type=int, default=40, help="different pages")
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)  # noqa: S311  (seeded events, nothing secret)
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        top = Path(name)
        (top / "in").mkdir()
        (top / "tmp").mkdir()
        os.environ |= {"TMPDIR": str(top / "tmp"), "OMP_THREAD_LIMIT": "1", "DIGITIZE_LANG": "en"}
        pages = [encoded(page, quality=80) for page in heads(arguments.pages, arguments.seed)]
        inbox = Inbox(top / "in", pages, dice)
        memory, code = _soaked(top, inbox, arguments.minutes * 60, arguments.every)
        flaws = _flaws(top, code)
    flaws += _growth(memory)
    happened = ", ".join(f"{count} {name}" for name, count in sorted(inbox.happened.items()))
    print(f"{arguments.minutes:g} minutes, {inbox.happened.total()} events: {happened}")
    print(f"memory of the watch, MiB, by tenth: {', '.join(str(one) for one in _tenths(memory))}")
    print(f"wrong, lost, left behind or grown: {len(flaws)}")
    print("\n".join(f"- {flaw}" for flaw in flaws))
    sys.exit(bool(flaws))


def _soaked(top: Path, inbox: Inbox, seconds: float, every: float) -> tuple[list[int], int]:
    """Watch while things happen: samples of the memory, and the exit code."""
    order = ["watch", str(top / "in"), "-o", str(top / "out"), "--still", str(STILL), "--jobs", "2"]
    with (top / "told").open("wb") as told:
        watch = subprocess.Popen([sys.executable, "-m", "digitize", *order], stdout=told, stderr=told)
        try:
            return _while_it_watches(watch, top, inbox, seconds, every)
        finally:
            watch.kill()


def _while_it_watches(
    watch: "subprocess.Popen[bytes]", top: Path, inbox: Inbox, seconds: float, every: float
) -> tuple[list[int], int]:
    memory: list[int] = []
    end, sampled = time.monotonic() + seconds, 0.0
    while time.monotonic() < end and watch.poll() is None:
        inbox.happen()
        if time.monotonic() - sampled > SAMPLE:
            sampled = time.monotonic()
            memory.append(_resident(watch.pid))
        time.sleep(inbox.dice.random() * 2 * every)
    inbox.happen()
    for path, rest in inbox.growing:
        with path.open("ab") as stream:
            stream.write(rest)
    _rest(top / "out", watch)
    watch.send_signal(signal.SIGTERM)
    return memory, watch.wait(LONGEST_REST)


def _rest(out: Path, watch: "subprocess.Popen[bytes]") -> None:
    """Wait until the results do not change any more."""
    end, seen, since = time.monotonic() + LONGEST_REST, (0, 0), time.monotonic()
    while time.monotonic() < end and watch.poll() is None and time.monotonic() - since < QUIET:
        now = _state(out)
        if now != seen:
            seen, since = now, time.monotonic()
        time.sleep(1.0)


def _state(out: Path) -> tuple[int, int]:
    times = [
        time_of for folder, _, names in os.walk(out) for name in names if (time_of := _changed(folder, name))
    ]
    return len(times), max(times, default=0)


def _changed(folder: str, name: str) -> int:
    try:
        return Path(folder, name).stat().st_mtime_ns
    except OSError:  # it is written at this moment
        return 0


def _resident(number: int) -> int:
    try:
        return int(psutil.Process(number).memory_info().rss)
    except psutil.Error:
        return 0


def _flaws(top: Path, code: int) -> list[str]:
    told = (top / "told").read_text("utf-8", "replace")
    found = [f"exit code {code}"] * (code != 130)  # noqa: PLR2004  (interrupted, as asked)
    found += ["an error that was not expected"] * ("Traceback" in told or "did not expect" in told)
    found += [f"left: {path.name}" for path in (top / "tmp").iterdir()]
    found += [f"half written: {path}" for path in (top / "out").rglob("*.part")]
    order = ["run", str(top / "in"), "-o", str(top / "peace"), "--jobs", "2", "--progress", "none", "--json"]
    peace = subprocess.run(
        [sys.executable, "-m", "digitize", *order],
        capture_output=True,
        check=False,
        env=os.environ | {"DIGITIZE_FAILED_SHARE": "1"},
    )
    found += ["the run in peace gave no account"] * (not json.loads(peace.stdout or b"{}").get("files"))
    expected, reached = _records(top / "peace"), _records(top / "out")
    there = {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in (top / "in").rglob("*") if path.is_file()
    }
    found += [f"lost: {sha256}" for sha256 in (expected.keys() & there) - reached.keys()]
    found += [
        f"wrong: {sha256}: {_difference(expected[sha256], reached[sha256])}"
        for sha256 in expected.keys() & reached.keys()
        if expected[sha256] != reached[sha256]
    ]
    return found


def _difference(expected: list[dict[str, Any]], reached: list[dict[str, Any]]) -> str:
    """How two records differ, without what the paper says."""
    if len(expected) != len(reached):
        return f"{len(reached)} documents instead of {len(expected)}"
    names = {
        name
        for one, other in zip(expected, reached, strict=True)
        for name in one.keys() | other.keys()
        if one.get(name) != other.get(name)
    }
    return ", ".join(sorted(names))


def _records(out: Path) -> dict[str, list[dict[str, Any]]]:
    """The fields of every document, by the hash of its file; what other papers said is left out."""
    said: dict[str, list[dict[str, Any]]] = {}
    path = out / "records.jsonl"
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        record = json.loads(line)
        fields = {name: one["value"] for name, one in record["fields"].items()}
        said.setdefault(record["sha256"], []).append({"doc_type": record["doc_type"], **fields})
    return said


def _tenths(memory: list[int]) -> list[int]:
    step = max(1, len(memory) // 10)
    return [round(statistics.median(memory[at : at + step]) / MIB) for at in range(0, len(memory), step)]


def _growth(memory: list[int]) -> list[str]:
    quarter = len(memory) // 4
    if not quarter:
        return ["too short to tell whether memory grows"]
    early, late = statistics.median(memory[quarter : 2 * quarter]), statistics.median(memory[-quarter:])
    return [f"memory grew from {early // MIB} to {late // MIB} MiB"] if late > RISE * early + SLACK else []


if __name__ == "__main__":
    main()
