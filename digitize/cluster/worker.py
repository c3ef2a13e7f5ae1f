"""What a Dask worker does with a page: prove that it reads alike, fetch the file, read it in a child process."""

import atexit
import hashlib
import platform
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock, Timer

from digitize.cluster.shared_place import SharedPlace
from digitize.page.chain import PageTask, fingerprint, read_packed
from digitize.results.packed import PackedPage
from digitize.settings import Cluster, Settings
from digitize.workers.outcome import Failed
from digitize.workers.pool import Workers
from digitize.workers.temporary import kept_folder, remove_left_behind
from ocr.problem import ConfigurationProblem, Problem

LIBRARIES = ("numpy", "opencv-python-headless", "pillow", "pypdfium2", "pikepdf", "onnxruntime")
"""What shapes pixels or text, so that its version has to be the same on every computer."""
KEPT_FILES = 64  # files kept on the disk of a worker, for their other pages
PREFIX = "digitize-cluster-"
IDLE_SECONDS = 1800.0
"""Seconds without a page after which a worker keeps no file; a page may take far less."""
_FETCHING = Lock()
_READERS: "dict[int, Workers[PageTask, PackedPage]]" = {}
"""The readers of this desk, by the memory that a page may take."""


@dataclass(frozen=True)
class RemoteTask:
    """A page to be read on another computer: its file by hash, and the handshake that the reader must match."""

    page: PageTask
    place: Cluster
    proof: str

    @classmethod
    def of(cls, task: PageTask, proof: str) -> "RemoteTask":
        """``task`` without the paths and certificates of this computer."""
        settings = task.settings.without_cluster()
        shared = Cluster(shared=task.settings.cluster.shared)
        return cls(replace(task, file=replace(task.file, path=Path()), settings=settings), shared, proof)


def handshake(settings: Settings) -> str:
    """All that a reading on this computer depends on, as text; raises as :func:`digitize.page.chain.fingerprint`."""
    return _handshake(settings.engine, settings.profile, settings.secrecy)


@cache
def _handshake(engine: str, profile: str, secrecy: str) -> str:
    settings = Settings.model_validate({"engine": engine, "profile": profile, "secrecy": secrecy})
    return " ".join((fingerprint(settings), *(f"{name}-{version(name)}" for name in LIBRARIES)))


def read_remote(task: RemoteTask) -> PackedPage | Failed:
    """The outcome of a page, on a worker."""
    _close_own_pages()
    try:
        proof = handshake(task.page.settings)
        if proof != task.proof:
            raise ConfigurationProblem(
                "cluster_worker_differs", worker=platform.node(), own=task.proof, theirs=proof
            )
        file = task.page.file
        path = _fetched(task.place, file.sha256)
    except Problem as problem:
        return Failed(problem)
    limits = task.page.settings.limits
    page = replace(task.page, file=replace(file, path=path))
    return _readers(limits.page_memory).do(page, limits.page_seconds)


def _close_own_pages() -> None:
    """Close the web pages of this worker, which may have come after the run began."""
    from distributed import get_worker  # noqa: PLC0415  (an extra)

    from digitize.cluster.no_pages import close_pages  # noqa: PLC0415  (as above)

    with suppress(ValueError):  # not on a worker
        worker = get_worker()
        worker.loop.add_callback(close_pages, worker)


def _readers(memory: int) -> Workers[PageTask, PackedPage]:
    with _FETCHING:
        if memory not in _READERS:
            _READERS[memory] = Workers(read_packed, _desk(), memory)
            atexit.register(_READERS[memory].end)
        return _READERS[memory]


@cache
def _desk() -> Path:
    """The private folder of this worker; folders of workers that have ended are removed first."""
    remove_left_behind()
    return kept_folder(PREFIX)


def _drawer(shared: str | None) -> Path:
    """The folder of what was fetched from one shared place: one run at a time uses it."""
    return _desk() / hashlib.sha256((shared or "").encode()).hexdigest()[:16]


def clear_desk(shared: str | None) -> None:
    """Remove all that was fetched from this place, and end the readers that wait: the run that sent it has ended."""
    with _FETCHING:
        shutil.rmtree(_drawer(shared), ignore_errors=True)
    for readers in tuple(_READERS.values()):
        readers.end()


class _Rest:
    """Clears the desk when no page came for a while: whoever asked for them may have been switched off."""

    def __init__(self) -> None:
        self._timers: dict[str | None, Timer] = {}

    def begin(self, shared: str | None) -> None:
        """Begin to wait, anew."""
        before = self._timers.pop(shared, None)
        if before:
            before.cancel()
        timer = Timer(IDLE_SECONDS, clear_desk, (shared,))
        timer.daemon = True
        timer.start()
        self._timers[shared] = timer


_REST = _Rest()


def _fetched(place: Cluster, sha256: str) -> Path:
    """The path of the file with this hash on this computer, fetched if needed; the last few files are kept.

    Raises:
        MachineProblem: ``cluster_file_missing``, ``cluster_file_differs``.
    """
    with _FETCHING:
        drawer = _drawer(place.shared)
        drawer.mkdir(exist_ok=True)
        path = drawer / sha256
        if not path.is_file():
            SharedPlace.at(place).fetch(sha256, path)
            kept = sorted(drawer.glob("?" * 64), key=lambda one: one.stat().st_mtime)
            for old in kept[:-KEPT_FILES]:
                old.unlink(missing_ok=True)
        _REST.begin(place.shared)
        return path
