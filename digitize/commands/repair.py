"""``digitize repair``: makes a damaged ledger whole again from what the files prove."""

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

    @app.command("repair", cls=Command.speaking(t), help=t("help.repair"), short_help=t("short.repair"))
    def repair(
        out: Annotated[Path, options.results(t)], as_json: Annotated[bool, options.as_json(t)] = False
    ) -> ExitCode:
        from digitize.jobs.repair import repair as repaired
        from digitize.screen.ledger_report import repair_lines

        found = repaired(out)
        if as_json:
            say(in_json(found))
        else:
            for line in repair_lines(found, t):
                say(line)
        return ExitCode.DONE
