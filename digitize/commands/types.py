"""Placeholder."""
import typer
from digitize.messages import Translator
from digitize.help_text import Command
def register(app: typer.Typer, t: Translator) -> None:
    @app.command("types", cls=Command.speaking(t), help=t("help.types"), short_help=t("short.types"))
    def f() -> None: ...
