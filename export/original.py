"""The untouched original beside the results: the evidence that every result can be compared with.

It is a copy, never a link: later changes to the file that came in must not change the one kept.
"""

import hashlib
import re
import unicodedata
from pathlib import Path

from export.atomic import is_half_written, make_folder, replacing
from ocr.problem import InputProblem, OutputProblem

_CHUNK = 1 << 20  # bytes read at a time
_LONGEST = 180  # bytes of a name in UTF-8: file systems take 255, suffixes need the rest
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def keep_original(source: Path, folder: Path, name: str, sha256: str) -> Path:
    """Copies ``source`` bit for bit into ``folder`` under a safe form of ``name``; returns where it lies.

    A copy that is already there is left alone. Another file of that name is never overwritten: the
    copy then carries the first eight digits of its hash before the extension.

    Args:
        source: the file as it came.
        folder: where results go; it exists.
        name: what people know the file by; folders in it are dropped.
        sha256: of the bytes that were read, in lower-case hexadecimal.

    Raises:
        InputProblem: ``input_changed``, the file is no longer the one that was read.
        OutputProblem: ``copy_differs``, what was written is not what was read; or as
            :func:`export.atomic.replacing`.
    """
    if folder.is_symlink():
        folder.unlink()  # what it leads to belongs to somebody
    make_folder(folder)
    target = _free_name(folder, safe_name(name), sha256)
    if _holds(target, sha256):
        return target
    with replacing(target) as temporary:
        if _copy(source, temporary) != sha256:
            raise InputProblem("input_changed", file=name)
        if file_sha256(temporary) != sha256:
            raise OutputProblem("copy_differs", file=str(target))
    return target


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file in lower-case hexadecimal, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def safe_name(name: str) -> str:
    """``name`` without folders, in a form that Windows, macOS and Linux all take; accents stay.

    The extension stays; the whole is at most 180 bytes of UTF-8, which leaves room for
    suffixes under the usual limit of 255.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = _FORBIDDEN.sub("_", last).strip().rstrip(". ")
    if _RESERVED.fullmatch(plain) or not plain.strip(".") or is_half_written(plain):
        plain = "_" + plain
    stem, suffix = Path(plain).stem, Path(plain).suffix
    room = _LONGEST - len(suffix.encode())
    if room <= 0:
        stem, suffix, room = plain, "", _LONGEST
    return stem.encode()[:room].decode(errors="ignore").rstrip() + suffix


def _free_name(folder: Path, name: str, sha256: str) -> Path:
    target = folder / name
    if not target.exists() or _holds(target, sha256):
        return target
    return target.with_name(f"{target.stem}.{sha256[:8]}{target.suffix}")


def _holds(path: Path, sha256: str) -> bool:
    # A pipe of that name would keep its reader waiting for ever.
    return path.is_file() and file_sha256(path) == sha256


def _copy(source: Path, target: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as incoming, target.open("wb") as outgoing:
        while piece := incoming.read(_CHUNK):
            digest.update(piece)
            outgoing.write(piece)
    return digest.hexdigest()
