"""What one file costs a stage that goes on from texts: its deadline, and its account where it could not be finished."""

from pathlib import Path

from digitize.results.account import FileAccount, unfinished
from digitize.settings import Limits
from digitize.workers.pool import Failed
from export.atomic import remove_half_written

PAGE_BYTES = 20_000
"""Bytes of ``text.json`` for which the time of one page is given; a full page of text takes more."""


def seconds_for(text: Path, limits: Limits) -> float:
    """The deadline of a file whose text lies at ``text``; it is not opened to find out."""
    try:
        size = text.stat().st_size
    except OSError:
        size = 0  # the worker tells what is wrong with it
    return min(limits.page_seconds * (2 + size // PAGE_BYTES), limits.file_seconds)


def not_finished(source: Path, root: Path, folder: Path, failed: Failed) -> FileAccount:
    """The account of the file whose text lies in ``source`` below ``root``; nothing half written stays in ``folder``."""
    remove_half_written(folder)
    name = source.relative_to(root).as_posix() if source != root else source.name
    return unfinished(name, failed.problem)
