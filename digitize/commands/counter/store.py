"""``digitize store``: what was digitised is kept once and for all, found again, and kept whole."""

from pathlib import Path
from typing import Annotated

import typer

from digitize.commands import options
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.screen.help_text import Command, Group


def register(app: typer.Typer, t: Translator) -> None:
    """Add the group of commands to ``app``."""
    store = typer.Typer(cls=Group.speaking(t), rich_markup_mode=None, no_args_is_help=False)
    app.add_typer(store, name="store", help=t("help.store"), short_help=t("short.store"))
    _register_papers(store, t)
    _register_people(store, t)
    _register_upkeep(store, t)


def _register_papers(app: typer.Typer, t: Translator) -> None:
    speaking = Command.speaking(t)

    @app.command("add", cls=speaking, help=t("help.store_add"))
    def add(
        out: Annotated[Path, options.results(t)],
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        by: Annotated[str, options.by(t)] = "",
        purpose: Annotated[str, options.purpose(t)] = "",
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from digitize.counter.adding import add_and_tell

        desk = options.desk(t, store, key_file, by=by, purpose=purpose, as_json=as_json)
        return add_and_tell(out, desk)

    @app.command("find", cls=speaking, help=t("help.store_find"))
    def find(
        words: Annotated[
            list[str],
            typer.Argument(metavar=t("metavar.words"), help=t("option.words"), show_default=False),
        ],
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        by: Annotated[str, options.by(t)] = "",
        purpose: Annotated[str, options.purpose(t)] = "",
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from digitize.counter.finding import find_and_tell

        desk = options.desk(t, store, key_file, by=by, purpose=purpose, as_json=as_json)
        return find_and_tell(words, desk)


def _register_people(app: typer.Typer, t: Translator) -> None:
    speaking = Command.speaking(t)

    @app.command("persons", cls=speaking, help=t("help.store_persons"))
    def persons(
        candidates: Annotated[bool, typer.Option("--candidates", help=t("option.candidates"))] = False,
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        by: Annotated[str, options.by(t)] = "",
        purpose: Annotated[str, options.purpose(t)] = "",
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from digitize.counter.people import persons_told

        desk = options.desk(t, store, key_file, by=by, purpose=purpose, as_json=as_json)
        return persons_told(desk, only_candidates=candidates)

    @app.command("merge", cls=speaking, help=t("help.store_merge"))
    def merge(
        subject: Annotated[str, options.subject_id(t)],
        other: Annotated[str, options.subject_id(t)],
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        by: Annotated[str, options.by(t)] = "",
        purpose: Annotated[str, options.purpose(t)] = "",
    ) -> ExitCode:
        from digitize.counter.people import merged_told

        desk = options.desk(t, store, key_file, by=by, purpose=purpose)
        return merged_told(subject, other, desk)

    @app.command("split", cls=speaking, help=t("help.store_split"))
    def split(
        subject: Annotated[str, options.subject_id(t)],
        other: Annotated[
            str | None,
            typer.Argument(metavar=t("metavar.subject"), help=t("option.subject"), show_default=False),
        ] = None,
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        by: Annotated[str, options.by(t)] = "",
        purpose: Annotated[str, options.purpose(t)] = "",
    ) -> ExitCode:
        from digitize.counter.people import split_told

        desk = options.desk(t, store, key_file, by=by, purpose=purpose)
        return split_told(subject, other, desk)


def _register_upkeep(app: typer.Typer, t: Translator) -> None:
    speaking = Command.speaking(t)

    @app.command("log", cls=speaking, help=t("help.store_log"))
    def log(
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        by: Annotated[str, options.by(t)] = "",
        purpose: Annotated[str, options.purpose(t)] = "",
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from digitize.counter.upkeep import log_told

        desk = options.desk(t, store, key_file, by=by, purpose=purpose, as_json=as_json)
        return log_told(desk)

    @app.command("verify", cls=speaking, help=t("help.store_verify"))
    def verify(
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        as_json: Annotated[bool, options.as_json(t)] = False,
    ) -> ExitCode:
        from digitize.counter.upkeep import verified_told

        return verified_told(options.desk(t, store, key_file, as_json=as_json))

    @app.command("backup", cls=speaking, help=t("help.store_backup"))
    def backup(
        file: Annotated[Path, options.backup_file(t)],
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        by: Annotated[str, options.by(t)] = "",
    ) -> ExitCode:
        from digitize.counter.upkeep import backed_up_told

        return backed_up_told(file, options.desk(t, store, key_file, by=by))

    @app.command("restore", cls=speaking, help=t("help.store_restore"))
    def restore(
        file: Annotated[Path, options.backup_file(t)],
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        by: Annotated[str, options.by(t)] = "",
    ) -> ExitCode:
        from digitize.counter.upkeep import restored_told

        return restored_told(file, options.desk(t, store, key_file, by=by))

    @app.command("rotate-key", cls=speaking, help=t("help.store_rotate"))
    def rotate_key(
        new_key_file: Annotated[
            Path,
            typer.Option(
                "--new-key-file", metavar=t("metavar.file"), help=t("option.new_key_file"), show_default=False
            ),
        ],
        store: Annotated[str | None, options.store(t)] = None,
        key_file: Annotated[Path | None, options.key_file(t)] = None,
        by: Annotated[str, options.by(t)] = "",
    ) -> ExitCode:
        from digitize.counter.upkeep import rotated_told

        return rotated_told(new_key_file, options.desk(t, store, key_file, by=by))
