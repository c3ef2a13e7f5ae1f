"""Which document type a paper is of, with the reasons: title, form code, labels, anchors, codes on cards.

A title counts only at the place of titles: alone, in capitals, in the upper half of the first page. A title
quoted in a sentence does not count. The title of another paper that looks similar excludes a type.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.form.locate import locate
from extract.form.located import LabelPlace
from extract.identify.title_openings import has_title
from extract.identify.type_confidence import probability
from extract.letter.head import NOTATION, SUBJECT, kind_in
from extract.letter.whole import Letter
from extract.parse.document_kinds import kind_of_title
from extract.record import Reason
from extract.rows.document_rows import DocumentRows
from extract.rows.found_text import FoundText
from extract.rows.rows import Run
from extract.rules.doctype import LEGAL, LETTERS, DocumentType, DocumentTypes
from extract.text.fold import fold
from extract.text.likeness import find_phrase, likeness
from ocr.problem import Datum

TITLE_FLOOR = 0.8
"""Likeness from which a row is a title of the type; below it, titles of other papers are just as similar."""
TITLE_SURE = 0.9
"""Likeness below which a title is that of another paper, such as "TRÍCH LỤC KHAI SINH" with one word changed."""
EXCLUDED_FLOOR = 0.85
"""Likeness from which a row is the title of another paper that looks similar."""
ANCHOR_FLOOR = 0.82
"""Likeness from which a row holds an anchor: anchors are long and are misread more often than titles."""
CODE_FLOOR = 0.92
"""Likeness from which a row holds a form code: codes are short, and one wrong letter gives another form."""
ANCHORS = 2
"""Anchors that count as much as all of them."""
LABEL_SHARE = {"form": 0.7, "card": 0.35, "letter": 1.0}
"""The least share of a type's labels that a whole paper has: on a card, half of them are on the other side."""
LABEL_FLOOR = 0.6
"""Likeness at which a found label begins to count; at a likeness of 1 it counts fully."""
UNVERIFIED = 0.8
"""How much a label counts that was not seen on a printed form; all labels together still make a type."""
YEAR_IN_NUMBER = re.compile(r"\d\s*/\s*(19|20)\d{2}\s*/")
PARTS = (
    "co_quan_ban_hanh",
    "so_ky_hieu",
    "ngay_ban_hanh",
    "trich_yeu",
    "kinh_gui",
    "noi_nhan",
    "chuc_vu_nguoi_ky",
)
"""The blocks that show that a paper is a letter."""


class Candidate(NamedTuple):
    """A type that was considered; ``score`` is the probability that the paper is of this type."""

    doc_type: DocumentType
    score: float
    reasons: tuple[Reason, ...]


def candidates(paper: DocumentRows, letter: Letter, types: DocumentTypes) -> tuple[Candidate, ...]:
    """Every type with its score, the best first."""
    scored = (_letter(one, paper, letter) if one.id in LETTERS else _special(one, paper) for one in types.all)
    return tuple(sorted(scored, key=lambda candidate: -candidate.score))


def kind_of_letter(letter: Letter) -> str:
    """The kind of a letter in lower case: from its title, else from its notation, else công văn."""
    if letter.kind is not None:
        return letter.kind
    number = next((one.text for one in letter.readings if one.field == "so_ky_hieu"), "")
    said = kind_in(number)
    return said.name if said else "công văn"


