"""``digitize status``: how far a folder of results is, what failed and why, what to do next."""

from pathlib import Path
from typing import Annotated

import typer

from digitize.commands import options
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.screen.help_text import Command
from digitize.terminal import in_json, say


def register(app: typer.Typer, t: Translator) -> None:
    """Add the command to ``app``."""

    @app.command("status", cls=Command.speaking(t), help=t("help.status"), short_help=t("short.status"))
    def status(
        out: Annotated[Path, options.results(t)], as_json: Annotated[bool, options.as_json(t)] = False
    ) -> ExitCode:
        from digitize.ledger.status import status as status_of
        from digitize.screen.ledger_report import status_lines

        found = status_of(out)
        if as_json:
            say(in_json(found))
        else:
            for line in status_lines(found, t):
                say(line)
        return ExitCode.DONE
