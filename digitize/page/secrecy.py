"""The rule for papers with a secrecy stamp: reading stops, and nothing of them is kept.

Papers stamped MẬT, TỐI MẬT or TUYỆT MẬT are not digitized with the others (Luật Bảo vệ bí mật nhà nước, 117/2025/QH15):
the text of the page does not leave the process that read it, no more pages of the file are read, and
what was already kept of the file is removed. An office that may handle such papers sets ``secrecy = "flag"``.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeGuard

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
        InputProblem: ``secret_paper``, it has a secrecy stamp and the settings say to stop.
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


def remove_results(folder: Path) -> None:
    """Remove what an earlier run, under another rule, kept of a file; raises OutputProblem."""
    try:
        if folder.is_dir():
            shutil.rmtree(folder)
    except OSError as error:
        raise output_problem(error, folder) from error
