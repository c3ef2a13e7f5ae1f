"""Taking a folder of results into the store: only one that is proven, and only what is certain in it.

A folder that was left half written, whose ledger is broken or whose records were changed by hand is refused whole: what
is kept once and used for years has to be what was read and decided.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from digitize.decisions.applied import decided
from digitize.decisions.decision import Kept
from digitize.decisions.kept import decisions_broken_at, decisions_in
from digitize.ledger.connection import LEDGER, ledger_problem
from digitize.ledger.events import broken_at
from digitize.ledger.ledger import read_ledger
from digitize.ledger.rows import ARTIFACTS, artifacts_of
from digitize.ledger.status import status
from digitize.results.artifact import Artifact
from digitize.results.layout import TEXT, record_files
from digitize.results.text_file import StoredPages
from digitize.scan.inputs.results_mark import has_results
from digitize.settings import Settings
from export.records.record_json import read_record
from export.store.papers.adding import Held
from extract.judge.witness import ID_NUMBER
from extract.record import Record
from ocr.marks.stamps import secrecy
from ocr.problem import InputProblem, OutputProblem

CARDS: Final = ("can_cuoc", "can_cuoc_cong_dan", "giay_chung_nhan_can_cuoc")
"""Types whose QR code gives the number that a person had before."""
OLD_DIGITS: Final = 9  # of the number of a chứng minh nhân dân


def held_files(out: Path, settings: Settings) -> Iterator[list[Held]]:
    """The papers of ``out``, file by file; errors as :func:`require_whole`."""
    files: dict[Path, list[Path]] = defaultdict(list)
    for path in record_files(out):
        files[path.parent].append(path)
    decisions: dict[str, list[Kept]] = defaultdict(list)
    for one in decisions_in(out):
        decisions[one.decision.paper.sha256].append(one)
    for folder, paths in files.items():
        yield _held(folder, paths, decisions, settings)


def require_whole(out: Path) -> None:
    """Passes where everything in ``out`` is as a run left it.

    Raises:
        InputProblem: ``store_no_results``, ``store_results_unfinished``, ``store_results_changed``, or a record that
            another version wrote.
        OutputProblem: the ledger or the decisions cannot be used.
    """
    if not has_results(out):
        raise InputProblem("store_no_results", folder=str(out))
    if status(out).unfinished:
        raise InputProblem("store_results_unfinished", folder=str(out))
    try:
        with closing(read_ledger(out)) as connection:
            is_broken = broken_at(connection) is not None
            artifacts = {one.path: one for one in artifacts_of(connection.execute(ARTIFACTS), out / LEDGER)}
    except sqlite3.Error as error:
        raise ledger_problem(error, out / LEDGER) from error
    if is_broken or decisions_broken_at(out) is not None:
        raise InputProblem("store_results_changed", folder=str(out), file=LEDGER)
    for path in record_files(out):
        _require_as_written(out, path, artifacts)
        read_record(path)  # one of another version is told before anything is kept


def _require_as_written(out: Path, path: Path, artifacts: Mapping[str, Artifact]) -> None:
    name = path.relative_to(out).as_posix()
    if name not in artifacts or not artifacts[name].is_whole(out, closely=True):
        raise InputProblem("store_results_changed", folder=str(out), file=name)


class _Seen(NamedTuple):
    """What on a page is no field: its QR codes, and whether a secrecy stamp is on it."""

    codes: tuple[str, ...]
    is_secret: bool


def _held(
    folder: Path, paths: Sequence[Path], decisions: Mapping[str, list[Kept]], settings: Settings
) -> list[Held]:
    pages = _pages(folder)
    held = []
    for path in paths:
        record = read_record(path)
        about = decisions.get(record.sha256, [])
        if about:
            record = decided(record, about, critical=settings.review.two_looks)
        seen = [pages[page] for page in record.pages if page in pages]
        # A paper with a secrecy stamp is never kept.
        if not any(page.is_secret for page in seen):
            held.append(Held(record, folder.resolve().as_posix(), _old_number(record, seen)))
    return held


def _pages(folder: Path) -> dict[int, _Seen]:
    if not (folder / TEXT).is_file():
        raise OutputProblem("output_folder_gone", file=str(folder / TEXT))
    return {
        page.page: _Seen(tuple(mark.text or "" for mark in page.marks_of("qr")), secrecy(page) is not None)
        for page in StoredPages(folder / TEXT)
    }


def _old_number(record: Record, seen: Iterable[_Seen]) -> str | None:
    codes = (code for page in seen for code in page.codes) if record.doc_type in CARDS else ()
    return next((number for code in codes if (number := old_number(code, record))), None)


def old_number(code: str, record: Record) -> str | None:
    """The nine digits in the QR code of a card, where the code is of the person whose card it is."""
    parts = [part.strip() for part in code.split("|")]
    number = record.fields.get("so_dinh_danh")
    if len(parts) < 3 or not ID_NUMBER.match(parts[0]) or number is None:  # noqa: PLR2004  (number, old number, name)
        return None
    is_his = number.status in ("accepted", "corrected") and str(number.value) == parts[0]
    return parts[1] if is_his and parts[1].isdigit() and len(parts[1]) == OLD_DIGITS else None
