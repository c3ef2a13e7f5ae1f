"""``digitize run``: the whole chain over files, ZIPs and folders."""

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

    @app.command("run", cls=Command.speaking(t), help=t("help.run"), short_help=t("short.run"))
    def run(
        inputs: Annotated[list[Path], options.inputs(t)],
        output: Annotated[Path, options.output(t)],
        jobs: Annotated[int | None, options.jobs(t)] = None,
        engine: Annotated[str | None, options.engine(t)] = None,
        profile: Annotated[str | None, options.profile(t)] = None,
        types: Annotated[Path | None, options.type_folder(t)] = None,
        procedure: Annotated[str | None, options.procedure(t)] = None,
        procedures: Annotated[Path | None, options.procedure_folder(t)] = None,
        retry: Annotated[list[str] | None, options.retry(t)] = None,
        cluster: Annotated[str | None, options.cluster(t)] = None,
        insecure_cluster: Annotated[bool, options.insecure_cluster(t)] = False,
        config: Annotated[Path | None, options.config(t)] = None,
        explain: Annotated[bool, options.explain(t)] = False,
        pdfa: Annotated[bool, typer.Option("--pdfa", help=t("option.pdfa"))] = False,
        strict_review: Annotated[
            bool, typer.Option("--strict-review", help=t("option.strict_review"))
        ] = False,
        progress: Annotated[Style, options.progress(t)] = "auto",
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from digitize.workers.pool import begun

        settings = options.settings(
            t,
            config,
            jobs=jobs,
            engine=engine,
            profile=profile,
            types=types,
            procedure=procedure,
            procedures=procedures,
            cluster=options.cluster_settings(cluster, insecure=insecure_cluster),
            retry=retry,
        )
        # A child process loads the reading modules while this program loads the rest.
        with begun("digitize.jobs.tasks", settings.limits.page_memory) as first:
            from digitize.jobs import run as job
            from digitize.jobs.deliver import Delivery
            from digitize.progress import progress as progress_in
            from digitize.screen.report import report_run

            delivery = Delivery.prepared(settings, t, explain=explain, pdfa=pdfa)
            with progress_in(progress, t) as shown:
                account = job.run(inputs, output, settings, delivery, shown, first=first)
        report_run(account, t, as_json=as_json)
        return account.exit_code(strict_review=strict_review, pdfa_demanded=pdfa)
