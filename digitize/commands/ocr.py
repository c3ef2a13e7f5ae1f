"""``digitize ocr``: read the text of files, or of pages that ``scan`` prepared."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from digitize.commands import options
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.progress import Style
from digitize.screen.help_text import Command
from digitize.surroundings import is_stdout_there
from digitize.terminal import say
from ocr.problem import OutputProblem


def register(app: typer.Typer, t: Translator) -> None:
    """Add the command to ``app``."""

    @app.command("ocr", cls=Command.speaking(t), help=t("help.ocr"), short_help=t("short.ocr"))
    def ocr(
        inputs: Annotated[list[Path], options.inputs(t)],
        output: Annotated[Path | None, options.output(t)] = None,
        to: Annotated[
            Literal["text", "paragraphs", "json", "hocr", "alto"],
            typer.Option("--to", metavar="text|paragraphs|json|hocr|alto", help=t("option.to")),
        ] = "text",
        jobs: Annotated[int | None, options.jobs(t)] = None,
        engine: Annotated[str | None, options.engine(t)] = None,
        profile: Annotated[str | None, options.profile(t)] = None,
        config: Annotated[Path | None, options.config(t)] = None,
        progress: Annotated[Style, options.progress(t)] = "auto",
    ) -> ExitCode:
        from digitize.workers.pool import begun

        if output is None and not is_stdout_there():
            raise OutputProblem("stdout_closed")
        settings = options.settings(t, config, jobs=jobs, engine=engine, profile=profile)
        # A child loads what reads pages while this program loads the rest.
        with begun("digitize.stages.ocr", settings.limits.page_memory) as first:
            from digitize.progress import progress as progress_in
            from digitize.screen.report import report_stage
            from digitize.stages.ocr import printed, read_inputs

            with progress_in(progress if output else "none", t) as shown:
                account, read = read_inputs(inputs, output, settings, shown, first)
        if output is None:
            say(printed(read, to), nl=False)
        report_stage(account, t, quiet=output is None)
        return account.exit_code()
