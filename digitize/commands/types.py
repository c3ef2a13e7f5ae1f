"""``digitize types``: see, check and add document types."""

from pathlib import Path
from typing import Annotated

import typer

from digitize.commands import options
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.screen.help_text import Command, Group
from digitize.terminal import say


def register(app: typer.Typer, t: Translator) -> None:
    """Add the group of commands to ``app``."""
    types = typer.Typer(cls=Group.speaking(t), rich_markup_mode=None, no_args_is_help=False)
    app.add_typer(types, name="types", help=t("help.types"), short_help=t("short.types"))
    speaking = Command.speaking(t)

    @types.command("list", cls=speaking, help=t("help.types_list"))
    def list_types(
        folder: Annotated[Path | None, options.type_folder(t)] = None,
        config: Annotated[Path | None, options.config(t)] = None,
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> None:
        from digitize.screen.type_pages import listing

        say(listing(options.settings(t, config, types=folder).types, t, as_json=as_json))

    @types.command("show", cls=speaking, help=t("help.types_show"))
    def show(
        type_id: Annotated[str, typer.Argument(metavar=t("metavar.type_id"), help=t("option.type_id"))],
        folder: Annotated[Path | None, options.type_folder(t)] = None,
        config: Annotated[Path | None, options.config(t)] = None,
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> None:
        from digitize.screen.type_pages import page

        say(page(type_id, options.settings(t, config, types=folder).types, t, as_json=as_json))

    @types.command("check", cls=speaking, help=t("help.types_check"))
    def check(
        files: Annotated[list[Path], typer.Argument(metavar=t("metavar.file"), help=t("option.type_files"))],
    ) -> ExitCode:
        from digitize.screen.type_pages import check_files

        return check_files(files, t)

    @types.command("learn", cls=speaking, help=t("help.types_learn"))
    def learn(
        out: Annotated[Path, options.results(t)],
        folder: Annotated[Path | None, options.type_folder(t)] = None,
        config: Annotated[Path | None, options.config(t)] = None,
    ) -> None:
        from digitize.decisions.kept import decisions_in
        from digitize.review.learnt import ENOUGH, changes, learnt
        from digitize.review.results import opened

        settings = options.settings(t, config, types=folder)
        found = learnt(opened(out, settings), decisions_in(out))
        say("\n".join(changes(found, settings.types)) if found else t("types.nothing_learnt", enough=ENOUGH))

    @types.command("new", cls=speaking, help=t("help.types_new"))
    def new(
        type_id: Annotated[str, typer.Argument(metavar=t("metavar.type_id"), help=t("option.type_name"))],
    ) -> None:
        from extract.rules.loader import template

        say(template(type_id), nl=False)
