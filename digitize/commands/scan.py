"""Placeholder."""
import typer
from digitize.messages import Translator
from digitize.help_text import Command
def register(app: typer.Typer, t: Translator) -> None:
    @app.command("scan", cls=Command.speaking(t), help=t("help.scan"), short_help=t("short.scan"))
    def f() -> None: ...
