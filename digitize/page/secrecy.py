"""The rule for papers with a secrecy stamp: reading stops, and nothing of them is kept.

Papers stamped MẬT, TỐI MẬT or TUYỆT MẬT are not digitized with the others (Luật Bảo vệ bí mật nhà nước, 117/2025/QH15):
the text of the page does not leave the process that read it, no more pages of the file are read, and
what was already kept of the file is removed. An office that may handle such papers sets ``secrecy = "flag"``.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, TypeGuard

from digitize.results.layout import TABLES
from digitize.results.own_folders import clear, folders_of, forget_dossiers, remove_file, remove_folder
from digitize.settings import Settings
from digitize.workers.pool import Failed
from ocr.marks.stamps import secrecy
from ocr.page import PageText
from ocr.problem import InputProblem, Problem

STAMPED: Final = "secret_paper"


def stopped_if_secret(page: PageText, settings: Settings) -> PageText:
    """The page itself where it may be read.

    Raises:
        InputProblem: ``secret_paper``, it has a secrecy stamp and the settings say to stop.
    """
    secret = secret_in((page,), settings)
    if secret:
        raise secret
    return page


def secret_in(pages: Iterable[PageText], settings: Settings) -> InputProblem | None:
    """What stops a file with these pages, which may have been read under another rule."""
    if settings.secrecy != "stop":
        return None
    return next((InputProblem(STAMPED, page=page.page) for page in pages if secrecy(page)), None)


def is_secret(outcome: object) -> TypeGuard[Failed]:
    """Whether a page was stopped for its secrecy stamp."""
    return isinstance(outcome, Failed) and outcome.problem.code == STAMPED


def secret_among(outcomes: Mapping[int, object]) -> Problem | None:
    """What stopped the file of these pages, or None where no page is secret."""
    return next((one.problem for one in outcomes.values() if is_secret(one)), None)


def remove_all_results(out: Path, folder: Path, sha256: str) -> None:
    """Remove what was ever kept below ``out`` of a file, under this name (in ``folder``) or another, by this rule or another.

    The tables are removed where they may tell of it; they are written anew when all is read. Raises OutputProblem.
    """
    forget_dossiers(out, sha256)
    left = [one for one in {folder, *folders_of(out, sha256)} if one.is_dir()]
    if left:
        remove_tables(out)
    for one in left:
        if one == out:
            clear(out, sha256)
        else:
            remove_folder(one, out)


def remove_tables(out: Path) -> None:
    """Remove what was written over all papers: a table does not say which bytes it tells of. Raises OutputProblem."""
    for table in TABLES:
        remove_file(out / table)
