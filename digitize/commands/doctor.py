"""``digitize doctor``: what this computer lacks."""

from typing import Annotated

import typer

from digitize.commands import options
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.screen.help_text import Command


def register(app: typer.Typer, t: Translator) -> None:
    """Add the command to ``app``."""

    @app.command("doctor", cls=Command.speaking(t), help=t("help.doctor"), short_help=t("short.doctor"))
    def doctor(as_json: Annotated[bool, options.as_json(t)] = False) -> ExitCode:
        from digitize.screen.doctor import examine

        findings = examine()
        healthy = all(finding.ok for finding in findings)
        if as_json:
            typer.echo("[" + ",\n ".join(finding.model_dump_json() for finding in findings) + "]")
        else:
            for finding in findings:
                advice = t(f"problem.{finding.code}", **finding.data) if finding.code else ""
                remedy = " – ".join(filter(None, (finding.detail, advice)))
                state = t("doctor.ok" if finding.ok else "doctor.missing")
                typer.echo(f"[{state}] {t(f'doctor.{finding.name}')}: {remedy}")
            typer.echo(t("doctor.ready" if healthy else "doctor.not_ready"))
        return ExitCode.DONE if healthy else ExitCode.DEPENDENCY_MISSING