def is_legal(letter: Letter) -> bool:
    """Whether a letter is a law, decree or circular, or has the year in its number, as only legal documents have.

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
    return Candidate(doc_type, probability(doc_type, reasons) if reasons else 0.0, reasons)


def _reasons(doc_type: DocumentType, paper: DocumentRows, title: float, line: Run | None) -> Iterable[Reason]:
    known = tuple(_known_by(doc_type, paper, title, line))
    yield from known
    if known and title < TITLE_SURE and has_title(paper):
        yield Reason(what="foreign_title", weight=1.0)
    labelled = doc_type.labelled
    if labelled and known:  # labels alone never prove a type, and the search for them takes the most time
        places = locate(doc_type, paper.rows).places
        counted = sum(map(_strength, places)) / len(labelled)
        share = min(1.0, counted / LABEL_SHARE[doc_type.layout])
        yield Reason(what="labels", weight=round(share, 3), data={"found": len(places), "of": len(labelled)})


def _strength(place: LabelPlace) -> float:
    """How much a label on the paper counts for the type, 0 to 1."""
    return max(0.0, (place.score - LABEL_FLOOR) / (1 - LABEL_FLOOR)) * (1 if place.verified else UNVERIFIED)


def _known_by(
    doc_type: DocumentType, paper: DocumentRows, title: float, line: Run | None
) -> Iterable[Reason]:
    """Reasons that only papers of this type give: title, form code, anchors."""
    if line is not None and title >= TITLE_FLOOR:
        strength = (title - TITLE_FLOOR) / (1 - TITLE_FLOOR)
        yield Reason(what="title", weight=round(strength, 3), data={"page": line.page})
    if any(find_phrase(row.texts, code, CODE_FLOOR) for code in doc_type.form_codes for row in paper.rows):
        yield Reason(what="form_code", weight=1.0)
    hits = sum(
        any(find_phrase(row.texts, anchor, ANCHOR_FLOOR) for row in paper.rows) for anchor in doc_type.anchors
    )
    if hits:
        data: dict[str, Datum] = {"found": hits, "of": len(doc_type.anchors)}
        yield Reason(what="anchors", weight=min(1.0, hits / ANCHORS), data=data)
        yield Reason(what="every_anchor", weight=round(hits / len(doc_type.anchors), 3))


def best_title(titles: Sequence[str], paper: DocumentRows) -> tuple[float, Run | None]:
    """The greatest likeness, 0 to 1, of a row of the paper to one of ``titles``, and that row."""
    found = [(likeness(text, title), run) for run, text in _title_texts(paper) for title in titles]
    return max(found, key=lambda pair: pair[0], default=(0.0, None))


def _title_texts(paper: DocumentRows) -> Iterable[tuple[Run, str]]:
    lines = paper.first.titles
    for run in lines:
        yield run, run.text
    for above, below in pairwise(lines):
        if 0 <= below.band.top - above.band.bottom < 1.5 * above.height:
            yield above, f"{above.text} {below.text}"


def _letter(doc_type: DocumentType, paper: DocumentRows, letter: Letter) -> Candidate:
    if (doc_type.id == LEGAL) != is_legal(letter):
        return Candidate(doc_type, 0.0, ())
    reasons = tuple(_letter_reasons(paper, letter))
    identified = _is_issued(letter) and (letter.kind is not None or _untitled(letter))
    return Candidate(doc_type, probability(doc_type, reasons) if identified else 0.0, reasons)


def _is_issued(letter: Letter) -> bool:
    """Whether an agency or a number with a notation says who issued it: what a citizen writes is no letter of an office."""
    fields = {one.field: one for one in letter.readings if _speaks(one)}
    return "co_quan_ban_hanh" in fields or "so_ky_hieu" in fields


def _letter_reasons(paper: DocumentRows, letter: Letter) -> Iterable[Reason]:
    """The reasons for a letter; one without a title is a công văn, unless the paper has the title of another paper."""
    if paper.first.heading is not None:
        yield Reason(what="national_heading", weight=1.0)
    if letter.kind is not None:
        yield Reason(what="title", weight=1.0, data={"kind": letter.kind})
    elif has_title(paper):
        yield Reason(what="foreign_title", weight=1.0)
    elif _untitled(letter):
        yield Reason(what="no_title", weight=1.0)
    for part in dict.fromkeys(reading.field for reading in letter.readings if _speaks(reading)):
        yield Reason(what=part, weight=1.0)


def _speaks(reading: FoundText) -> bool:
    """Whether the block was found and, if it is the number, has the letters of a số ký hiệu."""
    return reading.field in PARTS and (
        reading.field != "so_ky_hieu" or NOTATION.search(reading.text) is not None
    )


def _untitled(letter: Letter) -> bool:
    """Whether the paper has no title and two blocks of a công văn: a number with a notation, a "V/v", addressees."""
    fields: dict[str, FoundText] = {one.field: one for one in letter.readings}
    number, about = fields.get("so_ky_hieu"), fields.get("trich_yeu")
    signs = (
        number is not None and NOTATION.search(number.text) is not None,
        about is not None and SUBJECT.match(fold(about.text)) is not None,
        "kinh_gui" in fields,
    )
    return sum(signs) > 1
