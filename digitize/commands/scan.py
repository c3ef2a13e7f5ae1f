"""``digitize scan``: open the inputs and clean the images, nothing more."""

from pathlib import Path
from typing import Annotated

import typer

from digitize.commands import options
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.progress import Style
from digitize.screen.help_text import Command


def register(app: typer.Typer, t: Translator) -> None:
    """Add the command to ``app``."""

    @app.command("scan", cls=Command.speaking(t), help=t("help.scan"), short_help=t("short.scan"))
    def scan(
        inputs: Annotated[list[Path], options.inputs(t)],
        output: Annotated[Path, options.output(t)],
        jobs: Annotated[int | None, options.jobs(t)] = None,
        profile: Annotated[str | None, options.profile(t)] = None,
        config: Annotated[Path | None, options.config(t)] = None,
        progress: Annotated[Style, options.progress(t)] = "auto",
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from digitize.progress import progress as progress_in
        from digitize.screen.report import report_stage
        from digitize.stages.scan import scan_files

        settings = options.settings(t, config, jobs=jobs, profile=profile)
        with progress_in(progress, t) as shown:
            account = scan_files(inputs, output, settings, shown)
        report_stage(account, t, as_json=as_json)
        return account.exit_code()
