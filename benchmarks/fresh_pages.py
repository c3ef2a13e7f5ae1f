"""Type, recall, silent errors and straight-through on papers drawn anew: ``python benchmarks/fresh_pages.py --seed N``.

Draws ``--each`` papers of every type, in conditions of scanning by chance, reads them and prints a table
by type, with the bounds in which the true figure lies 19 times in 20. A seed counts as fresh only once:
whoever has looked at its pages takes another one.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from digitize.evaluate.evaluation import Evaluation, Group
from digitize.evaluate.measure import measure
from digitize.evaluate.rates import Rate
from digitize.settings import load_settings
from extract.rules.loader import load_types

HEAD = (
    "| | papers | type | fields right | in print | by hand | straight through | silent errors |\n"
    "|---|---|---|---|---|---|---|---|"
)


class Silent:
    """No progress is shown: the table is all there is to see."""

    def found(self, count: int) -> None:
        """So many papers were found."""

    def advance(self, name: str) -> None:
        """One of them is done."""


def rows(result: Evaluation) -> Iterator[str]:
    """The table in Markdown, all papers first."""
    yield HEAD
    yield row("**all**", result.overall)
    yield from (row(name, group) for name, group in result.by_doc_type.items())


def row(name: str, group: Group) -> str:
    """One line of the table."""
    shares = (
        group.types,
        group.fields.recall,
        group.printed_fields.recall,
        group.handwritten_fields.recall,
        group.fields.straight_through,
        group.fields.silent_errors,
    )
    return f"| {name} | {group.files} | {' | '.join(map(told, shares))} |"


def told(share: Rate) -> str:
    """A share in per cent with its bounds."""
    if share.value is None:
        return "–"
    return f"{share.value:.1%} ({share.low or 0:.1%}–{share.high or 0:.1%})"


def main() -> None:
    """Draw, read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True, help="seed of the first paper")
    parser.add_argument("--each", type=int, default=7, help="papers of every type")
    parser.add_argument("--jobs", type=int, default=2, help="papers read at a time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        drawing = [sys.executable, "-m", "samples", "--out", folder]
        drawing += ["--seed", str(options.seed), "--each", str(options.each)]
        subprocess.run(drawing, check=True, stdout=subprocess.DEVNULL)
        settings = load_settings(None, jobs=options.jobs)
        for line in rows(measure(Path(folder), settings, load_types(), Silent())):
            print(line)


if __name__ == "__main__":
    main()
