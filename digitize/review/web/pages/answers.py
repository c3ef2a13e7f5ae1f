"""What somebody answers about a field: kept as it was meant, told where it is no value, taken back."""

import re
from typing import Any, Final, get_args

from starlette.responses import Response

from digitize.decisions.decision import Kept, Outcome, SeenAt
from digitize.exit_codes import UsageProblem
from digitize.messages import Translator
from digitize.review.answer import Answer
from digitize.review.typed import shown, typed
from digitize.review.web.desk import Meanwhile, Seen
from digitize.review.web.pages.paper import page_size, shown_paper
from digitize.review.web.pages.queue import desk, noted, say
from digitize.review.web.pages.rendering import Call
from digitize.review.web.pages.view import finds_units, table_text
from digitize.review.web.units import units_like
from export.labels import labels
from extract.record import FieldValue
from ocr.box import Box

LONGEST_TOLD: Final = 80
"""Letters of a value in the sentence that it was kept."""
_CELL: Final = re.compile(r"cell-(\d{1,4})-(\w+)")
_BOX: Final = re.compile(r"([0-9]{1,6}):([0-9]{1,6}),([0-9]{1,6}),([0-9]{1,6}),([0-9]{1,6})")


def answer(call: Call) -> Response:
    """Keep an answer, and show the next field."""
    name, session = call.one("name"), call.session
    seen = call.room.desk.see(name)
    if seen is None:
        return desk(call, told=say(call, "gone"))
    try:
        kept = call.room.desk.answer(name, _answer(call, seen), _number(call.one("stamp")))
    except UsageProblem as problem:
        said = labels(session.language)(seen.slot.key)
        told = Translator(session.language)(f"problem.{problem.code}", **{**problem.data, "field": said})
        return after(call, seen, at=name, problem=told, retyped=call.one("text"), status=422)
    except Meanwhile as faster:
        return after(
            call,
            seen,
            told=say(call, "meanwhile", by=faster.by) if faster.by else say(call, "reads_anew"),
            status=409,
        )
    if kept is None:
        return desk(call, told=say(call, "gone"))
    noted(call, [kept], name)
    return after(call, seen, told=_kept(call, kept))


def after(call: Call, seen: Seen, *, at: str = "", **said: Any) -> Response:  # noqa: ANN401  (what a template takes)
    """Back to where the answer was given: the queue, or the whole document."""
    if call.one("back") == "paper":
        return shown_paper(call, seen.sheet, key=seen.slot.key, **said)
    return desk(call, at=at, **said)


def undo(call: Call) -> Response:
    """Take the last answer of this browser back, and show its field again."""
    session, shared = call.session, call.room.desk
    while session.answered:
        last = session.answered.pop()
        if shared.undo(last.number, last.sha256, session.reviewer):
            call.room.following.decided(last.sha256)
            seen = shared.see(last.name)
            told = say(call, "undone")
            return after(call, seen, at=last.name, told=told) if seen else desk(call, told=told)
    return desk(call, told=say(call, "nothing_to_undo"))


def check(call: Call) -> Response:
    """Say while somebody types whether that is a value, and which; with units whose names begin like the last words."""
    text = call.one("text")
    start, comma, last = text.rpartition(",")
    seen = call.room.desk.see(call.one("name"))
    means, problem, found = "", "", []
    if seen and text.strip():
        means, problem = _meaning(call, seen, text)
        found = units_like(last.strip()) if finds_units(seen.slot.field_type) else []
    start = f"{start}{comma} " if comma else ""
    return call.page("checked.html", value=means, problem=problem, found=found, start=start)


def _meaning(call: Call, seen: Seen, text: str) -> tuple[str, str]:
    try:
        written = shown(typed(seen.slot.field_type, text, seen.slot.shown.value))
    except UsageProblem as problem:
        return "", say(call, "not_yet", example=str(problem.data.get("example", "")))
    return "" if written == text.strip() else written, ""


def _answer(call: Call, seen: Seen) -> Answer:
    given = "candidate" if call.one("candidate") else call.one("outcome")
    outcome: Outcome | None = next((one for one in get_args(Outcome) if one == given), None)
    if outcome is None or outcome == "undone":
        raise UsageProblem("answer_empty")
    return Answer(
        outcome,
        call.session.reviewer,
        text=_table(call) if call.one("is_table") else call.one("text"),
        value=_taken(call, seen) if outcome == "candidate" else None,
        seconds=_seconds(call, seen.slot.name),
        seen_at=_seen_at(call, seen),
    )


def _taken(call: Call, seen: Seen) -> FieldValue:
    return typed(seen.slot.field_type, call.one("candidate"), seen.slot.shown.value)


def _seconds(call: Call, name: str) -> float | None:
    shown_name, since = call.session.shown
    return round(max(0.0, call.room.now() - since), 1) if shown_name == name else None


def _table(call: Call) -> str:
    found = ((_CELL.fullmatch(name), values) for name, values in call.form.items())
    return table_text({(int(cell[1]), cell[2]): values[0] for cell, values in found if cell})


def _seen_at(call: Call, seen: Seen) -> SeenAt | None:
    """The box that was drawn.

    Raises:
        UsageProblem: ``answer_box_off``, it is not on a page of this paper.
    """
    if not call.one("box"):
        return None
    found = _BOX.fullmatch(call.one("box"))
    page, left, top, right, bottom = map(int, found.groups()) if found else (0, 0, 0, 0, 0)
    wide, high = page_size(call, seen.sheet, page)
    if not (left < right <= wide and top < bottom <= high):
        raise UsageProblem("answer_box_off", field=seen.slot.key)
    return SeenAt(page=page, box=Box(left, top, right, bottom))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else -1


def _kept(call: Call, kept: Kept) -> str:
    decision = kept.decision
    field = labels(call.session.language)(decision.key)
    return say(call, f"kept_{decision.outcome}", field=field, value=shown(decision.value)[:LONGEST_TOLD])
