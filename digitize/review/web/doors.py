"""What every request passes: the host and origin it names, its session, its token; and what every answer carries.

A page from elsewhere that is open in the same browser can send requests to this computer, too. None of them gets in.
"""

import ipaddress
import secrets
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digitize.review.web.sessions import Session, Sessions

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
MOST_BYTES: Final = 512 * 1024
"""Of what is sent with one request."""
MOST_FIELDS: Final = 5_000
"""Of one form: a table of many rows is sent cell by cell."""
SAFE: Final = ("GET", "HEAD")

Form = dict[str, list[str]]


class Refused(Exception):
    """A request that is not let in: ``status``, and the ``code`` of the sentence that says why."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(status, code)
        self.status, self.code = status, code


class Doors:
    """Around the whole page: refuses hosts that are not this one, and closes every answer to caches and frames."""

    def __init__(self, app: ASGIApp, *, host: str, port: int) -> None:
        self._app, self._host, self._port = app, host, port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if not is_own_host(headers.get("host", ""), self._host, self._port):
            await Response(status_code=421)(scope, receive, closed)
        elif scope["method"] not in SAFE and not _is_from_here(headers):
            await Response(status_code=403)(scope, receive, closed)
        else:
            await self._app(scope, receive, closed)


def is_own_host(named: str, host: str, port: int) -> bool:
    """Whether a request that names this host is meant for this page and was not led here by another's name server."""
    name, _, number = named.rpartition(":")
    if not number.isdigit() or int(number) != port:
        return False
    name = name.strip("[]").lower()
    if name in {"127.0.0.1", "localhost", "::1", host.lower()}:
        return True
    return host in {"0.0.0.0", "::"} and _is_address(name)  # noqa: S104  (asked for by its user)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_from_here(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is None:
        return False
    parts = urlsplit(origin)
    return parts.scheme == "http" and parts.netloc == headers.get("host")


def session_of(request: Request, sessions: Sessions, cookie: str) -> Session:
    """The session of a request.

    Raises:
        Refused: it has none.
    """
    found = sessions.of(request.cookies.get(cookie, ""))
    if found is None:
        raise Refused(401, "no_session")
    return found


def require_token(session: Session, given: str) -> None:
    """Refuse what was not sent by a page of this session."""
    if not secrets.compare_digest(given.encode(), session.csrf.encode()):
        raise Refused(403, "no_token")


async def form_of(request: Request) -> Form:
    """What was sent with a request; a form is read here, since what else reads them also takes files.

    Raises:
        Refused: it is too much, or no form.
    """
    text = b""
    async for piece in request.stream():
        text += piece
        if len(text) > MOST_BYTES:
            raise Refused(413, "too_much")
    try:
        pairs = parse_qsl(text.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Refused(400, "no_form") from None
    form: Form = {}
    for name, value in pairs:
        form.setdefault(name, []).append(value)
    return form
