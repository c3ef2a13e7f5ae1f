"""``digitize review``: people decide what is doubtful, in the browser, in the workbook or in the terminal."""

from pathlib import Path
from typing import Annotated

import typer

from digitize.commands import options
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.screen.help_text import Command


def register(app: typer.Typer, t: Translator) -> None:
    """Add the command to ``app``."""

    @app.command("review", cls=Command.speaking(t), help=t("help.review"), short_help=t("short.review"))
    def review(
        out: Annotated[Path, options.results(t)],
        workbook: Annotated[
            Path | None,
            typer.Option(
                "--from", metavar=t("metavar.file"), help=t("option.review_from"), show_default=False
            ),
        ] = None,
        terminal: Annotated[bool, typer.Option("--terminal", help=t("option.review_terminal"))] = False,
        sample: Annotated[
            int | None,
            typer.Option("--sample", min=1, metavar="N", help=t("option.review_sample"), show_default=False),
        ] = None,
        at_most: Annotated[
            float | None,
            typer.Option(
                "--at-most",
                min=0,
                max=100,
                metavar="%",
                help=t("option.review_at_most"),
                show_default=False,
                callback=options.finite,
            ),
        ] = None,
        kind: Annotated[
            str | None,
            typer.Option(
                "--kind", metavar=t("metavar.kind"), help=t("option.review_kind"), show_default=False
            ),
        ] = None,
        by: Annotated[
            str,
            typer.Option("--by", metavar=t("metavar.name"), help=t("option.review_by"), show_default=False),
        ] = "",
        port: Annotated[
            int,
            typer.Option(
                "--port", min=0, max=65535, metavar="N", help=t("option.review_port"), show_default=False
            ),
        ] = 8765,
        host: Annotated[
            str, typer.Option("--host", metavar=t("metavar.name"), help=t("option.review_host"))
        ] = "127.0.0.1",
        no_open: Annotated[bool, typer.Option("--no-open", help=t("option.review_no_open"))] = False,
        types: Annotated[Path | None, options.type_folder(t)] = None,
        config: Annotated[Path | None, options.config(t)] = None,
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        settings = options.settings(t, config, types=types)
        name = by or settings.review.name
        if workbook is not None:
            from digitize.review.workbook import take_in

            return take_in(out, workbook, name, settings, t, as_json=as_json)
        if sample is not None:
            from digitize.review.sample import Asking, draw_and_tell

            asking = Asking(sample, kind, at_most, in_terminal=terminal)
            return draw_and_tell(out, asking, name, settings, t, as_json=as_json)
        if terminal:
            from digitize.review.at_terminal import settle

            return settle(out, name, settings, t)
        from digitize.review.web.serve import serve

        return serve(out, name, settings, t, host=host, port=port, opens_browser=not no_open)
