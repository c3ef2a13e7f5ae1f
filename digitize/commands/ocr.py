"""Placeholder."""
import typer
from digitize.messages import Translator
from digitize.help_text import Command
def register(app: typer.Typer, t: Translator) -> None:
    @app.command("ocr", cls=Command.speaking(t), help=t("help.ocr"), short_help=t("short.ocr"))
    def f() -> None: ...
