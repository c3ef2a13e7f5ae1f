"""What columns, sheets, states and checks are called, in Vietnamese and in English.

The names in records never change with the language; only headings for people do. The headings are in
``data/labels.toml``, and the order of its fields is the order of the columns in every table.
"""

import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["vi", "en"]
Labels = Callable[[str], str]

_FILE = Path(__file__).parent / "data" / "labels.toml"


def labels(language: Language = "vi") -> Labels:
    """A function from a name to its heading; a name that has none is its own heading."""
    return lambda name: label(name, language) or name


def label(name: str, language: Language = "vi") -> str | None:
    """The heading of ``name``, composed where the name ends in a person's role; None when unknown."""
    for table in ("fields", "table", "words", "checks"):
        if name in _tables()[table]:
            return _tables()[table][name][language]
    for role, said in _tables()["roles"].items():
        stem = name.removesuffix(f"_{role}")
        if stem != name and stem in _tables()["fields"]:
            return f"{_tables()['fields'][stem][language]} ({said[language]})"
    return None


def field_order(names: Iterable[str]) -> list[str]:
    """``names`` once each in the order of columns: those with a heading of their own first, then by alphabet."""
    rank = {name: number for number, name in enumerate(_tables()["fields"])}
    return sorted(set(names), key=lambda name: (rank.get(name, len(rank)), name))


@cache
def _tables() -> dict[str, dict[str, dict[Language, str]]]:
    tables: dict[str, dict[str, dict[Language, str]]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tables
