"""Values that repeat over a batch, such as an agency or who signs: shown each on its own paper, and settled together."""

from typing import Any, Final, NamedTuple

from starlette.responses import Response

from digitize.exit_codes import UsageProblem
from digitize.messages import Translator
from digitize.review.answer import Answer
from digitize.review.web.desk import Meanwhile
from digitize.review.web.pages.queue import desk, noted
from digitize.review.web.pages.rendering import Call
from digitize.review.web.pages.view import FieldView, field_view
from export.labels import labels

TOGETHER: Final = 24
"""Places that are shown at a time: each of them has to be looked at."""


class Place(NamedTuple):
    """One paper on which the value stands."""

    view: FieldView
    number: int


def repeats(call: Call) -> Response:
    """The places where what was read of a field was read of other papers, too."""
    name = call.one("name")
    shared = call.room.desk
    same = shared.alike(name, call.session.reviewer)
    if not same:
        return call.to("/")
    seen = (shared.see(one.name) for one in same[:TOGETHER])
    said = labels(call.session.language)
    places = [Place(field_view(one, (), said), number) for number, one in enumerate(filter(None, seen), 1)]
    return call.page("repeats.html", places=places, total=len(same), label=said(same[0].key))


def settle_together(call: Call) -> Response:
    """Keep that what was read is right on every paper that is still ticked."""
    kept: list[Any] = []
    for ticked in call.form.get("place", ()):
        name, _, stamp = ticked.rpartition("@")
        try:
            one = call.room.desk.answer(
                name, Answer("right", call.session.reviewer), int(stamp) if stamp.isdecimal() else -1
            )
        except (Meanwhile, UsageProblem):
            continue  # it stays where it is, or somebody else settled it
        kept += [one] if one else []
    noted(call, kept, "")
    told = Translator(call.session.language)("web.kept_together", count=len(kept))
    return desk(call, told=told)
