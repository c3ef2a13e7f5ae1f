"""The inputs of the command line gathered into dossiers; of each file only the headers are read.

- A single file is a dossier of its own.
- A ZIP, and a folder whose name is a mã hồ sơ, is one dossier with everything below it, except folders
  and ZIPs in it whose name is another mã hồ sơ.
- Any other folder is split: each folder and ZIP in it follows these same rules, and the files directly in it
  are its own dossier, even if they are papers of many people (a scanner's inbox): neither names nor bytes
  show whose they are.

Links below the inputs are never followed. The order is that of :func:`natural_key`.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from digitize.scan.inputs.archive import Allowance, Room
from digitize.scan.inputs.attached import PORTFOLIO, Around, attached
from digitize.scan.inputs.file_kinds import PAPER_SUFFIXES, UNREAD, file_kind, tell_kind
from digitize.scan.inputs.names import code_in, shown_name
from digitize.scan.inputs.open import count_pages
from digitize.scan.inputs.own_copy import looked_through, own_copy
from digitize.scan.inputs.results_mark import has_results
from digitize.scan.inputs.tree import Entry, folder_entries, kind_of, listed, zip_entries
from digitize.scan.raw import DossierInput, SourceFile
from digitize.scan.safe.guard import reading
from digitize.settings import Limits
from ocr.problem import InputProblem, LimitProblem, Problem

Count = Callable[[SourceFile, Limits], int]


def counted(file: SourceFile, limits: Limits) -> int:
    """The pages of ``file``, counted here; see :func:`digitize.scan.inputs.open.count_pages`.

    Also raises:
        InputProblem: ``input_changed``, the file is no longer the one that was hashed.
    """
    return count_pages(file.name, own_copy(file).path, file.kind, limits)


def gather(
    inputs: Sequence[Path], limits: Limits, workdir: Path, count: Count = counted
) -> Iterator[DossierInput]:
    """The dossiers in ``inputs``, one at a time; files that cannot be read are listed in them, nothing is raised.

    ZIPs are unpacked below ``workdir``, a folder that exists and outlives the dossiers. An input given
    twice is taken once; of two folders with the same name the second is called "name (2)". ``count`` counts the pages of
    a file, as :func:`counted` does.
    """
    how = _Way(limits, Room(workdir, limits), count)
    given: set[str] = set()
    names: set[str] = set()
    for path in inputs:
        real = os.path.realpath(path)
        if real in given:
            continue
        given.add(real)
        for draft in _drafts(path, how):
            yield draft.done(names)


class _Way(NamedTuple):
    """The limits, the room where ZIPs are unpacked, and the function that counts pages."""

    limits: Limits
    room: Room
    counted: Count


@dataclass
class _Draft:
    """A dossier that is being filled."""

    name: str
    ma_ho_so: str | None = None
    files: list[SourceFile] = field(default_factory=list)
    failed: list[tuple[str, Problem]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    place: str = ""
    is_single: bool = False

    @property
    def is_worth_telling(self) -> bool:
        return bool(self.files or self.failed or any(reason != "hidden" for _, reason in self.skipped))

    def done(self, taken: set[str]) -> DossierInput:
        name, number = self.name, 1
        while name in taken and not self.is_single:
            number += 1
            name = f"{self.name} ({number})"
        taken.add(name)
        return DossierInput(
            name,
            self.ma_ho_so,
            tuple(self.files),
            tuple(self.failed),
            tuple(self.skipped),
            self.place,
            self.is_single,
        )

    def take(self, entry: Entry, how: _Way, around: Around | None = None) -> None:
        """Add a file, ``around`` which others may still be attached, or why it is none."""
        if entry.is_hidden:
            self.skipped.append((entry.name, "hidden"))
        elif entry.kind == "results":
            self.skipped.append((entry.name, "results"))
        elif isinstance(entry.outcome, Problem):
            self.failed.append((entry.name, entry.outcome))
        else:
            self._take_file(entry.name, entry.outcome, how, around)

    def take_paper(self, name: str, path: Path, how: _Way, around: Around | None = None) -> None:
        """Add a file that should be a paper, and what is attached to it; raises Problem where it is none."""
        try:
            file = _source_file(name, path, how)
        except InputProblem as problem:
            if problem.code != PORTFOLIO or not self._take_attached(name, path, how, around):
                raise
            # Its pages only ask to open the papers in another program.
            self.skipped.append((name, "portfolio"))
        else:
            self.files.append(file)
            if file.kind == "pdf":
                self._take_attached(name, path, how, around)

    def _take_attached(self, name: str, path: Path, how: _Way, around: Around | None) -> bool:
        """Add what is attached to a PDF, and say whether anything is."""
        inner = around.within() if around else Around(Allowance.of(path, how.room))
        found = attached(name, path, inner)
        for entry in found:
            if entry.kind == "zip" and isinstance(entry.outcome, Path):
                for member in zip_entries(entry.outcome, entry.parts, how.limits, how.room):
                    self.take(member, how, inner)
            else:
                self.take(entry, how, inner)
        return bool(found)

    def _take_file(self, name: str, path: Path, how: _Way, around: Around | None) -> None:
        try:
            kind = kind_of(name, path, how.limits)
            if kind in UNREAD and Path(name).suffix.lower() not in PAPER_SUFFIXES:
                self.skipped.append((name, UNREAD[kind]))
            else:
                self.take_paper(name, path, how, around)
        except Problem as problem:
            self.failed.append((name, problem))


def _source_file(name: str, path: Path, how: _Way) -> SourceFile:
    with reading(name, "file_unreadable"):
        size = path.stat().st_size
        if size > how.limits.file_bytes:
            raise LimitProblem("file_too_large", file=name, bytes=size, limit=how.limits.file_bytes)
        # Kind and hash are told by one reading: the file may be another one the next time it is opened.
        head, sha256 = looked_through(name, path)
        kind = tell_kind(head)
        readable = file_kind(kind)
        if readable is None:
            code = {"empty": "file_empty", "picture": "picture_unsupported", "archive": "archive_unsupported"}
            raise InputProblem(code.get(kind, "kind_unsupported"), file=name)
        file = SourceFile(name, path, sha256, readable, pages=0)
        return replace(file, pages=how.counted(file, how.limits))


def _drafts(path: Path, how: _Way) -> Iterator[_Draft]:
    # "." and ".." have no name of their own.
    name = shown_name(path.name or path.resolve().name or str(path))
    is_empty = True
    try:
        for draft in _told_drafts(path, name, how):
            is_empty = False
            yield draft
        if is_empty:
            raise InputProblem("folder_empty", file=name)
    except OSError as error:
        code = "input_missing" if isinstance(error, FileNotFoundError) else "file_unreadable"
        yield _Draft(name, failed=[(name, InputProblem(code, file=name))])
    except Problem as problem:
        yield _Draft(name, code_in(name), failed=[(name, problem)])


def _told_drafts(path: Path, name: str, how: _Way) -> Iterator[_Draft]:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        if has_results(path):
            raise InputProblem("folder_is_results", file=name)
        yield from _folder(path, (), name, how)
        return
    if not stat.S_ISREG(mode):
        raise InputProblem("not_a_file", file=name)
    place = os.path.realpath(path)
    if kind_of(name, path, how.limits) == "zip":
        entries = zip_entries(path, (), how.limits, how.room)
        yield from _grouped(_Draft(_stem(name), code_in(_stem(name)), place=place), (), entries, how)
    else:
        draft = _Draft(name, code_in(name), place=place, is_single=True)
        draft.take_paper(name, path, how)
        yield draft


def _folder(folder: Path, parts: tuple[str, ...], name: str, how: _Way) -> Iterator[_Draft]:
    code, place = code_in(parts[-1] if parts else name), os.path.realpath(folder)
    if code:
        entries = folder_entries(folder, parts, how.limits, how.room)
        yield from _grouped(_Draft(name, code, place=place), parts, entries, how)
        return
    loose, below = _Draft(name, place=place), []
    try:
        for entry in listed(folder, parts, how.limits):
            if entry.kind in {"folder", "zip"}:
                below.append(entry)
            else:
                loose.take(entry, how)
    except InputProblem as problem:
        loose.failed.append((name, problem))
    if loose.is_worth_telling:
        yield loose
    for entry in below:
        yield from _below(entry, how)


def _below(entry: Entry, how: _Way) -> Iterator[_Draft]:
    if isinstance(entry.outcome, Problem):
        return
    if entry.kind == "zip":
        entries = zip_entries(entry.outcome, entry.parts, how.limits, how.room)
        whole = _Draft(
            _stem(entry.name), code_in(_stem(entry.parts[-1])), place=os.path.realpath(entry.outcome)
        )
        yield from _grouped(whole, entry.parts, entries, how)
    else:
        yield from _folder(entry.outcome, entry.parts, entry.name, how)


def _grouped(whole: _Draft, parts: tuple[str, ...], entries: Iterable[Entry], how: _Way) -> list[_Draft]:
    """The dossier ``whole`` of ``entries``, and one for each folder or ZIP in it that is named by a mã hồ sơ."""
    drafts = {parts: whole}
    for entry in entries:
        owner = _owner(entry.parts, parts)
        if owner not in drafts:
            place = "/".join((whole.place, *owner[len(parts) :]))
            drafts[owner] = _Draft(_stem("/".join(owner)), code_in(owner[-1]), place=place)
        drafts[owner].take(entry, how)
    return [draft for draft in drafts.values() if draft.is_worth_telling]


def _owner(parts: tuple[str, ...], root: tuple[str, ...]) -> tuple[str, ...]:
    for end in range(len(parts) - 1, len(root), -1):
        if code_in(parts[end - 1]):
            return parts[:end]
    return root


def _stem(name: str) -> str:
    return name[: -len(".zip")] if name.lower().endswith(".zip") else name
