"""What every page of the review shares: the desk, the sessions, and how a template becomes an answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from digitize.messages import Language, Translator
from digitize.review.web.desk import Desk
from digitize.review.web.doors import SAFE, Form, Refused, form_of, require_token, session_of
from digitize.review.web.following import Following
from digitize.review.web.pictures import Pictures
from digitize.review.web.sessions import Session, Sessions
from export.labels import labels
from extract.rules.doctype import DocumentTypes
from ocr.problem import OutputProblem

SHOWN: Final = 200
"""Status of a page that is shown."""


@dataclass(frozen=True)
class Room:
    """One start of the review."""

    desk: Desk
    sessions: Sessions
    pictures: Pictures
    following: Following
    types: DocumentTypes
    cookie: str
    name: str
    idle_seconds: float
    now: Callable[[], float]


@dataclass(frozen=True)
class Call:
    """One request of somebody who may be here."""

    room: Room
    session: Session
    request: Request
    form: Form

    def one(self, name: str) -> str:
        """What was sent under that name, or nothing."""
        return (self.form.get(name) or [self.request.query_params.get(name, "")])[0]

    @property
    def is_part(self) -> bool:
        """Whether only a part of the page is wanted."""
        return self.request.headers.get("hx-request") == "true"

    def page(self, template: str, status: int = SHOWN, **data: object) -> Response:
        """The page that ``template`` makes of ``data``."""
        t = Translator(self.session.language)
        shared = {
            "t": t,
            "said": labels(self.session.language),
            "session": self.session,
            "idle_seconds": self.room.idle_seconds,
            "is_part": self.is_part,
        }
        return HTMLResponse(_templates().get_template(template).render({**shared, **data}), status)

    def to(self, path: str) -> Response:
        """Go on at ``path``, a place of this page."""
        if self.is_part:
            return Response(headers={"HX-Redirect": path})
        return RedirectResponse(path, 303)


Handler = Callable[[Call], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint(room: Room, handler: Handler, *, anybody: bool = False) -> Endpoint:
    """``handler`` for those with a session that is not locked and a name; ``anybody`` for those with a session."""

    async def answered(request: Request) -> Response:
        session = session_of(request, room.sessions, room.cookie)
        form = {} if request.method in SAFE else await form_of(request)
        if request.method not in SAFE:
            require_token(session, request.headers.get("x-token") or (form.get("token") or [""])[0])
        call = Call(room, session, request, form)
        if not anybody and session.is_locked:
            return call.to("/") if call.is_part else call.page("locked.html", 423)
        if not anybody and not session.reviewer:
            return call.to("/") if call.is_part else call.page("name.html", name=_offered(call))
        return await run_in_threadpool(handler, call)

    return answered


def _offered(call: Call) -> str:
    """A name to begin with: that of the command, but never for those who come after somebody else."""
    return call.room.name if call.session.former is None else ""


def led_on(language: Language) -> Response:
    """Goes on to the first page by itself: unlike a redirect, that is a step of this page, which carries its cookie."""
    data: Mapping[str, object] = {"t": Translator(language), "language": language}
    return HTMLResponse(_templates().get_template("led.html").render(data))


def refusal(language: Language) -> Callable[[Request, Exception], Response]:
    """Says why somebody is not let in, without anything that is on a paper."""

    def say(request: Request, refused: Exception) -> Response:
        del request
        t = Translator(language)
        status, text = _refused(refused, t)
        data: Mapping[str, object] = {"t": t, "text": text, "language": language}
        return HTMLResponse(_templates().get_template("closed.html").render(data), status)

    return say


def _refused(refused: Exception, t: Translator) -> tuple[int, str]:
    match refused:
        case Refused():
            return refused.status, t(f"web.{refused.code}")
        case HTTPException():
            return refused.status_code, t("web.nothing_here")
        case OutputProblem():
            return 507, t.problem(refused)
        case _:
            return 500, t("web.fault")


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("digitize.review.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
