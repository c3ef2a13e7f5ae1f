"""A drawn paper: its pages, its type and its fields; and the two heads at the top of most papers."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from samples.draw.flow import Column, Flow, Shape
from samples.draw.sheet import Sheet, Type

Value = str | int | float | list[str] | list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: ``fields`` as in the truth files, dates as ISO 8601, names and places as printed."""

    doc_type: str
    fields: dict[str, Value]
    sheets: list[Sheet]
    handwritten: tuple[str, ...] = ()


Draw = Callable[[random.Random, int], Paper]
"""Draws one paper at a resolution in dots per inch."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The top of a paper as markup: lines of the agency, number, the subject of a công văn, place and day."""

    agency: list[str]
    number: str
    place: str
    subject: str = ""
    family: str = "Tinos"


def two_heads(flow: Flow, heads: Heads) -> None:
    """Agency with number on the left, motto with place and day on the right; moves ``y`` below both."""
    edges, top, head = flow.column, flow.y, Type(heads.family, 12.5)
    middle = edges.left + (edges.right - edges.left) * 0.40
    left, right = Column(edges.left - 8, middle - 2), Column(middle, edges.right + 5)
    for text in heads.agency:
        flow.paragraph(text, head, Shape("center", leading=1.2), left)
    flow.sheet.rule((left.middle - 9, flow.y + 0.8), (left.middle + 9, flow.y + 0.8))
    flow.y += 2.6
    under = flow.y
    flow.paragraph(heads.number, Type(heads.family, 13), Shape("center"), left)
    if heads.subject:
        flow.paragraph(
            heads.subject, head, Shape("center", leading=1.15), Column(left.left + 4, left.right - 4)
        )
    end, flow.y = flow.y, top
    motto = "<b>Độc lập - Tự do - Hạnh phúc</b>"
    flow.paragraph("<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", head, Shape("center", leading=1.2), right)
    flow.paragraph(motto, Type(heads.family, 13.5), Shape("center", leading=1.2), right)
    half = flow.sheet.width_of(motto, Type(heads.family, 13.5)) / 2
    flow.sheet.rule((right.middle - half, flow.y + 0.8), (right.middle + half, flow.y + 0.8))
    flow.y = max(flow.y + 2.6, under)
    flow.paragraph(heads.place, Type(heads.family, 13.5, italic=True), Shape("center"), right)
    flow.y = max(flow.y, end)
