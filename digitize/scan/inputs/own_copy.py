"""The bytes that are read are those that were hashed: whoever reads a file reads a copy of his own.

A file from outside may be overwritten, cut or swapped at any moment, and be put back before anybody looks again.
So each process that opens files copies them first to a place where nobody else writes, and hashes what it copied.
The last copies are kept for the other pages.
"""

import atexit
import hashlib
import os
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Final

from digitize.scan.inputs.file_kinds import HEAD
from digitize.scan.raw import SourceFile
from digitize.scan.safe.guard import reading
from ocr.problem import InputProblem, MachineProblem

UNSEEN: Final = frozenset({"input_changed", "file_vanished", "file_unreadable"})
"""Problems that tell nothing about the bytes of a hash: nobody could read them, so another try may go well."""

KEPT_BYTES: Final = 64 * 1024 * 1024
"""What the copies of a process may take together; the newest is kept, however large it is."""

_CHUNK: Final = 1 << 20  # bytes read at a time


@dataclass
class _Copies:
    kept: OrderedDict[str, Path] = field(default_factory=OrderedDict)
    units: dict[str, bool] = field(default_factory=dict)

    def of(self, file: SourceFile) -> Path:
        """The copy of ``file``, made now where there is none any more."""
        known = self.kept.get(file.sha256)
        if known is None or not known.is_file():
            known = self.kept[file.sha256] = _copied(file)
        self.kept.move_to_end(file.sha256)
        self.drop(KEPT_BYTES)
        return known

    def in_points(self, file: SourceFile) -> Path:
        """The copy of ``file``, or one of that copy whose pages all count in points."""
        name = f"{file.sha256} in points"
        known = self.kept.get(name)
        if known is not None and known.is_file():
            self.kept.move_to_end(name)
            return known
        copy = self.of(file)
        if file.sha256 not in self.units:
            self.units[file.sha256] = _counts_in_points(file.name, copy)
        if not self.units[file.sha256]:
            copy = self.kept[name] = _written_in_points(file.name, copy)
        return copy

    def drop(self, most: int) -> None:
        """Remove the oldest copies until the rest takes at most so many bytes; below 0, all of them."""
        left = {sha256: _size(path) for sha256, path in self.kept.items()}
        while self.kept and sum(left.values()) > most and (len(self.kept) > 1 or most < 0):
            sha256, path = self.kept.popitem(last=False)
            del left[sha256]
            path.unlink(missing_ok=True)


_COPIES = _Copies()
atexit.register(_COPIES.drop, -1)


def own_copy(file: SourceFile) -> SourceFile:
    """``file`` in a copy that only this process uses, with the very bytes of its hash.

    Raises:
        InputProblem: ``input_changed``, ``file_vanished``, ``file_unreadable``.
        MachineProblem: ``temporary_unwritable``.
    """
    return replace(file, path=_COPIES.of(file))


def page_copy(file: SourceFile) -> SourceFile:
    """The same to read pages from: a PDF whose pages count in another unit is written again in points.

    Raises:
        InputProblem: as :func:`own_copy`, and ``pdf_damaged``.
        MachineProblem: ``temporary_unwritable``.
    """
    return replace(file, path=_COPIES.in_points(file)) if file.kind == "pdf" else own_copy(file)


def copy_checked(file: SourceFile, copy: IO[bytes]) -> None:
    """Write the bytes of ``file`` to ``copy``; not valid unless it ends well.

    Raises:
        InputProblem: ``input_changed``, ``file_vanished``, ``file_unreadable``.
    """
    digest = hashlib.sha256()
    for piece in _pieces(file.name, file.path):
        digest.update(piece)
        copy.write(piece)
    if digest.hexdigest() != file.sha256:
        raise InputProblem("input_changed", file=file.name)


def looked_through(file: str, path: Path) -> tuple[bytes, str]:
    """The first bytes of a file and the SHA-256 of all of them, from one reading.

    Raises:
        InputProblem: ``file_vanished``, ``file_unreadable``.
    """
    head, digest = b"", hashlib.sha256()
    for piece in _pieces(file, path):
        head = head or piece[:HEAD]
        digest.update(piece)
    return head, digest.hexdigest()


def _copied(file: SourceFile) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix="digitize-copy-")
        try:
            with os.fdopen(handle, "wb") as copy:
                copy_checked(file, copy)
        except BaseException:
            Path(name).unlink()
            raise
    except OSError:
        # What goes wrong with the file itself is a problem already; this is about the place of the copy.
        raise MachineProblem("temporary_unwritable") from None
    return Path(name)


def _counts_in_points(file: str, copy: Path) -> bool:
    from digitize.scan.pdf.user_unit import counts_in_points  # noqa: PLC0415  (a PDF library, not needed for photos)

    try:
        with reading(file, "pdf_damaged"):
            return counts_in_points(copy)
    except InputProblem:
        return True  # whoever opens its pages says what is wrong with them


def _written_in_points(file: str, copy: Path) -> Path:
    from digitize.scan.pdf.user_unit import write_in_points  # noqa: PLC0415  (as above)

    try:
        handle, name = tempfile.mkstemp(prefix="digitize-copy-")
        os.close(handle)
    except OSError:
        raise MachineProblem("temporary_unwritable") from None
    try:
        with reading(file, "pdf_damaged"):
            write_in_points(copy, Path(name))
    except BaseException:
        Path(name).unlink()
        raise
    return Path(name)


def _pieces(file: str, path: Path) -> Iterator[bytes]:
    with reading(file, "file_unreadable"), path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            yield piece


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0
