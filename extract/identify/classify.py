"""Which document type a paper is, with the reasons: title, form code, labels, anchors, codes on cards.

A title counts where titles stand: alone, in capitals, in the upper half of the first page. A title
quoted in a sentence does not, and the title of a paper that looks alike excludes a type.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.form.locate import locate
from extract.form.located import LabelPlace
from extract.letter.head import NOTATION, kind_in
from extract.letter.subject import SUBJECT
from extract.letter.whole import Letter
from extract.parse.document_kinds import kind_of_title
from extract.record import Reason
from extract.rows.document_rows import DocumentRows
from extract.rows.found_text import FoundText
from extract.rows.rows import Run
from extract.rules.doctype import LEGAL, LETTERS, DocumentType, DocumentTypes
from extract.text.fold import fold
from extract.text.likeness import find_phrase, likeness

TITLE_FLOOR = 0.8
EXCLUDED_FLOOR = 0.85
ANCHOR_FLOOR = 0.82
CODE_FLOOR = 0.92
ENOUGH = 0.5
LABEL_SHARE = {"form": 0.7, "card": 0.35, "letter": 1.0}
LETTER_WEIGHTS = {
    "co_quan_ban_hanh": 0.1,
    "so_ky_hieu": 0.25,
    "ngay_ban_hanh": 0.1,
    "trich_yeu": 0.1,
    "kinh_gui": 0.05,
    "noi_nhan": 0.05,
    "chuc_vu_nguoi_ky": 0.05,
}
TITLE_WEIGHT = 0.35
SURE_TITLE = 0.8  # weight of a title that is read with one letter wrong in ten
UNVERIFIED = 0.8  # what a label counts for that no printed form was seen with; all of them still make a type
YEAR_IN_NUMBER = re.compile(r"\d\s*/\s*(19|20)\d{2}\s*/")
HEADING_WEIGHT = 0.15


class Candidate(NamedTuple):
    """A type that was considered; ``score`` 0 to 1."""

    doc_type: DocumentType
    score: float
    reasons: tuple[Reason, ...]


def candidates(paper: DocumentRows, letter: Letter, types: DocumentTypes) -> tuple[Candidate, ...]:
    """Every type with its score, the best first."""
    special = {id(one): _special(one, paper) for one in types.all if one.id not in LETTERS}
    titled = any(_bears_title(candidate) for candidate in special.values())
    scored = (special.get(id(one)) or _letter(one, paper, letter, titled=titled) for one in types.all)
    return tuple(sorted(scored, key=lambda candidate: -candidate.score))


def _bears_title(candidate: Candidate) -> bool:
    return any(reason.what == "title" and reason.weight >= SURE_TITLE for reason in candidate.reasons)


def kind_of_letter(letter: Letter) -> str:
    """The kind of a letter in lower case: of its title, else of its notation, else công văn."""
    if letter.kind is not None:
        return letter.kind
    number = next((one.text for one in letter.readings if one.field == "so_ky_hieu"), "")
    said = kind_in(number)
    return said.name if said else "công văn"


def is_legal(letter: Letter) -> bool:
    """Whether a letter is a law, decree or circular, or has the year in its number, as only legal documents do.

    Source: Luật 64/2025/QH15 and Nghị định 78/2025/NĐ-CP: number, year, kind, agency ("15/2026/QĐ-UBND").
    """
    kind = kind_of_title(kind_of_letter(letter))
    number = next((one.text for one in letter.readings if one.field == "so_ky_hieu"), "")
    return (kind is not None and kind.kind.legal) or YEAR_IN_NUMBER.search(number) is not None


def _special(doc_type: DocumentType, paper: DocumentRows) -> Candidate:
    title, line = best_title(doc_type.titles, paper)
    other, _ = best_title(doc_type.excluded_titles, paper)
    if other >= EXCLUDED_FLOOR and other >= title:
        return Candidate(doc_type, 0.0, (Reason(what="excluded_title", weight=-1.0),))
    reasons = tuple(_reasons(doc_type, paper, title, line))
    weights = {reason.what: reason.weight for reason in reasons}
    titled = weights.get("title", 0) * 0.6 + weights.get("labels", 0) * 0.3 + weights.get("anchors", 0) * 0.1
    # Without a title, labels alone say little: most papers about a person share them.
    known = weights.get("anchors", 0) > 0
    untitled = weights.get("labels", 0) * 0.7 + weights.get("anchors", 0) * 0.2 if known else 0.0
    score = max(titled, untitled) + 0.3 * weights.get("form_code", 0)
    return Candidate(doc_type, min(1.0, score), reasons)


def _reasons(doc_type: DocumentType, paper: DocumentRows, title: float, line: Run | None) -> Iterable[Reason]:
    known = tuple(_known_by(doc_type, paper, title, line))
    yield from known
    labelled = doc_type.labelled
    if labelled and known:  # labels alone never name a type, and looking for them takes the most time
        places = locate(doc_type, paper.rows).places
        strength = sum(map(_strength, places)) / len(labelled)
        share = 0.8 * min(1.0, strength / LABEL_SHARE[doc_type.layout]) + 0.2 * strength
        yield Reason(what="labels", weight=round(share, 3), data={"found": len(places), "of": len(labelled)})


def _strength(place: LabelPlace) -> float:
    """How much a label on the paper speaks for the type, 0 to 1."""
    return max(0.0, (place.score - 0.6) / 0.4) * (1 if place.verified else UNVERIFIED)


def _known_by(
    doc_type: DocumentType, paper: DocumentRows, title: float, line: Run | None
) -> Iterable[Reason]:
    """What only papers of this type have: title, form code, anchors."""
    if line is not None and title >= TITLE_FLOOR:
        yield Reason(what="title", weight=round((title - 0.5) * 2, 3), data={"page": line.page})
    if any(find_phrase(row.texts, code, CODE_FLOOR) for code in doc_type.form_codes for row in paper.rows):
        yield Reason(what="form_code", weight=1.0)
    hits = sum(
        any(find_phrase(row.texts, anchor, ANCHOR_FLOOR) for row in paper.rows) for anchor in doc_type.anchors
    )
    if hits:
        yield Reason(
            what="anchors", weight=min(1.0, hits / 2), data={"found": hits, "of": len(doc_type.anchors)}
        )


def best_title(titles: Sequence[str], paper: DocumentRows) -> tuple[float, Run | None]:
    """How like one of ``titles`` a paper's title is, 0 to 1, and the row that is most like it."""
    found = [(likeness(text, title), run) for run, text in _title_texts(paper) for title in titles]
    return max(found, key=lambda pair: pair[0], default=(0.0, None))


