"""``digitize export``: write tables and searchable PDFs from records."""

from pathlib import Path
from typing import Annotated

import typer

from digitize.commands import options
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.screen.help_text import Command
from digitize.settings import Settings


def register(app: typer.Typer, t: Translator) -> None:
    """Add the command to ``app``."""

    @app.command("export", cls=Command.speaking(t), help=t("help.export"), short_help=t("short.export"))
    def export(
        inputs: Annotated[list[Path], options.inputs(t)],
        output: Annotated[Path | None, options.output(t)] = None,
        to: Annotated[list[str] | None, options.writers(t)] = None,
        types: Annotated[Path | None, options.type_folder(t)] = None,
        procedure: Annotated[str | None, options.procedure(t)] = None,
        procedures: Annotated[Path | None, options.procedure_folder(t)] = None,
        config: Annotated[Path | None, options.config(t)] = None,
        pdfa: Annotated[bool, typer.Option("--pdfa", help=t("option.pdfa"))] = False,
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from digitize.exit_codes import UsageProblem
        from digitize.scan.inputs.results_mark import has_results
        from digitize.workers.pool import begun

        settings = options.settings(t, config, types=types, procedure=procedure, procedures=procedures)
        if output is None and not all(has_results(one) for one in inputs):
            raise UsageProblem(
                "export_without_output", file=str(next(one for one in inputs if not has_results(one)))
            )
        if output is None and (not to or len(inputs) > 1):
            return _follow(inputs, settings, t, pdfa=pdfa, as_json=as_json)
        # A child process loads the writers while this program loads the rest.
        with begun("digitize.stages.export", settings.limits.page_memory) as first:
            from digitize.jobs.deliver import Delivery
            from digitize.screen.report import report_stage
            from digitize.stages.export import export_folders

            account = export_folders(inputs, output or inputs[0], Delivery.prepared(settings, t), to, first)
        report_stage(account, t, as_json=as_json)
        return account.exit_code(pdfa_demanded=pdfa)


def _follow(inputs: list[Path], settings: Settings, t: Translator, *, pdfa: bool, as_json: bool) -> ExitCode:
    """Bring folders of results up to what people decided; the worst exit code of all."""
    from digitize.jobs.deliver import Delivery
    from digitize.screen.report import report_stage
    from digitize.stages.follow import follow

    delivery = Delivery.prepared(settings, t, pdfa=pdfa)
    codes = []
    for out in inputs:
        account = follow(out, delivery)
        report_stage(account, t, as_json=as_json)
        codes.append(account.exit_code(pdfa_demanded=pdfa) if account.files else ExitCode.DONE)
    return max(codes)
