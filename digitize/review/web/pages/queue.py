"""The queue: one doubtful field after the other, and what somebody answers about each."""

from statistics import median
from typing import Any, Final

from starlette.responses import Response

from digitize.decisions.decision import Kept
from digitize.messages import Translator
from digitize.review.web.desk import Seen
from digitize.review.web.orders import ORDERS
from digitize.review.web.pages.rendering import SHOWN, Call
from digitize.review.web.pages.view import FieldView, field_view
from digitize.review.web.papers import Slot
from digitize.review.web.sessions import Answered
from export.labels import labels
from ocr.problem import InputProblem

AHEAD: Final = 3
"""Pages that are drawn before they are asked for."""
OTHERS: Final = 12
"""Papers of a dossier that are looked through for another reading."""
LONGEST_NAME: Final = 80
"""Letters of a reviewer's name."""


def queue(call: Call) -> Response:
    """The field that comes now, or the one that is named."""
    if call.one("order") in ORDERS:
        call.session.order = call.one("order")
    return desk(call, at=call.one("at"))


def desk(call: Call, *, at: str = "", told: str = "", status: int = SHOWN, **kept: Any) -> Response:  # noqa: ANN401  (what a template takes)
    """The desk with the field ``at``, or with the next one; ``told`` is a sentence about what was done."""
    session, shared = call.session, call.room.desk
    waiting = shared.count(session.reviewer)
    coming = shared.coming(session.reviewer, session.name, session.order, session.later)
    seen = shared.see(at) if at else None
    while seen is None and coming:
        seen = shared.see(coming[0].name)
        coming = coming if seen else coming[1:]
    data: dict[str, Any] = {"told": told, "waiting": waiting, "orders": ORDERS}
    data |= {"problem": "", "retyped": None, "back": "", **kept}
    data["minutes"] = _minutes(call, waiting)
    data["later"] = sum(shared.waits(one, session.reviewer) for one in session.later)
    data["can_undo"] = bool(session.answered)
    if seen is None:
        return call.page("queue.html", status, view=None, **data)
    view = viewed(call, seen)
    name = view.name
    shared.hold(name, session.name)
    if session.shown[0] != name:
        session.shown = (name, call.room.now())
    data["same"] = len(shared.alike(name, session.reviewer))
    data["ahead"] = _drawn_ahead(call, view, coming)
    return call.page("queue.html", status, view=view, **data)


def viewed(call: Call, seen: Seen) -> FieldView:
    """A field as it is shown, with what the other papers of its dossier say."""
    shared = call.room.desk
    sheets = [one for one in shared.of_dossier(seen.sheet.dossier) if one.name != seen.sheet.name]
    others = [record for record in map(shared.record, sheets[:OTHERS]) if record]
    return field_view(seen, others, labels(call.session.language))


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
    return desk(call, told=say(call, "put_off"))


def _minutes(call: Call, left: int) -> int:
    paces = call.session.seconds
    return round(median(paces) * left / 60 + 0.5) if paces and left else 0


def _drawn_ahead(call: Call, view: FieldView, coming: list[Slot]) -> list[str]:
    """Have the pages drawn that come next; their addresses."""
    wanted = {(view.folder, view.sha256, view.spot.page): None}
    for slot in coming:
        wanted[slot.sheet.folder, slot.sheet.sha256, slot.page] = None
        if len(wanted) > AHEAD:
            break
    for folder, sha256, page in wanted:
        try:
            call.room.pictures.ask(folder, sha256, page)
        except InputProblem:
            continue
    return [f"/picture/{sha256}/{page}/colour" for _, sha256, page in list(wanted)[1:]]


def say(call: Call, code: str, **data: str) -> str:
    """A sentence of the page in the language of this browser."""
    return Translator(call.session.language)(f"web.{code}", **data)
