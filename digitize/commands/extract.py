"""Placeholder."""
import typer
from digitize.messages import Translator
from digitize.help_text import Command
def register(app: typer.Typer, t: Translator) -> None:
    @app.command("extract", cls=Command.speaking(t), help=t("help.extract"), short_help=t("short.extract"))
    def f() -> None: ...
