"""``digitize watch``: the whole chain over the files that a scanner puts into a folder, as they come."""

from pathlib import Path
from typing import Annotated

import typer

from digitize.commands import options
from digitize.messages import Translator
from digitize.progress import Style
from digitize.screen.help_text import Command
from digitize.terminal import say

MOST_STILL = 86_400.0  # seconds; a file that has to lie still for longer than a day is never read


def register(app: typer.Typer, t: Translator) -> None:
    """Add the command to ``app``."""

    @app.command("watch", cls=Command.speaking(t), help=t("help.watch"), short_help=t("short.watch"))
    def watch(
        folder: Annotated[
            Path, typer.Argument(metavar=t("metavar.folder"), help=t("option.watched"), show_default=False)
        ],
        output: Annotated[Path, options.output(t)],
        still: Annotated[
            float,
            typer.Option(
                "--still",
                min=0.1,
                max=MOST_STILL,
                metavar="N",
                help=t("option.still"),
                show_default=False,
                callback=options.finite,
            ),
        ] = 10.0,
        jobs: Annotated[int | None, options.jobs(t)] = None,
        engine: Annotated[str | None, options.engine(t)] = None,
        profile: Annotated[str | None, options.profile(t)] = None,
        types: Annotated[Path | None, options.type_folder(t)] = None,
        procedure: Annotated[str | None, options.procedure(t)] = None,
        procedures: Annotated[Path | None, options.procedure_folder(t)] = None,
        cluster: Annotated[str | None, options.cluster(t)] = None,
        insecure_cluster: Annotated[bool, options.insecure_cluster(t)] = False,
        config: Annotated[Path | None, options.config(t)] = None,
        progress: Annotated[Style, options.progress(t)] = "none",
    ) -> None:
        from digitize.jobs.deliver import Delivery
        from digitize.jobs.watch import Watch
        from digitize.jobs.watch import watch as outcomes
        from digitize.progress import progress as progress_in
        from digitize.screen.report import report_watch

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
        )
        delivery = Delivery.prepared(settings, t)
        say(t("watch.begun", folder=str(folder), out=str(output)))
        watched = Watch(folder, output, still, min(2.0, still))
        with progress_in(progress, t) as shown:
            for outcome in outcomes(watched, settings, delivery, shown):
                report_watch(outcome, t)