def _title_texts(paper: DocumentRows) -> Iterable[tuple[Run, str]]:
    lines = paper.first.titles
    for run in lines:
        yield run, run.text
    for above, below in pairwise(lines):
        if 0 <= below.band.top - above.band.bottom < 1.5 * above.height:
            yield above, f"{above.text} {below.text}"


def _letter(doc_type: DocumentType, paper: DocumentRows, letter: Letter, *, titled: bool) -> Candidate:
    if (doc_type.id == LEGAL) != is_legal(letter):
        return Candidate(doc_type, 0.0, ())
    reasons = tuple(_letter_reasons(paper, letter, titled=titled))
    score = sum(reason.weight for reason in reasons)
    identified = letter.kind is not None or any(
        reason.what in ("so_ky_hieu", "trich_yeu") for reason in reasons
    )
    return Candidate(doc_type, min(1.0, score) if identified else 0.0, reasons)


def _letter_reasons(paper: DocumentRows, letter: Letter, *, titled: bool) -> Iterable[Reason]:
    """What speaks for a letter; one without a title is a công văn, unless the title of a form stands there (``titled``)."""
    if paper.first.heading is not None:
        yield Reason(what="national_heading", weight=HEADING_WEIGHT)
    if letter.kind is not None:
        yield Reason(what="title", weight=TITLE_WEIGHT, data={"kind": letter.kind})
    elif _untitled(letter) and not titled:
        yield Reason(what="no_title", weight=TITLE_WEIGHT - 0.1)
    for reading in letter.readings:
        weight = LETTER_WEIGHTS.get(reading.field, 0.0)
        if weight and (reading.field != "so_ky_hieu" or NOTATION.search(reading.text)):
            yield Reason(what=reading.field, weight=weight)


def _untitled(letter: Letter) -> bool:
    """Whether the paper has two of what a công văn has, and no title: a number with a notation, a "V/v", addressees."""
    fields: dict[str, FoundText] = {one.field: one for one in letter.readings}
    number, about = fields.get("so_ky_hieu"), fields.get("trich_yeu")
    signs = (
        number is not None and NOTATION.search(number.text) is not None,
        about is not None and SUBJECT.match(fold(about.text)) is not None,
        "kinh_gui" in fields,
    )
    return sum(signs) > 1
