"""Which papers there are and which of their fields may wait, without the records themselves.

Reading ten thousand records takes long, and most of them nobody will look at. So what the queue needs is taken from the
table over all records, where that is as new as they are, and from the records only where it is not.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from digitize.decisions.decision import Paper
from digitize.decisions.settled import needs_two
from digitize.ledger.connection import LEDGER, open_for_reading
from digitize.results.layout import record_files, records_in
from digitize.results.read_back import load
from digitize.review.queue import CAUSES
from export.writers import RUN_WRITERS
from extract.record import Record
from extract.rules.doctype import DocumentTypes, FieldType
from ocr.problem import OutputProblem

_TABLE: Final = RUN_WRITERS["jsonl"].file
KEPT: Final = 64
"""Records that are kept in memory: those of the dossiers that are looked at."""
_UNSURE: Final = ("review", "missing")

FieldsOf = Callable[[str], Mapping[str, FieldType]]


class Sheet(NamedTuple):
    """A paper: where its record lies, and what lists of papers say of it."""

    folder: str
    sha256: str
    pages: tuple[int, ...]
    source: str
    dossier: str
    doc_type: str
    doc_type_name: str

    @property
    def paper(self) -> Paper:
        """What a decision about it is tied to."""
        return Paper(sha256=self.sha256, pages=self.pages)

    @property
    def name(self) -> str:
        """What tells it from every other one."""
        return f"{self.sha256}-{self.pages[0]}"


class Slot(NamedTuple):
    """A field of a paper that waits until somebody decides it."""

    sheet: Sheet
    key: str
    confidence: float
    critical: bool
    cause: str
    said: str
    page: int

    @property
    def name(self) -> str:
        """What tells it from every other one; as :attr:`digitize.review.queue.Waiting.name`."""
        return f"{self.sheet.name}-{self.key}"


class Listed(NamedTuple):
    """A paper with the fields of it that may wait."""

    sheet: Sheet
    slots: tuple[Slot, ...]


def listed(out: Path, types: DocumentTypes, two_looks: Iterable[str]) -> Iterator[Listed]:
    """Every paper in ``out``, in no order."""
    fields = fields_by_type(types)
    twice = frozenset(two_looks)
    for folder, record in _records(out):
        yield from _listed(folder, record, fields, twice)


def listed_in(out: Path, folder: str, types: DocumentTypes, two_looks: Iterable[str]) -> list[Listed]:
    """The papers whose records lie in ``folder`` now."""
    fields, twice = fields_by_type(types), frozenset(two_looks)
    found = (_listed(folder, record, fields, twice) for record in map(_loaded, records_in(out / folder)))
    return [one for papers in found for one in papers]


def record_of(out: Path, sheet: Sheet) -> Record | None:
    """The record of a paper, or None where its file was arranged in another way meanwhile."""
    for path in sorted(records_in(out / sheet.folder)):
        record = _read(path, _age(path))
        if record and (record.sha256, record.pages) == (sheet.sha256, sheet.pages):
            return record
    return None


@lru_cache(maxsize=KEPT)
def _read(path: Path, _age: int) -> Record | None:
    return load(Record, path)


def _age(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_mtime_ns
    return 0


def fields_by_type(types: DocumentTypes) -> FieldsOf:
    """A function from a type to its fields by their keys."""
    known = {name: {one.key: one for one in found.fields} for name, found in types.by_id.items()}
    return lambda name: known.get(name, {})


def _records(out: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    folders = _folders(out)
    if folders is None:
        for path in record_files(out):
            yield path.parent.relative_to(out).as_posix(), _loaded(path)
        return
    with (out / _TABLE).open("rb") as lines:
        for line in lines:
            record = _parsed(line)
            if folder := folders.get(str(record.get("sha256"))):
                yield folder, record


def _folders(out: Path) -> dict[str, str] | None:
    """The folder of each file, where the table over all records is as new as the last of them."""
    try:
        written = (out / _TABLE).stat().st_mtime
        with closing(open_for_reading(out / LEDGER)) as ledger:
            (last,) = ledger.execute("SELECT max(changed) FROM file").fetchone()
            if last is None or datetime.fromisoformat(last).timestamp() > written:
                return None
            return dict(ledger.execute("SELECT sha256, folder FROM file"))
    except (OSError, OutputProblem, sqlite3.Error, ValueError):
        return None


def _loaded(path: Path) -> dict[str, Any]:
    with suppress(OSError):
        return _parsed(path.read_bytes())
    return {}


def _parsed(text: bytes) -> dict[str, Any]:
    with suppress(ValueError):
        found = json.loads(text)
        return found if isinstance(found, dict) else {}
    return {}


def _listed(folder: str, record: dict[str, Any], fields: FieldsOf, twice: frozenset[str]) -> Iterator[Listed]:
    try:
        sheet = Sheet(
            folder,
            str(record["sha256"]),
            tuple(map(int, record["pages"])),
            str(record["source"]),
            str(record["dossier"]),
            str(record["doc_type"]),
            str(record["doc_type_name"]),
        )
        slots = tuple(_slots(sheet, record["fields"], fields(sheet.doc_type), twice))
    except (KeyError, TypeError, ValueError, AttributeError):
        return  # another version's record is nothing that anybody can decide about
    if sheet.pages:
        yield Listed(sheet, slots)


def _slots(
    sheet: Sheet, fields: dict[str, Any], known: Mapping[str, FieldType], twice: frozenset[str]
) -> Iterator[Slot]:
    for key, field in fields.items():
        read = field.get("machine") or field
        if read["status"] not in _UNSURE and not needs_two(key, twice):
            continue
        failed = {check["name"] for check in read["checks"] if not check["passed"]}
        yield Slot(
            sheet,
            key,
            float(read["confidence"]),
            critical=key in known and known[key].critical,
            cause=next((cause for cause in CAUSES if cause in failed), ""),
            said=json.dumps(read["value"], ensure_ascii=False) if read["value"] is not None else "",
            page=int(read["evidence"][0]["page"]) if read["evidence"] else sheet.pages[0],
        )
