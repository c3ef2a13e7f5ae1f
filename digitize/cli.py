"""The command line as a whole: which commands there are, in one language.

Every command module has a function ``register(app, t)``. A command imports what it needs only when it runs, so
that ``--help`` answers at once.
"""

from importlib.metadata import version
from typing import Annotated

import typer

from digitize.commands import (
    doctor,
    evaluate,
    export,
    extract,
    ocr,
    repair,
    review,
    run,
    scan,
    separators,
    status,
    types,
    verify,
    watch,
)
from digitize.commands.counter import person, store
from digitize.messages import Language, Translator
from digitize.screen.help_text import Group

COMMANDS = (
    run,
    watch,
    review,
    store,
    person,
    scan,
    ocr,
    extract,
    export,
    types,
    separators,
    status,
    verify,
    repair,
    evaluate,
    doctor,
)


def build(t: Translator) -> typer.Typer:
    """The application with its help in the language of ``t``."""
    app = typer.Typer(
        cls=Group.speaking(t),
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=t("help.digitize"),
        epilog=t("help.epilog"),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )

    def say_version(asked: bool) -> None:  # noqa: FBT001  (Typer hands the flag over by position)
        if asked:
            typer.echo(f"digitize {version('hoso-digitize')}")
            raise typer.Exit

    @app.callback()
    def digitize(
        lang: Annotated[
            Language, typer.Option("--lang", metavar="vi|en", help=t("option.lang"))
        ] = t.language,
        asked: Annotated[  # noqa: FBT002  (a flag of the command line)
            bool, typer.Option("--version", help=t("option.version"), callback=say_version, is_eager=True)
        ] = False,
    ) -> None:
        del lang, asked  # both took effect before any command was chosen

    for command in COMMANDS:
        command.register(app, t)
    return app
