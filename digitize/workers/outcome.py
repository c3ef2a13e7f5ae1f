"""The outcome of a task without a result: a problem with a code, never an exception that passes through."""

from dataclasses import dataclass

from digitize.workers.temporary import is_disk_full
from ocr.problem import MachineProblem, Problem

_OPENCV_NO_MEMORY = -4  # cv::Error::StsNoMem, in the attribute code of OpenCV's exception


@dataclass(frozen=True)
class Failed:
    """A task that gave no result, and why."""

    problem: Problem

    @classmethod
    def of(cls, error: Exception) -> "Failed":
        """What ``error`` means for the task; the text of a bug is not passed on."""
        if isinstance(error, Problem):
            return cls(error)
        # OpenCV has one exception for all errors; only their codes differ.
        if isinstance(error, MemoryError) or getattr(error, "code", None) == _OPENCV_NO_MEMORY:
            return cls(MachineProblem("memory_short"))
        if isinstance(error, OSError) and is_disk_full(error):
            return cls(MachineProblem("temporary_unwritable"))
        return cls(Problem("page_bug", kind=type(error).__name__))
