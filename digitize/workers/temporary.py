"""Temporary folders for files that are unpacked and read, and the programs that read there.

Pages are personal, so nothing of them may stay behind.
"""

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

from ocr.problem import MachineProblem

PREFIX = "digitize-"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def folder_of_run(out: Path) -> Iterator[Path]:
    """The private folder in which all temporary files of a run into ``out`` are made.

    Folders that killed runs into ``out`` left behind are removed first: the caller holds the lock
    of ``out``, so nobody else works in them.

    Raises:
        MachineProblem: ``temporary_unwritable``.
    """
    own = f"{PREFIX}{hashlib.sha256(os.path.realpath(out).encode()).hexdigest()[:16]}-"
    for left in Path(tempfile.gettempdir()).glob(f"{own}*"):
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
        folder = tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)
    except OSError:
        raise MachineProblem("temporary_unwritable") from None
    with folder as path:
        yield Path(path)


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
