"""The queue: one doubtful field after the other, and what somebody answers about each."""

import re
from statistics import median
from typing import Any, Final, get_args

from starlette.responses import Response

from digitize.decisions.decision import Kept, Outcome, SeenAt
from digitize.exit_codes import UsageProblem
from digitize.messages import LANGUAGES, Translator
from digitize.review.answer import Answer
from digitize.review.typed import shown, typed
from digitize.review.web.desk import Meanwhile, Seen
from digitize.review.web.orders import ORDERS
from digitize.review.web.papers import Slot
from digitize.review.web.rendering import SHOWN, Call
from digitize.review.web.sessions import Answered
from digitize.review.web.units import units_like
from digitize.review.web.view import FieldView, field_view, finds_units, table_text
from export.labels import labels
from ocr.box import Box
from ocr.problem import InputProblem

AHEAD: Final = 3
"""Pages that are drawn before they are asked for."""
LOOKED_AHEAD: Final = 40
"""Fields that are looked through for them."""
OTHERS: Final = 12
"""Papers of a dossier that are looked through for another reading."""
LONGEST_NAME: Final = 80
"""Letters of a reviewer's name."""
_CELL: Final = re.compile(r"cell-(\d{1,4})-(\w+)")
_BOX: Final = re.compile(r"(\d{1,6}):(\d{1,6}),(\d{1,6}),(\d{1,6}),(\d{1,6})")


def queue(call: Call) -> Response:
    """The field that comes now, or the one that is named."""
    if call.one("order") in ORDERS:
        call.session.order = call.one("order")
    return desk(call, at=call.one("at"))


def desk(call: Call, *, at: str = "", told: str = "", status: int = SHOWN, **kept: Any) -> Response:  # noqa: ANN401  (what a template takes)
    """The desk with the field ``at``, or with the next one; ``told`` is a sentence about what was done."""
    session, shared = call.session, call.room.desk
    waiting = shared.waiting(session.reviewer, session.order)
    coming = shared.next(session.name, waiting, session.later)
    seen = shared.see(at) if at else None
    while seen is None and coming:
        seen = shared.see(coming[0].name)
        coming = coming if seen else coming[1:]
    data: dict[str, Any] = {"told": told, "waiting": len(waiting), "orders": ORDERS}
    data |= {"problem": "", "retyped": None, "back": "", **kept}
    data["minutes"] = _minutes(call, len(waiting))
    data["later"] = sum(one.name in session.later for one in waiting)
    data["can_undo"] = bool(session.answered)
    if seen is None:
        return call.page("queue.html", status, view=None, **data)
    view = viewed(call, seen)
    name = view.name
    shared.hold(name, session.name)
    if session.shown[0] != name:
        session.shown = (name, call.room.now())
    same = sum((one.key, one.said) == (view.key, _said(waiting, name)) for one in waiting)
    data["same"] = same if _said(waiting, name) else 0
    data["ahead"] = _drawn_ahead(call, view, coming)
    return call.page("queue.html", status, view=view, **data)


def viewed(call: Call, seen: Seen) -> FieldView:
    """A field as it is shown, with what the other papers of its dossier say."""
    shared = call.room.desk
    sheets = [one for one in shared.of_dossier(seen.sheet.dossier) if one.name != seen.sheet.name]
    others = [record for record in map(shared.record, sheets[:OTHERS]) if record]
    return field_view(seen, others, labels(call.session.language))


def answer(call: Call) -> Response:
    """Keep an answer, and show the next field."""
    name, session = call.one("name"), call.session
    seen = call.room.desk.see(name)
    if seen is None:
        return desk(call, told=_say(call, "gone"))
    try:
        kept = call.room.desk.answer(name, _answer(call, seen), _number(call.one("stamp")))
    except UsageProblem as problem:
        said = labels(session.language)(seen.slot.key)
        told = Translator(session.language)(f"problem.{problem.code}", **{**problem.data, "field": said})
        return after(call, seen, at=name, problem=told, retyped=call.one("text"), status=422)
    except Meanwhile as faster:
        return after(call, seen, told=_say(call, "meanwhile", by=faster.by), status=409)
    if kept is None:
        return desk(call, told=_say(call, "gone"))
    noted(call, [kept], name)
    return after(call, seen, told=_kept(call, kept))


def after(call: Call, seen: Seen, *, at: str = "", **said: Any) -> Response:  # noqa: ANN401  (what a template takes)
    """Back to where the answer was given: the queue, or the whole document."""
    if call.one("back") == "paper":
        from digitize.review.web.paper_pages import shown_paper  # noqa: PLC0415  (each shows the other)

        return shown_paper(call, seen.sheet, key=seen.slot.key, **said)
    return desk(call, at=at, **said)


