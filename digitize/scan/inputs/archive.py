"""Unpacking ZIP files without trusting them: declared sizes and counts are checked while unpacking.

Members are stored under numbers, so no name can lead out of the folder or be one that Windows refuses.
"""

import shutil
import stat
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from os import SEEK_END
from pathlib import Path
from time import monotonic

from digitize.scan.inputs.names import member_parts
from digitize.scan.safe.guard import reading
from digitize.settings import MIB, Limits
from ocr.problem import InputProblem, LimitProblem, MachineProblem, Problem

HARMLESS_BYTES = 64 * MIB
"""Up to this size every ratio is allowed: a blank page without compression shrinks to a thousandth."""

_CHUNK = 256 * 1024  # bytes unpacked at a time
_ENTRY_BYTES = 4096  # bytes of the central directory for one entry: far more than names of files need
_IS_UTF8 = 0x800  # general purpose bit 11 (APPNOTE 4.4.4)
_IS_ENCRYPTED = 0x1  # general purpose bit 0 (APPNOTE 4.4.4)
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_OFFICE_MARKS = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
_END, _END64, _LOCATOR64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
# Bytes of the end record without its comment, of the ZIP64 locator, of the comment (APPNOTE 4.3.16, 4.3.15).
_END_BYTES, _LOCATOR_BYTES, _LONGEST_COMMENT = 22, 20, 0xFFFF
# The length that says "look in the ZIP64 end record", and the bytes of that record (APPNOTE 4.4.1.4, 4.3.14).
_IN_ZIP64, _RECORD64_BYTES = 0xFFFFFFFF, 56


@dataclass(frozen=True)
class Member:
    """A file from a ZIP: the folders and name it had there, and where it lies now, or why it was not unpacked."""

    parts: tuple[str, ...]
    outcome: Path | Problem


@dataclass
class Room:
    """The folder in which all ZIPs of a run are unpacked; together they leave the disk what ``limits`` ask for."""

    folder: Path
    limits: Limits
    taken: int = 0

    @cached_property
    def bytes(self) -> int:
        """How many bytes there is room for."""
        free = shutil.disk_usage(self.folder).free - self.limits.free_bytes
        return max(0, min(self.limits.unpacked_bytes, free))

    def take(self, file: str, count: int) -> None:
        """Counts bytes; raises LimitProblem ``zips_too_large``."""
        self.taken += count
        if self.taken > self.bytes:
            raise LimitProblem("zips_too_large", file=file, limit=self.bytes)


@dataclass
class Allowance:
    """How much one ZIP, with all ZIPs inside it, may still unpack, and the room for it."""

    room: Room
    entries: int
    bytes: int
    ratio: float
    packed: int
    until: float
    unpacked: int = 0

    @classmethod
    def of(cls, path: Path, room: Room) -> "Allowance":
        """All that the limits allow for the ZIP at ``path``."""
        limits, size, until = room.limits, path.stat().st_size, monotonic() + room.limits.file_seconds
        return cls(room, limits.zip_entries, limits.zip_bytes, limits.zip_ratio, size, until)

    def spend_entry(self, file: str) -> None:
        """Counts an entry; raises LimitProblem ``zip_too_many_entries``."""
        self.entries -= 1
        if self.entries < 0:
            raise LimitProblem("zip_too_many_entries", file=file)

    def spend_bytes(self, file: str, count: int) -> None:
        """Counts bytes; raises LimitProblem ``zip_too_large``, ``zip_bomb``, ``zips_too_large`` or ``zip_too_slow``."""
        if monotonic() > self.until:
            raise LimitProblem("zip_too_slow", file=file, seconds=round(self.room.limits.file_seconds))
        self.unpacked += count
        if self.unpacked > self.bytes:
            raise LimitProblem("zip_too_large", file=file, limit=self.bytes)
        if self.unpacked > HARMLESS_BYTES and self.unpacked > self.ratio * self.packed:
            raise LimitProblem("zip_bomb", file=file, limit=round(self.ratio))
        self.room.take(file, count)


