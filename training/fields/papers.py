"""Papers with truth that were read once and kept as they were read, so that what follows reading can be tried again and again."""

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from digitize.evaluate.measure import MeasureTask, measure_file
from digitize.evaluate.truth import Truth, find_pairs
from digitize.settings import load_settings
from extract.rules.doctype import DocumentTypes
from ocr.page import PageText


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
