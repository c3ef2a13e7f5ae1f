"""The page as a whole: which address leads where, the pictures and files, and who is let in."""

from importlib.resources import files
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from digitize.messages import Language
from digitize.review.web.doors import Doors, Refused
from digitize.review.web.pages import answers, entrance, paper, queue, repeats
from digitize.review.web.pages.rendering import Call, Endpoint, Handler, Room, endpoint, led_on, refusal
from digitize.workers.pool import Failed
from ocr.problem import OutputProblem, Problem

_STATIC: Final = {
    "review.css": "text/css",
    "review.js": "text/javascript",
    "viewer.js": "text/javascript",
    "htmx.min.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}

_PAGES: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("/queue", "GET", queue.queue),
    ("/answer", "POST", answers.answer),
    ("/later", "POST", queue.later),
    ("/undo", "POST", answers.undo),
    ("/here", "POST", entrance.here),
    ("/check", "POST", answers.check),
    ("/repeats", "GET", repeats.repeats),
    ("/repeats", "POST", repeats.settle_together),
    ("/papers", "GET", paper.papers),
    ("/paper/{name}", "GET", paper.paper),
    ("/paper/{name}/type", "POST", paper.kind),
    ("/paper/{name}/split", "POST", paper.split),
    ("/paper/{name}/turn", "POST", paper.turn),
    ("/paper/{name}/finding", "POST", paper.finding),
    ("/dossier", "GET", paper.dossier),
)
_FOR_ANYBODY: Final[tuple[tuple[str, Handler], ...]] = (
    ("/name", entrance.name),
    ("/language", entrance.language),
    ("/leave", entrance.leave),
    ("/lock", entrance.lock),
    ("/unlock", entrance.unlock),
)


def page(room: Room, language: Language, *, host: str, port: int) -> ASGIApp:
    """The page for browsers on ``host`` and ``port``."""
    routes = [Route(path, endpoint(room, handler), methods=[method]) for path, method, handler in _PAGES]
    routes += [
        Route(path, endpoint(room, handler, anybody=True), methods=["POST"]) for path, handler in _FOR_ANYBODY
    ]
    refused = refusal(language)
    application = Starlette(
        routes=[
            Route("/", _entered(room, language)),
            Route("/static/{file}", _static),
            Route("/picture/{sha256}/{page:int}/{plane}", endpoint(room, _picture)),
            *routes,
        ],
        exception_handlers={
            Refused: refused,
            OutputProblem: refused,
            Exception: refused,
            404: refused,
            405: refused,
        },
    )
    return Doors(application, host=host, port=port)


def _entered(room: Room, language: Language) -> Endpoint:
    """The first page: with the key of this start it opens a session, without it shows the queue to those who have one.

    A session that was locked stays so: its address may stand in the memory of the browser for anybody who sits there.
    """
    first = endpoint(room, queue.queue)

    async def entered(request: Request) -> Response:
        key = request.query_params.get("key")
        if key is None:
            return await first(request)
        if not room.sessions.is_key(key):
            raise Refused(403, "wrong_key")
        known = room.sessions.of(request.cookies.get(room.cookie, ""))
        is_led = "led" in request.query_params
        there = led_on(language) if is_led else RedirectResponse("/", 303)
        if known is None:
            session = room.sessions.opened("")
            there.set_cookie(room.cookie, session.name, httponly=True, samesite="strict", path="/")
        return there

    return entered


async def _static(request: Request) -> Response:
    name = request.path_params["file"]
    if name not in _STATIC:
        raise Refused(404, "nothing_here")
    body = files("digitize.review.web").joinpath("static", name).read_bytes()
    return Response(body, media_type=_STATIC[name])


def _picture(call: Call) -> Response:
    asked = call.request.path_params
    sheet = call.room.desk.any_of_file(asked["sha256"])
    try:
        if sheet is None:
            raise Refused(404, "nothing_here")
        drawn = call.room.pictures.ask(sheet.folder, sheet.sha256, asked["page"]).result()
    except Problem:
        raise Refused(404, "no_picture") from None
    if isinstance(drawn, Failed):
        raise Refused(404, "no_picture")
    if asked["plane"] == "ink":
        return Response(drawn.ink, media_type="image/png")
    return Response(drawn.colour, media_type="image/jpeg")
