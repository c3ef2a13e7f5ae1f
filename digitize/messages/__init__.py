"""Sentences for people, in Vietnamese and English, by code.

The stages use codes and data; the sentences are in ``vi.toml`` and ``en.toml``. Vietnamese is
the default; English comes with ``--lang en``, ``DIGITIZE_LANG=en`` or an English locale.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from digitize.terminal import inline
from ocr.page import Finding
from ocr.problem import Datum, Problem

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")


class Translator:
    """Turns a code with data into a sentence of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._sentences = catalogue(language)

    def __call__(self, code: str, /, **data: Datum) -> str:
        """The sentence for ``code``; an unknown code is shown as it is, with its data.

        Names and values come from others: each stands on one line, without what steers a terminal.
        """
        sentence = self._sentences.get(code)
        if sentence is None:
            return inline(f"{code} {data}" if data else code)
        if "must_be" in data:
            data["must_be"] = self(f"must_be.{data['must_be']}", bound=data.get("bound", ""))
        return sentence.format_map({name: _inline(value) for name, value in data.items()})

    def problem(self, problem: Problem) -> str:
        """What happened and what to do."""
        return self(f"problem.{problem.code}", **problem.data)

    def finding(self, finding: Finding) -> str:
        """What was found; a second look that was skipped is called by its name in this language."""
        data: dict[str, Datum] = {"page": finding.page or 0, **finding.data}
        if "look" in data:
            data["look"] = self(f"look.{data['look']}")
        return self(f"finding.{finding.code}", **data)


def _inline(datum: Datum) -> Datum:
    return inline(datum) if isinstance(datum, str) else datum


@cache
def catalogue(language: Language) -> dict[str, str]:
    """All sentences of a language, keys joined by dots."""
    text = files("digitize.messages").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return {
        f"{section}.{key}": value
        for section, keys in tomllib.loads(text).items()
        for key, value in keys.items()
    }


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language asked for by ``--lang``, else by DIGITIZE_LANG, else by an English locale, else Vietnamese."""
    asked = _asked(arguments) or environment.get("DIGITIZE_LANG")
    if asked in LANGUAGES:
        return asked
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "vi"


def without_language(arguments: Sequence[str]) -> list[str]:
    """The arguments without a valid ``--lang``, which may stand before or after the command."""
    rest: list[str] = []
    skip = False
    for index, argument in enumerate(arguments):
        if skip:
            skip = False
        elif argument == "--lang" and _asked(arguments[index : index + 2]):
            skip = True
        elif not _asked([argument]):
            rest.append(argument)
    return rest


def _asked(arguments: Sequence[str]) -> Language | None:
    for index, argument in enumerate(arguments):
        value = (
            next(iter(arguments[index + 1 :]), "")
            if argument == "--lang"
            else argument.removeprefix("--lang=")
        )
        if argument.startswith("--lang") and value in LANGUAGES:
            return value
    return None
