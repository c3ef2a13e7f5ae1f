"""Whether the disk has room for the results, checked before they are written: half a result helps nobody."""

import shutil
from pathlib import Path

from digitize.settings import MIB, Limits
from export.atomic import output_problem
from ocr.problem import OutputProblem

TIMES_ITS_SIZE = 2
"""How many times its size the results of a file take: the kept original and a PDF with the same pictures."""


def check_room(out: Path, limits: Limits, of: int = 0) -> None:
    """Check that the disk of ``out`` keeps its free space after the results of a file of ``of`` bytes.

    Raises:
        OutputProblem: ``output_disk_low``, or ``out`` is gone.
    """
    try:
        free = shutil.disk_usage(out).free
    except OSError as error:
        raise output_problem(error, out) from error
    needed = limits.free_bytes + TIMES_ITS_SIZE * of
    if free < needed:
        raise OutputProblem("output_disk_low", file=str(out), free_mb=free // MIB, needed_mb=needed // MIB)
