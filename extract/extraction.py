"""From pages to records: split the stack, find the type of each paper, read its fields, judge them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any, NamedTuple

from extract.account.around import Surroundings, surroundings
from extract.account.around import doubted as doubted_by_account
from extract.account.explained import Account, account
from extract.form.by_shape import read_alone
from extract.form.left_over import doubted
from extract.form.locate import locate
from extract.form.located import Located
from extract.form.repeated import doubted_where_repeated
from extract.form.values import read_form
from extract.identify.classify import Candidate, candidates, kind_of_letter
from extract.identify.explains import explains, lacks_its_title
from extract.identify.form_of_day import close, day_findings, forms, is_same_paper, made_in_force
from extract.identify.printed_title import begins_in_the_middle, printed_title
from extract.identify.split import arranged, split
from extract.identify.type_confidence import is_known
from extract.identify.unknown import read_unknown, unknown_type
from extract.judge.field_confidence import Evidenced
from extract.judge.fields import Found, fields_of, spoken
from extract.judge.witness import confirmed, testimonies
from extract.letter.head import kind_in
from extract.letter.whole import Letter, read_letter
from extract.record import Field, Reason, Record
from extract.rows.document_rows import DocumentRows, PageRows, document_rows
from extract.rows.found_text import Attempt, FoundText
from extract.rows.heading import holds_two_cards, stand_side_by_side
from extract.rows.rows import Run
from extract.rows.separator import batches
from extract.rules.doctype import LETTERS, DocumentType, DocumentTypes
from ocr.page import UNTRUSTED, Finding, PageText

SURE = 0.995
"""Probability of a type below which a finding says that the type is not sure."""


@dataclass(frozen=True)
class Extraction:
    """One document: its record, its pages in order, the types considered, and every attempt to find a field.

    ``attempts``, the ``account`` of its words, and ``evidence`` for each field quote the paper. So they may go into a file that the user
    asked for, but never into a log.
    """

    record: Record
    pages: tuple[PageText, ...]
    candidates: tuple[Candidate, ...]
    attempts: tuple[Attempt, ...]
    account: Account
    evidence: Mapping[str, Evidenced] = dataclass_field(default_factory=dict)


@dataclass(frozen=True)
class Arrangement:
    """What a person said of the papers of a file.

    Attributes:
        papers: the pages of each paper in the order in which they belong; empty where they are to be found.
        types: the id of the type of the paper that has this page first.
    """

    papers: tuple[tuple[int, ...], ...] = ()
    types: Mapping[int, str] = dataclass_field(default_factory=dict)


AS_FOUND = Arrangement()


def extract(
    pages: Iterable[PageText], types: DocumentTypes, *, source: str, said: Arrangement = AS_FOUND
) -> Iterator[Extraction]:
    """The documents of one file in page order, without blank pages and separator sheets.

    A document after a separator sheet with a mã hồ sơ belongs to the dossier of that code. Pages are read only
    when they are needed, so memory holds one document at a time, however long the file is.

    Args:
        pages: The read pages of the file, in order.
        types: The document types to compare with.
        source: The file's name as the records give it.
        said: What a person said of its papers.
    """
    for batch in batches(pages):
        papers = arranged(batch.pages, said.papers) if said.papers else split(batch.pages, types)
        for rows_of_pages in papers:
            named = said.types.get(min(one.page.page for one in rows_of_pages))
            given = types[named] if named in types.by_id else None
            yield _document(rows_of_pages, types, source, batch.ma_ho_so, given)


def record_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record, version 1."""
    schema = Record.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "record-1.schema.json",
        **schema,
    }


