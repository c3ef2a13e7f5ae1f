"""Labels that corrections teach: the words before a value that people found and the machine did not.

Where a person gave a value that stands just once on the paper, or showed its place, the words before it on its row are
its label there. What three papers say is worth reading, as a change to the file of the type; nothing is ever changed here.
"""

import difflib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Final, NamedTuple

from digitize.decisions.decision import SETTLING, Decision, Kept
from digitize.decisions.settled import needs_two, settled
from digitize.results.layout import TEXT
from digitize.results.text_file import StoredPages
from digitize.review.queue import Waiting
from digitize.review.results import Made, Results
from extract.rows.rows import Run, rows
from extract.rules.doctype import DocumentType, FieldType
from extract.rules.yaml_source import SUFFIX, files_of, parse
from extract.text.fold import fold, squeezed
from ocr.box import Box
from ocr.page import PageText, Word
from ocr.problem import InputProblem

ENOUGH: Final = 3  # papers that have to say the same of a label
_LONGEST: Final = 10  # words of a label at most
_LETTERS: Final = 2  # of a label at least
_COUNTER: Final = re.compile(r"^\(?(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)]+\s*")
_LISTED: Final = re.compile(r"labels: \[(?P<labels>[^\]]*)\]")


class Learnt(NamedTuple):
    """A label of a field of a type, and on how many papers it stands before the value that people gave."""

    doc_type: str
    version: int
    field: str
    label: str
    papers: int


def learnt(results: Results, decisions: Sequence[Kept]) -> list[Learnt]:
    """The labels that enough papers agree on, those of most papers first."""
    papers: dict[tuple[str, int, str, str], set[tuple[str, int]]] = defaultdict(set)
    written: dict[str, str] = {}
    for one, decision in _corrected(results, Made(decisions)):
        doc_type = results.types.by_id.get(one.record.doc_type)
        if doc_type is None or one.field_type is None or not one.field_type.labels:
            continue
        label = _label(one, decision, results.out)
        if label and not _is_known(label, doc_type):
            written.setdefault(fold(label), label)
            papers[doc_type.id, doc_type.version, one.key, fold(label)].add(
                (one.record.sha256, one.record.pages[0])
            )
    found = [
        Learnt(*about[:3], written[about[3]], len(those))
        for about, those in papers.items()
        if len(those) >= ENOUGH
    ]
    return sorted(found, key=lambda one: (-one.papers, one.doc_type, one.field, one.label))


def changes(found: Iterable[Learnt], folder: Path | None) -> Iterator[str]:
    """For each label the change to the file of its type, as a difference to read, with what it rests on."""
    for one in found:
        yield f"# {one.doc_type}: {one.field}: {one.label!r}: {one.papers}"
        for path in _files(one, folder):
            yield from _difference(path, one)


def _corrected(results: Results, made: Made) -> Iterator[tuple[Waiting, Decision]]:
    """The fields whose value people gave where the machine read another one, or none."""
    for place, record in results.records:
        for key in record.fields:
            those = made.about(record, key)
            holds = settled(those, two_looks=needs_two(key, results.two_looks))
            one = results.field(place, record, key, those)
            if holds and holds.outcome in SETTLING and holds.value != one.shown.value:
                yield one, holds


def _label(one: Waiting, decision: Decision, out: Path) -> str:
    """The words before the value on its row; nothing where that is not one place, or no label stands there."""
    try:
        pages = list(StoredPages((out / one.place).parent / TEXT, one.record.sha256))
    except (OSError, InputProblem):
        return ""
    before = [words for page in pages if page.page in one.record.pages for words in _before(page, decision)]
    return _as_label(before[0]) if len(before) == 1 else ""


def _before(page: PageText, decision: Decision) -> Iterator[tuple[Word, ...]]:
    for row in rows(page):
        if decision.seen_at is None:
            at = _place_of(str(decision.value), row) if isinstance(decision.value, str) else None
        else:
            at = _place_at(decision.seen_at.box, row) if decision.seen_at.page == page.page else None
        if at is not None:
            yield row.words[:at]


def _place_of(value: str, row: Run) -> int | None:
    """Where the words of a value begin on a row."""
    wanted, words = fold(value).split(), [fold(text).strip(".,;") for text in row.texts]
    length = len(wanted)
    starts = [at for at in range(len(words) - length + 1) if words[at : at + length] == wanted]
    return starts[0] if wanted and len(starts) == 1 else None


def _place_at(box: Box, row: Run) -> int | None:
    """Which word of a row is the first in a box."""
    inside = [
        place
        for place, word in enumerate(row.words)
        if box.left <= (word.box.left + word.box.right) / 2 <= box.right
        and box.top <= (word.box.top + word.box.bottom) / 2 <= box.bottom
    ]
    return inside[0] if inside else None


def _as_label(words: Sequence[Word]) -> str:
    """The words as a label, without number, colon and dots; nothing where they hold a value of another field."""
    text = _COUNTER.sub("", squeezed(" ".join(word.text for word in words))).rstrip(" .:…_-")
    has_letters = sum(letter.isalpha() for letter in text) >= _LETTERS
    if ":" in text or not has_letters or len(text.split()) > _LONGEST:
        return ""
    return text


def _is_known(label: str, doc_type: DocumentType) -> bool:
    """Whether the type has the label, for whichever field: then something else kept the machine from reading it."""
    return fold(label) in {fold(one.text) for field in doc_type.fields for one in field.labels}


def _files(one: Learnt, folder: Path | None) -> list[Path]:
    """The file that describes a type."""
    shipped = [Path(str(entry)) for entry in resources.files("extract").joinpath("types").iterdir()]
    own = files_of(folder, "type_folder_missing") if folder else []
    named = re.compile(rf"^id: *{one.doc_type}\b", re.MULTILINE)
    texts = (
        (path, path.read_text(encoding="utf-8")) for path in [*own, *sorted(shipped)] if path.suffix == SUFFIX
    )
    return [
        path for path, text in texts if named.search(text) and parse(path).tree["version"] == one.version
    ][:1]


def _difference(path: Path, one: Learnt) -> Iterator[str]:
    source = parse(path)
    place = next(
        (
            at
            for at, field in enumerate(source.tree["fields"])
            if FieldType.model_validate(field).key == one.field
        ),
        None,
    )
    if place is None:
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    at = source.line(["fields", place, "labels"]) - 1
    quoted = json.dumps(one.label, ensure_ascii=False)  # which is YAML, too
    changed = _LISTED.sub(lambda found: f"labels: [{found['labels']}, {quoted}]", lines[at], count=1)
    if changed == lines[at]:  # its labels stand on lines of their own
        indent = re.match(r"\s*", lines[at])
        changed = f"{indent[0] if indent else ''}- {quoted}\n{lines[at]}"
    after = [*lines[:at], *changed.split("\n"), *lines[at + 1 :]]
    yield from difflib.unified_diff(lines, after, path.name, path.name, lineterm="", n=1)
