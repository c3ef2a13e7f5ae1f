"""The entry point of the command ``digitize``: picks the language, runs the command, ends with its code."""

import os
import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from digitize.cli import build
from digitize.exit_codes import ExitCode, exit_code_for
from digitize.messages import Translator, choose_language, without_language
from ocr.problem import Problem

# The usage errors of the option parser that have a sentence of their own; Typer keeps the classes private.
_USAGE_ERRORS = ("NoSuchOption", "MissingParameter", "BadParameter", "BadOptionUsage")


def main() -> None:
    """Run ``digitize`` with the arguments of this process and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; every error becomes one sentence on stderr."""
    t = Translator(choose_language(arguments, os.environ))
    try:
        outcome = build(t)(
            without_language(arguments) or ["--help"], prog_name="digitize", standalone_mode=False
        )
        return int(outcome or 0)
    except typer.Exit as leave:
        return leave.exit_code
    except Problem as problem:
        return _say(t.problem(problem), exit_code_for(problem))
    except TyperException as error:
        return _say(_usage_sentence(error, t), ExitCode.USAGE)
    except (KeyboardInterrupt, typer.Abort):
        return _say(t("run.interrupted"), ExitCode.INTERRUPTED)
    except Exception as bug:
        if os.environ.get("DIGITIZE_DEBUG"):
            raise
        return _say(t("run.bug", kind=type(bug).__name__, where=_where(bug)), ExitCode.BUG)


def _say(sentence: str, code: ExitCode) -> int:
    sys.stderr.write(sentence + "\n")
    return code


def _usage_sentence(error: TyperException, t: Translator) -> str:
    kind = type(error).__name__
    key = f"usage.{kind}" if kind in _USAGE_ERRORS else "usage.other"
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (
        parameter.get_error_hint() if parameter is not None else ""
    )
    return f"{t(key, name=name.strip(chr(39)), detail=error.message)} {t('usage.help')}"


def _where(bug: BaseException) -> str:
    # Module and line only: the text of an exception may hold what was read from a paper.
    trace = bug.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"


if __name__ == "__main__":
    main()
