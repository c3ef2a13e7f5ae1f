"""What there is to do: one job a file, duplicates and unreadable files told at once."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from digitize.account import FileAccount, fault_of
from digitize.folder import SCAN, TEXT, file_folder
from digitize.scan.raw import DossierInput, SourceFile
from digitize.stages import ReadFile, ScannedFile
from digitize.stored import load


@dataclass(frozen=True)
class Job:
    """One file to be read; ``known`` is what an earlier run read from the same bytes in the same way."""

    dossier: DossierInput
    file: SourceFile
    folder: Path
    known: ReadFile | None = None


def plan(
    dossiers: Iterable[DossierInput], out: Path, fingerprint: str | None
) -> tuple[tuple[Job, ...], tuple[FileAccount, ...]]:
    """The files to read, in order, and those whose bytes came before in the same run.

    Args:
        dossiers: what was found.
        out: the folder of results.
        fingerprint: of the reading, to find what an earlier run already read; None looks for nothing.
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
            known = _known(folder, file, fingerprint) if fingerprint else None
            jobs[file.sha256] = Job(dossier, file, folder, known)
    return tuple(jobs.values()), tuple(duplicates)


def told_at_once(dossiers: Iterable[DossierInput]) -> Iterator[FileAccount]:
    """The accounts of files that cannot be opened, or are no papers."""
    for dossier in dossiers:
        for name, problem in dossier.failed:
            yield FileAccount(
                name=name, state="failed", fault=fault_of(problem), code=problem.code, data=problem.data
            )
        for name, reason in dossier.skipped:
            yield FileAccount(name=name, state="skipped", code=reason)


def _duplicate(file: SourceFile, first: SourceFile) -> FileAccount:
    return FileAccount(name=file.name, state="duplicate", code="duplicate", data={"first": first.name})


def _known(folder: Path, file: SourceFile, fingerprint: str) -> ReadFile | None:
    # A page that failed before gets another chance; anything unreadable is simply read again.
    read = load(ReadFile, folder / TEXT)
    same = read and read.origin.sha256 == file.sha256 and read.fingerprint == fingerprint
    return read if read and same and not read.failed else None


def _own_folder(folder: Path, taken: Collection[str], sha256: str) -> Path:
    # Every morning's scanner begins with scan0001.pdf: another paper's results are never written over.
    free = _folded(folder) not in taken and not _is_of_another(folder, sha256)
    return folder if free else folder.with_name(f"{folder.name}~{sha256[:8]}")


def _folded(folder: Path) -> str:
    return str(folder).casefold()  # to Windows and macOS, A.jpg and a.jpg are one


def _is_of_another(folder: Path, sha256: str) -> bool:
    if folder.is_file():
        return True
    left = load(ReadFile, folder / TEXT) or load(ScannedFile, folder / SCAN)
    return left is not None and left.origin.sha256 != sha256
