"""``digitize extract``: find the types and extract the fields of the pages that ``ocr`` read."""

from pathlib import Path
from typing import Annotated

import typer

from digitize.commands import options
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.screen.help_text import Command


def register(app: typer.Typer, t: Translator) -> None:
    """Add the command to ``app``."""

    @app.command("extract", cls=Command.speaking(t), help=t("help.extract"), short_help=t("short.extract"))
    def extract(
        inputs: Annotated[list[Path], options.inputs(t)],
        output: Annotated[Path, options.output(t)],
        types: Annotated[Path | None, options.type_folder(t)] = None,
        config: Annotated[Path | None, options.config(t)] = None,
        explain: Annotated[bool, options.explain(t)] = False,
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from digitize.workers.pool import begun

        settings = options.settings(t, config, types=types)
        # A child process loads what extracts while this program loads the rest.
        with begun("digitize.stages.extract", settings.limits.page_memory) as first:
            from digitize.jobs.deliver import Delivery
            from digitize.screen.report import report_stage
            from digitize.stages.extract import extract_folders

            delivery = Delivery.prepared(settings, t, explain=explain)
            account = extract_folders(inputs, output, delivery, first)
        report_stage(account, t, as_json=as_json)
        return account.exit_code()
