"""Whether a store is whole after commands that write to it are killed again and again, by SIGKILL at random moments.

    python -m benchmarks.store_kills RESULTS [--kills 30] [--seed 1] [--store PATH|URL]

RESULTS is a folder that ``digitize run`` left. By turns its papers are added, a person is put right, merged, erased, the
key is changed, a backup is made and one is restored; each command is killed somewhere in its time. After each kill
``digitize store verify`` has to pass, and the same command has to come to its end.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

COMMANDS = ("add", "rectify", "restrict", "rotate", "backup", "restore", "erase")
LONGEST = 300  # seconds that a command may take
MOST_TRIES = 6  # times as many tries as kills: a command may end before it is killed
WITHIN = (0.4, 1.0)
"""Share of its usual time after which a command is killed; before that it only loads."""


@dataclass
class Store:
    """The store that suffers: where it is, the key that holds now, and the results that go into it."""

    place: str
    folder: Path
    results: Path
    key: Path
    number: int = 0
    flaws: list[str] = field(default_factory=list)

    def command(self, name: str) -> list[str]:
        """The command of that name, with what it needs."""
        self.number += 1
        if name == "add":
            # Papers that are there already are not written again.
            self.end(["person", "erase", self.subject(), "--yes"])
        if name == "restore":
            self.end(["store", "backup", str(self.folder / "whole")])
        person = self.subject() if name in {"rectify", "restrict", "erase"} else ""
        return {
            "add": ["store", "add", str(self.results)],
            "rectify": ["person", "rectify", person, "ho_ten", f"Nguyễn Văn {self.number}"],
            "restrict": ["person", "restrict", person, *(["--lift"] if self.number % 2 else [])],
            "rotate": ["store", "rotate-key", "--new-key-file", str(self.folder / f"{self.number}.key")],
            "backup": ["store", "backup", str(self.folder / "backup")],
            "restore": ["store", "restore", str(self.folder / "whole")],
            "erase": ["person", "erase", person, "--yes"],
        }[name]

    def subject(self) -> str:
        """Somebody who is in the store; papers are added where nobody is left."""
        for _ in range(2):
            persons = json.loads(self.end(["store", "persons", "--json"]).stdout)["persons"]
            if persons:
                return str(persons[self.number % len(persons)]["id"])
            self.end(["store", "add", str(self.results)])
        raise SystemExit("no person is in these results")

    def started(self, command: list[str]) -> "subprocess.Popen[str]":
        """The command, begun."""
        place = str(self.folder / f"{self.number}.db") if command[1] == "restore" else self.place
        given = [*command, "--store", place, "--key-file", str(self.key)]
        return subprocess.Popen(
            [sys.executable, "-m", "digitize", *given],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def end(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        """The command, run to its end."""
        program = self.started(command)
        out, err = program.communicate(timeout=LONGEST)
        return subprocess.CompletedProcess(command, program.returncode, out, err)

    def verified(self, after: str) -> None:
        """Note where the store is not whole; after a change of the key either of both may hold."""
        keys = [
            self.key,
            *sorted(self.folder.glob("*.key"), key=lambda path: path.stat().st_mtime, reverse=True),
        ]
        for key in keys:
            before, self.key = self.key, key
            proof = self.end(["store", "verify"])
            if proof.returncode == 0:
                return
            self.key = before
            if proof.returncode != 9:  # noqa: PLR2004  (another key)
                break
        self.flaws.append(f"{after}: verify ended with {proof.returncode}: {proof.stdout}{proof.stderr}")


def main() -> None:
    """Kill, verify, print; exit code 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results", type=Path)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store")
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)  # noqa: S311  (moments to kill at, nothing secret)
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        place = arguments.store or str(folder / "store.db")
        store = Store(place, folder, arguments.results, folder / "first.key")
        store.end(["store", "add", str(store.results)])
        usual = {name: _seconds(store, store.command(name)) for name in COMMANDS}
        landed, tried = 0, 0
        while landed < arguments.kills and tried < MOST_TRIES * arguments.kills:
            name = COMMANDS[tried % len(COMMANDS)]
            landed += _killed(store, name, usual[name] * draw.uniform(*WITHIN))
            tried += 1
    print(
        f"{landed} kills before the end of a command, of {tried} tries; {len(store.flaws)} stores not whole"
    )
    print(*store.flaws, sep="\n")
    sys.exit(1 if store.flaws else 0)


def _seconds(store: Store, command: list[str]) -> float:
    """How long the command takes in peace."""
    began = time.monotonic()
    store.end(command)
    if command[1] == "rotate-key":
        store.key = Path(command[-1])
    return time.monotonic() - began


def _killed(store: Store, name: str, seconds: float) -> bool:
    """Kill the command after so many seconds, prove the store, and give the command again."""
    command = store.command(name)
    program = store.started(command)
    time.sleep(seconds)
    was_running = program.poll() is None
    if was_running:
        os.kill(program.pid, signal.SIGKILL)
    program.communicate()
    store.verified(name)
    ended = store.end(command)
    # What was done before the kill came cannot be done again: somebody is erased, a store is restored.
    is_done = ended.returncode in (0, 5, 7) if name in ("erase", "restore") else ended.returncode == 0
    if not is_done:
        store.flaws.append(f"{name}, given again, ended with {ended.returncode}: {ended.stderr}")
    store.verified(f"{name}, given again")
    print(f"{name}: {'killed' if was_running else 'had ended'}", flush=True)
    return was_running


if __name__ == "__main__":
    main()
