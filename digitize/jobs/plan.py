"""What there is to do: one job for each file; duplicates and unreadable files are reported at once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from digitize.results.account import FileAccount
from digitize.results.claims import Claims
from digitize.results.handed_on import TextHead
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
    dossiers: Iterable[DossierInput], claims: Claims, memory: Memory = knowing_nothing
) -> tuple[tuple[Job, ...], tuple[FileAccount, ...]]:
    """The files to read, in order, and the duplicates: files whose bytes came before in the same run.

    Args:
        dossiers: what was found.
        claims: the folders of results that are taken; those of these files are added.
        memory: what an earlier run left of a file.
    """
    jobs: dict[str, Job] = {}
    duplicates = []
    for dossier in dossiers:
        for file in dossier.files:
            first = jobs.get(file.sha256)
            if first:
                duplicates.append(_duplicate(file, first.file))
                continue
            named, folder = claims.place_for(dossier, file)
            known = memory(file, folder)
            if known and known.read.origin.dossier != named.name:
                known = known._replace(delivered=False)
            jobs[file.sha256] = Job(named, file, folder, *(known or ()))
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
