"""Files of a certain name below a folder, however deep that is and whatever in it is locked."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from digitize.scan.inputs.tree import DEEPEST


def files_below(top: Path, fits: Callable[[str], bool]) -> Iterator[Path]:
    """Every file below ``top`` whose name ``fits``, in no order; links to folders are not followed."""
    waiting = [(os.fspath(top), 0)]
    while waiting:
        folder, depth = waiting.pop()
        try:
            with os.scandir(folder) as listed:
                found = list(listed)
        except OSError:
            continue  # what cannot be listed has none of ours
        for one in found:
            if one.is_dir(follow_symlinks=False):
                waiting += [(one.path, depth + 1)] if depth < DEEPEST else []
            elif fits(one.name):
                yield Path(one.path)
