"""Printing separator sheets in the words of the office's language."""

from pathlib import Path

from digitize.exit_codes import UsageProblem
from digitize.messages import Translator
from digitize.scan.inputs.names import code_in
from export.separator_sheets import Wording, write_separator_sheets
from extract.rows.separator import payload


def print_separators(target: Path, dossier: str | None, count: int, t: Translator) -> None:
    """Write ``count`` sheets to ``target``; with ``dossier`` they say that its papers follow.

    Raises:
        UsageProblem: ``dossier_code_invalid``, ``dossier`` is no mã hồ sơ.
        OutputProblem: ``target`` cannot be written.
    """
    code = code_in(dossier) if dossier else None
    if dossier and code != dossier.upper():
        raise UsageProblem("dossier_code_invalid", code=dossier)
    whose = t("separator.dossier", code=code) if code else t("separator.any")
    wording = Wording(t("separator.title"), whose, t("separator.use"))
    write_separator_sheets(target, payload(code), wording, count)