def _document(
    rows_of_pages: Sequence[PageRows],
    types: DocumentTypes,
    source: str,
    ma_ho_so: str | None,
    given: DocumentType | None,
) -> Extraction:
    whole = document_rows(rows_of_pages)
    letter = read_letter(whole)
    considered = (_as_said(given),) if given else candidates(whole, letter, types)
    best, read = (considered[0], _read(given, whole, letter)) if given else _best(considered, whole, letter)
    doc_type = best.doc_type if best else unknown_type()
    untitled = best is not None and given is None and lacks_its_title(best)
    mixed = [one.page.page for one in whole.pages if _holds_two(one.rows, doc_type)]
    unsure = untitled or bool(mixed) or _is_untrusted(rows_of_pages)
    fields = {name: _for_review(field) for name, field in read.fields.items()} if unsure else read.fields
    pages = tuple(sorted((one.page for one in rows_of_pages), key=lambda page: page.page))
    record = Record(
        source=source,
        sha256=rows_of_pages[0].page.sha256,
        pages=tuple(page.page for page in pages),
        dossier=ma_ho_so or "",
        ma_ho_so=ma_ho_so or _dossier_code(fields),
        doc_type=doc_type.id,
        doc_type_name=kind_of_letter(letter) if doc_type.id in LETTERS else doc_type.name,
        doc_type_version=doc_type.version,
        confidence=round(best.score, 3) if best else 0.0,
        reasons=best.reasons if best else (),
        fields=fields,
        findings=(
            *_page_findings(rows_of_pages),
            *_findings(best, considered, letter, fields),
            *_middle(best, whole, letter),
            *(Finding(code="papers_side_by_side", page=page) for page in mixed),
            *([Finding(code="title_not_found", data={"type": doc_type.id})] if untitled else ()),
        ),
    )
    return Extraction(record, pages, considered, read.attempts, read.account, read.evidence)


def _as_said(doc_type: DocumentType) -> Candidate:
    """The type that a person gave the paper."""
    return Candidate(doc_type, 1.0, (Reason(what="person", weight=1.0),))


class _Read(NamedTuple):
    """What was read of a paper, taken as a paper of one type."""

    fields: dict[str, Field]
    evidence: Mapping[str, Evidenced]
    attempts: tuple[Attempt, ...]
    account: Account


def _best(
    considered: Sequence[Candidate], whole: DocumentRows, letter: Letter
) -> tuple[Candidate | None, _Read]:
    """The form of the paper, and what was read; of similar forms, the one in force on the paper's day."""
    if not considered or not is_known(considered[0].doc_type, considered[0].score):
        return None, _read_unknown(whole, letter)
    read = ((form, _read(form.doc_type, whole, letter)) for form in forms(considered))
    first = next(read)
    if not explains(first[0], first[1].account):
        return None, _read_unknown(whole, letter)
    if made_in_force(first[0].doc_type, first[1].fields):
        return first
    return next((one for one in read if made_in_force(one[0].doc_type, one[1].fields)), first)


def _read(doc_type: DocumentType, whole: DocumentRows, letter: Letter) -> _Read:
    located = locate(doc_type, whole.rows)
    readings = _readings(doc_type, whole, letter, located)
    made = account(doc_type, whole, located, readings, letter.readings)
    parts = {field.part for field in doc_type.fields if field.part}
    tried = tuple(_attempt(part, readings) for part in sorted(parts))
    around = surroundings(readings, made)
    sure = readings if doc_type.layout == "card" else doubted_by_account(readings, around, made)
    found = _fields(doc_type, sure, whole, around)
    return _Read(found.fields, found.evidence, (*tried, *located.attempts), made)


def _read_unknown(whole: DocumentRows, letter: Letter) -> _Read:
    doc_type = unknown_type()
    located = locate(doc_type, whole.rows)
    readings = read_unknown(whole, letter, located)
    made = account(doc_type, whole, located, readings, letter.readings)
    found = _fields(doc_type, readings, whole, {})
    fields = {name: _for_review(field) for name, field in found.fields.items()}
    return _Read(fields, found.evidence, (), made)


