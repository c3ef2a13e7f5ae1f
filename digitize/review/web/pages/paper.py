"""Whole papers: all fields beside the page, what kind of paper it is and where it begins, and what a dossier lacks."""

import re
from pathlib import Path
from typing import Any, Final, NamedTuple

from starlette.responses import Response

from digitize.decisions.applied import begins, finding_key
from digitize.decisions.arranged import arrangement, pages_of, pages_text, quarter_of, turns
from digitize.decisions.decision import About, Decision, Kept, moments
from digitize.decisions.settled import needs_two
from digitize.messages import Translator
from digitize.results.layout import DOSSIER, TEXT
from digitize.results.read_back import load
from digitize.results.text_file import StoredPages
from digitize.review.typed import shown
from digitize.review.web.pages.queue import noted, viewed
from digitize.review.web.pages.rendering import SHOWN, Call
from digitize.review.web.pages.view import Spot, doubts, spots_of
from digitize.review.web.papers import Sheet
from export.labels import labels
from extract.record import Dossier, Field, FieldValue
from extract.text.fold import fold
from ocr.page import Finding

LISTED: Final = 200
"""Papers of one list; who looks for another one types its name."""
_PAGES: Final = re.compile(r"\s*[0-9]{1,6}(?:\s*,\s*[0-9]{1,6})*\s*")
ARRANGING: Final = ("type", "split", "turn")
"""What a decision about a file as a whole is about."""


class Row(NamedTuple):
    """A field in the list of a paper."""

    key: str
    label: str
    value: str
    status: str
    why: str


class Listing(NamedTuple):
    """A paper in a list, with how many of its fields wait."""

    sheet: Sheet
    left: int


class Side(NamedTuple):
    """One of two places that are compared."""

    source: str
    label: str
    value: str
    paper: str
    sha256: str
    spot: Spot


class Told(NamedTuple):
    """A finding as a sentence, with the places that it compares; ``key`` is what a decision calls it."""

    text: str
    severity: str
    key: str
    sides: tuple[Side, ...] = ()


def papers(call: Call) -> Response:
    """Every paper, or those whose name, dossier or kind holds what is looked for."""
    wanted = fold(call.one("q"))
    found = [
        one
        for one in call.room.desk.sheets
        if wanted in fold(f"{one.dossier} {one.source} {one.doc_type_name}")
    ]
    rows = [Listing(one, call.room.desk.left_of(one)) for one in found[:LISTED]]
    return call.page("papers.html", rows=rows, total=len(found), q=call.one("q"))


def paper(call: Call) -> Response:
    """One paper."""
    sheet = call.room.desk.sheet(call.request.path_params["name"])
    if sheet is None:
        return call.to("/papers")
    return shown_paper(call, sheet, key=call.one("field"))


def shown_paper(call: Call, sheet: Sheet, *, key: str = "", status: int = SHOWN, **said: Any) -> Response:  # noqa: ANN401  (what a template takes)
    """A paper with the field ``key`` to be answered."""
    desk, language = call.room.desk, call.session.language
    record = desk.record(sheet)
    if record is None:
        return call.to("/papers")
    name = labels(language)
    data: dict[str, Any] = {"told": "", "problem": "", "retyped": None, "back": "paper", **said}
    seen = desk.see(f"{sheet.name}-{key}") if key else None
    if seen:
        call.session.shown = (seen.slot.name, call.room.now())
    last = _last_arranged(call, sheet)
    doc_type = call.room.types.by_id.get(record.doc_type)
    keys = dict.fromkeys((*record.fields, *(one.key for one in (doc_type.fields if doc_type else ()))))
    return call.page(
        "paper.html",
        status,
        sheet=sheet,
        record=record,
        rows=[_row(call, sheet, one, record.fields.get(one)) for one in keys],
        spots=spots_of(record, name),
        view=viewed(call, seen) if seen else None,
        types=sorted((one.name, one.id) for one in call.room.types.by_id.values()),
        split="\n".join(_papers_of_file(call, sheet)),
        findings=[_told(call, one) for one in record.findings],
        arranged=last.number if last else 0,
        behind=call.room.following.is_behind(sheet.sha256),
        **data,
    )


