"""Lists that the drawing chooses from, as TOML files beside this module: names, places, wording."""

import tomllib
from functools import cache
from pathlib import Path

Lists = dict[str, list[str]]


@cache
def lists(name: str) -> Lists:
    """The named lists of ``<name>.toml``."""
    with Path(__file__).with_name(f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
