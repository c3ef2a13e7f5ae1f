"""Temporary folders for what is unpacked and read, and the programs that read there.

Pages are personal, so nothing of them may stay behind.
"""

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from ocr.problem import MachineProblem

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that nobody else may look into; it goes when the block ends, whatever lies in it.

    Raises:
        MachineProblem: ``temporary_unwritable``.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix="digitize-", ignore_cleanup_errors=True)
    except OSError:
        raise MachineProblem("temporary_unwritable") from None
    with folder as path:
        yield Path(path)


def keep_temporary_files_in(folder: str) -> None:
    """From now on this process makes its temporary files in ``folder``.

    A worker that is killed cannot clean up; whoever owns the folder does it then.
    """
    tempfile.tempdir = folder


def end_readers_of(folder: Path) -> None:
    """Kill every program that was started on a file in ``folder`` by a worker that is no more.

    A worker takes nothing with it when it is killed: a Tesseract that hangs would hang for ever.
    """
    me = psutil.Process()
    alive = {me.pid, *(worker.pid for worker in me.children())}
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            orphaned = process.pid not in alive and process.ppid() not in alive
            if orphaned and any(str(folder) in part for part in process.cmdline()):
                for started in (*process.children(recursive=True), process):
                    started.kill()


def is_disk_full(error: OSError) -> bool:
    """Whether ``error`` says that a disk or a quota is used up."""
    return error.errno in _FULL
