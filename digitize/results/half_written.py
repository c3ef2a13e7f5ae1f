"""A stage that writes to a folder of results leaves a sign there until it ends well: then the next command sweeps.

The sign is a lock, which the system releases when its process ends, even if it was killed. So what a command
writes at this moment is never taken for something left behind.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from digitize.scan.inputs.results_mark import has_results
from export.atomic import remove_half_written

SIGN = ".writing"


def sweep(out: Path) -> None:
    """Remove what a stage that was cut off left half written in ``out``; nothing where one is writing there."""
    sign = out / SIGN
    if not sign.exists():
        return
    with suppress(Timeout, OSError, NotImplementedError), FileLock(sign, timeout=0, mode=0o600):
        remove_half_written(out, spared=has_results)
        sign.unlink(missing_ok=True)


@contextmanager
def writing(out: Path | None) -> Iterator[None]:
    """Around all that a stage writes to ``out``; several may write there at the same time."""
    if out is None:
        yield
        return
    sweep(out)
    lock = FileLock(out / SIGN, mode=0o600)
    with suppress(Timeout, OSError, NotImplementedError):
        lock.acquire(timeout=0)
    yield
    # Not reached where the stage was interrupted: workers may have been killed in the middle of a file.
    if lock.is_locked:
        (out / SIGN).unlink(missing_ok=True)
    lock.release()
