"""Where the labels of a form stand: found in spite of misread letters, given to fields by printed order.

One paper may print the same label ("Dân tộc") for the child, the mother and the father. Which of them it belongs
to is told by the order in which the type lists its fields, by the heading above it, and by the labels around it.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf

from extract.form.alignment import aligned
from extract.form.located import COVER_SLACK, LabelPlace, Located
from extract.form.printed_order import Heading, headings_over, in_printed_order, under_its_heading
from extract.form.sentence import further_columns, within_sentences
from extract.rows.found_text import Attempt
from extract.rows.label_shape import labels_within
from extract.rows.rows import Run
from extract.rules.doctype import DocumentType
from extract.text.likeness import Match, find_phrase, folded

FLOOR = 0.78  # likeness from which words count as a label
BROKEN_FLOOR = 0.9  # likeness needed by a label broken over two rows: half a label resembles many words
WHOLE = 0.75  # share of the letters of a label that must be found: a part of it may be another label
SHORT = 5  # letters up to which a label is short
SHORT_FLOOR = 0.95  # likeness from which words are a short label: one wrong letter makes another word
KEEP = 0.7  # likeness, after everything subtracted below, that a place needs to be a candidate
UNOPENED = 0.06  # subtracted if the label neither begins a row nor follows a gap or a number
UNCLOSED = 0.06  # subtracted if neither a colon nor a gap ends the label
IN_SENTENCE = 0.1  # subtracted from the likeness of a label that may be words of a sentence
HEADING = (
    0.02  # subtracted if nothing stands beside the label: the same words with a value are to be preferred
)
AS_GOOD = 0.93  # share of the likeness of a label from which the same label elsewhere is as good
END_AT_ROW_START = 0.8  # likeness needed by a stop phrase at the start of a row
END_WITHIN_ROW = 0.93  # likeness needed by a stop phrase inside a row, where a chance match is more likely
ORDINAL = re.compile(r"^\W*(\d{1,2}|[a-zđ]|[IVX]{1,4}|\*)\W*$")


def locate(doc_type: DocumentType, rows: Sequence[Run]) -> Located:
    """The place of each labelled field of a type on the rows of a paper, in reading order."""
    possible = list(_candidates(doc_type, rows))
    own = list(_under_headings(doc_type, rows, possible))
    candidates = _uncovered([*own, *_stops(doc_type, rows)])
    labels = [place for place in candidates if place.field]
    fields = in_printed_order(doc_type.searched, labels)
    labels = [place for place in labels if place.field in fields]
    matched = aligned(fields, labels)
    found = [*matched, *_rescued(doc_type, labels, matched)]
    found += [*further_columns(doc_type, found), *within_sentences(doc_type, rows, found)]
    places = tuple(sorted(found, key=lambda place: place.position))
    others = [
        place for place in candidates if place.score >= (END_WITHIN_ROW if place.start else END_AT_ROW_START)
    ]
    foreign = tuple(_foreign(rows, [*possible, *candidates])) if doc_type.layout == "form" else ()
    ends = sorted({_beginning(place, rows) for place in (*places, *others, *foreign)})
    elsewhere = [place for place in possible if place not in own]
    attempts = tuple(_attempts(doc_type, rows, [*candidates, *elsewhere], places))
    free = tuple(_free(candidates, places))
    headed = dict(_headed(places, rows, _headings(doc_type, rows)))
    return Located(places, tuple(ends), attempts, free, (*places, *others), foreign, headed)


def _beginning(place: LabelPlace, rows: Sequence[Run]) -> tuple[int, int]:
    """The row and word with which a label begins."""
    if place.opens is not None:
        return place.row - 1, place.opens
    if place.field and place.field.inline:
        return place.position  # the digits before it are the value of the label before it
    return place.row, _edge(rows[place.row], place.start)


def _edge(row: Run, start: int) -> int:
    """The word with which a label begins, including its number ("2. Trụ sở")."""
    before = row.words[start - 1].text if start else ""
    numbered = ORDINAL.match(before) and not before.isalpha() and not before.endswith(",")
    return start - 1 if numbered and _belongs_after(row, start - 1) else start


def _belongs_after(row: Run, at: int) -> bool:
    """Whether a number stands nearer to the word after it than to the one before."""
    if not at:
        return True
    before, word, after = row.words[at - 1 : at + 2]
    return after.box.left - word.box.right <= word.box.left - before.box.right + row.height


def _candidates(doc_type: DocumentType, rows: Sequence[Run]) -> Iterable[LabelPlace]:
    searched = doc_type.searched
    for label in sorted({label.text for field in searched for label in field.labels}):
        fields = [field for field in searched if any(one.text == label for one in field.labels)]
        # Under its own heading a short label needs no colon: "Số 834, ngày 25/12/2023" below "Đăng ký kết hôn tại".
        bare = doc_type.layout == "card" or all(field.under for field in fields)
        for place in _occurrences(label, rows, bare=bare):
            yield from (LabelPlace(field, label, *place) for field in fields)
        in_sentence = label[0].islower()
        running = [one for one in fields if in_sentence or (one.where == "between" and one.max_lines > 1)]
        for number, end, score, opens in _broken(label, rows) if running else ():
            yield from (LabelPlace(field, label, number, 0, end, score, opens=opens) for field in running)


def _headings(doc_type: DocumentType, rows: Sequence[Run]) -> list[Heading]:
    """The headings under which the labels of people stand; at one place, the likest: "người mẹ" is like "người cha"."""
    phrases = sorted({phrase for field in doc_type.searched for phrase in field.under})
    found = [
        (score, (row, start), phrase)
        for phrase in phrases
        for row, start, _, score in _occurrences(phrase, rows)
    ]
    best = {at: max(score for score, other, _ in found if other == at) for _, at, _ in found}
    return sorted(
        Heading(at, rows[at[0]].words[at[1]].box.left, phrase)
        for score, at, phrase in found
        if score == best[at] and score >= END_AT_ROW_START
    )


def _under_headings(
    doc_type: DocumentType, rows: Sequence[Run], places: Iterable[LabelPlace]
) -> Iterable[LabelPlace]:
    """The labels of fields; one under the heading of another person names no field, but a value ends at it."""
    headings = _headings(doc_type, rows)
    for place in places:
        if under_its_heading(place, rows[place.row].words[place.start].box.left, headings):
            yield place
        elif headings and headings[0].position <= place.position:
            yield replace(place, field=None)


def _headed(
    places: Iterable[LabelPlace], rows: Sequence[Run], headings: Sequence[Heading]
) -> Iterable[tuple[str, tuple[int, int]]]:
    """The keys of the fields whose labels stand under a heading, each with the place of that heading."""
    for place in places:
        if place.field and place.field.under:
            over = headings_over(place, rows[place.row].words[place.start].box.left, headings)
            yield from ((place.field.key, one.position) for one in over)


def _foreign(rows: Sequence[Run], known: Iterable[LabelPlace]) -> Iterable[LabelPlace]:
    """The labels within rows that have no word in common with a label of the type."""
    taken = {(place.row, at) for place in known for at in range(place.start, place.end)}
    for number, row in enumerate(rows):
        for start, end in labels_within(row):
            if taken.isdisjoint((number, at) for at in range(start, end)):
                yield LabelPlace(None, " ".join(row.texts[start:end]), number, start, end, 1.0)


def _stops(doc_type: DocumentType, rows: Sequence[Run]) -> Iterable[LabelPlace]:
    for phrase in doc_type.stops:
        yield from (LabelPlace(None, phrase, *place) for place in _occurrences(phrase, rows))


def _occurrences(
    phrase: str, rows: Sequence[Run], *, bare: bool = False
) -> Iterable[tuple[int, int, int, float]]:
    """The places of a phrase; a short ``bare`` one may begin a row without a colon ("SỐ 012345678" on a card)."""
    short = len(folded(phrase)) <= SHORT
    floor = SHORT_FLOOR if short else FLOOR
    for number, row in enumerate(rows):
        for start, end, alike in _matches(row.texts, phrase, floor):
            alone = bare and short and not start and _opens_value(row.texts[end:])
            loose = _loose(row, start, end, short=short)
            score = alike - (min(loose, UNCLOSED) if alone else loose)
            # "Hồ sơ" alone is not "Mã hồ sơ": a word may be misread, but is hardly ever lost.
            whole = len(folded("".join(row.texts[start:end]))) >= WHOLE * len(folded(phrase))
            if score >= KEEP and whole:
                yield number, start, end, score


def _matches(words: tuple[str, ...], phrase: str, floor: float, at: int = 0) -> Iterable[Match]:
    """All words like a phrase in a row of two people, from left to right; the likest need not be the first."""
    found = find_phrase(words, phrase, floor) if words else None
    if found is None:
        return
    yield from _matches(words[: found.start], phrase, floor, at)
    yield Match(at + found.start, at + found.end, found.score)
    yield from _matches(words[found.end :], phrase, floor, at + found.end)


def _opens_value(words: Sequence[str]) -> bool:
    return bool(words) and (words[0][0].isdigit() or words[0][0].isupper())


def _broken(phrase: str, rows: Sequence[Run]) -> Iterable[tuple[int, int, float, int]]:
    """Labels of running text broken by the end of a row: the row with the rest, its end, the score, the first word."""
    most = len(phrase.split())
    for number, (above, row) in enumerate(pairwise(rows), start=1):
        head = above.texts[-most:]
        found = find_phrase((*head, *row.texts[:most]), phrase, BROKEN_FLOOR)
        if above.page == row.page and found and found.start < len(head) < found.end:
            yield number, found.end - len(head), found.score, len(above.words) - len(head) + found.start


def _loose(row: Run, start: int, end: int, *, short: bool) -> float:
    """What is subtracted from the likeness of a label: for what is missing in front of it and behind it."""
    before = row.words[start - 1] if start else None
    opened = (
        before is None
        or row.words[start].box.left - before.box.right > row.height
        or not before.text[-1].isalnum()
        or ORDINAL.match(before.text) is not None
    )
    last, after = row.words[end - 1], row.words[end] if end < len(row.words) else None
    coloned = last.text[-1] in ":.…" or (after is not None and not after.text[0].isalnum())
    closed = coloned or after is None or after.box.left - last.box.right > row.height
    if short:
        # "Số" and "Tên" occur in many sentences; as labels they begin a piece and have a colon.
        return 0.0 if opened and coloned else 1.0
    lone = 0 if opened or coloned else IN_SENTENCE
    heads = HEADING if after is None and not coloned else 0
    return (0 if opened else UNOPENED) + (0 if closed else UNCLOSED) + lone + heads


def _uncovered(places: Sequence[LabelPlace]) -> list[LabelPlace]:
    """The labels without those that are only a part of a longer label found at the same words."""
    return [
        place
        for place in places
        if not any(other.covers(place) for other in places if other.row == place.row)
    ]


def _rescued(
    doc_type: DocumentType, candidates: Sequence[LabelPlace], matched: Sequence[LabelPlace]
) -> list[LabelPlace]:
    """Labels out of the printed order that are still free and can name only one field, or one of this person."""
    owners = _owners(doc_type)
    done = {place.field.key for place in matched if place.field}
    taken = {place.position for place in matched}
    rescued: dict[str, LabelPlace] = {}
    for place in sorted(candidates, key=lambda one: -one.score):
        if place.field is None or place.field.key in done | rescued.keys() or place.position in taken:
            continue
        if _is_another(place, candidates):
            continue
        if len(owners[folded(place.label)]) == 1 or _within_its_person(place, candidates, done, matched):
            rescued[place.field.key] = replace(place, ordered=False)
            taken.add(place.position)
    return list(rescued.values())


def _is_another(place: LabelPlace, candidates: Sequence[LabelPlace]) -> bool:
    """Whether the words are clearly more like another label, such as that of another person."""
    likelier = (one for one in candidates if one.row == place.row and one.score > place.score + COVER_SLACK)
    return any(one.start < place.end and place.start < one.end for one in likelier)


def _owners(doc_type: DocumentType) -> dict[str, set[str]]:
    """The keys of the fields that have a label, by the label."""
    owners: dict[str, set[str]] = {}
    for field in doc_type.searched:
        for label in field.labels:
            owners.setdefault(folded(label.text), set()).add(field.key)
    return owners


def _within_its_person(
    place: LabelPlace, candidates: Sequence[LabelPlace], done: Collection[str], matched: Sequence[LabelPlace]
) -> bool:
    """Whether the labels right before or right after ``place`` are those of one person only that still lacks it."""
    before = max((one for one in matched if one.position < place.position), key=_position, default=None)
    after = min((one for one in matched if one.position > place.position), key=_position, default=None)
    near = {one.field.group for one in (before, after) if one and one.field and one.field.group}
    same = (one.field for one in candidates if one.position == place.position and one.field)
    lacking = {field.key for field in same if field.group in near and field.key not in done}
    return place.field is not None and lacking == {place.field.key}


def _position(place: LabelPlace) -> tuple[int, int]:
    return place.position


def _free(candidates: Sequence[LabelPlace], places: Sequence[LabelPlace]) -> Iterable[LabelPlace]:
    """The places of a label that a field took elsewhere, although it stands here about as clearly."""
    taken = {place.position for place in places}
    score = {place.field.key: place.score for place in places if place.field}
    for one in candidates:
        least = AS_GOOD * score.get(one.field.key, inf) if one.field else inf
        if one.position not in taken and one.score > least and len(folded(one.label)) > SHORT:
            yield one


def _attempts(
    doc_type: DocumentType,
    rows: Sequence[Run],
    candidates: Sequence[LabelPlace],
    places: Sequence[LabelPlace],
) -> Iterable[Attempt]:
    chosen = {(place.field.key, place.position): place for place in places if place.field}
    derived = [place for place in places if place not in candidates and place.ordered]
    for field in doc_type.labelled:
        own = [place for place in (*candidates, *derived) if place.field == field]
        if not own:
            yield Attempt(field.key, field.labels[0].text, "", 0.0, "label_not_found")
        for place in own:
            match = chosen.get((field.key, place.position))
            outcome = "not_chosen" if match is None else "chosen" if match.ordered else "chosen_out_of_order"
            row = rows[place.row]
            yield Attempt(field.key, place.label, row.text, round(place.score, 3), outcome, row.page)
