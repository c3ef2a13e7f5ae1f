"""``digitize review OUT --from FILE``: what was typed into the workbook becomes decisions of the person named.

Rows are known by paper and field, never by where they stand. What does not fit is told by sheet and cell, and the rest
is taken. A field that somebody decided otherwise meanwhile is left as it is. The same workbook twice changes nothing.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from digitize.decisions.decision import Decision, Way
from digitize.decisions.kept import deciding
from digitize.decisions.settled import may_look, needs_two, said, settled
from digitize.exit_codes import ExitCode, UsageProblem
from digitize.messages import Translator
from digitize.review.answer import Answer, decision_of
from digitize.review.brought_up import bring_up
from digitize.review.queue import Waiting
from digitize.review.results import Made, Results, opened, reviewer
from digitize.review.returned import Row, returned_rows, text_of
from digitize.review.said import said_in
from digitize.review.typed import shown, typed
from digitize.settings import Settings
from digitize.terminal import in_json, say
from export.cells import cell_text
from export.tables.asked import read_mark
from extract.record import FieldValue
from ocr.problem import Datum
from ocr.value import Value

_COMPARED: Final = 1_000  # characters of a value that tell whether somebody typed over it


class Told(Value):
    """A cell that was not taken, and why: the code of a sentence and its data."""

    sheet: str
    cell: str
    code: str
    data: dict[str, Datum]


class Taken(NamedTuple):
    """What a workbook comes to."""

    decisions: tuple[Decision, ...]
    unchanged: int
    told: tuple[Told, ...]
    files: frozenset[str]
    """Those that the results should have followed: what was taken before may not have been followed yet."""


class TakenIn(Value):
    """What ``--json`` prints."""

    decisions: int
    unchanged: int
    told: tuple[Told, ...]


class _NotTakenError(Exception):
    """A row says something that cannot be taken."""

    def __init__(self, code: str, **data: Datum) -> None:
        super().__init__(code)
        self.code, self.data = code, data


def take_in(
    out: Path, source: Path, name: str, settings: Settings, t: Translator, *, as_json: bool = False
) -> ExitCode:
    """Take in what was typed into ``source``, bring the results up to it, and say what came of it.

    Raises:
        UsageProblem: ``reviewer_unknown``.
        InputProblem, LimitProblem: ``source`` is no workbook of ours, or ``out`` holds no papers.
        OutputProblem: decisions or results cannot be written.
    """
    by = reviewer(name)
    rows = returned_rows(source, settings.limits)
    with deciding(out) as ours:
        taken = taken_from(rows, opened(out, settings), Made(ours.every()), by)
        ours.add(*taken.decisions)
    _tell(taken, t, as_json=as_json)
    code = bring_up(out, settings, t, taken.files, aloud=not as_json)
    return ExitCode.SOME_FAILED if taken.told else code


def taken_from(rows: Iterable[Row], results: Results, made: Made, by: str) -> Taken:
    """The decisions that ``rows`` come to, those of the person ``by``, after the decisions ``made``."""
    decisions: list[Decision] = []
    told: list[Told] = []
    unchanged, files = 0, set()
    for row in rows:
        if not row.typed and not row.trouble:
            told += _typed_over(row, results, made)
            continue
        try:
            decision = _decision(row, results, made, by)
        except _NotTakenError as reason:
            told.append(Told(sheet=row.sheet, cell=row.cell, code=reason.code, data=reason.data))
        except UsageProblem as problem:
            told.append(
                Told(sheet=row.sheet, cell=row.cell, code=f"problem.{problem.code}", data=problem.data)
            )
        else:
            unchanged += decision is None
            files.add(row.sha256)
            if decision is not None:
                made.add(decision)
                decisions.append(decision)
    return Taken(tuple(decisions), unchanged, tuple(told), frozenset(files))


def _typed_over(row: Row, results: Results, made: Made) -> list[Told]:
    """Tells of a correction that was typed into the column of what was read: nobody must think that it was taken."""
    found = results.paper(row.sha256, row.page)
    if found is None or row.key not in found[1].fields:
        return []
    one = results.field(*found, row.key, made.about(found[1], row.key))
    if row.read != read_mark(one.field) or _plain(row.shown) in map(_plain, _shown(one.field.value)):
        return []
    return [Told(sheet=row.sheet, cell=row.cell, code="review.typed_over", data={"value": row.shown})]


def _shown(value: FieldValue) -> tuple[str, str]:
    """A value as a workbook shows it, typed and as text: a day of before 1900 is text there."""
    if isinstance(value, list) or value is None:
        return cell_text(value), cell_text(value)
    return text_of(value) if isinstance(value, int | float) else shown(value), cell_text(value)


def _plain(text: str) -> str:
    """Letters and digits alone: programs that save a workbook change spaces and line ends."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFC", text[:_COMPARED]))


