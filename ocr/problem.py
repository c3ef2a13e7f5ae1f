"""Errors that say whose problem they are and carry data; the command line makes the sentence.

    Problem
    ├── InputProblem          the file is at fault: damaged, encrypted, of an unknown kind
    │   └── LimitProblem      the file asks for more than the settings allow
    ├── ConfigurationProblem  the settings or a document type are at fault
    ├── MachineProblem        this computer lacks a program, a language file, memory or time
    └── OutputProblem         the result cannot be written

``code`` names a sentence in the message catalogue and ``data`` fills it; ``str(problem)`` is for
logs. Neither ever holds personal data: file names yes, contents no.
"""

Datum = str | int | float


class Problem(Exception):
    """Something that a person can act upon; ``code`` and ``data`` give the sentence that says how."""

    def __init__(self, code: str, /, **data: Datum) -> None:
        super().__init__(code, data)
        self.code = code
        self.data = data

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.data.items())
        return f"{self.code} ({details})" if details else self.code

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, self.data)


def _rebuild(kind: type[Problem], code: str, data: dict[str, Datum]) -> Problem:
    # Exceptions cross process borders by pickle, which does not know keyword arguments.
    return kind(code, **data)


class InputProblem(Problem):
    """This input cannot be read; the others can."""


class LimitProblem(InputProblem):
    """This input is larger, deeper or slower than the settings allow."""


class ConfigurationProblem(Problem):
    """A setting or a document type is invalid."""


class MachineProblem(Problem):
    """A program, a language file, memory or time is missing on this computer."""


class OutputProblem(Problem):
    """The result cannot be written where it was asked for."""
