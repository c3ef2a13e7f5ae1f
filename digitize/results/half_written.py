"""A command that writes to a folder of results leaves a sign there until it ends well: then the next one sweeps.

The sign is a lock, which the system releases when its process ends, even if it was killed. Each command that writes
there at the same time has a sign of its own. So what a command writes at this moment is never taken for something left
behind, and what was left behind is known even where others went on.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from digitize.scan.inputs.results_mark import has_results
from export.atomic import is_half_written, remove_half_written

SIGN = ".writing"
_MOST = 100
"""Commands that write to one folder at the same time; further ones leave no sign."""


@contextmanager
def writing(out: Path | None, *, was_cut_off: bool = False) -> Iterator[None]:
    """Around all that a command writes to ``out``; several may write there at the same time.

    What others left half written is removed first, where a sign or ``was_cut_off`` says that one was ended, or where
    half a file lies in ``out`` itself: a command may be ended while it makes its folder, before it leaves a sign.
    """
    if out is None:
        yield
        return
    left = [path for path in _signs(out) if path.exists()]
    own = next(_taken(out), None)
    if left or was_cut_off or _has_half_a_file(out):
        _sweep(out, own, left)
    yield
    # Not reached where the command was interrupted: workers may have been killed in the middle of a file.
    if own:
        _removed(own)


def _has_half_a_file(out: Path) -> bool:
    with suppress(OSError):
        return any(is_half_written(path.name) for path in out.iterdir())
    return False


def _signs(out: Path) -> list[Path]:
    return [out / SIGN, *(out / f"{SIGN}-{number}" for number in range(2, _MOST + 1))]


def _taken(out: Path) -> Iterator[FileLock]:
    """Signs that nobody holds, each of them held now."""
    # On a disk without locks there are no signs, and nothing is swept.
    with suppress(OSError, NotImplementedError):
        for path in _signs(out):
            lock = FileLock(path, mode=0o600)
            with suppress(Timeout):
                lock.acquire(timeout=0)
                yield lock


def _sweep(out: Path, own: FileLock | None, left: list[Path]) -> None:
    """Remove what is older than ``own``, unless somebody holds one of the signs that were ``left``."""
    if own is None:
        return
    path = Path(own.lock_file)
    with ExitStack() as held, suppress(Timeout, OSError, NotImplementedError):
        path.touch()
        came = path.stat().st_mtime_ns
        others = [FileLock(sign, mode=0o600) for sign in left if sign != path]
        for other in others:
            held.enter_context(other.acquire(timeout=0))
        # Whoever comes now finds a sign of his own, and writes what is newer.
        remove_half_written(out, spared=has_results, until=came)
        for other in others:
            Path(other.lock_file).unlink(missing_ok=True)


def _removed(own: FileLock) -> None:
    with suppress(OSError):
        Path(own.lock_file).unlink(missing_ok=True)
    own.release()
