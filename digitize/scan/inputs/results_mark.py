"""The mark of a folder of results: what lies in such a folder is never read as papers."""

from pathlib import Path

MARK = ".digitize"
"""The file that ``digitize`` lays into every folder that it writes results to."""


def has_results(folder: Path) -> bool:
    """Whether ``folder`` is one that results were written to."""
    return (folder / MARK).exists()
