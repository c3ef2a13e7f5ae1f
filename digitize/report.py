"""Telling a person, or a program, what became of a run; the last line accounts for everything."""

import sys
from collections import Counter
from pathlib import Path

import typer

from digitize.account import FileAccount, RunAccount
from digitize.messages import Translator
from ocr.problem import Datum

# More documents than this are counted, not listed: the tables list them all.
LISTED = 40


def report_run(account: RunAccount, t: Translator, *, as_json: bool) -> None:
    """Failures to stderr; documents, places and the account to stdout, or all of it there as JSON."""
    for line in _troubles(account, t):
        sys.stderr.write(line + "\n")
    if as_json:
        typer.echo(account.model_dump_json(indent=2))
        return
    for line in _results(account, t):
        typer.echo(line)
    typer.echo(t("run.account", **{state: account.count(state) for state in ("done", "failed", "skipped", "duplicate")}, found=len(account.files)))


def _troubles(account: RunAccount, t: Translator) -> list[str]:
    failed = [t("run.failed_file", name=file.name, reason=_reason(file, t)) for file in account.files if file.state == "failed"]
    skipped = Counter(file.code or "" for file in account.files if file.state == "skipped")
    return failed + [t("run.skipped_files", count=count, reason=t(f"skipped.{code}")) for code, count in sorted(skipped.items())]


def _reason(file: FileAccount, t: Translator) -> str:
    if file.code:
        return t(f"problem.{file.code}", **_with_file(file.data, file.name))
    return "; ".join(
        t("run.page_failed", page=failure.page, reason=t(f"problem.{failure.code}", **_with_file(failure.data, file.name)))
        for failure in file.failed_pages
    )


def _with_file(data: dict[str, Datum], name: str) -> dict[str, Datum]:
    return {"file": name, **data}


def _results(account: RunAccount, t: Translator) -> list[str]:
    documents = account.documents
    if not documents:
        return [t("run.nothing")] if account.count("done") == 0 else []
    lines = [
        t(
            "run.document_line",
            source=file.name,
            pages=", ".join(map(str, document.pages)),
            type=document.doc_type_name,
            accepted=document.accepted,
            review=document.review,
            missing=document.missing,
        )
        for file in account.files
        for document in file.documents
    ]
    review = sum(document.needs_review for document in documents)
    return [
        *(lines if len(lines) <= LISTED else []),
        t("run.documents", pages=account.pages, documents=len(documents), review=review),
        t("run.where", out=account.out, workbook=str(Path(account.out) / "records.xlsx")),
    ]
