"""``digitize doctor``: what this computer lacks."""

from pathlib import Path
from typing import Annotated

import typer

from digitize.commands import options
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.screen.help_text import Command
from digitize.terminal import json_readable, say


def register(app: typer.Typer, t: Translator) -> None:
    """Add the command to ``app``."""

    @app.command("doctor", cls=Command.speaking(t), help=t("help.doctor"), short_help=t("short.doctor"))
    def doctor(
        config: Annotated[Path | None, options.config(t)] = None,
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from digitize.screen.doctor import examine, look_at_settings

        settings = look_at_settings(config, None if as_json else t)
        computer = examine()
        findings = (*computer, settings)
        healthy = all(finding.ok for finding in findings)
        if as_json:
            say(json_readable("[" + ",\n ".join(finding.model_dump_json() for finding in findings) + "]"))
        else:
            for finding in findings:
                advice = t(f"problem.{finding.code}", **finding.data) if finding.code else ""
                remedy = " – ".join(filter(None, (finding.detail, advice)))
                state = t("doctor.ok" if finding.ok else "doctor.missing")
                say(f"[{state}] {t(f'doctor.{finding.name}')}: {remedy}")
            say(t("doctor.ready" if healthy else "doctor.not_ready"))
        if not all(finding.ok for finding in computer):
            return ExitCode.DEPENDENCY_MISSING
        return ExitCode.DONE if settings.ok else ExitCode.CONFIGURATION_INVALID
