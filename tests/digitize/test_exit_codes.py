import pytest

from digitize.exit_codes import ExitCode, UsageProblem, exit_code_for
from ocr.problem import (
    ConfigurationProblem,
    InputProblem,
    LimitProblem,
    MachineProblem,
    OutputProblem,
    Problem,
)


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (UsageProblem("x"), ExitCode.USAGE),
        (InputProblem("x"), ExitCode.NO_INPUT),
        (LimitProblem("x"), ExitCode.LIMIT_EXCEEDED),
        (ConfigurationProblem("x"), ExitCode.CONFIGURATION_INVALID),
        (MachineProblem("x"), ExitCode.DEPENDENCY_MISSING),
        (OutputProblem("x"), ExitCode.OUTPUT_UNWRITABLE),
        (Problem("x"), ExitCode.BUG),
    ],
)
def test_a_problem_ends_with_the_code_of_whose_problem_it_is(problem, code):
    assert exit_code_for(problem) == code
