"""Help for clerks: the English words of the parser are replaced by those of the language in use.

Typer itself writes "Usage:", "Options:" and so on. They are fixed words at fixed places, so they are
replaced in the finished help text.
"""

import difflib
import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

from digitize.exit_codes import UsageProblem
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
    r"  \[(0\.0<=)?x[<>]=[01](\.0)?\]": "word.nothing",
    r"\{([^{}\s]+)\}": "word.as_it_is",
    r"Show this message and exit\.": "word.help_option",
}


def in_words_of(t: Translator, text: str) -> str:
    """``text`` with the parser's words replaced."""
    for pattern, code in _WORDS.items():
        text = re.sub(pattern, t(code), text, flags=re.MULTILINE)
    # A clerk does not know Python types; blanks keep the columns.
    return re.sub(r"<(list\[)?(Path|path|str)\]?>", lambda found: " " * len(found[0]), text)


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

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that was typed; an unknown one is refused, and the nearest known one named."""
        if args[0] not in self.commands:
            near = difflib.get_close_matches(args[0], self.commands, n=1)
            raise UsageProblem(
                "command_unknown", name=args[0], suggestion=near[0] if near else ", ".join(self.commands)
            )
        return super().resolve_command(ctx, args)

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
