"""A program that is killed while it keeps decisions loses none that it told of, and leaves none half."""

import signal
import subprocess
import sys

from digitize.decisions.decision import Decision, Paper, moments
from digitize.decisions.kept import deciding, decisions_broken_at, decisions_in

ADDS = """
import sys
from pathlib import Path
from digitize.decisions.decision import Decision, Paper, moments
from digitize.decisions.kept import deciding

paper = Paper(sha256="ab" * 32, pages=(1,))
with deciding(Path(sys.argv[1])) as ours:
    while True:
        two = [Decision(paper=paper, key=key, outcome="absent", by="Lan", **moments()) for key in ("a", "b")]
        print(ours.add(*two)[-1].number, flush=True)
"""


def test_what_was_told_as_kept_is_there_after_a_kill(tmp_path):
    for _ in range(3):
        program = subprocess.Popen(
            [sys.executable, "-c", ADDS, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        told = [int(program.stdout.readline()) for _ in range(5)]
        program.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        told += [int(line) for line in program.communicate()[0].split("\n")[:-1]]
        kept = [one.number for one in decisions_in(tmp_path)]
        assert kept == list(range(1, len(kept) + 1))
        assert kept[-1] >= told[-1]
        assert len(kept) % 2 == 0  # two at a time, or none
        assert decisions_broken_at(tmp_path) is None


def test_another_program_goes_on_at_once_after_a_kill(tmp_path):
    program = subprocess.Popen([sys.executable, "-c", ADDS, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    program.stdout.readline()
    program.kill()
    program.communicate()
    with deciding(tmp_path) as ours:
        paper = Paper(sha256="ab" * 32, pages=(1,))
        kept = ours.add(Decision(paper=paper, key="a", outcome="absent", by="Hoa", **moments()))
    assert decisions_in(tmp_path)[-1] == kept[0]
