"""Placeholder."""
import typer
from digitize.messages import Translator
from digitize.help_text import Command
def register(app: typer.Typer, t: Translator) -> None:
    @app.command("doctor", cls=Command.speaking(t), help=t("help.doctor"), short_help=t("short.doctor"))
    def f() -> None: ...
