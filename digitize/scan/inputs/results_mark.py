"""The mark of a folder of results: files in such a folder are never read as papers."""

import os
from pathlib import Path

MARK = ".digitize"
"""The file that ``digitize`` puts into every folder that it writes results to."""


def has_results(folder: Path) -> bool:
    """Whether ``folder`` is one that results were written to; not where nobody can look into it."""
    return os.path.exists(folder / MARK)  # noqa: PTH110  (Path.exists raises an error for a locked folder)
