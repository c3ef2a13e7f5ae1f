"""What ``digitize types`` shows: the list of document types, one of them in full, the check of files."""

import difflib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from digitize.exit_codes import ExitCode, UsageProblem
from digitize.messages import Translator
from digitize.terminal import inline, json_readable, say
from export.labels import labels
from extract.rules.doctype import DocumentType, DocumentTypes
from extract.rules.loader import check_file, load_types


def listing(folder: Path | None, t: Translator, *, as_json: bool) -> str:
    """All types, one a line: id and name."""
    known = sorted(_types(folder).all, key=lambda doctype: (doctype.id, doctype.effective_from))
    if as_json:
        return _json([{"id": each.id, "version": each.version, "name": each.name} for each in known])
    width = max(len(each.id) for each in known)
    lines = [f"{each.id:<{width}}  {inline(each.name)}" for each in known]
    return "\n".join([*lines, t("types.count", count=len(lines))])


def page(type_id: str, folder: Path | None, t: Translator, *, as_json: bool) -> str:
    """Everything known of one type, its newest version.

    Raises:
        UsageProblem: there is no such type.
    """
    known = _types(folder).by_id
    if type_id not in known:
        near = difflib.get_close_matches(type_id, known, n=1)
        raise UsageProblem(
            "type_unknown", name=type_id, suggestion=near[0] if near else ", ".join(sorted(known))
        )
    doctype = known[type_id]
    if as_json:
        return json_readable(doctype.model_dump_json(indent=2))
    return "\n".join(_lines(doctype, t))


def check_files(files: Sequence[Path], t: Translator) -> ExitCode:
    """Say of each file whether it describes a type; the code is CONFIGURATION_INVALID if one does not."""
    troubles = 0
    for file in files:
        problems = check_file(file)
        troubles += len(problems)
        for problem in problems:
            say(t.problem(problem), err=True)
        if not problems:
            say(t("types.valid", file=str(file)))
    return ExitCode.CONFIGURATION_INVALID if troubles else ExitCode.DONE


def _types(folder: Path | None) -> DocumentTypes:
    return load_types([folder] if folder else [])


def _lines(doctype: DocumentType, t: Translator) -> Iterable[str]:
    until = _day(doctype.effective_to, t) if doctype.effective_to else t("types.open_end")
    yield f"{inline(doctype.name)} ({doctype.id}, {t('types.version')} {doctype.version})"
    yield t("types.in_force", since=_day(doctype.effective_from, t), until=until)
    yield from (f"{t('types.basis')}: {inline(basis)}" for basis in doctype.legal_basis)
    heading = labels(t.language)
    for field in doctype.fields:
        printed = inline(" / ".join(label.text for label in field.labels))
        yield f"  {field.key:<28} {heading(field.key)}{' — ' + printed if printed else ''}"


def _day(day: date, t: Translator) -> str:
    return day.strftime("%d/%m/%Y") if t.language == "vi" else day.isoformat()


def _json(value: object) -> str:
    return json_readable(json.dumps(value, ensure_ascii=False, indent=2))
