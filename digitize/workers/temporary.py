"""Temporary folders for files that are unpacked and read, and the programs that read there.

Pages are personal, so nothing of them may stay behind. Each folder holds a lock of its owner, which the system
releases when that process ends, however it ends: what is left of dead ones is removed by the next command.
"""

import atexit
import errno
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from ocr.problem import MachineProblem

PREFIX = "digitize-"
_LOCK = ".lock"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def folder_of_run(out: Path) -> Iterator[Path]:
    """The private folder in which all temporary files of a run into ``out`` are made.

    Folders that killed runs into ``out`` left behind are removed first: the caller holds the lock
    of ``out``, so nobody else works in them.

    Raises:
        MachineProblem: ``temporary_unwritable``.
    """
    own = f"{PREFIX}{hashlib.sha256(os.fsencode(os.path.realpath(out))).hexdigest()[:16]}-"
    for left in _left_behind(f"{own}*"):
        if _is_ours(left):
            end_readers_of(left)
            shutil.rmtree(left, ignore_errors=True)
    before = tempfile.tempdir
    with private_folder(own) as folder:
        tempfile.tempdir = str(folder)
        try:
            yield folder
        finally:
            tempfile.tempdir = before


@contextmanager
def private_folder(prefix: str = PREFIX) -> Iterator[Path]:
    """A folder that nobody else may look into; it is removed when the block ends, with all that is in it.

    Raises:
        MachineProblem: ``temporary_unwritable``.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix=f"{prefix}{os.getpid()}-", ignore_cleanup_errors=True)
    except OSError:
        raise MachineProblem("temporary_unwritable") from None
    with folder as path:
        held = _held(Path(path))
        try:
            yield Path(path)
        finally:
            held.release()


def kept_folder(prefix: str) -> Path:
    """The same for as long as this process lives."""
    folder = Path(tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-"))
    held = _held(folder)

    def removed() -> None:
        held.release()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(removed)
    return folder


def remove_left_behind() -> None:
    """Remove the folders of commands that were killed, and end the programs that still read there."""
    for left in _left_behind(f"{PREFIX}*-*"):
        if _is_ours(left):
            with _owner_gone(left) as gone:
                if gone:
                    end_readers_of(left)
                    shutil.rmtree(left, ignore_errors=True)


def _left_behind(pattern: str) -> list[Path]:
    """The folders of that name; none where no place takes temporary files, which is told where one is needed."""
    try:
        return list(Path(tempfile.gettempdir()).glob(pattern))
    except OSError:
        return []


def _held(folder: Path) -> FileLock:
    lock = FileLock(folder / _LOCK)
    with suppress(
        OSError, NotImplementedError
    ):  # a disk without locks: then nobody removes what is left there
        lock.acquire(timeout=0)
    return lock


@contextmanager
def _owner_gone(folder: Path) -> Iterator[bool]:
    """Whether the process that made ``folder`` is gone; until the block ends, nobody else may find so."""
    if not (folder / _LOCK).exists():
        # It was killed, or is just about to take the lock.
        owner = folder.name.split("-")[-2]
        yield owner.isdigit() and not psutil.pid_exists(int(owner))
        return
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError, NotImplementedError):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def keep_temporary_files_in(folder: str) -> None:
    """From now on this process makes its temporary files in ``folder``.

    A worker that is killed cannot clean up; then the owner of the folder does it.
    """
    tempfile.tempdir = folder


def end_readers_of(folder: Path) -> None:
    """Kill every program that was started on a file in ``folder``; the process that started it has ended.

    Programs that a worker started go on when it is killed: a Tesseract that hangs would hang for ever.
    """
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.pid != os.getpid() and any(str(folder) in part for part in process.cmdline()):
                for started in (*process.children(recursive=True), process):
                    started.kill()


def _is_ours(folder: Path) -> bool:
    """Whether this user made the folder: where everybody may write, a name proves nothing."""
    try:
        seen = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(seen.st_mode) and (not hasattr(os, "getuid") or seen.st_uid == os.getuid())


def is_disk_full(error: OSError) -> bool:
    """Whether ``error`` says that a disk or a quota is used up."""
    return error.errno in _FULL
