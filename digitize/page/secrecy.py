"""The rule for papers that bear a secrecy stamp: they stop there, and nothing of them is kept.

Papers stamped MẬT, TỐI MẬT or TUYỆT MẬT are not digitized with the others (Luật Bảo vệ bí mật nhà nước, 117/2025/QH15):
the page's text does not leave the process that read it, the file's other pages are read no further, and
what was already kept of the file goes. An office that may handle such papers sets ``secrecy = "flag"``.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeGuard

from digitize.results.account import FileAccount, fault_of
from digitize.settings import Settings
from digitize.workers.pool import Failed
from export.atomic import output_problem
from ocr.marks.stamps import secrecy
from ocr.page import PageText
from ocr.problem import InputProblem, Problem

STAMPED: Final = "secret_paper"


def stopped_if_secret(page: PageText, settings: Settings) -> PageText:
    """The page itself where it may be read.

    Raises:
        InputProblem: ``secret_paper``, it bears a secrecy stamp and the settings say to stop.
    """
    if settings.secrecy == "stop" and secrecy(page):
        raise InputProblem("secret_paper", page=page.page)
    return page


def is_secret(outcome: object) -> TypeGuard[Failed]:
    """Whether a page was stopped for its secrecy stamp."""
    return isinstance(outcome, Failed) and outcome.problem.code == STAMPED


def secret_among(outcomes: Mapping[int, object]) -> Problem | None:
    """What stopped the file of these pages, or None where no page is secret."""
    return next((one.problem for one in outcomes.values() if is_secret(one)), None)


def account_of_secret(name: str, stopped: Problem) -> FileAccount:
    """What became of a file with a secret page: nothing, and that is told."""
    return FileAccount(
        name=name, state="failed", fault=fault_of(stopped), code=stopped.code, data=stopped.data
    )


def remove_results(folder: Path) -> None:
    """Take away what an earlier run, under another rule, kept of a file; raises OutputProblem."""
    try:
        if folder.is_dir():
            shutil.rmtree(folder)
    except OSError as error:
        raise output_problem(error, folder) from error
