"""Placeholder."""
import typer
from digitize.messages import Translator
from digitize.help_text import Command
def register(app: typer.Typer, t: Translator) -> None:
    @app.command("export", cls=Command.speaking(t), help=t("help.export"), short_help=t("short.export"))
    def f() -> None: ...