def _readings(
    doc_type: DocumentType, whole: DocumentRows, letter: Letter, located: Located
) -> tuple[FoundText, ...]:
    parts = {field.part for field in doc_type.fields if field.part}
    from_letter = tuple(reading for reading in letter.readings if reading.field in parts)
    labelled = read_form(located, whole.rows, card=doc_type.layout == "card")
    alone = read_alone(doc_type, whole.rows)
    if doc_type.layout != "card":
        labelled = doubted_where_repeated(labelled, located, whole.rows, doc_type)
        labelled = tuple(doubted(labelled, located, whole.rows, (*letter.readings, *alone)))
    return (*from_letter, *labelled, *alone)


def _attempt(part: str, readings: Sequence[FoundText]) -> Attempt:
    found = next((reading for reading in readings if reading.field == part), None)
    if found is None:
        return Attempt(part, "", "", 0.0, "block_not_found")
    return Attempt(
        part, "", found.text, found.place, "block_found", found.runs[0].page if found.runs else None
    )


def _fields(
    doc_type: DocumentType,
    readings: Sequence[FoundText],
    whole: DocumentRows,
    around: Mapping[str, Surroundings],
) -> Found:
    pages = [one.page for one in whole.pages]
    marks = {page.page: page.marks for page in pages}
    found = fields_of(doc_type, readings, marks, spoken(whole.rows), around)
    if doc_type.layout != "card":
        return found
    known = [field.key for field in doc_type.fields]
    return found._replace(fields=confirmed(found.fields, testimonies(pages), known))


def _for_review(field: Field) -> Field:
    return field.model_copy(update={"status": "review"}) if field.status == "accepted" else field


def _dossier_code(fields: dict[str, Field]) -> str | None:
    field = fields.get("ma_ho_so")
    return str(field.value) if field and field.value and field.status == "accepted" else None


def _middle(best: Candidate | None, whole: DocumentRows, letter: Letter) -> Iterator[Finding]:
    """A finding where the first page of a paper of no known type is a further page of something."""
    if best is None and begins_in_the_middle(whole, printed_title(whole, letter)):
        yield Finding(code="begins_in_the_middle", page=whole.first.page.page)


def _page_findings(rows_of_pages: Sequence[PageRows]) -> tuple[Finding, ...]:
    return tuple(finding for one in rows_of_pages for finding in one.page.findings)


def _holds_two(rows: Sequence[Run], doc_type: DocumentType) -> bool:
    """Whether two papers, or two cards of a kind, lie on one page."""
    return stand_side_by_side(rows) or (doc_type.layout == "card" and holds_two_cards(rows))


def _is_untrusted(rows_of_pages: Sequence[PageRows]) -> bool:
    return any(finding.code in UNTRUSTED for finding in _page_findings(rows_of_pages))


def _findings(
    best: Candidate | None, considered: Sequence[Candidate], letter: Letter, fields: dict[str, Field]
) -> list[Finding]:
    if best is None:
        return [Finding(code="type_unknown")]
    found: list[Finding] = []
    if best.score < SURE:
        found.append(Finding(code="type_unsure", data={"type": best.doc_type.id}))
    rivals = [one for one in close(considered) if not is_same_paper(one.doc_type, best.doc_type)]
    found.extend(Finding(code="type_rival", data={"type": one.doc_type.id}) for one in rivals)
    found.extend(day_findings(best.doc_type, fields))
    number = fields.get("so_ky_hieu")
    said = kind_in(str(number.value)) if number and number.value else None
    if letter.kind and said and said.name != letter.kind and best.doc_type.id in LETTERS:
        found.append(
            Finding(code="kind_contradicts_notation", data={"title": letter.kind, "notation": said.name})
        )
    divided = [key for key, field in fields.items() if field.place and len(field.place.communes_today) > 1]
    found.extend(Finding(code="commune_divided", severity="info", data={"field": key}) for key in divided)
    if "do_mat" in fields:
        found.append(Finding(code="secret_paper", severity="error"))
    return found
