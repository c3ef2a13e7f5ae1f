"""All blocks of a letter made under NĐ 30/2020/NĐ-CP: head and subject from its first page, and the foot.

The foot may be on any page: the last page with a signature block counts. Its place and day count where the head has no
day. Stamps of urgency and secrecy are looked for on the first page.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from extract.letter.copy_record import OF_COPY, Copy, copy_on
from extract.letter.foot import SEVERAL, day_at_foot, doubted, read_foot
from extract.letter.head import read_head
from extract.letter.issue_day import DAY
from extract.letter.joint_signers import joint_signers
from extract.letter.subject import Subject, read_subject
from extract.rows.document_rows import DocumentRows, PageRows
from extract.rows.found_text import FoundText, reading
from extract.rows.rows import Run, pieces
from extract.text.likeness import folded, likeness
from ocr.marks.stamp_wording import SECRECY, URGENCY
from ocr.page import Mark, Word

STAMP_FLOOR = 0.9  # likeness from which words in capitals are the words of a stamp
JOINT = re.compile(r"\b[A-ZĐ]{0,3}LT\b")
"""What the notation of a joint paper (liên tịch) holds."""
NAME = "nguoi_ky"
SIGNED = (NAME, "chuc_vu_nguoi_ky", "quyen_han_ky")


class Letter(NamedTuple):
    """What was read of a letter; ``kind`` is the kind of its title in lower case, or None."""

    readings: tuple[FoundText, ...]
    kind: str | None


def read_letter(paper: DocumentRows) -> Letter:
    """The blocks of a paper's head and foot; few or none if it is not a letter."""
    head, kind = _top(paper.first)
    foot = _foot(paper)
    if _is_joint(head) or _sign_on_others(foot, paper):
        signer = [one for one in foot if one.field in SIGNED]
        foot = (*doubted(signer, SEVERAL), *(one for one in foot if one.field not in SIGNED))
    if any(SEVERAL in one.doubts for one in foot):
        listed = joint_signers((_own(page, paper)[0], page.width) for page in paper.pages)
        foot = (*foot, *((listed,) if listed else ()))
    return Letter((*_dated(head, paper), *_stamps(paper.first), *foot), kind)


def _is_joint(head: Iterable[FoundText]) -> bool:
    """Whether several agencies made the paper: "01/2025/NQLT-CP-UBTWMTTQVN"."""
    return any(one.field == "so_ky_hieu" and JOINT.search(one.text) for one in head)


def _sign_on_others(foot: Iterable[FoundText], paper: DocumentRows) -> bool:
    """Whether somebody else signs another page: one of several signers, or who signs an annex."""
    name = next((one for one in foot if one.field == NAME), None)
    others = (page for page in paper.pages if name and page.page.page != name.runs[0].page)
    signed = (
        one for page in others for one in read_foot(_own(page, paper)[0], page.width) if one.field == NAME
    )
    return any(name and folded(one.text) != folded(name.text) and not one.doubts for one in signed)


def _dated(head: tuple[FoundText, ...], paper: DocumentRows) -> tuple[FoundText, ...]:
    """The head, with place and day over the signer where it has no day itself."""
    if any(one.field == DAY for one in head):
        return head
    days = (day_at_foot(_own(page, paper)[0], page.width) for page in reversed(paper.pages))
    found = next((day for day in days if day), ())
    # A place before a blank in the head is that of the day at the foot, if there is one.
    named = {one.field for one in found}
    return (*(one for one in head if one.field not in named), *found)


def _top(page: PageRows) -> tuple[tuple[FoundText, ...], str | None]:
    if page.heading is None:
        return (), None
    head = read_head(page.rows, page.heading)
    subject: Subject = read_subject(page.rows, page.heading, head, page.width)
    return (*head.readings, *subject.readings), subject.kind


def _foot(paper: DocumentRows) -> tuple[FoundText, ...]:
    """The foot of the last page on which somebody signs, or of the first one; the signer of a copy is only doubted."""
    own = [(page, *_own(page, paper)) for page in paper.pages]
    found: tuple[FoundText, ...] = ()
    for page, rows, copy in reversed(own):
        found = read_foot(rows, page.width)
        if copy is not None and _lacks_name(found):
            found = _of_copy(read_foot(copy.with_other_side(page.rows), page.width))
        if _is_signed(found):
            return found
    copied = next((page for page, _, copy in own if copy is not None), None)
    return _of_copy(read_foot(copied.rows, copied.width)) if copied else found


def _own(page: PageRows, paper: DocumentRows) -> tuple[tuple[Run, ...], Copy | None]:
    """The rows of a page without the record of a copy, and that record."""
    copy = copy_on(page, first=page is paper.first)
    return (copy.rows if copy else page.rows), copy


def _of_copy(found: tuple[FoundText, ...]) -> tuple[FoundText, ...]:
    return tuple(doubted(found, OF_COPY))


def _is_signed(found: tuple[FoundText, ...]) -> bool:
    return any(one.field in SIGNED for one in found)


def _lacks_name(found: tuple[FoundText, ...]) -> bool:
    """Whether somebody signs above the record of a copy, whose name stands beside it."""
    return _is_signed(found) and not any(one.field == NAME for one in found)


def _stamps(page: PageRows) -> Iterable[FoundText]:
    """Stamps: words alone in capitals in the upper half, or marks found as stamps; never words in a sentence."""
    for field, phrases in (("do_khan", URGENCY), ("do_mat", SECRECY)):
        alone = (part for part in page.titles if len(pieces(part)) == 1)
        said = [part for part in alone if any(_is(part.text, phrase) for phrase in phrases)]
        said += [_stamped(mark, page) for mark in page.page.marks_of("stamp") if mark.text in phrases]
        found = reading(field, said[:1])
        if found is not None:
            yield found


def _stamped(mark: Mark, page: PageRows) -> Run:
    words = (mark.text or "").split()
    return Run(
        page.page.page, tuple(Word(text=word, box=mark.box, confidence=mark.confidence) for word in words)
    )


def _is(text: str, phrase: str) -> bool:
    same_length = len(folded(text)) == len(folded(phrase))
    return same_length and likeness(text, phrase) >= STAMP_FLOOR
