"""``digitize person``: the rights of the people whose values a store keeps."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from digitize.commands import options
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.screen.help_text import Command, Group


def register(app: typer.Typer, t: Translator) -> None:
    """Add the group of commands to ``app``."""
    person = typer.Typer(cls=Group.speaking(t), rich_markup_mode=None, no_args_is_help=False)
    app.add_typer(person, name="person", help=t("help.person"), short_help=t("short.person"))
    _register_values(person, t)
    _register_use(person, t)


def _register_values(app: typer.Typer, t: Translator) -> None:
    speaking = Command.speaking(t)

    @app.command("export", cls=speaking, help=t("help.person_export"))
    def export(
        subject: Annotated[str, options.subject_id(t)],
        output: Annotated[
            Path | None,
            typer.Option(
                "-o",
                "--output",
                metavar=t("metavar.file"),
                help=t("option.person_output"),
                show_default=False,
            ),
        ] = None,
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        by: Annotated[str, options.by(t)] = "",
        purpose: Annotated[str, options.purpose(t)] = "",
        asked: Annotated[datetime | None, options.asked_on(t)] = None,
    ) -> ExitCode:
        from digitize.counter.rights import exported

        return exported(subject, output, asked, options.desk(t, store, key_file, by=by, purpose=purpose))

    @app.command("rectify", cls=speaking, help=t("help.person_rectify"))
    def rectify(
        subject: Annotated[str, options.subject_id(t)],
        field: Annotated[
            str, typer.Argument(metavar=t("metavar.field"), help=t("option.field"), show_default=False)
        ],
        value: Annotated[
            list[str], typer.Argument(metavar=t("metavar.words"), help=t("option.value"), show_default=False)
        ],
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        reason: Annotated[str, options.reason(t)] = "",
        by: Annotated[str, options.by(t)] = "",
        asked: Annotated[datetime | None, options.asked_on(t)] = None,
    ) -> ExitCode:
        from digitize.counter.rights import rectified

        desk = options.desk(t, store, key_file, by=by)
        return rectified(subject, field, value, reason, asked, desk)


def _register_use(app: typer.Typer, t: Translator) -> None:
    speaking = Command.speaking(t)

    @app.command("restrict", cls=speaking, help=t("help.person_restrict"))
    def restrict(
        subject: Annotated[str, options.subject_id(t)],
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        reason: Annotated[str, options.reason(t)] = "",
        lift: Annotated[bool, typer.Option("--lift", help=t("option.lift"))] = False,
        by: Annotated[str, options.by(t)] = "",
        asked: Annotated[datetime | None, options.asked_on(t)] = None,
    ) -> ExitCode:
        from digitize.counter.rights import restricted

        return restricted(subject, reason, asked, options.desk(t, store, key_file, by=by), lift=lift)

    @app.command("hold", cls=speaking, help=t("help.person_hold"))
    def hold(
        subject: Annotated[str, options.subject_id(t)],
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        reason: Annotated[str, options.reason(t)] = "",
        lift: Annotated[bool, typer.Option("--lift", help=t("option.lift"))] = False,
        by: Annotated[str, options.by(t)] = "",
    ) -> ExitCode:
        from digitize.counter.rights import held

        return held(subject, reason, options.desk(t, store, key_file, by=by), lift=lift)

    @app.command("erase", cls=speaking, help=t("help.person_erase"))
    def erase(
        subject: Annotated[str, options.subject_id(t)],
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        yes: Annotated[bool, typer.Option("--yes", help=t("option.yes"))] = False,
        by: Annotated[str, options.by(t)] = "",
        asked: Annotated[datetime | None, options.asked_on(t)] = None,
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from digitize.counter.rights import erased

        desk = options.desk(t, store, key_file, by=by, as_json=as_json)
        return erased(subject, asked, desk, yes=yes)
