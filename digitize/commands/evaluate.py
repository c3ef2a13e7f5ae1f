"""Placeholder."""
import typer
from digitize.messages import Translator
from digitize.help_text import Command
def register(app: typer.Typer, t: Translator) -> None:
    @app.command("eval", cls=Command.speaking(t), help=t("help.eval"), short_help=t("short.eval"))
    def f() -> None: ...