def kind(call: Call) -> Response:
    """Say of what type a paper is; it is read again in the background."""
    sheet = call.room.desk.sheet(call.request.path_params["name"])
    wanted = call.one("type")
    if sheet and wanted in call.room.types.by_id:
        return _arranged(call, sheet, "type", "", wanted)
    return _back(call, sheet)


def split(call: Call) -> Response:
    """Say which pages of a file belong together; a page that is named twice or not at all is refused."""
    sheet = call.room.desk.sheet(call.request.path_params["name"])
    if sheet is None:
        return call.to("/papers")
    lines = [line for line in call.one("papers").splitlines() if line.strip()]
    said = [pages_of(line) for line in lines if _PAGES.fullmatch(line)]
    pages = sorted(page for one in said for page in one)
    whole = sorted({page for one in _sheets_of_file(call, sheet) for page in one.pages})
    if pages != whole or len(said) != len(lines):
        problem = Translator(call.session.language)("web.split_wrong", pages=pages_text(whole))
        return shown_paper(call, sheet, problem=problem, status=422)
    return _arranged(call, sheet, "split", "", [pages_text(one) for one in said])


def turn(call: Call) -> Response:
    """Turn a page by quarters to the right of how it is shown; it is read again in the background."""
    sheet = call.room.desk.sheet(call.request.path_params["name"])
    page, _, quarters = call.one("turn").partition(":")
    if sheet and page in map(str, sheet.pages) and quarters in ("1", "2", "3"):
        now = _quarter(call, sheet, int(page))
        return _arranged(call, sheet, "turn", page, (now + int(quarters)) % 4)
    return _back(call, sheet)


def _arranged(call: Call, sheet: Sheet, about: About, key: str, value: FieldValue) -> Response:
    """Keep how a paper is arranged, unless that was decided since the page was shown: a turn sent twice is one turn."""
    last = _last_arranged(call, sheet)
    if call.one("stamp") != str(last.number if last else 0):
        by = last.decision.by if last else ""
        told = Translator(call.session.language)("web.arranged_meanwhile", by=by)
        return shown_paper(call, sheet, problem=told, status=409)
    _decide(call, sheet, about, key, value)
    return _back(call, sheet)


def _last_arranged(call: Call, sheet: Sheet) -> Kept | None:
    known = call.room.desk.decisions(sheet.sha256)
    return next((one for one in reversed(known) if one.decision.about in ARRANGING), None)


def _quarter(call: Call, sheet: Sheet, page: int) -> int:
    """How the page stands now: as somebody said, or as it was read."""
    said = turns(call.room.desk.decisions(sheet.sha256))
    if page in said:
        return said[page]
    stored = StoredPages(call.room.desk.out / sheet.folder / TEXT, sheet.sha256)
    return next((quarter_of(one) for one in stored if one.page == page), 0)


def page_size(call: Call, sheet: Sheet, page: int) -> tuple[int, int]:
    """How wide and high a page of a paper is; nothing where it is none of its pages."""
    if page not in sheet.pages:
        return 0, 0
    stored = StoredPages(call.room.desk.out / sheet.folder / TEXT, sheet.sha256)
    size = next(((one.geometry.width, one.geometry.height) for one in stored if one.page == page), (0, 0))
    # What somebody turned stands otherwise on the screen before it is read again.
    is_turned = page in turns(call.room.desk.decisions(sheet.sha256))
    return (max(size), max(size)) if is_turned else size


def finding(call: Call) -> Response:
    """Note that somebody saw a finding and that it is settled."""
    sheet = call.room.desk.sheet(call.request.path_params["name"])
    record = call.room.desk.record(sheet) if sheet else None
    known = {finding_key(one) for one in record.findings} if record else ()
    if sheet and call.one("key") in known:
        _decide(call, sheet, "finding", call.one("key"), None)
    return _back(call, sheet)


