"""``digitize export``: write tables and searchable PDFs from records."""

from pathlib import Path
from typing import Annotated

import typer

from digitize.commands import options
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.screen.help_text import Command


def register(app: typer.Typer, t: Translator) -> None:
    """Add the command to ``app``."""

    @app.command("export", cls=Command.speaking(t), help=t("help.export"), short_help=t("short.export"))
    def export(
        inputs: Annotated[list[Path], options.inputs(t)],
        output: Annotated[Path, options.output(t)],
        to: Annotated[list[str] | None, options.writers(t)] = None,
        types: Annotated[Path | None, options.type_folder(t)] = None,
        procedure: Annotated[str | None, options.procedure(t)] = None,
        procedures: Annotated[Path | None, options.procedure_folder(t)] = None,
        config: Annotated[Path | None, options.config(t)] = None,
        pdfa: Annotated[bool, typer.Option("--pdfa", help=t("option.pdfa"))] = False,
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from digitize.workers.pool import begun

        settings = options.settings(t, config, types=types, procedure=procedure, procedures=procedures)
        # A child process loads the writers while this program loads the rest.
        with begun("digitize.stages.export", settings.limits.page_memory) as first:
            from digitize.jobs.deliver import Delivery
            from digitize.screen.report import report_stage
            from digitize.stages.export import export_folders

            account = export_folders(inputs, output, Delivery.prepared(settings, t), to, first)
        report_stage(account, t, as_json=as_json)
        return account.exit_code(pdfa_demanded=pdfa)
