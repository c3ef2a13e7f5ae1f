"""Reports for people and programs on what became of a run; the last line counts every file."""

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from digitize.messages import Translator
from digitize.results.account import FileAccount, RunAccount
from digitize.surroundings import is_stdout_there
from digitize.terminal import in_json, inline, say
from export.writers import RUN_WRITERS
from ocr.problem import Datum, Problem

# More documents than this are counted, not listed: the tables list them all.
LISTED = 40
# At most so many skipped files are named for each reason; the account in JSON names all.
NAMED = 5


def report_run(account: RunAccount, t: Translator, *, as_json: bool) -> None:
    """Print problems to stderr; documents, paths and the account to stdout, or all of it to stdout as JSON."""
    _tell_troubles(account, t)
    if as_json and is_stdout_there():
        say(in_json(account))
        return
    for line in _results(account, t):
        say(line)
    _say_account(account, t)


def report_stage(account: RunAccount, t: Translator, *, as_json: bool = False, quiet: bool = False) -> None:
    """The same for one stage alone; ``quiet`` where stdout is for the data."""
    _tell_troubles(account, t)
    if as_json and is_stdout_there():
        say(in_json(account))
    elif not quiet:
        say(t("run.stage_where", out=account.out))
        _say_account(account, t)


def report_watch(outcome: RunAccount | Problem, t: Translator) -> None:
    """The same for a batch of a watched folder; a problem means that the batch is tried again."""
    if isinstance(outcome, Problem):
        say(f"{t.problem(outcome)} {t('watch.again')}", err=True)
    else:
        report_run(outcome, t, as_json=False)


def _say_account(account: RunAccount, t: Translator) -> None:
    # Where stdout was closed, the account is told beside the troubles: it is never lost.
    say(account_line(account, t), err=not is_stdout_there())


def account_line(account: RunAccount, t: Translator) -> str:
    """Found = done + failed + skipped + duplicate."""
    return t(
        "run.account",
        found=len(account.files),
        done=account.count("done"),
        failed=account.count("failed"),
        skipped=account.count("skipped"),
        duplicate=account.count("duplicate"),
    )


def _tell_troubles(account: RunAccount, t: Translator) -> None:
    for line in _troubles(account, t):
        say(line, err=True)


def _troubles(account: RunAccount, t: Translator) -> Iterator[str]:
    for file in account.files:
        if file.state == "failed":
            yield _failure(file, t)
    skipped = [file for file in account.files if file.state == "skipped"]
    for code in sorted({file.code or "" for file in skipped}):
        names = [file.name for file in skipped if file.code == code]
        yield t("run.skipped_files", count=len(names), names=_listed(names), reason=t(f"skipped.{code}"))
    if account.reads_alone:
        yield t("problem.tesseract_spared")
    if account.obstacle:
        yield t(f"problem.{account.obstacle.code}", **account.obstacle.data)


def _failure(file: FileAccount, t: Translator) -> str:
    reason = _reason(file, t)
    # Most sentences already name the file.
    named = file.code and inline(file.name) in reason
    return reason if named else t("run.failed_file", name=file.name, reason=reason)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")


def _reason(file: FileAccount, t: Translator) -> str:
    if file.code:
        return _sentence(file.code, file.data, file.name, t)
    pages = (
        t("run.page_failed", page=failure.page, reason=_sentence(failure.code, failure.data, file.name, t))
        for failure in file.failed_pages
    )
    return " ".join(pages)


def _sentence(code: str, data: dict[str, Datum], name: str, t: Translator) -> str:
    return t(f"problem.{code}", **{"file": name, **data})


def _results(account: RunAccount, t: Translator) -> Iterator[str]:
    documents = account.documents
    without = sum(file.state == "done" and not file.documents for file in account.files)
    if account.count("done") == 0 and not documents:
        yield t("run.nothing")
        return
    if len(documents) + without <= LISTED:
        yield from _document_lines(account, t)
    review = sum(document.needs_review for document in documents)
    yield t("run.documents", pages=account.pages, documents=len(documents), review=review)
    yield from _dossier_lines(account, t)
    if account.qr.compared:
        yield t("run.qr", compared=account.qr.compared, alike=account.qr.alike)
    workbook = Path(account.out) / RUN_WRITERS["xlsx"].file
    yield t("run.where", out=account.out, open=_opening(workbook))


def _dossier_lines(account: RunAccount, t: Translator) -> Iterator[str]:
    for dossier in account.dossiers[:LISTED]:
        found = sum(dossier.findings.values())
        if found:
            yield t("run.dossier_line", name=dossier.name, documents=dossier.documents, count=found)


def _opening(workbook: Path) -> str:
    """What to type on this computer to open ``workbook``."""
    if sys.platform == "win32":
        # Unlike "start", it is the same in both shells of Windows.
        return f'explorer "{workbook}"'
    return f"{'open' if sys.platform == 'darwin' else 'xdg-open'} {shlex.quote(str(workbook))}"


def _document_lines(account: RunAccount, t: Translator) -> Iterator[str]:
    for file in account.files:
        if file.state == "done" and not file.documents:
            yield t("run.no_document_line", source=file.name)
        for document in file.documents:
            yield t(
                "run.document_line",
                source=file.name,
                pages=", ".join(map(str, document.pages)),
                type=document.doc_type_name[:1].upper() + document.doc_type_name[1:],
                accepted=document.accepted,
                review=document.review,
                missing=document.missing,
            )
