"""What is accepted wrongly on pages made strange: ``python -m benchmarks.strange_pages FOLDER --read KEPT --wrong``.

FOLDER holds papers with truth (``python -m samples``, ``python -m samples.forms``). They are read once and kept in
KEPT; then every page is changed in each of the ways of ``training.fields.strange_words``, extracted again and compared
with the same truth. Nothing is drawn and nothing is read anew, so thousands of strange pages cost minutes.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from digitize.evaluate.field_comparison import FieldVerdict, count_fields, judge_fields, pair_records
from extract.extraction import extract
from extract.rules.doctype import DocumentTypes
from extract.rules.loader import load_types
from training.fields.papers import Paper, held, read
from training.fields.strange_papers import strange_papers, values_on
from training.fields.strange_words import WAYS

HEAD = "| made strange by | papers | fields right | straight through | wrong of accepted |\n|---|---|---|---|---|"


def verdicts(paper: Paper, types: DocumentTypes) -> tuple[FieldVerdict, ...]:
    """How each field of the truth was read; a value of another field counts as spurious."""
    documents = paper.truth.documents
    found = [one.record for one in extract(paper.pages, types, source=documents[0].file or paper.name)]
    (record,) = pair_records(documents, found)
    return judge_fields(documents[0], record)


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
    print(row("as it was", [verdicts(paper, types) for paper in papers]), flush=True)
    values = {paper.name: values_on(paper, types) for paper in papers}
    for way in options.ways.split(","):
        changed = strange_papers(papers, values, way, options.seed)
        judged = [(paper, verdicts(paper, types)) for paper in changed]
        print(row(way, [one for _, one in judged]), flush=True)
        named += wrong(way, judged)
    if options.wrong:
        print("\n".join(named))


if __name__ == "__main__":
    main()
