"""What one file costs a stage that goes on from texts: where it goes, its deadline, and its account where it fails."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from digitize.page.secrecy import is_secret, remove_all_results, remove_tables, secret_in
from digitize.results.account import FileAccount, unfinished
from digitize.results.claims import Claims
from digitize.results.handed_folders import handed_on
from digitize.results.handed_on import Origin
from digitize.results.layout import TEXT
from digitize.results.text_file import StoredText, head_of, of_origin, stored_reading
from digitize.scan.inputs.results_mark import has_results
from digitize.settings import Limits, Settings
from digitize.workers.pool import Failed
from export.atomic import remove_half_written
from ocr.problem import InputProblem

PAGE_BYTES = 20_000
"""Bytes of ``text.json`` for which the time of one page is given; a full page of text takes more."""
LONGEST_FOREIGN = 64 * 1024**2
"""Bytes of the longest ``text.json`` that another program may have formatted: such a file is read whole."""


@dataclass(frozen=True)
class HandedFile:
    """A file whose reading lies in ``source`` below ``root``: where its results go, and its origin there.

    ``dossier`` is the name of its dossier where it comes from.
    """

    root: Path
    source: Path
    folder: Path
    origin: Origin
    dossier: str


def handed_files(found: Iterable[tuple[Path, Path]], claims: Claims) -> list[HandedFile | FileAccount]:
    """Each pair of a root and a folder of results below it: what to go on with, or why that cannot be."""
    return [_handed(root, source, claims) for root, source in found]


def read_of(one: HandedFile, settings: Settings) -> StoredText:
    """The reading of the file, under its origin in the results.

    Raises:
        InputProblem: it was not written by ``ocr``, or changed; ``secret_paper``, a page has a secrecy stamp.
    """
    read = stored_reading(one.source / TEXT)
    if read.origin.sha256 != one.origin.sha256:
        raise InputProblem("stage_file_invalid", file=str(one.source / TEXT))
    secret = secret_in(read.pages, settings)
    if secret:
        raise secret
    return of_origin(read, one.origin)


def accounts_of(
    files: Sequence[HandedFile | FileAccount], outcomes: Iterator[FileAccount | Failed], out: Path
) -> Iterator[FileAccount]:
    """The account of each file; ``outcomes`` are those of the handed ones, in order."""
    for one in files:
        yield one if isinstance(one, FileAccount) else account_for(one, next(outcomes), out)


def account_for(one: HandedFile, outcome: FileAccount | Failed, out: Path) -> FileAccount:
    """The account of a file; nothing of a secret one and nothing half written stays in ``out``."""
    if is_secret(outcome):
        remove_all_results(out, one.folder, one.origin.sha256)
        remove_tables(out)  # forms that are not asked for today may tell of it, too
        return FileAccount.failed(one.origin.file, outcome.problem)
    return _not_finished(one, outcome) if isinstance(outcome, Failed) else outcome


def seconds_for(text: Path, limits: Limits) -> float:
    """The deadline of a file whose text lies at ``text``; it is not opened to find out."""
    try:
        size = text.stat().st_size
    except OSError:
        size = 0  # the worker tells what is wrong with it
    return min(limits.page_seconds * (2 + size // PAGE_BYTES), limits.file_seconds)


def _handed(root: Path, source: Path, claims: Claims) -> HandedFile | FileAccount:
    name = source.relative_to(root).as_posix() if source != root else source.name
    try:
        before = _origin(source / TEXT)
        origin, folder = handed_on(claims, root, source, before)
    except InputProblem as problem:
        return FileAccount.failed(name, problem)
    return HandedFile(root, source, folder, origin, before.dossier)


def _origin(text: Path) -> Origin:
    head = head_of(text)
    if head is None and text.is_file() and text.stat().st_size > LONGEST_FOREIGN:
        raise InputProblem("stage_file_invalid", file=str(text))
    return head.origin if head else stored_reading(text).origin


def _not_finished(one: HandedFile, failed: Failed) -> FileAccount:
    remove_half_written(one.folder, spared=has_results)
    return unfinished(one.origin.file, failed.problem)
