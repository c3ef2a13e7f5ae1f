"""The resident memory of a program and of what it starts, watched until it ends."""

import contextlib
import subprocess
import time
from dataclasses import dataclass

import psutil

EVERY = 0.03  # seconds


@dataclass(frozen=True)
class Peak:
    """Bytes of resident memory: of the program itself, of its largest descendant, of all together at one time."""

    parent: int
    worker: int
    together: int


def peak_of(process: subprocess.Popen[bytes]) -> Peak:
    """Wait for ``process`` to end, and tell the most it held."""
    root = psutil.Process(process.pid)
    parent = worker = together = 0
    while process.poll() is None:
        own, below = _resident(root)
        parent, worker, together = max(parent, own), max(worker, *below, 0), max(together, own + sum(below))
        time.sleep(EVERY)
    return Peak(parent, worker, together)


def _resident(root: psutil.Process) -> tuple[int, list[int]]:
    """Bytes of the program and of each process below it; what ends in between is passed over."""
    below = []
    with contextlib.suppress(psutil.Error):
        for child in root.children(recursive=True):
            with contextlib.suppress(psutil.Error):
                below.append(int(child.memory_info().rss))
        return int(root.memory_info().rss), below
    return 0, below
