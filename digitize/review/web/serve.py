"""Starts the review in the browser, says where it is, and lets results follow when it ends."""

import socket
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from digitize.decisions.kept import deciding
from digitize.exit_codes import ExitCode, UsageProblem
from digitize.jobs.deliver import Delivery
from digitize.messages import Translator
from digitize.review.brought_up import told
from digitize.review.web.desk import Desk
from digitize.review.web.following import Following, in_a_process
from digitize.review.web.opening import leading_to
from digitize.review.web.pictures import pictures
from digitize.review.web.sessions import Sessions
from digitize.scan.inputs.results_mark import has_results
from digitize.settings import Settings
from digitize.stages.follow import follow
from digitize.terminal import say
from ocr.problem import MachineProblem

if TYPE_CHECKING:
    from starlette.types import ASGIApp

MINUTE: Final = 60.0
"""Seconds."""
WAITING: Final = 128
"""Connections that wait to be taken."""
GRACE_SECONDS: Final = 3
"""How long what is being answered may take when the server ends."""


def serve(  # noqa: PLR0913  (one parameter an option of the command)
    out: Path,
    name: str,
    settings: Settings,
    t: Translator,
    *,
    host: str,
    port: int,
    opens_browser: bool,
) -> ExitCode:
    """Show the review of the results in ``out`` until somebody ends it.

    Raises:
        MachineProblem: ``review_missing``, the extra is not installed.
        UsageProblem: ``review_no_results``; ``port_taken``.
        OutputProblem: another program reviews there, or the decisions cannot be kept.
    """
    _require_extra()
    if not has_results(out):
        raise UsageProblem("review_no_results", folder=str(out))
    from digitize.review.web.app import page  # noqa: PLC0415  (an extra)
    from digitize.review.web.pages.rendering import Room  # noqa: PLC0415  (an extra)

    delivery = Delivery.prepared(settings, t)
    with deciding(out) as keep, _listening(host, port) as door, pictures(out, settings) as drawing:
        number = door.getsockname()[1]
        desk = Desk(out, delivery.types, settings.review.two_looks, keep, time.monotonic)
        idle = settings.review.idle_minutes * MINUTE
        sessions = Sessions(t.language, idle, time.monotonic)
        following = Following(in_a_process(out, settings, t.language), desk.reload)
        room = Room(
            desk=desk,
            sessions=sessions,
            pictures=drawing,
            following=following,
            types=delivery.types,
            cookie=f"digitize-{number}",
            name=name,
            idle_seconds=idle,
            now=time.monotonic,
        )
        address = f"http://{_in_address(host)}:{number}/?key={sessions.key}"
        say(address if not opens_browser else t("web.open_at", address=address))
        following.start()
        try:
            with leading_to(address) as link:
                _run(
                    page(room, t.language, host=host, port=number),
                    door,
                    lambda: webbrowser.open(link) if opens_browser else None,
                )
        finally:
            following.stop()
    say(t("web.follows"), err=True)
    return told(follow(out, delivery), t, err=True)


def _require_extra() -> None:
    try:
        import jinja2  # noqa: F401, PLC0415  (an extra)
        import starlette  # noqa: F401, PLC0415  (an extra)
        import uvicorn  # noqa: F401, PLC0415  (an extra)
    except ImportError:
        raise MachineProblem("review_missing") from None


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=_family(host), backlog=WAITING)
    except OSError:
        raise UsageProblem("port_taken", port=port, host=host) from None


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _run(application: "ASGIApp", door: socket.socket, opened: Callable[[], object]) -> None:
    import uvicorn  # noqa: PLC0415  (an extra)

    # Nothing is logged: addresses and errors may quote a paper.
    how = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    opened()
    try:
        uvicorn.Server(how).run(sockets=[door])
    except KeyboardInterrupt:
        return  # how one ends it