def noted(call: Call, kept: list[Kept], name: str) -> None:
    """Remember what was answered, so that it can be taken back, and let results follow."""
    session = call.session
    session.took(name, call.room.now())
    session.later.pop(name, None)
    for number, decision in kept:
        session.answered.append(
            Answered(
                number,
                decision.paper.sha256,
                f"{decision.paper.sha256}-{decision.paper.pages[0]}-{decision.key}",
            )
        )
        call.room.following.decided(decision.paper.sha256)


def later(call: Call) -> Response:
    """Put a field off until the others are done."""
    call.session.later.pop(call.one("name"), None)
    call.session.later[call.one("name")] = None
    return desk(call, told=_say(call, "put_off"))


def undo(call: Call) -> Response:
    """Take the last answer of this browser back, and show its field again."""
    session = call.session
    while session.answered:
        last = session.answered.pop()
        if call.room.desk.undo(last.number, last.sha256, session.reviewer):
            call.room.following.decided(last.sha256)
            return desk(call, at=last.name, told=_say(call, "undone"))
    return desk(call, told=_say(call, "nothing_to_undo"))


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
        written = shown(typed(seen.slot.field_type, text))
    except UsageProblem as problem:
        return "", _say(call, "not_yet", example=str(problem.data.get("example", "")))
    return "" if written == text.strip() else written, ""


def name(call: Call) -> Response:
    """Take in who is at this browser."""
    session = call.session
    said = " ".join(call.one("reviewer").split())[:LONGEST_NAME]
    if said and not session.is_locked:
        session.reviewer, session.answered = said, []
    return call.to("/")


def language(call: Call) -> Response:
    """Change the language of this browser."""
    wanted = next((one for one in LANGUAGES if one == call.one("language")), None)
    if wanted:
        call.session.language = wanted
    place = call.one("from")
    return call.to(place if place.startswith("/") and not place.startswith(("//", "/\\")) else "/")


def lock(call: Call) -> Response:
    """Lock this browser now."""
    call.session.is_locked = True
    return call.to("/")


def unlock(call: Call) -> Response:
    """Open a locked browser again with the key, or with the whole address."""
    given = call.one("key").strip().rpartition("key=")[2]
    if not call.room.sessions.is_key(given):
        return call.page("locked.html", 403, problem=True)
    call.session.is_locked = False
    return call.to("/")


def _answer(call: Call, seen: Seen) -> Answer:
    given = "candidate" if call.one("candidate") else call.one("outcome")
    outcome: Outcome | None = next((one for one in get_args(Outcome) if one == given), None)
    if outcome is None or outcome == "undone":
        raise UsageProblem("answer_empty")
    return Answer(
        outcome,
        call.session.reviewer,
        text=_table(call) if call.one("is_table") else call.one("text"),
        value=typed(seen.slot.field_type, call.one("candidate")) if outcome == "candidate" else None,
        seconds=_seconds(call, seen.slot.name),
        seen_at=_seen_at(call.one("box")),
    )


def _seconds(call: Call, name: str) -> float | None:
    shown_name, since = call.session.shown
    return round(max(0.0, call.room.now() - since), 1) if shown_name == name else None


def _table(call: Call) -> str:
    found = ((_CELL.fullmatch(name), values) for name, values in call.form.items())
    return table_text({(int(cell[1]), cell[2]): values[0] for cell, values in found if cell})


def _seen_at(text: str) -> SeenAt | None:
    found = _BOX.fullmatch(text)
    if not found:
        return None
    page, left, top, right, bottom = map(int, found.groups())
    return SeenAt(page=page, box=Box(left, top, max(left + 1, right), max(top + 1, bottom)))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else -1


def _minutes(call: Call, left: int) -> int:
    paces = call.session.seconds
    return round(median(paces) * left / 60 + 0.5) if paces and left else 0


def _said(waiting: list[Slot], name: str) -> str:
    return next((one.said for one in waiting if one.name == name), "")


def _drawn_ahead(call: Call, view: FieldView, coming: list[Slot]) -> list[str]:
    """Have the pages drawn that come next; their addresses."""
    wanted = {(view.folder, view.sha256, view.spot.page): None}
    for slot in coming[:LOOKED_AHEAD]:
        wanted[slot.sheet.folder, slot.sheet.sha256, slot.page] = None
        if len(wanted) > AHEAD:
            break
    for folder, sha256, page in wanted:
        try:
            call.room.pictures.ask(folder, sha256, page)
        except InputProblem:
            continue
    return [f"/picture/{sha256}/{page}/colour" for _, sha256, page in list(wanted)[1:]]


def _kept(call: Call, kept: Kept) -> str:
    decision = kept.decision
    field = labels(call.session.language)(decision.key)
    return _say(call, f"kept_{decision.outcome}", field=field, value=shown(decision.value)[:LONGEST_NAME])


def _say(call: Call, code: str, **data: str) -> str:
    return Translator(call.session.language)(f"web.{code}", **data)
