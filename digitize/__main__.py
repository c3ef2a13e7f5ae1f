"""The entry point of the command ``digitize``: picks the language, runs the command, ends with its code."""

import logging
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer
from typer.exceptions import TyperException

from digitize.cli import build
from digitize.exit_codes import ExitCode, exit_code_for
from digitize.messages import Translator, choose_language, without_language
from digitize.surroundings import put_right
from digitize.terminal import say
from digitize.workers.temporary import is_disk_full, remove_left_behind
from ocr.problem import Problem

# The usage errors of the option parser that have a sentence of their own; Typer keeps the classes private.
_USAGE_ERRORS = ("NoSuchOption", "MissingParameter", "BadParameter", "BadOptionUsage")
_OF_OTHERS = 0o077  # the permissions of everybody but this user


def main() -> None:
    """Run ``digitize`` with the arguments of this process and exit."""
    put_right()
    # Or else Windows would take a tesseract.exe that somebody left in the working folder before the one on the PATH.
    os.environ["NoDefaultCurrentDirectoryInExePath"] = "1"  # noqa: SIM112  (spelled as Windows documents it)
    if not os.environ.get("DIGITIZE_DEBUG"):
        # What libraries say about a paper may quote it.
        logging.getLogger().addHandler(logging.NullHandler())
        warnings.simplefilter("ignore")
    remove_left_behind()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; every error becomes one sentence on stderr."""
    with _files_of_this_user():
        return _run(arguments)


@contextmanager
def _files_of_this_user() -> Iterator[None]:
    """Whatever is made is for this user alone: folders 0700, files 0600, those of programs that are started, too.

    A folder whose owner gave it a default access list still hands that on: then the sharing is meant.
    """
    before = os.umask(_OF_OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def _run(arguments: Sequence[str]) -> int:
    t = Translator(choose_language(arguments, os.environ))
    try:
        outcome = build(t)(
            without_language(arguments) or ["--help"], prog_name="digitize", standalone_mode=False
        )
        return _ended(int(outcome or 0), t)
    except typer.Exit as leave:
        return leave.exit_code
    except Problem as problem:
        return _say(t.problem(problem), exit_code_for(problem))
    except TyperException as error:
        return _say(_usage_sentence(error, t), ExitCode.USAGE)
    except (KeyboardInterrupt, typer.Abort):
        return _say(t("run.interrupted"), ExitCode.INTERRUPTED)
    except Exception as error:
        if os.environ.get("DIGITIZE_DEBUG"):
            raise
        return _unforeseen(error, t)


def _ended(code: int, t: Translator) -> int:
    # Typer turns Ctrl-C into a silent exit.
    return _say(t("run.interrupted"), ExitCode.INTERRUPTED) if code == ExitCode.INTERRUPTED else code


def _unforeseen(error: Exception, t: Translator) -> int:
    if isinstance(error, OSError) and is_disk_full(error):
        # The stages report their own files; this is the stream that data is printed to.
        return _say(t("problem.output_disk_full", file="stdout"), ExitCode.OUTPUT_UNWRITABLE)
    if isinstance(error, FileNotFoundError) and not _has_working_folder():
        return _say(t("run.folder_gone"), ExitCode.NO_INPUT)
    return _say(t("run.bug", kind=type(error).__name__, where=_where(error)), ExitCode.BUG)


def _has_working_folder() -> bool:
    try:
        os.getcwd()  # noqa: PTH109  (the call that fails; nothing is made of the path)
    except FileNotFoundError:
        return False
    return True


def _say(sentence: str, code: ExitCode) -> int:
    say(sentence, err=True)
    return code


def _usage_sentence(error: TyperException, t: Translator) -> str:
    kind = type(error).__name__
    key = f"usage.{kind}" if kind in _USAGE_ERRORS else "usage.other"
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (
        parameter.get_error_hint() if parameter is not None else ""
    )
    sentence = t(key, name=name.replace("'", ""), detail=error.message.rstrip("."))
    return f"{sentence} {t('usage.help')}"


def _where(bug: BaseException) -> str:
    # Module and line only: the text of an exception may hold what was read from a paper.
    trace = bug.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"


if __name__ == "__main__":
    main()
