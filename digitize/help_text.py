"""Help that a clerk reads: the parser's own English words are replaced by those of the language in use.

Typer writes "Usage:", "Options:" and the like itself. They are fixed words at fixed places, so the
finished help text is translated rather than the parser.
"""

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

from digitize.messages import Translator

_WORDS = {
    r"^Usage:": "word.usage",
    r"^Arguments:": "word.arguments",
    r"^Options:": "word.options",
    r"^Commands:": "word.commands",
    r"\[OPTIONS\]": "word.options_slot",
    r"COMMAND \[ARGS\]\.\.\.": "word.command_slot",
    r"\[required\]": "word.required",
    r"\[default: ": "word.default",
    r"Show this message and exit\.": "word.help_option",
}


def in_words_of(t: Translator, text: str) -> str:
    """``text`` with the parser's words replaced."""
    for pattern, code in _WORDS.items():
        text = re.sub(pattern, lambda _, word=t(code): word, text, flags=re.MULTILINE)
    return text


class Group(TyperGroup):
    """The group of all commands; lists them in the order of the work, not of the alphabet."""

    translator: Translator

    @classmethod
    def speaking(cls, t: Translator) -> type["Group"]:
        """A group class whose help is in the language of ``t``."""
        return type("Group", (cls,), {"translator": t})

    def get_help(self, ctx: Any) -> str:
        """The help text, translated."""
        return in_words_of(self.translator, super().get_help(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        """Commands in the order in which they were registered."""
        del ctx
        return list(self.commands)


class Command(TyperCommand):
    """One command."""

    translator: Translator

    @classmethod
    def speaking(cls, t: Translator) -> type["Command"]:
        """A command class whose help is in the language of ``t``."""
        return type("Command", (cls,), {"translator": t})

    def get_help(self, ctx: Any) -> str:
        """The help text, translated."""
        return in_words_of(self.translator, super().get_help(ctx))
