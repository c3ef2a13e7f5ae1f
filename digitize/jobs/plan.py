"""What there is to do: one job for each file; duplicates and unreadable files are reported at once."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from digitize.results.account import FileAccount
from digitize.results.handed_on import Origin, ScannedFile, TextHead
from digitize.results.layout import SCAN, TEXT, file_folder
from digitize.results.read_back import load
from digitize.results.text_file import head_of
from digitize.scan.raw import DossierInput, SourceFile


@dataclass(frozen=True)
class Job:
    """One file to be read.

    ``known`` is what an earlier run read from the same bytes in the same way, ``again`` the pages that it
    could not read and that are worth another try; ``delivered``: its results are complete and current.
    """

    dossier: DossierInput
    file: SourceFile
    folder: Path
    known: TextHead | None = None
    again: frozenset[int] = frozenset()
    delivered: bool = False

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages to read, in order."""
        every = range(1, self.file.pages + 1)
        return tuple(page for page in every if not self.known or page in self.again)


class Known(NamedTuple):
    """What an earlier run left of a file: its reading, the pages to try again, whether its results are valid."""

    read: TextHead
    again: frozenset[int]
    delivered: bool


Memory = Callable[[SourceFile, Path], Known | None]


def knowing_nothing(_file: SourceFile, _folder: Path) -> None:
    """The memory of a stage that starts from scratch every time."""


def plan(
    dossiers: Iterable[DossierInput], out: Path, memory: Memory = knowing_nothing
) -> tuple[tuple[Job, ...], tuple[FileAccount, ...]]:
    """The files to read, in order, and the duplicates: files whose bytes came before in the same run.

    Args:
        dossiers: what was found.
        out: the folder of results.
        memory: what an earlier run left of a file.
    """
    jobs: dict[str, Job] = {}
    folders: set[str] = set()
    duplicates = []
    for dossier in dossiers:
        for file in dossier.files:
            first = jobs.get(file.sha256)
            if first:
                duplicates.append(_duplicate(file, first.file))
                continue
            folder = _own_folder(file_folder(out, dossier, file), folders, file.sha256)
            folders.add(_folded(folder))
            known = memory(file, folder)
            jobs[file.sha256] = Job(dossier, file, folder, *(known or ()))
    return tuple(jobs.values()), tuple(duplicates)


def told_at_once(dossiers: Iterable[DossierInput]) -> Iterator[FileAccount]:
    """The accounts of files that cannot be opened, or are no papers."""
    for dossier in dossiers:
        for name, problem in dossier.failed:
            yield FileAccount.failed(name, problem)
        for name, reason in dossier.skipped:
            yield FileAccount(name=name, state="skipped", code=reason)


def _duplicate(file: SourceFile, first: SourceFile) -> FileAccount:
    return FileAccount(name=file.name, state="duplicate", code="duplicate", data={"first": first.name})


def _own_folder(folder: Path, taken: Collection[str], sha256: str) -> Path:
    # A scanner begins with scan0001.pdf every morning: results of another paper are never overwritten.
    free = _folded(folder) not in taken and not _is_of_another(folder, sha256)
    return folder if free else folder.with_name(f"{folder.name}~{sha256[:8]}")


def _folded(folder: Path) -> str:
    return str(folder).casefold()  # to Windows and macOS, A.jpg and a.jpg are one


def _is_of_another(folder: Path, sha256: str) -> bool:
    if folder.is_file():
        return True
    left = _origin(folder)
    return left is not None and left.sha256 != sha256


def _origin(folder: Path) -> Origin | None:
    read = head_of(folder / TEXT) or load(ScannedFile, folder / SCAN)
    return read.origin if read else None