def is_office_document(file: str, path: Path, limits: Limits) -> bool:
    """Whether a ZIP is really a DOCX, XLSX, ODT, EPUB or JAR; they have fixed members.

    Raises:
        InputProblem, LimitProblem: as :func:`unpack`.
    """
    with reading(file, "zip_damaged"):
        check_directory(file, path, limits)
        with zipfile.ZipFile(path) as archive:
            return not _OFFICE_MARKS.isdisjoint(archive.NameToInfo)


def unpack(file: str, path: Path, folder: Path, limits: Limits, allowance: Allowance) -> list[Member]:
    """Unpacks the ZIP at ``path`` into ``folder``, which is empty; ``file`` is its name for people.

    Raises:
        InputProblem: ``zip_damaged``, ``zip_encrypted``, ``file_vanished``, ``file_unreadable``.
        LimitProblem: ``zip_too_many_entries``, ``zip_too_large``, ``zip_bomb``, ``zips_too_large``, ``zip_too_slow``.
        MachineProblem: ``cannot_unpack``, ``out_of_memory``.
    """
    with reading(file, "zip_damaged"):
        check_directory(file, path, limits)
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if any(info.flag_bits & _IS_ENCRYPTED for info in infos):
                raise InputProblem("zip_encrypted", file=file)
            members = []
            for number, info in enumerate(infos):
                allowance.spend_entry(file)
                parts = member_parts(info.filename, is_utf8=bool(info.flag_bits & _IS_UTF8)) or (f"{number}",)
                shown, target = "/".join((file, *parts)), folder / f"{number:06d}"
                members.append(Member(parts, _unpack(archive, info, target, shown, allowance)))
            return members


def _unpack(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, file: str, allowance: Allowance
) -> Path | Problem:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        return InputProblem("link_not_followed", file=file)
    if info.compress_type not in _METHODS:
        # Other methods inflate in one go: a few bytes could fill the memory before they are counted.
        return InputProblem("zip_method", file=file, method=info.compress_type)
    try:
        with reading(file, "zip_damaged"), archive.open(info) as packed:
            write_counted(iter(lambda: packed.read(_CHUNK), b""), target, file, allowance)
    except LimitProblem:
        raise
    except InputProblem as problem:
        target.unlink(missing_ok=True)
        return problem
    return target


def write_counted(chunks: Iterable[bytes], target: Path, file: str, allowance: Allowance) -> None:
    """Writes a new file, counting its bytes.

    Raises:
        LimitProblem: as :meth:`Allowance.spend_bytes`.
        MachineProblem: ``cannot_unpack``.
    """
    try:
        with target.open("xb") as stream:
            for chunk in chunks:
                allowance.spend_bytes(file, len(chunk))
                stream.write(chunk)
    except zipfile.BadZipFile:
        raise
    except OSError as error:
        raise MachineProblem("cannot_unpack", file=file, error=error.strerror or "") from None


def check_directory(file: str, path: Path, limits: Limits) -> None:
    """Passes where a ZIP has no more entries than it may; raises LimitProblem ``zip_too_many_entries``."""
    # zipfile reads the whole directory into memory before it can say how many entries there are.
    if _directory_bytes(path) > limits.zip_entries * _ENTRY_BYTES:
        raise LimitProblem("zip_too_many_entries", file=file)


def _directory_bytes(path: Path) -> int:
    """The length of the central directory (APPNOTE 4.3.14, 4.3.16); 0 if none is found."""
    with path.open("rb") as stream:
        size = stream.seek(0, SEEK_END)
        start = max(0, size - _END_BYTES - _LONGEST_COMMENT - _LOCATOR_BYTES)
        stream.seek(start)
        tail = stream.read()
        end = tail.rfind(_END)
        if end < 0 or len(tail) < end + _END_BYTES:
            return 0
        length: int = struct.unpack_from("<L", tail, end + 12)[0]
        if length < _IN_ZIP64 or tail[max(0, end - _LOCATOR_BYTES) :][:4] != _LOCATOR64:
            return min(length, size)
        stream.seek(min(size, struct.unpack_from("<Q", tail, end - _LOCATOR_BYTES + 8)[0]))
        record = stream.read(_RECORD64_BYTES)
        if record[:4] != _END64 or len(record) < _RECORD64_BYTES:
            return size
        return int(struct.unpack_from("<Q", record, 40)[0])
