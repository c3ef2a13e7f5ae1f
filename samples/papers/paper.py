"""A drawn paper: its pages, its type, and what its fields say."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from samples.draw.sheet import Sheet

Value = str | int | list[str] | list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: ``fields`` as in the truth files, dates as ISO 8601, names and places as printed."""

    doc_type: str
    fields: dict[str, Value]
    sheets: list[Sheet]
    handwritten: tuple[str, ...] = ()


Draw = Callable[[random.Random, int], Paper]
"""Draws one paper at a resolution in dots per inch."""
