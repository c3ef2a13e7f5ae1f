"""What lies in a watched folder, and how it looks: a signature that changes with every file below it.

A folder that cannot be listed, or that is too deep, hides nothing beside it. It stands in the signature itself, so
that the run tells of it, and so that the entry is read as soon as it can be.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from digitize.scan.inputs.names import shown_name
from digitize.scan.inputs.results_mark import has_results
from digitize.scan.inputs.tree import DEEPEST

Signed = tuple[str, int, int]
"""A file: its path, its size in bytes, when it was changed in nanoseconds."""
Signature = tuple[Signed, ...]
"""Every file of an entry."""

UNSEEN = -1  # the size in a signature of what could not be looked at


def entries(folder: Path, out: Path) -> dict[Path, Signature]:
    """What lies directly in ``folder``, hidden files and results left out; nothing where it cannot be seen."""
    own = os.path.realpath(out)
    try:
        with os.scandir(folder) as listed:
            found = sorted((one for one in listed if not one.name.startswith((".", "~$"))), key=_by_name)
    except OSError:
        return {}
    signed = {Path(one.path): tuple(_files(one, own)) for one in found}
    return {path: signature for path, signature in signed.items() if signature}


def is_concerned(entry: Path, signature: Signature, names: Collection[str]) -> bool:
    """Whether one of ``names``, as the account of a run calls its files, may be this entry or a file in it."""
    if shown_name(entry.name) in names:
        return True
    below = {_shown_below(entry, path) for path, _, _ in signature}
    return any(name in below or any(name.startswith(f"{one}/") for one in below) for name in names)


def _shown_below(entry: Path, path: str) -> str:
    return "/".join(map(shown_name, Path(os.path.relpath(path, entry)).parts))


def _by_name(found: "os.DirEntry[str]") -> str:
    return found.name


def _files(entry: "os.DirEntry[str]", own: str) -> Iterator[Signed]:
    # Links are never followed: what they lead to is not in this folder.
    try:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, own)
        elif entry.is_file(follow_symlinks=False):
            seen = entry.stat(follow_symlinks=False)
            yield entry.path, seen.st_size, seen.st_mtime_ns
    except FileNotFoundError:
        return
    except OSError:
        yield entry.path, UNSEEN, 0


def _below(top: str, own: str) -> Iterator[Signed]:
    """The files below a folder, one level after the other: a tree may be deeper than functions can call themselves."""
    waiting = [(top, os.path.realpath(top), 0)]
    while waiting:
        folder, real, depth = waiting.pop()
        if real == own or has_results(Path(folder)):
            continue
        found = _listed(folder) if depth <= DEEPEST else None
        if found is None:
            yield folder, UNSEEN, 0
            continue
        for one in found:
            if one.is_dir(follow_symlinks=False):
                waiting.append((one.path, os.path.join(real, one.name), depth + 1))  # noqa: PTH118  (a thousand names)
            else:
                yield from _files(one, own)


def _listed(folder: str) -> "list[os.DirEntry[str]] | None":
    try:
        with os.scandir(folder) as listed:
            return sorted(listed, key=_by_name)
    except OSError:
        return None
