"""What is accepted wrongly on pages made strange: ``python -m benchmarks.strange_pages FOLDER --read KEPT --wrong``.

FOLDER holds papers with truth (``python -m samples``, ``python -m samples.forms``). They are read once and kept in
KEPT; then every page is changed in each of the ways of ``training.strange_words``, extracted again and compared
with the same truth. Nothing is drawn and nothing is read anew, so thousands of strange pages cost minutes.
"""

import argparse
import pickle
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from digitize.evaluate.field_comparison import FieldVerdict, count_fields, judge_fields, pair_records
from digitize.evaluate.measure import MeasureTask, measure_file
from digitize.evaluate.truth import Truth, find_pairs
from digitize.settings import load_settings
from extract.extraction import extract
from extract.rules.doctype import DocumentTypes
from extract.rules.loader import load_types
from ocr.page import PageText
from training.strange_words import WAYS, Strange, Value

HEAD = "| made strange by | papers | fields right | straight through | wrong of accepted |\n|---|---|---|---|---|"


class Paper(NamedTuple):
    """A paper as it was read, with its truth."""

    name: str
    pages: tuple[PageText, ...]
    truth: Truth


def read(folder: Path, kept: Path, types: DocumentTypes) -> Iterator[Paper]:
    """The papers of a folder that have a truth of one document; each is read once and kept."""
    settings = load_settings(None, jobs=1).model_copy(update={"secrecy": "flag"})
    kept.mkdir(parents=True, exist_ok=True)
    for path, truth in find_pairs(folder):
        file = kept / f"{path.stem}.pkl"
        if not file.exists():
            pages = measure_file(MeasureTask(path, settings, types)).pages
            file.write_bytes(pickle.dumps((path.name, pages, truth)))
    yield from held(kept)


def held(kept: Path) -> Iterator[Paper]:
    """The papers that were read before; only this program wrote the files."""
    for file in sorted(kept.glob("*.pkl")):
        paper = Paper(*pickle.loads(file.read_bytes()))  # noqa: S301  (written by this program)
        if len(paper.truth.documents) == 1:
            yield paper


def verdicts(paper: Paper, pages: Sequence[PageText], types: DocumentTypes) -> tuple[FieldVerdict, ...]:
    """How each field of the truth was read from ``pages``; a value of another field counts as spurious."""
    documents = paper.truth.documents
    found = [one.record for one in extract(pages, types, source=documents[0].file or paper.name)]
    (record,) = pair_records(documents, found)
    return judge_fields(documents[0], record)


def values_on(paper: Paper, types: DocumentTypes) -> list[Value]:
    """The values on the first page: the words of their first row, the label before them, and what stands after them."""
    page = paper.pages[0].page
    values: list[Value] = []
    for one in extract(paper.pages, types, source=paper.name):
        book = one.account
        for name, evidenced in one.evidence.items():
            first = evidenced.runs[0].words[0] if evidenced.runs else None
            places = (
                (number, row.words.index(first))
                for number, row in enumerate(book.rows)
                if first and row.page == page and first in row.words
            )
            number, start = next(places, (None, 0))
            if number is None:
                continue
            row = book.rows[number]
            words = tuple(word for word in evidenced.runs[0].words if word in row.words)
            opens = start
            while opens and book.words[number, opens - 1] == "label":
                opens -= 1
            values.append(Value(name, words, row.words[opens:start], row.words[start + len(words) :]))
    return values


def strange_verdicts(
    papers: Sequence[Paper],
    values: Mapping[str, Sequence[Value]],
    way: str,
    seed: int,
    types: DocumentTypes,
) -> Iterator[tuple[Paper, tuple[FieldVerdict, ...]]]:
    """Each paper changed in one way, with the verdicts on its fields."""
    for number, paper in enumerate(papers):
        dice = random.Random(f"{seed} {way} {paper.name}")  # noqa: S311  (a seeded draw, nothing secret)
        other = papers[(number + 1 + dice.randrange(len(papers) - 1)) % len(papers)]
        changed = WAYS[way](Strange(paper.pages[0], values[paper.name], other.pages[0], dice))
        if changed is not None:
            yield paper, verdicts(paper, (changed, *paper.pages[1:]), types)


def row(way: str, judged: Sequence[Sequence[FieldVerdict]]) -> str:
    """One line of the table."""
    figures = count_fields(verdict for one in judged for verdict in one)
    silent = figures.silent_errors
    shares = [
        "–" if one.value is None else f"{one.value:.1%}" for one in (figures.recall, figures.straight_through)
    ]
    told = (
        "none accepted"
        if silent.value is None
        else f"{silent.count} of {silent.of}: {silent.value:.2%} (at most {silent.high or 0:.2%})"
    )
    return f"| {way.replace('_', ' ')} | {len(judged)} | {shares[0]} | {shares[1]} | {told} |"


def wrong(way: str, judged: Iterable[tuple[Paper, tuple[FieldVerdict, ...]]]) -> Iterator[str]:
    """Every accepted value that is not right."""
    for paper, fields in judged:
        for one in fields:
            if one.accepted and not one.is_right:
                yield f"{way}\t{paper.name}\t{one.name}\t{one.true!r}\t{one.read!r}"


def main() -> None:
    """Read, change, extract, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="papers with truth; none: only what was kept")
    parser.add_argument("--read", type=Path, required=True, help="where what was read of them is kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ways", default=",".join(WAYS))
    parser.add_argument("--wrong", action="store_true", help="name every accepted value that is wrong")
    options = parser.parse_args()
    types = load_types()
    papers = list(read(options.folder, options.read, types) if options.folder else held(options.read))
    print(HEAD)
    named: list[str] = []
    print(row("as it was", [verdicts(paper, paper.pages, types) for paper in papers]), flush=True)
    values = {paper.name: values_on(paper, types) for paper in papers}
    for way in options.ways.split(","):
        judged = list(strange_verdicts(papers, values, way, options.seed, types))
        print(row(way, [one for _, one in judged]), flush=True)
        named += wrong(way, judged)
    if options.wrong:
        print("\n".join(named))


if __name__ == "__main__":
    main()
