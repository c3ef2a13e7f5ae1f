"""Writing a file so that it is there whole or not at all.

The bytes go to a temporary name in the same folder, are forced to the disk, and take the place of
the target in one step. A failure leaves neither a half-written file nor the temporary one behind, and
becomes an :class:`OutputProblem` that says what is in the way.
"""

import contextlib
import errno
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from ocr.problem import OutputProblem

_CODES = {
    errno.ENOSPC: "output_disk_full",
    errno.EDQUOT: "output_disk_full",
    errno.EACCES: "output_not_allowed",
    errno.EPERM: "output_not_allowed",
    errno.EROFS: "output_not_allowed",
    errno.ENAMETOOLONG: "output_name_too_long",
    errno.ENOENT: "output_folder_gone",
    errno.ENOTDIR: "output_folder_gone",
    errno.EEXIST: "output_is_file",
}
# A file of ours, or the folder in which a library writes the parts of a workbook.
_TEMPORARY = re.compile(r"\.(?:[0-9a-f]{16}|[a-z0-9_]{8})\.part")
_WINDOWS_SHARING = (32, 33)  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_WINDOWS_NAME_TOO_LONG = 206  # ERROR_FILENAME_EXCED_RANGE


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A temporary path beside ``target`` to write to; it becomes ``target`` when the block ends well.

    The temporary file exists and is empty when the block starts. An error that concerns another
    file (an input that cannot be read) passes through unchanged.

    Raises:
        OutputProblem: ``output_disk_full``, ``output_not_allowed``, ``output_name_too_long``,
            ``output_locked``, ``output_folder_gone`` or ``output_failed``, each with ``file``.
    """
    temporary = target.parent / f".{secrets.token_hex(8)}.part"
    try:
        with _told_about(target, temporary):
            temporary.touch(exist_ok=False)
            yield temporary
            _force_to_disk(temporary)
        _take_place(temporary, target)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_bytes(target: Path, data: bytes) -> None:
    """``data`` becomes the whole content of ``target``; errors as :func:`replacing`."""
    with replacing(target) as temporary:
        temporary.write_bytes(data)


def write_text(target: Path, text: str) -> None:
    """``text`` in UTF-8 becomes the content of ``target``, line ends as given; errors as :func:`replacing`."""
    write_bytes(target, text.encode("utf-8"))


def make_folder(folder: Path) -> None:
    """Makes ``folder`` and those above it where they do not exist; errors as :func:`replacing`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_problem(error, folder) from error


def remove_half_written(
    folder: Path, spared: Callable[[Path], bool] = lambda _: False, until: int | None = None
) -> None:
    """Removes what a killed program left half written below ``folder``, except in folders that are ``spared``.

    Nobody else may be writing there, unless only what was written ``until`` then goes (nanoseconds, of the same disk).
    """
    waiting = [folder]
    while waiting:
        for path in _inside(waiting.pop()):
            is_folder = path.is_dir() and not path.is_symlink()
            if is_half_written(path.name) and (until is None or _written_at(path) <= until):
                with contextlib.suppress(OSError):
                    shutil.rmtree(path) if is_folder else path.unlink()
            elif is_folder and not spared(path):
                waiting.append(path)


def _written_at(path: Path) -> int:
    try:
        return path.lstat().st_mtime_ns
    except OSError:
        return 0  # it is gone


def _inside(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []  # what cannot be listed has nothing of ours


def is_half_written(name: str) -> bool:
    """Whether a file or folder of this name is one that is being written, or was when the program ended."""
    return _TEMPORARY.fullmatch(name) is not None


def output_problem(error: OSError, target: Path) -> OutputProblem:
    """The problem behind ``error``, raised while ``target`` was being written."""
    windows = getattr(error, "winerror", None)
    if windows in _WINDOWS_SHARING:
        return OutputProblem("output_locked", file=str(target))
    if windows == _WINDOWS_NAME_TOO_LONG:
        return OutputProblem("output_name_too_long", file=str(target))
    code = _CODES.get(error.errno or 0)
    if code is None:
        return OutputProblem(
            "output_failed", file=str(target), error=errno.errorcode.get(error.errno or 0, "")
        )
    return OutputProblem(code, file=str(target))


@contextlib.contextmanager
def _told_about(target: Path, temporary: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if _CODES.get(error.errno or 0) != "output_disk_full" and _names_another(error, target, temporary):
            raise
        raise output_problem(error, target) from error


def _names_another(error: OSError, *own: Path) -> bool:
    # Only writing fills a disk, whatever file the error names: pikepdf names the stream object.
    return error.filename is not None and Path(os.fsdecode(error.filename)) not in own


def _force_to_disk(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _take_place(temporary: Path, target: Path) -> None:
    try:
        os.replace(temporary, target)  # noqa: PTH105  (the call that tests make fail)
    except PermissionError as error:
        # The folder took the temporary file a moment ago, so the target itself is locked:
        # Windows reports this while a spreadsheet or a viewer has it open.
        code = "output_locked" if target.exists() else "output_not_allowed"
        raise OutputProblem(code, file=str(target)) from error
    except IsADirectoryError as error:
        raise OutputProblem("output_not_allowed", file=str(target)) from error
    except OSError as error:
        raise output_problem(error, target) from error
    _force_folder_to_disk(target.parent)


def _force_folder_to_disk(folder: Path) -> None:
    # Only POSIX systems can open a folder; where they cannot, the rename is as safe as it gets.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