def _decision(row: Row, results: Results, made: Made, by: str) -> Decision | None:
    """The decision that a row says, or None where it says what was decided already."""
    if row.trouble:
        raise _NotTakenError(row.trouble)
    one = _field(row, results, made)
    if row.read == read_mark(one.field) and not _belongs_together(row, one):
        raise _NotTakenError("review.row_mixed", value=row.shown)
    answer = _answer(row, one, by)
    before = made.about(one.record, one.key)
    decision = decision_of(one, answer)
    _require_open(one, decision, before, results.two_looks)
    return None if any(_is_same(decision, earlier, results.two_looks) for earlier in before) else decision


def _belongs_together(row: Row, one: Waiting) -> bool:
    """Whether what the row shows is what was read of its paper and field, or what was decided, or what was typed beside it.

    In a part of a table that was sorted by itself the hidden columns name another paper than the one that a person sees.
    """
    known = (*_shown(one.shown.value), *_shown(one.field.value), row.typed)
    return _plain(row.shown) in map(_plain, known)


def _field(row: Row, results: Results, made: Made) -> Waiting:
    found = results.paper(row.sha256, row.page)
    if found is None:
        raise _NotTakenError("review.row_without_paper")
    place, record = found
    one = results.field(place, record, row.key, made.about(record, row.key))
    if one.field_type is None and row.key not in record.fields:
        raise _NotTakenError("review.row_without_field", field=row.key)
    return one


def _answer(row: Row, one: Waiting, by: str) -> Answer:
    way: Way = "sample" if row.way == "sample" else "workbook"
    outcome, text = said_in(row.typed, one.field_type)
    if outcome == "right" and row.read != read_mark(one.field):
        raise _NotTakenError("review.row_reads_otherwise")
    if outcome == "corrected" and row.is_number:
        _require_no_zero_lost(one, text)
    return Answer(outcome, by, text, way=way)


def _require_no_zero_lost(one: Waiting, text: str) -> None:
    """A spreadsheet takes the first zeros of what it holds as a number: then a text with a zero before it is one, too."""
    value = typed(one.field_type, text)
    if isinstance(value, str) and _is_value(one, f"0{text}", unlike=value):
        raise _NotTakenError("review.cell_number", value=text)


def _is_value(one: Waiting, text: str, unlike: FieldValue) -> bool:
    try:
        return typed(one.field_type, text) != unlike
    except UsageProblem:
        return False


def _require_open(
    one: Waiting, decision: Decision, before: Sequence[Decision], two_looks: Sequence[str]
) -> None:
    """Passes where nobody decided otherwise, and where this person may still look."""
    twice = needs_two(one.key, two_looks)
    holds = settled(before, two_looks=twice)
    if holds is not None and said(holds) != said(decision):
        raise _NotTakenError("review.row_decided_otherwise", by=holds.by, at=holds.at_vietnam[:16])
    mine = [earlier for earlier in before if not may_look([earlier], decision.by)]
    if holds is None and mine and said(mine[-1]) != said(decision):
        raise _NotTakenError("review.row_decided_otherwise", by=mine[-1].by, at=mine[-1].at_vietnam[:16])


def _is_same(decision: Decision, earlier: Decision, two_looks: Sequence[str]) -> bool:
    """Whether a decision is there already; where two people look, the same word of another one counts."""
    if said(decision) != said(earlier):
        return False
    return not needs_two(decision.key, two_looks) or not may_look([earlier], decision.by)


def _tell(taken: Taken, t: Translator, *, as_json: bool) -> None:
    if as_json:
        told = TakenIn(decisions=len(taken.decisions), unchanged=taken.unchanged, told=taken.told)
        say(in_json(told))
        return
    for one in taken.told:
        say(t("review.row", sheet=one.sheet, cell=one.cell, reason=t(one.code, **one.data)), err=True)
    say(t("review.taken", count=len(taken.decisions), unchanged=taken.unchanged, told=len(taken.told)))
