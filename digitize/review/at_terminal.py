"""``digitize review OUT --terminal``: one doubtful field after the other, answered by a line, from a person or from a pipe.

What was answered is on the disk before the next field is shown, so whatever ends the program loses none of it.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Final, NamedTuple

from digitize.decisions.decision import Decision, Kept, Way, moments
from digitize.decisions.kept import Decisions, deciding
from digitize.exit_codes import ExitCode, UsageProblem
from digitize.messages import Translator
from digitize.results.layout import TEXT
from digitize.results.text_file import StoredPages
from digitize.review.answer import Answer, decision_of
from digitize.review.brought_up import bring_up
from digitize.review.queue import Waiting
from digitize.review.results import Results, opened, reviewer
from digitize.review.said import said_in
from digitize.review.typed import shown, typed
from digitize.settings import Settings
from digitize.terminal import inline, say
from export.cells import page_ranges
from export.labels import labels
from export.tables.workbook import why
from extract.record import FieldValue
from ocr.box import Box
from ocr.page import Geometry
from ocr.problem import InputProblem

_RIGHT, _LEAVE, _BACK, _CHOICE = "=", "/q", "/u", "/"
_BANDS: Final = 3  # parts of a page, from top to bottom and from left to right


class _Session(NamedTuple):
    """Who answers what, and where it is kept."""

    results: Results
    decisions: Decisions
    by: str
    way: Way
    t: Translator


def settle(out: Path, name: str, settings: Settings, t: Translator) -> ExitCode:
    """Ask about every field that waits, and bring the results up to the answers.

    Raises:
        UsageProblem: ``reviewer_unknown``.
        InputProblem: ``out`` holds no papers.
        OutputProblem: decisions or results cannot be written.
    """
    by = reviewer(name)
    results = opened(out, settings)
    with deciding(out) as ours:
        questions = results.waiting(ours.every(), by)
        ended = _asked(questions, _Session(results, ours, by, "terminal", t))
    return _followed(ended, results, settings, t)


def settle_these(
    results: Results, questions: Sequence[Waiting], by: str, settings: Settings, t: Translator
) -> ExitCode:
    """Ask about ``questions``, which were drawn by lot; errors as :func:`settle`."""
    with deciding(results.out) as ours:
        ended = _asked(questions, _Session(results, ours, by, "sample", t))
    return _followed(ended, results, settings, t)


class _Ended(NamedTuple):
    """What was decided, and whether the person left by Ctrl-C."""

    kept: list[Kept]
    interrupted: bool


def _followed(ended: _Ended, results: Results, settings: Settings, t: Translator) -> ExitCode:
    say(t("review.answered", count=len(ended.kept)))
    if ended.interrupted:
        say(t("review.kept_not_followed_yet", out=str(results.out)), err=True)
        return ExitCode.INTERRUPTED
    return bring_up(results.out, settings, t, {one.decision.paper.sha256 for one in ended.kept})


def _asked(questions: Sequence[Waiting], session: _Session) -> _Ended:
    """Ask until all is answered, the person leaves, or the pipe ends."""
    kept: list[tuple[int, Kept]] = []
    at = 0
    try:
        while at < len(questions):
            say(f"\n[{at + 1}/{len(questions)}] " + "\n  ".join(_lines(questions[at], session)))
            line, seconds = _line()
            if line == _LEAVE:
                break
            if line == _BACK:
                at = _taken_back(kept, session) if kept else at
                continue
            if not line:
                at += 1
            elif (answered := _answered(questions[at], line, session, seconds)) is not None:
                kept.append((at, answered))
                at += 1
    except (EOFError, UnicodeError):
        pass  # the pipe ended, or what comes is no text
    except KeyboardInterrupt:
        return _Ended([one for _, one in kept], interrupted=True)
    return _Ended([one for _, one in kept], interrupted=False)


def _line() -> tuple[str, float | None]:
    """What the person types, and the seconds that it took; a pipe takes none."""
    begun = monotonic()
    line = input().strip()
    line.encode()  # what is no text must not become a value, let alone an answer
    return line, round(monotonic() - begun, 1) if sys.stdin.isatty() else None


def _answered(one: Waiting, line: str, session: _Session, seconds: float | None) -> Kept | None:
    """The decision that a line comes to, kept; None where it cannot be taken, which is told."""
    try:
        decision = decision_of(one, _answer(one, line, session)._replace(seconds=seconds))
    except UsageProblem as problem:
        say(session.t.problem(problem))
        return None
    kept = session.decisions.add(decision)[0]
    said = session.t(f"review.said_{decision.outcome}", value=_in_line(decision.value))
    say(f"  {said}")
    return kept


def _answer(one: Waiting, line: str, session: _Session) -> Answer:
    if line == _RIGHT:
        return Answer("right", session.by, way=session.way)
    number = line.removeprefix(_CHOICE)
    choices = _candidates(one)
    if number != line and number.isdecimal() and 0 < int(number) <= len(choices):
        return Answer("candidate", session.by, value=choices[int(number) - 1], way=session.way)
    outcome, text = said_in(line, one.field_type)
    return Answer(outcome, session.by, text, way=session.way)


def _taken_back(kept: list[tuple[int, Kept]], session: _Session) -> int:
    """Take back the last answer, and say at which question it was given."""
    at, (number, decision) = kept.pop()
    undone = {"outcome": "undone", "undoes": number, "value": None, "seconds": None, **moments()}
    session.decisions.add(Decision.model_validate({**decision.model_dump(), **undone}))
    return at


def _lines(one: Waiting, session: _Session) -> Iterator[str]:
    t, said = session.t, labels(session.t.language)
    yield inline(f"{one.record.source} – {one.record.doc_type_name} – {said(one.key)}")
    value = one.shown.value
    yield t("review.read", value=_in_line(value)) if value is not None else t("review.read_nothing")
    if one.shown.raw and one.shown.raw != shown(value):
        yield t("review.printed", raw=one.shown.raw)
    if reason := why(one.field, said):
        yield inline(reason)
    yield _where(one, session)
    yield t("review.open", file=str(_paper(one, session.results.out)))
    for number, candidate in enumerate(_candidates(one), start=1):
        yield t("review.candidate", number=number, value=_in_line(candidate))
    yield t("review.keys")


def _in_line(value: FieldValue) -> str:
    return "; ".join(shown(value).split("\n"))


def _candidates(one: Waiting) -> list[FieldValue]:
    """What else was read of the field: the values of the other places that it rests on."""
    found: list[FieldValue] = []
    for evidence in one.field.evidence:
        try:
            value = typed(one.field_type, evidence.text)
        except UsageProblem:
            continue
        if value not in (*found, one.shown.value):
            found.append(value)
    return found


def _paper(one: Waiting, out: Path) -> Path:
    """The file to look at: the searchable PDF, or else the folder with the original."""
    made = (out / one.place).with_suffix(".pdf")
    return made if made.is_file() else made.parent


def _where(one: Waiting, session: _Session) -> str:
    seen = next((each for each in one.field.evidence if each.box), None)
    pages = page_ranges(each.page for each in one.field.evidence) or page_ranges(one.record.pages)
    geometry = _geometry(one, seen.page, session.results.out) if seen else None
    if seen is None or seen.box is None or geometry is None:
        return session.t("review.on_pages", pages=pages)
    return session.t("review.on_page", page=seen.page, place=session.t(_band(seen.box, geometry)))


def _geometry(one: Waiting, page: int, out: Path) -> Geometry | None:
    try:
        pages = StoredPages((out / one.place).parent / TEXT, one.record.sha256)
        return next((each.geometry for each in pages if each.page == page), None)
    except (OSError, InputProblem):
        return None


def _band(box: Box, geometry: Geometry) -> str:
    """Where on the page the middle of a box is, as the code of a word."""
    across = _part(box.left + box.right, geometry.width)
    down = _part(box.top + box.bottom, geometry.height)
    return f"review.place_{down}_{across}"


def _part(doubled: int, size: int) -> int:
    return min(_BANDS - 1, max(0, doubled * _BANDS // (2 * max(1, size))))
