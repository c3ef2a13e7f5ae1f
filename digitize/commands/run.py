"""Placeholder."""
import typer
from digitize.messages import Translator
from digitize.help_text import Command
def register(app: typer.Typer, t: Translator) -> None:
    @app.command("run", cls=Command.speaking(t), help=t("help.run"), short_help=t("short.run"))
    def f() -> None: ...
