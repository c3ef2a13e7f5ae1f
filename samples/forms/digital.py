"""A filled form as a PDF with a text layer; in some of them the letters of KT. and TM. stand apart."""

import random
from datetime import UTC, datetime

from fpdf import FPDF

from samples.draw.fonts import path
from samples.forms.marks import RED
from samples.forms.page import Bit, Face, Page, advance

SIGNING = ("TM.", "KT.", "TL.", "T/M", "Q.")
APART = 2.0
"""Points between the letters of these words, in some files."""


def born_digital(pages: list[Page], rng: random.Random) -> bytes:
    """The PDF; the same pages give the same bytes."""
    document = FPDF(unit="pt", format="A4")
    document.set_creation_date(datetime(2026, 1, 1, tzinfo=UTC))
    apart = rng.random() < 0.4
    for page in pages:
        document.add_page()
        for bit, x, y in page.placed:
            _bit(document, bit, x, y, apart=apart and bit.text in SIGNING)
        for (left, top, right, bottom), thick, ink in page.rules:
            document.set_line_width(thick)
            document.set_draw_color(*ink)
            document.line(left, top, right, bottom)
        for mark in page.marks:
            if mark.kind == "seal":
                _seal(document, tuple(side / page.scale for side in mark.box))
    return bytes(document.output())


def _seal(document: FPDF, box: tuple[float, ...]) -> None:
    """A ring with MẪU in it, as programs print the seal of an office."""
    left, top, right, bottom = box
    document.set_draw_color(*RED)
    document.set_line_width(2)
    document.ellipse(left, top, right - left, bottom - top)
    face = Face("LiberationSans", 15, bold=True, ink=RED)
    x = (left + right - advance("MẪU", face)) / 2
    _bit(document, Bit("MẪU", face), x, (top + bottom) / 2 + 5, apart=False)


def _bit(document: FPDF, bit: Bit, x: float, y: float, *, apart: bool) -> None:
    name = f"{bit.face.family}{bit.face.cut}".lower()
    if name not in document.fonts:
        document.add_font(name, fname=path(bit.face.family, bit.face.cut))
    document.set_font(name, size=bit.face.size)
    document.set_text_color(*bit.face.ink)
    if apart:
        x -= APART * (len(bit.text) - 1)
    for text in bit.text if apart else (bit.text,):
        document.text(x, y, text)
        x += advance(text, bit.face) + APART
