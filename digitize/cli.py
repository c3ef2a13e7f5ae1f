"""The command line as a whole: which commands there are, in one language.

Every command module has a ``register`` that is given the application and the translator; what a
command needs it imports when it runs, so that ``--help`` answers at once.
"""

from importlib.metadata import version
from typing import Annotated

import typer

from digitize.commands import doctor, evaluate, export, extract, ocr, run, scan, types
from digitize.help_text import Group
from digitize.messages import Translator

COMMANDS = (run, scan, ocr, extract, export, types, evaluate, doctor)


def build(t: Translator) -> typer.Typer:
    """The application with its help in the language of ``t``."""
    app = typer.Typer(
        cls=Group.speaking(t),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        help=t("help.digitize"),
        epilog=t("help.epilog"),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )

    @app.callback()
    def digitize(
        _lang: Annotated[str, typer.Option("--lang", metavar="vi|en", help=t("option.lang"))] = t.language,
        show_version: Annotated[bool, typer.Option("--version", help=t("option.version"))] = False,
    ) -> None:
        if show_version:
            typer.echo(f"digitize {version('hoso-digitize')}")
            raise typer.Exit

    for command in COMMANDS:
        command.register(app, t)
    return app
