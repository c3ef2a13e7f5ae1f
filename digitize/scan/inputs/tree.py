"""Walking folders and ZIPs: every file below them, in natural order, without following a link."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from digitize.results.layout import has_results
from digitize.scan.inputs.archive import Allowance, is_office_document, unpack
from digitize.scan.inputs.file_kinds import HEAD, Kind, tell_kind
from digitize.scan.inputs.names import natural_key, shown_name
from digitize.scan.safe.guard import reading
from digitize.settings import Limits
from ocr.problem import InputProblem, LimitProblem, MachineProblem, Problem

DEEPEST = 64
"""Folders within folders; nobody files papers deeper, and recursion has to end somewhere."""

_SYSTEM_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"})
_JUNCTION = 0xA0000003


@dataclass(frozen=True)
class Leaf:
    """Something below what was given: its folders and name from there; where it lies, or why it does not."""

    parts: tuple[str, ...]
    outcome: Path | Problem
    kind: Literal["file", "folder", "zip", "results"] = "file"

    @property
    def name(self) -> str:
        """The parts joined by "/"."""
        return "/".join(self.parts)

    @property
    def is_hidden(self) -> bool:
        """Whether a system keeps it from people's eyes, or one of its folders."""
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
        return kind  # what is wrong with it is told when it is unpacked


def listed(folder: Path, parts: tuple[str, ...], limits: Limits) -> list[Leaf]:
    """What lies directly in ``folder``, in natural order; hidden folders count as files.

    Raises:
        InputProblem: ``folder_unreadable``.
        LimitProblem: ``folder_too_deep``.
    """
    if len(parts) > DEEPEST:
        raise LimitProblem("folder_too_deep", file="/".join(parts), limit=DEEPEST)
    try:
        with os.scandir(folder) as entries:
            found = [_leaf(entry, parts, limits) for entry in entries]
    except OSError:
        raise InputProblem("folder_unreadable", file="/".join(parts) or shown_name(folder.name)) from None
    return sorted(found, key=lambda leaf: natural_key(leaf.name))


def _leaf(entry: "os.DirEntry[str]", parents: tuple[str, ...], limits: Limits) -> Leaf:
    path = Path(entry.path)
    # Opened under the name that the disk has.
    leaf = Leaf((*parents, shown_name(entry.name)), path)
    if leaf.is_hidden:
        return leaf
    if entry.is_symlink() or _is_junction(entry):
        return Leaf(leaf.parts, InputProblem("link_not_followed", file=leaf.name))
    if entry.is_dir(follow_symlinks=False):
        return Leaf(leaf.parts, path, "results" if has_results(path) else "folder")
    if not entry.is_file(follow_symlinks=False):
        return Leaf(leaf.parts, InputProblem("not_a_file", file=leaf.name))
    return _told(leaf, path, limits)


def _is_junction(entry: "os.DirEntry[str]") -> bool:
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _JUNCTION


def _told(leaf: Leaf, path: Path, limits: Limits) -> Leaf:
    try:
        return Leaf(leaf.parts, path, "zip" if kind_of(leaf.name, path, limits) == "zip" else "file")
    except InputProblem as problem:
        return Leaf(leaf.parts, problem)


def folder_leaves(folder: Path, parts: tuple[str, ...], limits: Limits, workdir: Path) -> Iterator[Leaf]:
    """Every file below ``folder``, ZIPs unpacked into ``workdir``; what fails is told in its place."""
    try:
        found = listed(folder, parts, limits)
    except InputProblem as problem:
        yield Leaf(parts or (shown_name(folder.name),), problem)
        return
    for leaf in found:
        match leaf:
            case Leaf(kind="folder", outcome=Path() as path):
                yield from folder_leaves(path, leaf.parts, limits, workdir)
            case Leaf(kind="zip", outcome=Path() as path):
                yield from zip_leaves(path, leaf.parts, limits, workdir)
            case _:
                yield leaf


def zip_leaves(path: Path, parts: tuple[str, ...], limits: Limits, workdir: Path) -> list[Leaf]:
    """Every file in the ZIP at ``path`` and in the ZIPs in it, or one leaf that says why there are none."""
    try:
        return list(_unpacked(path, parts, limits, workdir, Allowance.of(path, limits)))
    except FileNotFoundError:
        problem: Problem = InputProblem("file_vanished", file=shown_name(path.name))
    except (InputProblem, MachineProblem) as raised:
        problem = raised
    return [Leaf(parts or (shown_name(path.name),), problem)]


def _unpacked(
    path: Path, parts: tuple[str, ...], limits: Limits, workdir: Path, allowance: Allowance, depth: int = 1
) -> Iterator[Leaf]:
    name = "/".join(parts) or shown_name(path.name)
    if depth > limits.zip_depth:
        raise LimitProblem("zip_too_deep", file=name, limit=limits.zip_depth)
    folder = Path(tempfile.mkdtemp(prefix="zip-", dir=workdir))
    try:
        found = unpack(name, path, folder, limits, allowance)
        if not found:
            raise InputProblem("folder_empty", file=name)
        members = sorted(found, key=lambda m: natural_key("/".join(m.parts)))
        for member in members:
            leaf = Leaf((*parts, *member.parts), member.outcome)
            if not leaf.is_hidden and isinstance(leaf.outcome, Path):
                leaf = _told(leaf, leaf.outcome, limits)
            if leaf.kind == "zip" and isinstance(leaf.outcome, Path):
                yield from _nested(leaf, leaf.outcome, limits, workdir, allowance, depth + 1)
            else:
                yield leaf
    except Problem:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _nested(
    leaf: Leaf, path: Path, limits: Limits, workdir: Path, allowance: Allowance, depth: int
) -> Iterator[Leaf]:
    try:
        yield from _unpacked(path, leaf.parts, limits, workdir, allowance, depth)
    except LimitProblem:
        raise  # a bomb anywhere condemns the whole ZIP
    except InputProblem as problem:
        yield Leaf(leaf.parts, problem)
