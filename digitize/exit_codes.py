"""The exit codes that scripts may rely on, and the one table from errors to codes."""

from enum import IntEnum

from ocr.problem import (
    ConfigurationProblem,
    InputProblem,
    LimitProblem,
    MachineProblem,
    OutputProblem,
    Problem,
)


class ExitCode(IntEnum):
    """What the process says when it ends."""

    DONE = 0
    BUG = 1
    USAGE = 2
    SOME_FAILED = 3
    REVIEW_PENDING = 4
    NO_INPUT = 5
    DEPENDENCY_MISSING = 6
    OUTPUT_UNWRITABLE = 7
    LIMIT_EXCEEDED = 8
    CONFIGURATION_INVALID = 9
    DEMAND_NOT_REACHED = 10
    TOO_MANY_FAILURES = 11
    INTERRUPTED = 130


class UsageProblem(Problem):
    """The command line itself is wrong."""


# From the most specific to the most general: the first match counts.
_BY_PROBLEM: tuple[tuple[type[Problem], ExitCode], ...] = (
    (UsageProblem, ExitCode.USAGE),
    (LimitProblem, ExitCode.LIMIT_EXCEEDED),
    (InputProblem, ExitCode.NO_INPUT),
    (ConfigurationProblem, ExitCode.CONFIGURATION_INVALID),
    (MachineProblem, ExitCode.DEPENDENCY_MISSING),
    (OutputProblem, ExitCode.OUTPUT_UNWRITABLE),
)


def exit_code_for(problem: Problem) -> ExitCode:
    """The code for a problem that ended the whole command."""
    return next((code for kind, code in _BY_PROBLEM if isinstance(problem, kind)), ExitCode.BUG)
