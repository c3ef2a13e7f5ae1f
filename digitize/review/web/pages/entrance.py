"""Who is at a browser, in which language, and whether it is locked."""

from typing import Final

from starlette.responses import Response

from digitize.messages import LANGUAGES
from digitize.review.typed import visible
from digitize.review.web.pages.rendering import Call

SHOWN_AGAIN: Final = ("/queue", "/paper", "/dossier?")
"""How places begin that can be shown again in another language."""
LONGEST_NAME: Final = 80
"""Letters of a reviewer's name."""


def name(call: Call) -> Response:
    """Take in who is at this browser."""
    session = call.session
    said = " ".join(visible(call.one("reviewer")).split())[:LONGEST_NAME]
    if said and not session.is_locked:
        session.reviewer = said
        session.answered = session.answered if said == session.former else []
    return call.to("/")


def language(call: Call) -> Response:
    """Change the language of this browser."""
    wanted = next((one for one in LANGUAGES if one == call.one("language")), None)
    if wanted:
        call.session.language = wanted
    place = call.one("from")
    return call.to(place if place.startswith(SHOWN_AGAIN) else "/")


def lock(call: Call) -> Response:
    """Lock this browser now."""
    call.session.is_locked = True
    return call.to("/")


def here(call: Call) -> Response:
    """Note that somebody is still typing or looking: only what is asked of the server tells it so."""
    del call
    return Response(status_code=204)


def unlock(call: Call) -> Response:
    """Open a locked browser again with the key, or with the whole address."""
    given = call.one("key").strip().rpartition("key=")[2]
    if not call.room.sessions.is_key(given):
        return call.page("locked.html", 403, problem=True)
    call.session.is_locked = False
    call.session.leave()  # who opens it again may be another one than who went away
    return call.to("/")


def leave(call: Call) -> Response:
    """Ask anew who is at this browser."""
    if not call.session.is_locked:
        call.session.leave()
    return call.to("/")
