"""All files below folders and in ZIPs, in natural order, without following links."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from digitize.scan.inputs.archive import Allowance, Room, is_office_document, unpack
from digitize.scan.inputs.file_kinds import HEAD, Kind, tell_kind
from digitize.scan.inputs.names import natural_key, shown_name
from digitize.scan.inputs.results_mark import has_results
from digitize.scan.safe.guard import reading
from digitize.settings import Limits
from ocr.problem import InputProblem, LimitProblem, MachineProblem, Problem

DEEPEST = 64
"""Folders inside folders; nobody files papers deeper, and the recursion needs an end."""

_SYSTEM_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"})
_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT of Windows (MS-FSCC 2.1.2.1)


@dataclass(frozen=True)
class Entry:
    """Something below what was given: its folders and name from there; where it lies, or why it cannot be had."""

    parts: tuple[str, ...]
    outcome: Path | Problem
    kind: Literal["file", "folder", "zip", "results"] = "file"

    @property
    def name(self) -> str:
        """The parts joined by "/"."""
        return "/".join(self.parts)

    @property
    def is_hidden(self) -> bool:
        """Whether it, or one of its folders, is a hidden file or a file of the operating system."""
        return any(part.startswith(".") or part.casefold() in _SYSTEM_NAMES for part in self.parts)


def head_of(file: str, path: Path) -> bytes:
    """The first bytes, for :func:`~digitize.scan.inputs.file_kinds.tell_kind`.

    Raises:
        InputProblem: ``file_vanished``, ``file_unreadable``.
    """
    with reading(file, "file_unreadable"), path.open("rb") as stream:
        return stream.read(HEAD)


def kind_of(file: str, path: Path, limits: Limits) -> Kind:
    """The kind of the file at ``path``; a ZIP that is an office document is ``office``.

    Raises:
        InputProblem: ``file_vanished``, ``file_unreadable``.
    """
    kind = tell_kind(head_of(file, path))
    try:
        return "office" if kind == "zip" and is_office_document(file, path, limits) else kind
    except InputProblem:
        return kind  # its fault is reported when it is unpacked


def listed(folder: Path, parts: tuple[str, ...], limits: Limits) -> list[Entry]:
    """What lies directly in ``folder``, in natural order; hidden folders count as files.

    Raises:
        InputProblem: ``folder_unreadable``.
        LimitProblem: ``folder_too_deep``.
    """
    if len(parts) > DEEPEST:
        raise LimitProblem("folder_too_deep", file="/".join(parts), limit=DEEPEST)
    try:
        with os.scandir(folder) as entries:
            found = [_entry_or_why(one, parts, limits) for one in entries]
    except OSError:
        raise InputProblem("folder_unreadable", file="/".join(parts) or shown_name(folder.name)) from None
    return sorted(found, key=lambda entry: natural_key(entry.name))


def _entry_or_why(found: "os.DirEntry[str]", parents: tuple[str, ...], limits: Limits) -> Entry:
    """An entry, or why it cannot be had: what is wrong with one of them hides none of the others."""
    entry = Entry((*parents, shown_name(found.name)), Path(found.path))
    try:
        with reading(entry.name, "file_unreadable"):
            return _entry(found, parents, limits)
    except InputProblem as problem:
        return Entry(entry.parts, problem)


def _entry(found: "os.DirEntry[str]", parents: tuple[str, ...], limits: Limits) -> Entry:
    path = Path(found.path)
    # Opened under the name that the disk has.
    entry = Entry((*parents, shown_name(found.name)), path)
    if entry.is_hidden:
        return entry
    if found.is_symlink() or _is_junction(found):
        return Entry(entry.parts, InputProblem("link_not_followed", file=entry.name))
    if found.is_dir(follow_symlinks=False):
        return Entry(entry.parts, path, "results" if has_results(path) else "folder")
    if not found.is_file(follow_symlinks=False):
        return Entry(entry.parts, InputProblem("not_a_file", file=entry.name))
    return told(entry, limits)


def _is_junction(entry: "os.DirEntry[str]") -> bool:
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _JUNCTION


def told(entry: Entry, limits: Limits) -> Entry:
    """A file with its kind, where it is a ZIP, or with why it cannot be read."""
    if not isinstance(entry.outcome, Path):
        return entry
    try:
        return replace(entry, kind="zip" if kind_of(entry.name, entry.outcome, limits) == "zip" else "file")
    except InputProblem as problem:
        return Entry(entry.parts, problem)


def folder_entries(folder: Path, parts: tuple[str, ...], limits: Limits, room: Room) -> Iterator[Entry]:
    """Every file below ``folder``, ZIPs unpacked into ``room``; a failure is an entry in its place."""
    try:
        found = listed(folder, parts, limits)
    except InputProblem as problem:
        yield Entry(parts or (shown_name(folder.name),), problem)
        return
    for entry in found:
        match entry:
            case Entry(kind="folder", outcome=Path() as path):
                yield from folder_entries(path, entry.parts, limits, room)
            case Entry(kind="zip", outcome=Path() as path):
                yield from zip_entries(path, entry.parts, limits, room)
            case _:
                yield entry


def zip_entries(path: Path, parts: tuple[str, ...], limits: Limits, room: Room) -> list[Entry]:
    """Every file in the ZIP at ``path`` and in the ZIPs in it, or one entry that says why there are none."""
    taken = room.taken
    try:
        return list(_unpacked(path, parts, limits, Allowance.of(path, room)))
    except FileNotFoundError:
        problem: Problem = InputProblem("file_vanished", file=shown_name(path.name))
    except (InputProblem, MachineProblem) as raised:
        problem = raised
    room.taken = taken  # what a ZIP leaves that fails is removed
    return [Entry(parts or (shown_name(path.name),), problem)]


def _unpacked(
    path: Path, parts: tuple[str, ...], limits: Limits, allowance: Allowance, depth: int = 1
) -> Iterator[Entry]:
    name = "/".join(parts) or shown_name(path.name)
    if depth > limits.zip_depth:
        raise LimitProblem("zip_too_deep", file=name, limit=limits.zip_depth)
    folder = Path(tempfile.mkdtemp(prefix="zip-", dir=allowance.room.folder))
    try:
        found = unpack(name, path, folder, limits, allowance)
        if not found:
            raise InputProblem("folder_empty", file=name)
        members = sorted(found, key=lambda m: natural_key("/".join(m.parts)))
        for member in members:
            entry = Entry((*parts, *member.parts), member.outcome)
            if not entry.is_hidden:
                entry = told(entry, limits)
            if entry.kind == "zip" and isinstance(entry.outcome, Path):
                yield from _nested(entry, entry.outcome, limits, allowance, depth + 1)
            else:
                yield entry
    except Problem:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _nested(entry: Entry, path: Path, limits: Limits, allowance: Allowance, depth: int) -> Iterator[Entry]:
    try:
        yield from _unpacked(path, entry.parts, limits, allowance, depth)
    except LimitProblem:
        raise  # a bomb anywhere makes the whole ZIP unusable
    except InputProblem as problem:
        yield Entry(entry.parts, problem)
