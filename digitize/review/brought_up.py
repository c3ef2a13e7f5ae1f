"""After people decided: the results are brought up to it, and what could not be is told."""

from collections.abc import Collection
from pathlib import Path

from digitize.exit_codes import ExitCode
from digitize.jobs.deliver import Delivery
from digitize.messages import Translator
from digitize.results.account import RunAccount
from digitize.settings import Settings
from digitize.stages.follow import follow
from digitize.terminal import say
from ocr.problem import OutputProblem


def bring_up(
    out: Path, settings: Settings, t: Translator, only: Collection[str], *, aloud: bool = True
) -> ExitCode:
    """Bring the results of the files ``only`` up to the decisions about them.

    Raises:
        OutputProblem: they cannot be written; what was decided is kept all the same, and that is told first.
    """
    if not only:
        return ExitCode.DONE
    try:
        account = follow(out, Delivery.prepared(settings, t), only)
    except OutputProblem:
        say(t("review.kept_not_followed", out=str(out)), err=True)
        raise
    return told(account, t) if aloud else _code(account)


def told(account: RunAccount, t: Translator, *, err: bool = False) -> ExitCode:
    """Tell which results followed and which did not, and why; returns the code to end with. ``err`` keeps stdout free."""
    for file in account.files:
        if file.code:
            say(t("run.failed_file", name=file.name, reason=t(f"problem.{file.code}", **file.data)), err=True)
    say(t("review.followed", count=account.count("done"), out=account.out), err=err)
    return _code(account)


def _code(account: RunAccount) -> ExitCode:
    return ExitCode.SOME_FAILED if account.count("failed") else ExitCode.DONE
