"""``digitize separators``: sheets to lay between papers before a stack is scanned."""

from pathlib import Path
from typing import Annotated

import typer

from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.screen.help_text import Command
from digitize.terminal import say

MOST = 500  # sheets in one PDF


def register(app: typer.Typer, t: Translator) -> None:
    """Add the command to ``app``."""

    @app.command(
        "separators", cls=Command.speaking(t), help=t("help.separators"), short_help=t("short.separators")
    )
    def separators(
        target: Annotated[
            Path,
            typer.Option(
                "-o", "--output", metavar=t("metavar.file"), help=t("option.sheets"), show_default=False
            ),
        ],
        count: Annotated[
            int,
            typer.Option("--count", min=1, max=MOST, metavar="N", help=t("option.count"), show_default=False),
        ] = 1,
        dossier: Annotated[
            str | None,
            typer.Option(
                "--dossier", metavar=t("metavar.code"), help=t("option.dossier"), show_default=False
            ),
        ] = None,
    ) -> ExitCode:
        from digitize.jobs.separators import print_separators

        print_separators(target, dossier, count, t)
        say(t("separator.written", file=str(target), count=count))
        return ExitCode.DONE
