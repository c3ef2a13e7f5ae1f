"""From a form and a seed to a paper: a story is invented, the form filled in, its blocks set one by one."""

import random
from dataclasses import dataclass
from itertools import groupby

from samples.forms import blocks, marks
from samples.forms.blocks import Setting
from samples.forms.fill import WAYS, draw_fill
from samples.forms.lines import MM
from samples.forms.markup import chosen, load
from samples.forms.page import HEIGHT, WIDTH, Page
from samples.forms.story import draw_story
from samples.forms.truth import Fact, Truth


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was filled in: its pages and the truth of its fields."""

    form: str
    doc_type: str
    facts: dict[str, Fact]
    pages: list[Page]


def fill_in(name: str, seed: int, dpi: int) -> Filled:
    """The form of that name, filled in. The same arguments give the same pixels."""
    form = load(name)
    rng = random.Random(f"{name} {seed}")
    truth = Truth(draw_story(rng), form)
    ways = tuple(form.settings.get("fill", " ".join(WAYS)).split())
    size = float(form.settings.get("size", "13"))
    margins = [float(side) * MM for side in form.settings.get("margins", "18 18 15 28").split()]
    top, right, bottom, left = (side + rng.uniform(-8, 8) for side in margins)
    setting = Setting(
        fill=draw_fill(rng, size, ways),
        rng=rng,
        asked=truth.asked,
        new_page=lambda: _page(form.settings.get("ground"), rng, dpi),
        margins=(top, right, bottom, left),
        leading=float(form.settings.get("leading", "1.3")) * rng.uniform(0.97, 1.06),
    )
    _set(setting, chosen(form, rng))
    return Filled(name, form.doc_type, truth.facts, setting.pages)


def _page(how: str | None, rng: random.Random, dpi: int) -> Page:
    if not how:
        return Page(dpi)
    page = Page(dpi, marks.GROUNDS[how])
    marks.ground(page, rng, how)
    return page


def _set(setting: Setting, lines: list[str]) -> None:
    for sign, run in groupby(lines, key=_sign):
        block = [line.removeprefix(sign).strip() for line in run]
        if sign == "||":
            blocks.columns(setting, block)
        elif sign == "=":
            blocks.table(setting, block)
        else:
            for text in block:
                _single(setting, sign, text)


def _sign(line: str) -> str:
    return "||" if line.startswith("||") else line[0]


def _single(setting: Setting, sign: str, text: str) -> None:
    if sign == "%":
        setting.turn()
    elif sign == "+":
        setting.y += float(text) * MM
    elif sign == "!":
        _mark(setting, text)
    elif sign == ".":
        blocks.paragraph(setting, text, "|", fill=setting.fill.small())
    elif text.startswith("---"):
        blocks.short_rule(setting, setting.column, 0.3)
    else:
        blocks.paragraph(setting, text, sign)


def _mark(setting: Setting, text: str) -> None:
    """A mark on what was set before: its kind, how far right as a share of the page, how far up in millimetres."""
    kind, across, up, *rest = text.split(maxsplit=3)
    rng = setting.rng
    x = WIDTH * float(across) + rng.uniform(-10, 10)
    y = min(HEIGHT - 60, setting.y - float(up) * MM + rng.uniform(-4, 4))
    if kind == "sign":
        marks.signature(setting.page, rng, x, y)
    elif kind == "seal":
        marks.seal(setting.page, rng, x - 34, y, rest[0] if rest else "")
    else:
        marks.specimen(setting.page, x, y)
