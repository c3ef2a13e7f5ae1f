"""Papers whose first page is made strange in one of the ways of :mod:`training.fields.strange_words`; their truth stays as it was."""

import random
from collections.abc import Iterator, Mapping, Sequence

from extract.extraction import extract
from extract.rules.doctype import DocumentTypes
from training.fields.papers import Paper
from training.fields.strange_words import WAYS, Strange, Value

Values = Mapping[str, Sequence[Value]]
"""The values on the first page of each paper, by the name of the paper."""


def strange_papers(papers: Sequence[Paper], values: Values, way: str, seed: int) -> Iterator[Paper]:
    """The papers that can be changed in this way, changed; every word of another comes from another of ``papers``."""
    for number, paper in enumerate(papers):
        dice = random.Random(f"{seed} {way} {paper.name}")  # noqa: S311  (a seeded draw, nothing secret)
        other = papers[(number + 1 + dice.randrange(len(papers) - 1)) % len(papers)]
        changed = WAYS[way](Strange(paper.pages[0], values[paper.name], other.pages[0], dice))
        if changed is not None:
            yield paper._replace(pages=(changed, *paper.pages[1:]))


def values_on(paper: Paper, types: DocumentTypes) -> list[Value]:
    """The values on the first page: the words of their first row, the label before them, and what stands after them."""
    page = paper.pages[0].page
    values: list[Value] = []
    for one in extract(paper.pages, types, source=paper.name):
        book = one.account
        for name, evidenced in one.evidence.items():
            first = evidenced.runs[0].words[0] if evidenced.runs else None
            number = book.row_of.get((page, first)) if first else None
            if first is None or number is None:
                continue
            row = book.rows[number]
            start = opens = row.words.index(first)
            words = tuple(word for word in evidenced.runs[0].words if word in row.words)
            while opens and book.words[number, opens - 1] == "label":
                opens -= 1
            values.append(Value(name, words, row.words[opens:start], row.words[start + len(words) :]))
    return values