def dossier(call: Call) -> Response:
    """What was found across the papers of a dossier, and what it lacks."""
    name = call.one("name")
    sheets = call.room.desk.of_dossier(name)
    if not sheets:
        return call.to("/papers")
    found = _dossier(call, sheets[0].folder, name)
    findings = [_told(call, one, found) for one in found.findings] if found else []
    rows = [Listing(one, call.room.desk.left_of(one)) for one in sheets[:LISTED]]
    return call.page("dossier.html", name=name, rows=rows, findings=findings)


def _decide(call: Call, sheet: Sheet, about: About, key: str, value: FieldValue) -> None:
    kept = call.room.desk.keep(
        Decision(
            paper=sheet.paper,
            about=about,
            key=key,
            outcome="corrected" if value is not None else "right",
            value=value,
            doc_type=sheet.doc_type,
            by=call.session.reviewer,
            **moments(),
        )
    )
    noted(call, kept, "")
    call.room.following.decided(sheet.sha256, at_once=about != "finding")


def _back(call: Call, sheet: Sheet | None) -> Response:
    return call.to(f"/paper/{sheet.name}" if sheet else "/papers")


def _sheets_of_file(call: Call, sheet: Sheet) -> list[Sheet]:
    found = [one for one in call.room.desk.of_dossier(sheet.dossier) if one.sha256 == sheet.sha256]
    return sorted(found, key=lambda one: one.pages)


def _papers_of_file(call: Call, sheet: Sheet) -> list[str]:
    """The papers of a file as somebody said, or as they were found."""
    said = arrangement(call.room.desk.decisions(sheet.sha256)).papers
    return [pages_text(pages) for pages in said or [one.pages for one in _sheets_of_file(call, sheet)]]


def _row(call: Call, sheet: Sheet, key: str, field: Field | None) -> Row:
    name = labels(call.session.language)
    seen_now = [
        one.decision
        for one in call.room.desk.decisions(sheet.sha256)
        if one.decision.about == "field" and one.decision.key == key and begins(one.decision, sheet.pages)
    ]
    if seen_now and seen_now[-1].outcome != "undone" and not needs_two(key, call.room.desk.two_looks):
        last = seen_now[-1]
        return Row(key, name(key), shown(last.value) or name(last.outcome), "corrected", last.by)
    if field is None:
        return Row(key, name(key), "", "none", "")
    return Row(key, name(key), shown(field.value) or field.raw, field.status, " ".join(doubts(field, name)))


def _told(call: Call, found: Finding, about: Dossier | None = None) -> Told:
    t = Translator(call.session.language)
    try:
        text = t.finding(found)
    except (KeyError, ValueError):
        text = found.code  # another version's finding may tell less than today's sentence asks for
    sides = (
        [_side(call, about, found, "file", "field"), _side(call, about, found, "other_file", "other_field")]
        if about
        else []
    )
    return Told(text, found.severity, finding_key(found), tuple(one for one in sides if one))


def _side(call: Call, about: Dossier, found: Finding, file: str, field: str) -> Side | None:
    source, key = str(found.data.get(file, "")), str(found.data.get(field, ""))
    record = next((one for one in about.records if one.source == source and key in one.fields), None)
    if record is None or not record.fields[key].evidence:
        return None
    seen = record.fields[key].evidence[0]
    box = (seen.box.left, seen.box.top, seen.box.right, seen.box.bottom) if seen.box else None
    name = labels(call.session.language)
    paper = f"{record.sha256}-{record.pages[0]}"
    return Side(
        source, name(key), shown(record.fields[key].value), paper, record.sha256, Spot(seen.page, box)
    )


def _dossier(call: Call, folder: str, name: str) -> Dossier | None:
    """What lies beside the papers of a dossier about all of them."""
    out = call.room.desk.out
    for place in (Path(folder), *Path(folder).parents):
        found = load(Dossier, out / place / DOSSIER)
        if found and found.name == name:
            return found
    return None
