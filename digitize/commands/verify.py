"""``digitize verify``: whether everything in a folder of results is unchanged."""

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

    @app.command("verify", cls=Command.speaking(t), help=t("help.verify"), short_help=t("short.verify"))
    def verify(
        out: Annotated[Path, options.results(t)],
        sample: Annotated[
            int,
            typer.Option("--sample", min=0, metavar="N", help=t("option.sample"), show_default=False),
        ] = 5,
        jobs: Annotated[int | None, options.jobs(t)] = None,
        engine: Annotated[str | None, options.engine(t)] = None,
        profile: Annotated[str | None, options.profile(t)] = None,
        config: Annotated[Path | None, options.config(t)] = None,
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from digitize.jobs.verify import verify as proof_of
        from digitize.screen.ledger_report import proof_lines

        settings = options.settings(t, config, jobs=jobs, engine=engine, profile=profile)
        proof = proof_of(out, sample=sample, settings=settings)
        if as_json:
            say(in_json(proof))
        else:
            for line in proof_lines(proof, t):
                say(line)
        return ExitCode.DEMAND_NOT_REACHED if proof.flaws else ExitCode.DONE
