"""What the store knows of papers, from ``export/data/store.toml``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final, Literal

from ocr.value import Value

Rule = Literal["rectified", "decided", "code", "source", "day", "known"]
_FILE: Final = Path(__file__).parents[2] / "data" / "store.toml"


class Thing(Value):
    """What a paper is about that is no person."""

    kind: Literal["organisation", "parcel", "household"]
    types: tuple[str, ...]
    number: tuple[str, ...]
    owns: tuple[str, ...]


class Choice(Value):
    """How one of several values of an attribute is chosen; ``changes`` where it may differ without any error."""

    attributes: tuple[str, ...]
    order: tuple[Rule, ...]
    papers: tuple[str, ...] = ()
    changes: bool = False


class Papers(Value):
    """Which fields say when a paper was made and how long it holds, and by which values nothing is found."""

    day: tuple[str, ...]
    valid_to: tuple[str, ...]
    not_found_by: tuple[str, ...]


class Rules(Value):
    """All of it."""

    things: tuple[Thing, ...]
    papers: Papers
    choices: tuple[Choice, ...]


@cache
def rules() -> Rules:
    """The rules that ship with the program."""
    return Rules.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def thing_of(doc_type: str) -> Thing | None:
    """What papers of this type are about, beside persons."""
    return next((one for one in rules().things if doc_type in one.types), None)


def choice_of(attribute: str) -> Choice:
    """How a value of the attribute is chosen."""
    return next(one for one in rules().choices if {attribute, "*"} & set(one.attributes))
